import { z } from "zod";
import { isBlank, jsonCell, listCell, metaOf, optionalText, promptCell, textSchema } from "@/lib/imports/formats/cells";
import type { ImportFormat, Sample } from "@/lib/imports/formats/contract";
import { byColumns, hasColumns, matchSome } from "@/lib/imports/formats/match-columns";
import { readFields } from "@/lib/imports/formats/read-fields";

const aspects = ["overall", "helpful", "truthful", "harmless"] as const;

/** Five points from A to B. */
const preferences: Record<string, { choice: number | "tie"; strength: number }> = {
  "a-is-better": { choice: 0, strength: -1 },
  "a-is-clearly-better": { choice: 0, strength: -1 },
  "a-is-slightly-better": { choice: 0, strength: -0.5 },
  tie: { choice: "tie", strength: 0 },
  "b-is-slightly-better": { choice: 1, strength: 0.5 },
  "b-is-better": { choice: 1, strength: 1 },
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
  { name: "pref_human", title: "Preference of people", required: false },
  { name: "pref_gpt4", title: "Preference of a language model", required: false },
];
const ownKey = /_(pref|confidence|checked_reasons|own_reason)$|^(evaluator|timestamp|time_spent)$/;

/** The same comparisons in one column a verdict: as the router of hybrid preferences reads them, or one annotation a row. */
const verdicts = ["pref_human", "pref_gpt4"] as const;
const isFlat = (sample: Sample): boolean =>
  hasColumns(sample, "completion_a", "completion_b") &&
  (verdicts.every((name) => sample.columns.has(name)) || hasColumns(sample, "overall_pref", "evaluator"));

const people = { pref_human: { name: "human", kind: "human" }, pref_gpt4: { name: "gpt-4", kind: "lm" } } as const;

type Label = Record<string, unknown>;

/** The verdicts of a flat record as labels; what of the rest is no answer stays beside the item. */
const flatLabels = (fields: Label, rest: Label): { labels: Label[]; meta: Label } | { reason: string } => {
  const meta = Object.fromEntries(Object.entries(rest).filter(([name]) => !ownKey.test(name)));
  if (!isBlank(rest.overall_pref)) {
    const label = labelOf({ ...rest, evaluator: isBlank(rest.evaluator) ? people.pref_human.name : rest.evaluator }, null);
    return typeof label.reason === "string" ? { reason: label.reason } : { labels: [label], meta };
  }
  const labels: Label[] = [];
  for (const name of verdicts) {
    const stated = fields[name];
    if (isBlank(stated)) continue;
    const preference = preferences[String(stated).toLowerCase()];
    if (!preference) return { reason: `${name}: “${String(stated).slice(0, 60)}” is no preference` };
    labels.push({ annotator: people[name].name, kind: people[name].kind, pair: [0, 1], answer: { answers: { overall: preference } } });
  }
  return { labels, meta };
};

const reasonsOf = (value: unknown): string[] => {
  const list = jsonCell(value);
  const entries = Array.isArray(list) ? list : typeof list === "string" ? list.split(/\s*[|;]\s*/) : [];
  return [...new Set(entries.filter((entry): entry is string => typeof entry === "string" && entry !== ""))].map((entry) =>
    entry.slice(0, 120),
  );
};

/** One person's answers to all questions at once. */
const labelOf = (annotation: Record<string, unknown>, expert: boolean | null): Record<string, unknown> | { reason: string } => {
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
  const worker = expert === null ? null : expert ? "expert" : "normal";
  const extra = metaOf({ worker, time_spent: annotation.time_spent, timestamp: annotation.timestamp });
  return { annotator: annotation.evaluator, kind: "human", pair: [0, 1], answer: { answers, extra } };
};

/** MultiPref: four people a pair, two of them experts, on four questions with confidence and reasons. */
export const multipref: ImportFormat = {
  title: "MultiPref",
  about: "Two completions with the preferences of several people on four questions.",
  fields,
  annotator: null,
  recognise: (sample) =>
    byColumns(sample, fields, () => 0.98) ?? (isFlat(sample) ? { confidence: 0.96, columns: matchSome(sample, fields) } : null),
  read: ([record]) => {
    if (!record) return { rows: [] };
    const parsed = readFields(fieldsSchema, record.fields);
    if (!parsed.ok) return parsed;
    const { id, prompt, completion_a, completion_b, model_a, model_b, normal, expert } = parsed.data;
    const flat = record.fields.normal === undefined && record.fields.expert === undefined ? flatLabels(record.fields, record.rest) : null;
    if (flat && "reason" in flat) return { reason: flat.reason };
    const labels: Label[] = [...(flat?.labels ?? [])];
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
          meta: metaOf(flat?.meta ?? record.rest),
        },
      ],
    };
  },
};
