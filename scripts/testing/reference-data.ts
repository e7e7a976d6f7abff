import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { z } from "zod";

// Public preference sets lie beside the checkout where a machine has them; none of their rows belong to this repository.
const folder = process.env.PLUMBLINE_DATA ?? path.resolve(import.meta.dirname, "../../../shared/data");

export const referenceDataAbsent = `reference data absent at ${folder}: set PLUMBLINE_DATA to the folder that holds them`;

export function referenceFile(name: string): string {
  return path.join(folder, name);
}

export function hasReferenceData(name: string): boolean {
  return existsSync(referenceFile(name));
}

const labelSchema = z.looseObject({
  annotator: z.string(),
  kind: z.enum(["human", "lm", "gold"]),
  choice: z.union([z.number(), z.literal("tie")]).nullish(),
  pair: z.array(z.number()).nullish(),
  response: z.number().nullish(),
  ratings: z.unknown().optional(),
  score: z.number().nullish(),
});

const rowSchema = z.object({
  id: z.string(),
  prompt: z.unknown(),
  responses: z.array(z.looseObject({ text: z.string(), id: z.string().nullish() })),
  labels: z.array(labelSchema),
  meta: z.record(z.string(), z.unknown()),
});

export type ReferenceRow = z.infer<typeof rowSchema>;

/** Rows of one set in the import schema. */
export function readReferenceRows(set: string): ReferenceRow[] {
  const text = gunzipSync(readFileSync(referenceFile(`${set}/train.jsonl.gz`))).toString("utf8");
  return (
    text
      .split("\n")
      .filter((line) => line !== "")
      // One of the sets was written with a bare NaN for a missing number, which JSON does not have.
      .map((line) => rowSchema.parse(JSON.parse(line.replace(/: NaN(?=[,}])/g, ": null"))))
  );
}
