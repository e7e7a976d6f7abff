import type { Entry, EntryOutcome, Format, FormatContext, Side, Written } from "@/lib/exports/formats/contract";
import { anyQuestion, sideAt, standings } from "@/lib/exports/formats/shared";
import { promptCell, promptKind, replyCell } from "@/lib/exports/formats/text";

const sidesOf = (entry: Entry, { asked }: FormatContext, { unitKey, part }: EntryOutcome): Side[] => {
  const ordinals = part === "" ? asked.kind.unitOrdinals(unitKey, entry.candidates.length) : [Number(part)];
  return ordinals.map((ordinal) => sideAt(entry, ordinal));
};

/** Where the question is one of yes or no about a response, the answer is the label. */
const verdictOf = (entry: Entry, { asked }: FormatContext, { unitKey, part }: EntryOutcome): boolean | null => {
  const classes = asked.kind.classes(asked.config, unitKey, asked.question);
  if (classes?.length !== 2 || !classes.includes("yes") || !classes.includes("no")) return null;
  const choice = entry.tasks.find((task) => task.unitKey === unitKey && task.part === part)?.consensus?.choice;
  return choice === "yes" ? true : choice === "no" ? false : null;
};

/** Reasons for which a yes or no gave no preference, and gives a label all the same. */
const aboutOneResponse = new Set(["about-one-response", "no-better-end", "nothing-to-compare", "tie"]);

const labelLeft = (entry: Entry, context: FormatContext, outcome: Extract<EntryOutcome, { reason: string }>): [Side, boolean][] => {
  const verdict = aboutOneResponse.has(outcome.reason) ? verdictOf(entry, context, outcome) : null;
  if (verdict !== null) return sidesOf(entry, context, outcome).map((side) => [side, verdict]);
  if (context.recipe.ties !== "unpaired" || (outcome.reason !== "tie" && outcome.reason !== "both-bad")) return [];
  return sidesOf(entry, context, outcome).map((side) => [side, outcome.reason === "tie"]);
};

/**
 * TRL's unpaired preference type. A response is good where the item's preferences choose it more often than they reject it, bad
 * where less often; a question of yes or no gives its answer. What is chosen as often as rejected has no label.
 */
export const trlUnpaired: Format = {
  reads: "consensus",
  refuse: anyQuestion,
  columns: ({ shape, recipe }) => [
    { name: "prompt", kind: promptKind(shape) },
    { name: "completion", kind: promptKind(shape) },
    { name: "label", kind: "flag" },
    ...(recipe.weights === "column" ? [{ name: "weight", kind: "number" } as const] : []),
  ],
  write: (entry, context) => {
    const { shape, recipe } = context;
    const row = (side: Side, label: boolean, weight: number) => ({
      prompt: promptCell(entry.prompt, shape),
      completion: replyCell(side.text, shape),
      label,
      ...(recipe.weights === "column" ? { weight } : {}),
    });
    const fared = standings(entry).map(({ side, net, unitKey, part, weight }): Written =>
      net === 0 ? { unitKey, part, none: "balanced" } : { unitKey, part, rows: [row(side, net > 0, weight)] },
    );
    const left = entry.outcomes.flatMap((outcome): Written[] => {
      if (outcome.reason === null) return [];
      const { unitKey, part } = outcome;
      const labels = labelLeft(entry, context, outcome);
      return [
        labels.length === 0
          ? { unitKey, part, none: outcome.reason }
          : { unitKey, part, rows: labels.map(([side, label]) => row(side, label, 1)) },
      ];
    });
    return [...fared, ...left];
  },
  classOf: (row) => (row.label === true ? "good" : "bad"),
};
