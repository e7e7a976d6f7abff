import type { Format } from "@/lib/exports/formats/contract";
import { anyQuestion, eachPreference } from "@/lib/exports/formats/shared";
import { promptText } from "@/lib/exports/formats/text";

/** Evaluation pairs with the columns of RewardBench. The subset is the item's source, the id its own with what of it is compared. */
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
  write: (entry, { asked }) => {
    const several = entry.outcomes.filter(({ reason }) => reason === null).length > 1;
    return eachPreference(entry, ({ chosen, rejected }) => ({
      prompt: promptText(entry.prompt),
      chosen: chosen.text,
      chosen_model: chosen.model,
      rejected: rejected.text,
      rejected_model: rejected.model,
      subset: entry.source ?? asked.campaign,
      id: several ? `${entry.item}#${chosen.ordinal ?? "text"}-${rejected.ordinal ?? "text"}` : entry.item,
    }));
  },
};
