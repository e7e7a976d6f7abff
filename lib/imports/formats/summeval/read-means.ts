import { z } from "zod";
import { listCell, metaOf, numberCell, optionalText, textSchema } from "@/lib/imports/formats/cells";
import type { FormatRecord, FormatResult } from "@/lib/imports/formats/contract";
import { readFields } from "@/lib/imports/formats/read-fields";

const aspects = ["relevance", "coherence", "fluency", "consistency"] as const;
const means = z.preprocess((value) => value ?? undefined, listCell(numberCell.nullable()).optional());
const meansSchema = z.object({
  id: optionalText,
  article: z.preprocess((value) => value ?? "", textSchema),
  summaries: listCell(textSchema),
  ...{ relevance: means, coherence: means, fluency: means, consistency: means },
});

/** An article with the summaries of all systems in a list, and the mean of the experts' ratings of each: how MTEB keeps the set. */
export const readMeans = ({ fields, rest }: FormatRecord): FormatResult => {
  const parsed = readFields(meansSchema, fields);
  if (!parsed.ok) return parsed;
  const { id, article, summaries, ...lists } = parsed.data;
  const wrong = aspects.find((aspect) => (lists[aspect]?.length ?? summaries.length) !== summaries.length);
  if (wrong) return { reason: `${wrong}: has ${lists[wrong]?.length ?? 0} entries for ${summaries.length} summaries` };
  const labels = summaries.flatMap((_, response) => {
    const ratings = Object.fromEntries(
      aspects.flatMap((aspect) => {
        const mean = lists[aspect]?.[response] ?? null;
        return mean === null ? [] : [[aspect, mean] as const];
      }),
    );
    return Object.keys(ratings).length === 0 ? [] : [{ annotator: "summeval, experts", kind: "human", response, ratings }];
  });
  return {
    rows: [
      { ...(id === undefined ? {} : { id }), prompt: article, responses: summaries.map((text) => ({ text })), labels, meta: metaOf(rest) },
    ],
  };
};
