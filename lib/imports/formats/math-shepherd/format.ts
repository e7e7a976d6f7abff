import { z } from "zod";
import type { ImportFormat } from "@/lib/imports/formats/contract";
import { byColumns, shareOf } from "@/lib/imports/formats/match-columns";
import { readFields } from "@/lib/imports/formats/read-fields";
import { stepRow } from "@/lib/imports/formats/step-row";
import type { Step } from "@/lib/imports/formats/step-row";

/** Stands behind each step; in the label, a sign stands in its place. */
const mark = "ки";
const fieldsSchema = z.object({ input: z.string("is missing"), label: z.string("is missing") });

const fields = [
  { name: "input", title: "Problem and steps", required: true },
  { name: "label", title: "The same with a sign behind each step", required: true },
];

const readSteps = (input: string, label: string): Step[] | string => {
  const texts = input.split(mark);
  const steps: Step[] = [];
  let at = 0;
  for (const text of texts.slice(0, -1)) {
    at += text.length;
    const sign = label[at];
    if (sign !== "+" && sign !== "-") return `label: has no sign behind step ${steps.length + 1}`;
    steps.push({ text, right: sign === "+" });
    at += 1;
  }
  return steps;
};

/** Math-Shepherd: steps that were rated by how often a model reaches the right answer from them. */
export const mathShepherd: ImportFormat = {
  title: "Math-Shepherd",
  about: "A problem with a solution in steps, each with a sign that tells whether a model still reached the right answer from it.",
  fields,
  annotator: { name: "math-shepherd", kind: "lm" },
  recognise: (sample) =>
    shareOf(sample, ({ input, label }) => typeof input === "string" && input.includes(mark) && typeof label === "string") > 0.5
      ? byColumns(sample, fields, () => 0.96)
      : null,
  read: ([record], { annotator }) => {
    if (!record) return { rows: [] };
    const parsed = readFields(fieldsSchema, record.fields);
    if (!parsed.ok) return parsed;
    const steps = readSteps(parsed.data.input, parsed.data.label);
    if (typeof steps === "string") return { reason: steps };
    const [first, ...others] = steps;
    if (!first) return { reason: `input: holds no step, which ends with ${mark}` };
    const from = Math.max(0, first.text.search(/Step 1:/));
    const own = [{ ...first, text: first.text.slice(from) }, ...others].map(({ text, right }) => ({ text: text.trim(), right }));
    return { rows: [stepRow({ prompt: first.text.slice(0, from).trim(), steps: own, annotator, meta: record.rest })] };
  },
};
