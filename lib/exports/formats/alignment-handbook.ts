import { createHash } from "node:crypto";
import type { Format } from "@/lib/exports/formats/contract";
import { anyQuestion, eachPreference } from "@/lib/exports/formats/shared";
import { asMessages, asReply, promptText } from "@/lib/exports/formats/text";

/**
 * The columns and split names of binarised mixtures in the alignment handbook: whole dialogues on both sides, `messages` for
 * fine-tuning on the chosen one. The scores are the posterior probabilities of the two sides.
 */
export const alignmentHandbook: Format = {
  reads: "consensus",
  refuse: anyQuestion,
  columns: () => [
    { name: "prompt", kind: "text" },
    { name: "prompt_id", kind: "text" },
    { name: "chosen", kind: "messages" },
    { name: "rejected", kind: "messages" },
    { name: "messages", kind: "messages" },
    { name: "score_chosen", kind: "number" },
    { name: "score_rejected", kind: "number" },
  ],
  write: (entry) =>
    eachPreference(entry, ({ chosen, rejected, pChosen }) => {
      const prompt = promptText(entry.prompt);
      const dialogue = [...asMessages(entry.prompt), ...asReply(chosen.text)];
      return {
        prompt,
        prompt_id: createHash("sha256").update(prompt).digest("hex"),
        chosen: dialogue,
        rejected: [...asMessages(entry.prompt), ...asReply(rejected.text)],
        messages: dialogue,
        score_chosen: pChosen,
        score_rejected: 1 - pChosen,
      };
    }),
  splitName: (split) => `${split}_prefs`,
};
