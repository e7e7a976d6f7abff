import { z } from "zod";
import { isBlank, listCell, metaOf, numberCell, optionalText, textSchema } from "@/lib/imports/formats/cells";
import type { FormatRecord, FormatResult, ReadContext } from "@/lib/imports/formats/contract";
import { helpsteerPrompt } from "@/lib/imports/formats/helpsteer/prompt";
import { readFields } from "@/lib/imports/formats/read-fields";

/** −3 the first is much better … 3 the second is much better; −100 that neither can be had. */
const neither = -100;
const scoreSchema = numberCell.refine(
  (score) => score === neither || (Number.isInteger(score) && Math.abs(score) <= 3),
  "is no whole number from −3 to 3",
);
const optionalScore = z.preprocess((value) => (isBlank(value) ? undefined : value), scoreSchema.optional());

/** What one annotator said: as HelpSteer 3 has it, or as HelpSteer 2 does. */
const opinionSchema = z.object({
  score: optionalScore,
  strength: optionalScore,
  reasoning: optionalText,
  justification: optionalText,
  feedback1: optionalText,
  feedback2: optionalText,
});
const pairSchema = z.object({
  prompt: helpsteerPrompt,
  response1: textSchema,
  response2: textSchema,
  preference_strength: optionalScore,
  opinions: z.preprocess((value) => (isBlank(value) ? undefined : value), listCell(opinionSchema).optional()),
  statement: optionalText,
  elaboration: optionalText,
});

const choiceOf = (score: number): { choice: number | "tie" | "both-bad"; strength?: number } =>
  score === neither ? { choice: "both-bad" } : { choice: score === 0 ? "tie" : score > 0 ? 1 : 0, strength: (score / 3 + 1) / 2 };

export const readPair = ({ fields, rest }: FormatRecord, { annotator }: ReadContext): FormatResult => {
  const parsed = readFields(pairSchema, fields);
  if (!parsed.ok) return parsed;
  const { prompt, response1, response2, preference_strength: preference, opinions, statement, elaboration } = parsed.data;
  const { kind } = annotator;
  const words = [statement, elaboration].filter((text) => text !== undefined).join("\n\n");
  // The set gives its annotators no names; they are numbered within a row, and are not the same people from row to row.
  const own = (opinions ?? []).flatMap(({ score, strength, reasoning, justification, ...feedback }, i) => {
    const given = score ?? strength;
    const why = reasoning ?? justification;
    if (given === undefined) return [];
    const label = { annotator: `${annotator.name}, annotator ${i + 1}`, kind, ...choiceOf(given), ...metaOf(feedback) };
    return [why === undefined ? label : { ...label, rationale: why }];
  });
  const overall =
    preference === undefined
      ? []
      : [{ annotator: annotator.name, kind, ...choiceOf(preference), ...(words === "" ? {} : { rationale: words }) }];
  return {
    rows: [
      {
        prompt,
        responses: [{ text: response1 }, { text: response2 }],
        labels: own.length > 0 ? own : overall,
        meta: metaOf(own.length > 0 ? { overall_preference: preference, statement, elaboration } : {}, rest),
      },
    ],
  };
};
