import { z } from "zod";
import { isBlank, listCell, metaOf, optionalText, textSchema } from "@/lib/imports/formats/cells";
import type { FormatRecord, FormatResult, ReadContext } from "@/lib/imports/formats/contract";
import { pairRow } from "@/lib/imports/formats/pair-row";
import { helpsteerPrompt } from "@/lib/imports/formats/helpsteer/prompt";
import { readFields } from "@/lib/imports/formats/read-fields";

const feedbackCell = z.preprocess((value) => (isBlank(value) ? [] : value), listCell(textSchema));
const editSchema = z.object({
  prompt: helpsteerPrompt,
  original: textSchema,
  edited: optionalText,
  good: optionalText,
  bad: optionalText,
  summary: optionalText,
  feedback: feedbackCell,
});
const feedbackSchema = z.object({ prompt: helpsteerPrompt, response: textSchema, feedback: feedbackCell });

/** HelpSteer 3's edits: a response as somebody put it right, or a good and a bad edit of it. */
export const readEdit = ({ fields, rest }: FormatRecord, { annotator }: ReadContext): FormatResult => {
  const parsed = readFields(editSchema, fields);
  if (!parsed.ok) return parsed;
  const { prompt, original, edited, good, bad, summary, feedback } = parsed.data;
  if (good !== undefined && bad !== undefined) {
    const meta = metaOf({ original_response: original }, feedback.length > 0 ? { feedback } : {}, rest);
    return { rows: [pairRow({ prompt, chosen: { text: good }, rejected: { text: bad }, annotator, meta }).row] };
  }
  if (edited === undefined) return { reason: "edited_response: is missing" };
  const label = {
    annotator: annotator.name,
    kind: annotator.kind,
    response: 0,
    correction: edited,
    ...metaOf({ change_summary: summary }),
  };
  return {
    rows: [{ prompt, responses: [{ text: original }], labels: [label], meta: metaOf(feedback.length > 0 ? { feedback } : {}, rest) }],
  };
};

/** HelpSteer 3's feedback: what several annotators wrote about one response. */
export const readFeedback = ({ fields, rest }: FormatRecord, { annotator }: ReadContext): FormatResult => {
  const parsed = readFields(feedbackSchema, fields);
  if (!parsed.ok) return parsed;
  const { prompt, response, feedback } = parsed.data;
  const labels = feedback.map((critique, i) => ({
    annotator: `${annotator.name}, annotator ${i + 1}`,
    kind: annotator.kind,
    response: 0,
    critique,
  }));
  return { rows: [{ prompt, responses: [{ text: response }], labels, meta: metaOf(rest) }] };
};
