import { promptHashOf } from "@/lib/imports/identity";
import { responsesByPrompt } from "@/lib/ml/reward/lexical-encoder";
import type { ResponseRow } from "@/lib/ml/reward/pairs";

/**
 * The responses of each prompt among `rows`, for a fitted encoder to leave out where it meets that prompt again. A conversation is known
 * by its turns and stands under the hash of its text as well: the API and a bundle's programs are given the text alone, and came to
 * another score of the same response. A text that several prompts share, of other turns or with other media, names none of them.
 */
export const trainingResponsesOf = (rows: readonly ResponseRow[]): Map<string, string[]> => {
  const byPrompt = responsesByPrompt(rows);
  const textOf = new Map(rows.map(({ promptId, prompt }) => [promptId, promptHashOf(prompt)]));
  const shared = new Map<string, number>();
  for (const text of textOf.values()) shared.set(text, (shared.get(text) ?? 0) + 1);
  return new Map(
    [...byPrompt].flatMap(([promptId, responses]) => {
      const text = textOf.get(promptId) ?? promptId;
      const named = text !== promptId && shared.get(text) === 1 && !byPrompt.has(text);
      // Beside each other, so that what stands twice costs a packed file next to nothing.
      return [[promptId, responses], ...(named ? [[text, responses] as const] : [])] as const;
    }),
  );
};
