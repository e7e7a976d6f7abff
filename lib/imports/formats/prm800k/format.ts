import { z } from "zod";
import { isRecord, jsonCell, metaOf, textSchema } from "@/lib/imports/formats/cells";
import type { ImportFormat } from "@/lib/imports/formats/contract";
import { byColumns, shareOf } from "@/lib/imports/formats/match-columns";
import { readFields } from "@/lib/imports/formats/read-fields";
import { stepRow } from "@/lib/imports/formats/step-row";
import type { Step } from "@/lib/imports/formats/step-row";

const writtenSchema = z.looseObject({ text: z.string(), rating: z.number().nullish() });
const stepSchema = z.looseObject({
  completions: z.array(writtenSchema).nullish(),
  human_completion: z.union([writtenSchema, z.string().transform((text) => ({ text, rating: null }))]).nullish(),
  chosen_completion: z.number().int().nullish(),
});
const objectCell = <Shape extends z.ZodType>(shape: Shape) => z.preprocess(jsonCell, shape);
const fieldsSchema = z.object({
  labeler: textSchema,
  question: objectCell(z.looseObject({ problem: z.string("is missing") })),
  label: objectCell(z.looseObject({ steps: z.array(stepSchema) })),
});

const fields = [
  { name: "labeler", title: "Who labelled", required: true },
  { name: "question", title: "Problem", required: true },
  { name: "label", title: "Steps with their ratings", required: true },
];

/** Of the ratings −1, 0 and 1 only −1 says that a step is wrong; one that was written by the labeller is right. */
const stepOf = ({ text, rating }: z.infer<typeof writtenSchema>): Step => ({ text, right: rating !== -1 });

/** The solution that was followed to its end, and each continuation that was rated and not followed. */
const pathsOf = (steps: z.infer<typeof stepSchema>[]): Step[][] => {
  const paths: Step[][] = [];
  const followed: Step[] = [];
  let left = false;
  for (const { completions, human_completion: own, chosen_completion: chosen } of steps) {
    const written = completions ?? [];
    for (const [i, completion] of written.entries())
      if (i !== chosen && typeof completion.rating === "number") paths.push([...followed, stepOf(completion)]);
    const next = chosen === null || chosen === undefined ? own : written[chosen];
    left = next !== null && next !== undefined;
    if (!next) break;
    followed.push(stepOf(next));
  }
  return left ? [...paths, followed] : paths;
};

/** PRM800K: a problem whose solution a labeller rated step by step. */
export const prm800k: ImportFormat = {
  title: "PRM800K",
  about:
    "A problem with the steps of its solution, each rated by a labeller; continuations that were not followed are responses of their own.",
  fields,
  annotator: null,
  recognise: (sample) =>
    shareOf(sample, ({ label, question }) => {
      const [given, asked] = [jsonCell(label), jsonCell(question)];
      return isRecord(given) && Array.isArray(given.steps) && isRecord(asked) && "problem" in asked;
    }) > 0.5
      ? byColumns(sample, fields, () => 0.97)
      : null,
  read: ([record]) => {
    if (!record) return { rows: [] };
    const parsed = readFields(fieldsSchema, record.fields);
    if (!parsed.ok) return parsed;
    const { labeler, question, label } = parsed.data;
    const { problem, ground_truth_answer, pre_generated_answer } = question;
    const meta = metaOf({ ground_truth_answer, pre_generated_answer, finish_reason: label.finish_reason }, record.rest);
    const paths = pathsOf(label.steps);
    if (paths.length === 0) return { reason: "label: holds no rated step" };
    return { rows: paths.map((steps) => stepRow({ prompt: problem, steps, annotator: { name: labeler, kind: "human" }, meta })) };
  },
};
