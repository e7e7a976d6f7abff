import { z } from "zod";
import {
  isBlank,
  isRecord,
  jsonCell,
  metaOf,
  optionalText,
  promptOfTurns,
  replyText,
  sharedOpening,
  textSchema,
  turnsOf,
} from "@/lib/imports/formats/cells";
import type { Turn } from "@/lib/imports/formats/cells";
import type { FormatResult, ImportFormat } from "@/lib/imports/formats/contract";
import { byColumns, shareOf } from "@/lib/imports/formats/match-columns";
import { readFields } from "@/lib/imports/formats/read-fields";
import { isMinimal, minimalTask } from "@/lib/imports/formats/label-studio/min-task";
import { asksSeveral, resultLabels } from "@/lib/imports/formats/label-studio/read-results";
import type { Candidate, Label } from "@/lib/imports/formats/label-studio/read-results";
import { splitNames } from "@/lib/imports/formats/read-words";

const resultSchema = z.looseObject({
  from_name: z.string().nullish(),
  to_name: z.union([z.string(), z.array(z.string())]).nullish(),
  type: z.string().nullish(),
  value: z.looseObject({}).nullish(),
});
const annotationSchema = z.looseObject({
  result: z.array(resultSchema).nullish(),
  was_cancelled: z.boolean().nullish(),
  ground_truth: z.boolean().nullish(),
  lead_time: z.number().nullish(),
  completed_by: z.union([textSchema, z.looseObject({})]).nullish(),
  created_username: textSchema.nullish(),
});
const predictionSchema = z.looseObject({ result: z.array(resultSchema).nullish(), model_version: textSchema.nullish() });
const many = <Entry extends z.ZodType>(entry: Entry) => z.preprocess((value) => jsonCell(isBlank(value) ? [] : value), z.array(entry));
const taskSchema = z.object({
  id: optionalText,
  data: z.preprocess(jsonCell, z.record(z.string(), z.unknown())),
  annotations: many(annotationSchema),
  predictions: many(predictionSchema),
});

/** Tasks that our exports made tell their item; those of other files are numbered by the server. */
const ownSchema = z.object({ id: textSchema, item: textSchema, unit: textSchema });

const entrySchema = z.looseObject({ id: textSchema.nullish() });

type Parts = { prompt: string | Turn[]; candidates: Candidate[]; meta: Record<string, unknown> };

/** A list of objects or texts under one key is what a ranker orders; otherwise the texts of the task are its prompt and responses. */
const partsOf = (data: Record<string, unknown>): Parts | { reason: string } => {
  const lists = Object.entries(data).flatMap(([name, value]) => {
    const list = jsonCell(value);
    return Array.isArray(list) && list.length > 0 && !turnsOf(list) && list.every((entry) => isRecord(entry) || typeof entry === "string")
      ? [{ name, list }]
      : [];
  });
  const [items] = lists;
  const texts = Object.entries(data).filter(([name, value]) => name !== items?.name && (typeof value === "string" || turnsOf(value)));
  const { prompt: promptName, responses } = splitNames(texts.map(([name]) => name));
  const asked = promptName === null ? "" : data[promptName];
  const prompt = turnsOf(asked) ?? (typeof asked === "string" ? asked : "");
  const used = new Set([promptName, items?.name, ...(items ? [] : responses)]);
  const meta = metaOf(Object.fromEntries(Object.entries(data).filter(([name]) => !used.has(name))));
  if (items) {
    const candidates = items.list.map((entry: unknown, i): Candidate => {
      const record = entrySchema.safeParse(entry);
      const object: Record<string, unknown> = isRecord(entry) ? entry : { text: entry };
      const text = ["text", "body", "content", "html", "value", "title"]
        .map((key) => object[key])
        .find((value) => typeof value === "string");
      const model = object.model;
      return {
        name: record.success ? (record.data.id ?? String(i)) : String(i),
        text: typeof text === "string" ? text : JSON.stringify(entry),
        model: typeof model === "string" ? model : undefined,
      };
    });
    return { prompt, candidates, meta };
  }
  if (responses.length === 0) return { reason: "data: holds no response beside its prompt" };
  const talks = responses.map((name) => turnsOf(data[name]));
  if (promptName === null && talks.length > 1 && talks.every((turns) => turns !== null)) {
    const opening = sharedOpening(talks);
    return {
      prompt: promptOfTurns(opening),
      candidates: responses.map((name, i) => ({ name, text: replyText(talks[i]?.slice(opening.length) ?? []), model: undefined })),
      meta,
    };
  }
  const candidates = responses.map((name, i) => {
    const turns = talks[i];
    return { name, text: turns ? replyText(turns) : String(data[name]), model: undefined };
  });
  return { prompt, candidates, meta };
};

const personOf = (completedBy: unknown): string => {
  if (isRecord(completedBy)) return String(completedBy.email ?? completedBy.id ?? "label studio");
  return isBlank(completedBy) ? "label studio" : String(completedBy);
};

const fields = [
  { name: "data", title: "Data", required: true },
  { name: "annotations", title: "Annotations", required: true },
  { name: "predictions", title: "Predictions", required: false },
  { name: "id", title: "Id", required: false },
];

/** Label Studio's tasks as it exports them, whole or in the short form: pairwise and ranker results, ratings, choices, texts and marks. */
export const labelStudio: ImportFormat = {
  title: "Label Studio",
  about: "A task with its data, and the results of its annotations and predictions.",
  fields,
  annotator: null,
  recognise: (sample) =>
    shareOf(sample, isMinimal) === 1
      ? { confidence: 0.95, columns: {} }
      : byColumns(sample, fields, () => (shareOf(sample, ({ data }) => isRecord(jsonCell(data))) > 0.5 ? 0.96 : 0.2)),
  groupKey: ({ fields: record }) => (isMinimal(record) ? String(record.id) : null),
  read: (records): FormatResult => {
    const [record] = records;
    if (!record) return { rows: [] };
    const parsed = readFields(taskSchema, isMinimal(record.fields) ? minimalTask(records.map((one) => one.fields)) : record.fields);
    if (!parsed.ok) return parsed;
    const { id: number, data, annotations, predictions } = parsed.data;
    const own = ownSchema.safeParse(data);
    const id = own.success ? own.data.id : number;
    const parts = partsOf(data);
    if ("reason" in parts) return parts;
    const several = asksSeveral([...annotations, ...predictions]);
    const labels: Label[] = annotations.flatMap(
      ({ result, was_cancelled: cancelled, ground_truth: truth, completed_by: by, created_username: name, lead_time: seconds }) =>
        cancelled
          ? []
          : resultLabels(
              result ?? [],
              parts.candidates,
              { annotator: personOf(isBlank(by) ? name : by), kind: truth ? "gold" : "human" },
              several,
            ).map((label) =>
              seconds === null || seconds === undefined || !("choice" in label) ? label : { ...label, lead_time: seconds },
            ),
    );
    const guessed = predictions.flatMap(({ result, model_version: model }) =>
      resultLabels(result ?? [], parts.candidates, { annotator: model ?? "prediction", kind: "lm" }, several),
    );
    return {
      rows: [
        {
          ...(id === undefined ? {} : { id }),
          prompt: parts.prompt,
          responses: parts.candidates.map(({ text, model, name }) => ({ text, id: name, ...(model === undefined ? {} : { model }) })),
          labels: [...labels, ...guessed],
          meta: parts.meta,
        },
      ],
    };
  },
};
