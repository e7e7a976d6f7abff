import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { promptText } from "@/lib/reward-models/prompt-text";

const rowSchema = z.object({
  id: z.string().optional(),
  prompt: z.unknown(),
  responses: z.array(z.object({ text: z.string() })),
  /** what else they hold is for the kind that reads them */
  labels: z.array(z.looseObject({ annotator: z.string().default(""), kind: z.string() })).default([]),
});
export type FileRow = z.infer<typeof rowSchema> & { promptText: string };

/** Rows of a file in the import schema, plain or gzipped, one at a time. */
export async function* readItemFile(file: string): AsyncGenerator<FileRow> {
  const raw = createReadStream(file);
  const lines = createInterface({ input: file.endsWith(".gz") ? raw.pipe(createGunzip()) : raw, crlfDelay: Number.POSITIVE_INFINITY });
  let number = 0;
  try {
    for await (const line of lines) {
      number += 1;
      if (line.trim() === "") continue;
      const row = rowSchema.parse(JSON.parse(line));
      yield { ...row, promptText: promptText(row.prompt) };
    }
  } catch (cause) {
    const where = number === 0 ? file : `${file}, line ${number}`;
    throw new AppError("invalid_input", { userMessage: `${where} cannot be read as an item with responses.`, cause });
  }
}
