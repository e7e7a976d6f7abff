import { z } from "zod";
import { flagCell, listCell, optionalText, promptCell, textSchema } from "@/lib/imports/formats/cells";
import type { ImportFormat } from "@/lib/imports/formats/contract";
import { byColumns } from "@/lib/imports/formats/match-columns";
import { readFields } from "@/lib/imports/formats/read-fields";
import { stepRow } from "@/lib/imports/formats/step-row";

const fieldsSchema = z.object({ id: optionalText, prompt: promptCell, completions: listCell(textSchema), labels: listCell(flagCell) });

const fields = [
  { name: "prompt", title: "Prompt", required: true },
  { name: "completions", title: "Steps", required: true, aliases: ["steps"] },
  { name: "labels", title: "Whether each step is right", required: true },
  { name: "id", title: "Id", required: false },
];

/** Stepwise supervision: the steps of one response, each right or wrong. A wrong step is marked in the response's text. */
export const trlStepwise: ImportFormat = {
  title: "TRL stepwise supervision (PRM)",
  about: "A prompt with one response in steps, each of them right or wrong.",
  fields,
  annotator: { name: "file", kind: "human" },
  recognise: (sample) => byColumns(sample, fields, () => 0.93),
  read: ([record], { annotator }) => {
    if (!record) return { rows: [] };
    const parsed = readFields(fieldsSchema, record.fields);
    if (!parsed.ok) return parsed;
    const { id, prompt, completions, labels } = parsed.data;
    if (completions.length === 0) return { reason: "completions: holds no step" };
    if (completions.length !== labels.length) return { reason: `labels: has ${labels.length} entries for ${completions.length} steps` };
    const steps = completions.map((step, i) => ({ text: step, right: labels[i] === true }));
    return { rows: [stepRow({ id, prompt, steps, annotator, meta: record.rest })] };
  },
};
