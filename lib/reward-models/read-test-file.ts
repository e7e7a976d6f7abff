import { findSource } from "@/lib/imports/containers/find-source";
import { detectReading } from "@/lib/imports/detect-reading";
import { promptHashOf } from "@/lib/imports/identity";
import { readRows } from "@/lib/imports/read-rows";
import type { ImportRow } from "@/lib/imports/row-schema";
import { AppError } from "@/lib/errors";
import { promptText } from "@/lib/reward-models/prompt-text";

export type FileRow = { id: string | null; promptText: string; promptHash: string } & Pick<ImportRow, "responses" | "labels">;

/** Rows of a file as an import reads it, whatever it is packed as and calls its columns, one at a time. A refused row stops it. */
export async function* readItemFile(file: string): AsyncGenerator<FileRow> {
  const source = await findSource(file);
  const { reading, needsMapping } = await detectReading(source, "auto");
  if (needsMapping)
    throw new AppError("invalid_input", { userMessage: `${file} cannot be read: nothing in it is named prompt and responses.` });
  for await (const read of readRows(source, reading, { bytes: 0 })) {
    if (read.ok === "empty") continue;
    if (!read.ok) throw new AppError("invalid_input", { userMessage: `${read.file ?? file}, line ${read.line}: ${read.reason}` });
    const { id, prompt, media, responses, labels } = read.row;
    yield { id: id ?? null, promptText: promptText(prompt), promptHash: promptHashOf(prompt, media), responses, labels };
  }
}
