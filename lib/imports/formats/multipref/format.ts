import { z } from "zod";
import { isBlank, jsonCell, listCell, metaOf, optionalText, promptCell, textSchema } from "@/lib/imports/formats/cells";
import type { ImportFormat } from "@/lib/imports/formats/contract";
import { byColumns } from "@/lib/imports/formats/match-columns";
import { readFields } from "@/lib/imports/formats/read-fields";

const aspects = ["overall", "helpful", "truthful", "harmless"] as const;

/** Five points from A to B. */
const preferences: Record<string, { choice: number | "tie"; strength: number }> = {
  "a-is-clearly-better": { choice: 0, strength: -1 },
  "a-is-slightly-better": { choice: 0, strength: -0.5 },
  tie: { choice: "tie", strength: 0 },
  "b-is-slightly-better": { choice: 1, strength: 0.5 },
  "b-is-clearly-better": { choice: 1, strength: 1 },
};
const confidences: Record<string, string> = { "absolutely-confident": "absolutely", "fairly-confident": "fairly", "not-confident": "not" };

const annotationSchema = z.looseObject({ evaluator: textSchema });
const fieldsSchema = z.object({
  id: optionalText,
  prompt: promptCell,
  completion_a: textSchema,
  completion_b: textSchema,
  model_a: optionalText,
  model_b: optionalText,
  normal: z.preprocess((value) => (isBlank(value) ? [] : value), listCell(annotationSchema)),
  expert: z.preprocess((value) => (isBlank(value) ? [] : value), listCell(annotationSchema)),
});

const fields = [
  { name: "id", title: "Comparison", required: false, aliases: ["comparison_id"] },
  { name: "prompt", title: "Prompt", required: true, aliases: ["text"] },
  { name: "completion_a", title: "Completion A", required: true },
  { name: "completion_b", title: "Completion B", required: true },
  { name: "model_a", title: "Model A", required: false },
  { name: "model_b", title: "Model B", required: false },
  { name: "normal", title: "Annotations of workers", required: true, aliases: ["normal_worker_annotations"] },
  { name: "expert", title: "Annotations of experts", required: true, aliases: ["expert_worker_annotations"] },
];

const reasonsOf = (value: unknown): string[] => {
  const list = jsonCell(value);
  const entries = Array.isArray(list) ? list : typeof list === "string" ? list.split(/\s*[|;]\s*/) : [];
  return [...new Set(entries.filter((entry): entry is string => typeof entry === "string" && entry !== ""))].map((entry) =>
    entry.slice(0, 120),
  );
};

/** One person's answers to all questions at once. */
const labelOf = (annotation: Record<string, unknown>, expert: boolean): Record<string, unknown> | { reason: string } => {
  const answers: Record<string, unknown> = {};
  for (const aspect of aspects) {
    const stated = annotation[`${aspect}_pref`];
    if (isBlank(stated)) continue;
    const preference = preferences[String(stated).toLowerCase()];
    if (!preference) return { reason: `${aspect}_pref: “${String(stated).slice(0, 60)}” is no preference` };
    const confidence = confidences[String(annotation[`${aspect}_confidence`] ?? "").toLowerCase()];
    const reasons = reasonsOf(annotation[`${aspect}_checked_reasons`]);
    const own = annotation[`${aspect}_own_reason`];
    answers[aspect] = {
      ...preference,
      ...(confidence === undefined ? {} : { confidence }),
      ...(reasons.length > 0 ? { reasons } : {}),
      ...(isBlank(own) ? {} : { ownReason: String(own).slice(0, 5_000) }),
    };
  }
  const extra = metaOf({ worker: expert ? "expert" : "normal", time_spent: annotation.time_spent, timestamp: annotation.timestamp });
  return { annotator: annotation.evaluator, kind: "human", pair: [0, 1], answer: { answers, extra } };
};

/** MultiPref: four people a pair, two of them experts, on four questions with confidence and reasons. */
export const multipref: ImportFormat = {
  title: "MultiPref",
  about: "Two completions with the preferences of several people on four questions.",
  fields,
  annotator: null,
  recognise: (sample) => byColumns(sample, fields, () => 0.98),
  read: ([record]) => {
    if (!record) return { rows: [] };
    const parsed = readFields(fieldsSchema, record.fields);
    if (!parsed.ok) return parsed;
    const { id, prompt, completion_a, completion_b, model_a, model_b, normal, expert } = parsed.data;
    const labels: Record<string, unknown>[] = [];
    for (const [annotations, isExpert] of [[normal, false] as const, [expert, true] as const]) {
      for (const [i, annotation] of annotations.entries()) {
        const label = labelOf(annotation, isExpert);
        if (typeof label.reason === "string")
          return { reason: `${isExpert ? "expert" : "normal"}_worker_annotations[${i}].${label.reason}` };
        labels.push(label);
      }
    }
    return {
      rows: [
        {
          ...(id === undefined ? {} : { id }),
          prompt,
          responses: [
            { text: completion_a, ...(model_a === undefined ? {} : { model: model_a }) },
            { text: completion_b, ...(model_b === undefined ? {} : { model: model_b }) },
          ],
          labels,
          meta: metaOf(record.rest),
        },
      ],
    };
  },
};
