import type { Format } from "@/lib/exports/formats/contract";
import { eachPreference } from "@/lib/exports/formats/shared";
import { promptText } from "@/lib/exports/formats/text";
import { marksText } from "@/lib/exports/formats/trl-stepwise";
import { changedTokens, tokenWeights } from "@/lib/ml/text-diff/changed-tokens";
import { textTokens } from "@/lib/ml/text-diff/text-tokens";
import type { TextToken } from "@/lib/ml/text-diff/text-tokens";

const weighted = (tokens: TextToken[], changed: Uint8Array) => {
  const weights = tokenWeights(changed);
  return tokens.map(({ start, end }, index) => ({ start, end, weight: weights[index] ?? 1 }));
};

/**
 * Corrected over original text for dense preference optimisation (Yu et al. 2023): a weight for each word, by its place in
 * UTF-16 units, so that it can be carried over to the tokens of any model.
 */
export const ddpo: Format = {
  reads: "consensus",
  refuse: (asked) =>
    marksText(asked)
      ? null
      : "Token weights need a campaign in which responses are corrected (kind segment). For pairs and rankings take trl-preference.",
  columns: () => [
    { name: "prompt", kind: "text" },
    { name: "chosen", kind: "text" },
    { name: "rejected", kind: "text" },
    { name: "chosen_token_weights", kind: "weights" },
    { name: "rejected_token_weights", kind: "weights" },
  ],
  write: (entry) =>
    eachPreference(entry, ({ chosen, rejected }) => {
      const [after, before] = [textTokens(chosen.text), textTokens(rejected.text)];
      const changed = changedTokens(
        before.map(({ text }) => text),
        after.map(({ text }) => text),
      );
      return {
        prompt: promptText(entry.prompt),
        chosen: chosen.text,
        rejected: rejected.text,
        chosen_token_weights: weighted(after, changed.chosen),
        rejected_token_weights: weighted(before, changed.rejected),
      };
    }),
};
