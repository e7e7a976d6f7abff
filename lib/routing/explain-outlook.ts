import type { Outlook } from "@/lib/routing/outlook-schema";

/** What “right” means in a plan's figures. */
export const explainYardstick = ({ yardstick }: Pick<Outlook, "yardstick">): string => {
  switch (yardstick) {
    case "gold":
      return "Right is what a deciding answer says; items without one count as those do.";
    case "agreement":
      return "There are too few deciding answers: how often people are right is told by how far they agree among themselves.";
    case "people":
      return "Right is what a person says: there are no deciding answers and no two people answered the same items, so nothing tells how often they err.";
    case null:
      return "";
  }
};

/** A warning where the order of asking was not shown to find what the judge gets wrong; null where it was, or is not meant to. */
export const warnOfSignal = ({ signal, strategy }: Pick<Outlook, "signal"> & { strategy: string }): string | null => {
  if (strategy === "random" || signal.value === null) return null;
  if (signal.ci !== null && signal.ci[0] > 0.5) return null;
  return `On ${signal.n} items that both have labelled, this order does not surely find where people and the judge differ. Items drawn at random may do as well.`;
};
