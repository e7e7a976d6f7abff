import { z } from "zod";
import { flagCell, listCell, metaOf, optionalText, promptCell, textSchema } from "@/lib/imports/formats/cells";
import type { ImportFormat } from "@/lib/imports/formats/contract";
import { byColumns } from "@/lib/imports/formats/match-columns";
import { readFields } from "@/lib/imports/formats/read-fields";

const fieldsSchema = z.object({ id: optionalText, prompt: promptCell, completions: listCell(textSchema), labels: listCell(flagCell) });

const fields = [
  { name: "prompt", title: "Prompt", required: true },
  { name: "completions", title: "Steps", required: true, aliases: ["steps"] },
  { name: "labels", title: "Whether each step is right", required: true },
  { name: "id", title: "Id", required: false },
];

/** Type of the mark that a wrong step gets. */
export const wrongStep = "wrong step";
/** Between the steps of a response, as TRL's trainer parts them. */
export const stepSeparator = "\n";

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
    const text = completions.join(stepSeparator);
    const ends: number[] = [];
    for (const step of completions) ends.push((ends.at(-1) ?? -stepSeparator.length) + stepSeparator.length + step.length);
    const segments = completions.flatMap((step, i) => {
      const end = ends[i] ?? 0;
      return labels[i] || step === "" ? [] : [{ start: end - step.length, end, text: step, category: wrongStep, on: "target" }];
    });
    return {
      rows: [
        {
          ...(id === undefined ? {} : { id }),
          prompt,
          responses: [{ text }],
          labels: [
            {
              annotator: annotator.name,
              kind: annotator.kind,
              response: 0,
              segments,
              ...(segments.length === 0 ? { no_error: true } : {}),
            },
          ],
          meta: metaOf(record.rest, { step_ends: ends }),
        },
      ],
    };
  },
};
