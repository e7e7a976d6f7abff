import { z } from "zod";
import {
  isRecord,
  jsonCell,
  listCell,
  metaOf,
  optionalText,
  promptCell,
  replyText,
  textSchema,
  turnsOf,
} from "@/lib/imports/formats/cells";
import type { FormatRecord, FormatResult, ImportFormat, ReadContext } from "@/lib/imports/formats/contract";
import { byColumns, shareOf } from "@/lib/imports/formats/match-columns";
import { pairRow } from "@/lib/imports/formats/pair-row";
import { readFields } from "@/lib/imports/formats/read-fields";

const replySchema = z
  .unknown()
  .optional()
  .transform((value, context): string => {
    const turns = turnsOf(value);
    if (turns) return replyText(turns);
    if (typeof value === "string") return value;
    context.addIssue({ code: "custom", message: isRecord(value) ? "is no text" : "is missing" });
    return z.NEVER;
  });
const base = { id: optionalText, prompt: promptCell, subset: optionalText };
const pairSchema = z.object({
  ...base,
  chosen: replySchema,
  rejected: replySchema,
  chosen_model: optionalText,
  rejected_model: optionalText,
});
const listSchema = z.object({
  ...base,
  chosen: listCell(textSchema),
  rejected: listCell(textSchema),
  models: z.preprocess(jsonCell, z.array(textSchema).nullish()),
});

/** RewardBench 2: several answers that are right and several that are not; right ones tie, and so do the others. */
const readLists = ({ fields, rest }: FormatRecord, { annotator }: ReadContext): FormatResult => {
  const parsed = readFields(listSchema, fields);
  if (!parsed.ok) return parsed;
  const { id, prompt, subset, chosen, rejected, models } = parsed.data;
  const texts = [...chosen, ...rejected];
  if (chosen.length === 0 || rejected.length === 0) return { reason: `${chosen.length === 0 ? "chosen" : "rejected"}: holds no answer` };
  const ordinals = texts.map((_, ordinal) => ordinal);
  const groups = [ordinals.slice(0, chosen.length), ordinals.slice(chosen.length)].map((group) => (group.length === 1 ? group[0] : group));
  return {
    rows: [
      {
        ...(id === undefined ? {} : { id }),
        prompt,
        responses: texts.map((text, i) => (models?.length === texts.length ? { text, model: models[i] } : { text })),
        labels: [{ annotator: annotator.name, kind: annotator.kind, ranking: groups }],
        meta: metaOf({ subset }, rest),
      },
    ],
  };
};

const readPair = ({ fields, rest }: FormatRecord, { annotator }: ReadContext): FormatResult => {
  const parsed = readFields(pairSchema, fields);
  if (!parsed.ok) return parsed;
  const { id, prompt, subset, chosen, rejected, chosen_model, rejected_model } = parsed.data;
  const { row } = pairRow({
    id: id === undefined || subset === undefined ? id : `${subset}/${id}`,
    prompt,
    chosen: { text: chosen, model: chosen_model },
    rejected: { text: rejected, model: rejected_model },
    annotator,
    meta: metaOf({ subset, bench_id: id }, rest),
  });
  return { rows: [row] };
};

const fields = [
  { name: "prompt", title: "Prompt", required: true },
  { name: "chosen", title: "Right answer", required: true },
  { name: "rejected", title: "Wrong answer", required: true },
  { name: "subset", title: "Subset", required: true, aliases: ["domain"] },
  { name: "chosen_model", title: "Model of the right answer", required: false },
  { name: "rejected_model", title: "Model of the wrong answer", required: false },
  { name: "models", title: "Models", required: false },
  { name: "id", title: "Id", required: false },
];

const isList = (value: unknown): boolean => {
  const list = jsonCell(value);
  return Array.isArray(list) && list.length > 0 && list.every((entry) => typeof entry === "string");
};

/** Evaluation sets for reward models: RewardBench with one pair a row, RewardBench 2 with lists. The answers are known. */
export const rewardbench: ImportFormat = {
  title: "RewardBench",
  about: "A prompt with right and wrong answers, in a named subset.",
  fields,
  annotator: { name: "rewardbench", kind: "gold" },
  recognise: (sample) =>
    byColumns(sample, fields, ({ chosen_model: model, subset }) =>
      model && subset === "subset" ? 0.97 : shareOf(sample, ({ chosen }) => isList(chosen)) > 0.5 ? 0.96 : subset === "subset" ? 0.91 : 0.4,
    ),
  read: ([record], context) => {
    if (!record) return { rows: [] };
    return isList(record.fields.chosen) && isList(record.fields.rejected) ? readLists(record, context) : readPair(record, context);
  },
};
