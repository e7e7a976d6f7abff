import { z } from "zod";
import {
  flagCell,
  isBlank,
  isRecord,
  jsonCell,
  metaOf,
  numberCell,
  optionalText,
  promptCell,
  textSchema,
} from "@/lib/imports/formats/cells";
import type { ImportFormat } from "@/lib/imports/formats/contract";
import { byColumns } from "@/lib/imports/formats/match-columns";
import { readFields } from "@/lib/imports/formats/read-fields";

const maybe = <Cell extends z.ZodType>(cell: Cell) => z.preprocess((value) => (isBlank(value) ? undefined : value), cell.optional());
const sideCell = maybe(numberCell.pipe(z.literal([0, 1], { error: "is neither 0 nor 1" })));
const severityCell = maybe(numberCell.pipe(z.int().min(0).max(29)));

const fieldsSchema = z.object({
  prompt: promptCell,
  response_0: textSchema,
  response_1: textSchema,
  response_0_source: optionalText,
  response_1_source: optionalText,
  is_response_0_safe: maybe(flagCell),
  is_response_1_safe: maybe(flagCell),
  response_0_severity_level: severityCell,
  response_1_severity_level: severityCell,
  response_0_harm_category: z.unknown().optional(),
  response_1_harm_category: z.unknown().optional(),
  better_response_id: sideCell,
  safer_response_id: sideCell,
});

const fields = [
  { name: "prompt", title: "Prompt", required: true },
  ...["response_0", "response_1", "better_response_id"].map((name) => ({ name, title: name.replaceAll("_", " "), required: true })),
  ...[
    "safer_response_id",
    "is_response_0_safe",
    "is_response_1_safe",
    "response_0_severity_level",
    "response_1_severity_level",
    "response_0_harm_category",
    "response_1_harm_category",
    "response_0_source",
    "response_1_source",
  ].map((name) => ({ name, title: name.replaceAll("_", " "), required: false })),
];

/** Levels of harm by their number in the set, in the words of a pairwise campaign. */
const levels = ["safe", "minor", "moderate", "severe"];

/** Names of what harm there is, from an object of flags. */
const categoriesOf = (value: unknown): string[] => {
  const cell = jsonCell(value);
  return isRecord(cell) ? Object.keys(cell).filter((name) => cell[name] === true) : [];
};

const safetyOf = (severity: number | undefined, safe: boolean | undefined, harm: unknown): object | null => {
  const level =
    severity === undefined ? (safe === undefined ? undefined : safe ? "safe" : "unsafe") : (levels[severity] ?? `level ${severity}`);
  return level === undefined ? null : { level, categories: categoriesOf(harm) };
};

const answerOf = (choice: number | undefined): object | null => (choice === undefined ? null : { choice });

/** Safe RLHF: which of two responses is better, which is safer, and how much harm is in each. */
export const safeRlhf: ImportFormat = {
  title: "Safe RLHF",
  about: "Two responses, which is better and which is safer, and how safe each is.",
  fields,
  annotator: { name: "safe-rlhf", kind: "human" },
  recognise: (sample) => byColumns(sample, fields, () => 0.96),
  read: ([record], { annotator }) => {
    if (!record) return { rows: [] };
    const parsed = readFields(fieldsSchema, record.fields);
    if (!parsed.ok) return parsed;
    const { data } = parsed;
    const answers = { overall: answerOf(data.better_response_id), safer: answerOf(data.safer_response_id) };
    const safety = {
      "0": safetyOf(data.response_0_severity_level, data.is_response_0_safe, data.response_0_harm_category),
      "1": safetyOf(data.response_1_severity_level, data.is_response_1_safe, data.response_1_harm_category),
    };
    const [given, harm] = [metaOf(answers), metaOf(safety)];
    const label = {
      annotator: annotator.name,
      kind: annotator.kind,
      pair: [0, 1],
      answer: { answers: given, ...(Object.keys(harm).length > 0 ? { safety: harm } : {}) },
    };
    const sides = [
      { text: data.response_0, model: data.response_0_source },
      { text: data.response_1, model: data.response_1_source },
    ];
    return {
      rows: [
        {
          prompt: data.prompt,
          responses: sides.map(({ text, model }) => (model === undefined ? { text } : { text, model })),
          labels: Object.keys(given).length > 0 ? [label] : [],
          meta: metaOf(record.rest),
        },
      ],
    };
  },
};
