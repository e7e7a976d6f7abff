import type { Format, Side } from "@/lib/exports/formats/contract";
import { anyQuestion, eachPreference } from "@/lib/exports/formats/shared";
import { promptText } from "@/lib/exports/formats/text";

/**
 * Evaluation pairs with the columns of RewardBench. The subset is the item's source; the id is the item's, with the campaign where the
 * version has several and with what is compared where the item has several pairs: whoever reads rows by their ids keeps one of each.
 */
export const rewardbench: Format = {
  reads: "consensus",
  refuse: anyQuestion,
  columns: () => [
    { name: "prompt", kind: "text" },
    { name: "chosen", kind: "text" },
    { name: "chosen_model", kind: "text" },
    { name: "rejected", kind: "text" },
    { name: "rejected_model", kind: "text" },
    { name: "subset", kind: "text" },
    { name: "id", kind: "text" },
  ],
  write: (entry, { asked, recipe }) => {
    const several = entry.outcomes.filter(({ reason }) => reason === null).length > 1;
    const item = recipe.resolved.campaigns.length > 1 ? `${entry.item}#${asked.campaign}` : entry.item;
    const texts = entry.outcomes.flatMap((outcome) => (outcome.reason === null && outcome.chosen.ordinal === null ? [outcome.chosen] : []));
    const name = (side: Side): string => (side.ordinal === null ? `text${texts.indexOf(side) + 1}` : String(side.ordinal));
    return eachPreference(entry, ({ chosen, rejected }) => ({
      prompt: promptText(entry.prompt),
      chosen: chosen.text,
      chosen_model: chosen.model,
      rejected: rejected.text,
      rejected_model: rejected.model,
      subset: entry.source ?? asked.campaign,
      id: several ? `${item}#${name(chosen)}-${name(rejected)}` : item,
    }));
  },
};
