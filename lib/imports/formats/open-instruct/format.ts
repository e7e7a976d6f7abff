import { z } from "zod";
import { flagCell, isBlank, metaOf, optionalText, promptCell, textSchema } from "@/lib/imports/formats/cells";
import type { FormatResult, ImportFormat } from "@/lib/imports/formats/contract";
import { byColumns } from "@/lib/imports/formats/match-columns";
import { readFields } from "@/lib/imports/formats/read-fields";

const optionalFlag = z.preprocess((value) => (isBlank(value) ? undefined : value), flagCell.optional());
const fieldsSchema = z.object({
  instance_id: optionalText,
  prompt: promptCell,
  completion_a: textSchema,
  completion_b: textSchema,
  model_a: textSchema,
  model_b: textSchema,
  completion_a_is_acceptable: optionalFlag,
  completion_b_is_acceptable: optionalFlag,
  preference: textSchema,
  evaluator: optionalText,
  comment: optionalText,
});

/** −1 the first is clearly better … 1 the second is. */
const preferences: Record<string, number> = {
  "a-is-better": -1,
  "a-is-clearly-better": -1,
  "a-is-slightly-better": -0.5,
  tie: 0,
  "b-is-slightly-better": 0.5,
  "b-is-better": 1,
  "b-is-clearly-better": 1,
};

const fields = [
  { name: "instance_id", title: "Instance", required: false },
  { name: "prompt", title: "Prompt", required: true },
  ...["model_a", "model_b", "completion_a", "completion_b", "preference"].map((name) => ({
    name,
    title: name.replaceAll("_", " "),
    required: true,
  })),
  ...["completion_a_is_acceptable", "completion_b_is_acceptable"].map((name) => ({
    name,
    title: name.replaceAll("_", " "),
    required: true,
  })),
  { name: "evaluator", title: "Evaluator", required: false },
  { name: "comment", title: "Comment", required: false },
];

/** Human evaluation of Open Instruct: which of two completions is better and by how much, and whether each is acceptable. */
export const openInstruct: ImportFormat = {
  title: "Open Instruct evaluation",
  about: "Two completions of two models, which is better on five points, and whether each is acceptable.",
  fields,
  annotator: { name: "evaluator", kind: "human" },
  recognise: (sample) => byColumns(sample, fields, () => 0.98),
  read: ([record], { annotator }): FormatResult => {
    if (!record) return { rows: [] };
    const parsed = readFields(fieldsSchema, record.fields);
    if (!parsed.ok) return parsed;
    const { instance_id: instance, prompt, model_a, model_b, completion_a, completion_b, preference, evaluator, comment } = parsed.data;
    const stated = preferences[preference.toLowerCase()];
    if (stated === undefined) return { reason: `preference: “${preference.slice(0, 60)}” is no preference` };
    const sides = [
      { text: completion_a, model: model_a, acceptable: parsed.data.completion_a_is_acceptable },
      { text: completion_b, model: model_b, acceptable: parsed.data.completion_b_is_acceptable },
    ];
    // Each evaluator saw the models in an order of their own; in one order, one comparison is one item.
    const turned = model_b < model_a;
    const responses = turned ? sides.reverse() : sides;
    const strength = turned ? -stated || 0 : stated;
    const acceptable = Object.fromEntries(responses.flatMap(({ acceptable: yes }, i) => (yes === undefined ? [] : [[String(i), yes]])));
    const choice = strength === 0 ? "tie" : strength > 0 ? 1 : 0;
    const pair = responses.map(({ model }) => model).join("_vs_");
    return {
      rows: [
        {
          ...(instance === undefined ? {} : { id: `${instance}:${pair}` }),
          prompt,
          responses: responses.map(({ text, model }) => ({ text, model })),
          labels: [
            {
              annotator: evaluator ?? annotator.name,
              kind: annotator.kind,
              pair: [0, 1],
              answer: {
                answers: { overall: { choice, strength } },
                ...(Object.keys(acceptable).length > 0 ? { acceptable } : {}),
                extra: metaOf({ timestamp: record.rest.timestamp, annotation: record.rest.id, shown_first: model_a }),
              },
              ...(comment === undefined ? {} : { comment }),
            },
          ],
          meta: metaOf({ instance_id: instance, models: pair }),
        },
      ],
    };
  },
};
