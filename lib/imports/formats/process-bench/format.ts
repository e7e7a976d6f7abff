import { z } from "zod";
import { listCell, metaOf, numberCell, optionalText, textSchema } from "@/lib/imports/formats/cells";
import type { ImportFormat } from "@/lib/imports/formats/contract";
import { byColumns, shareOf } from "@/lib/imports/formats/match-columns";
import { readFields } from "@/lib/imports/formats/read-fields";
import { stepRow } from "@/lib/imports/formats/step-row";

const labelCell = numberCell.pipe(z.int().min(-1));
const fieldsSchema = z.object({
  id: optionalText,
  generator: optionalText,
  problem: textSchema,
  steps: listCell(textSchema),
  label: labelCell,
});

const fields = [
  { name: "problem", title: "Problem", required: true },
  { name: "steps", title: "Steps", required: true },
  { name: "label", title: "First wrong step, from 0", required: true },
  { name: "generator", title: "Model", required: false },
  { name: "id", title: "Id", required: false },
];

/** ProcessBench (Zheng et al. 2025): people named the first wrong step of a solution, or -1. What follows that step was judged by nobody. */
export const processBench: ImportFormat = {
  title: "ProcessBench",
  about: "A problem with one solution in steps, and the number of the first wrong one.",
  fields,
  annotator: { name: "processbench", kind: "human" },
  recognise: (sample) =>
    byColumns(sample, fields, () => (shareOf(sample, ({ label }) => labelCell.safeParse(label).success) > 0.5 ? 0.96 : 0)),
  read: ([record], { annotator }) => {
    if (!record) return { rows: [] };
    const parsed = readFields(fieldsSchema, record.fields);
    if (!parsed.ok) return parsed;
    const { id, generator, problem, steps, label } = parsed.data;
    if (steps.length === 0) return { reason: "steps: holds no step" };
    if (label >= steps.length) return { reason: `label: names step ${label} of ${steps.length}, counted from 0` };
    const judged = steps.map((text, i) => ({ text, right: i !== label }));
    const row = stepRow({ id, prompt: problem, model: generator, steps: judged, annotator, meta: metaOf(record.rest) });
    return { rows: [row] };
  },
};
