import type { FormatRow } from "@/lib/imports/formats/contract";
import { metaOf } from "@/lib/imports/formats/cells";
import type { Turn } from "@/lib/imports/formats/cells";
import type { FileAnnotator } from "@/lib/imports/schema";

/** Type of the mark that a wrong step gets. */
export const wrongStep = "wrong step";
/** Between the steps of a response, as TRL's trainer parts them. */
export const stepSeparator = "\n";

export type Step = { text: string; right: boolean };

/** A response in steps as one text, in which the wrong ones are marked. */
export const stepRow = (input: {
  id?: string | undefined;
  prompt: string | Turn[];
  model?: string | undefined;
  steps: Step[];
  annotator: FileAnnotator;
  meta: Record<string, unknown>;
}): FormatRow => {
  const { id, prompt, model, steps, annotator, meta } = input;
  const ends: number[] = [];
  for (const { text } of steps) ends.push((ends.at(-1) ?? -stepSeparator.length) + stepSeparator.length + text.length);
  const segments = steps.flatMap(({ text, right }, i) => {
    const end = ends[i] ?? 0;
    return right || text === "" ? [] : [{ start: end - text.length, end, text, category: wrongStep, on: "target" }];
  });
  return {
    ...(id === undefined ? {} : { id }),
    prompt,
    responses: [{ text: steps.map(({ text }) => text).join(stepSeparator), ...(model === undefined ? {} : { model }) }],
    labels: [
      {
        annotator: annotator.name,
        kind: annotator.kind,
        response: 0,
        segments,
        ...(segments.length === 0 ? { no_error: true } : {}),
      },
    ],
    meta: metaOf(meta, { step_ends: ends }),
  };
};
