import { findSource } from "@/lib/imports/containers/find-source";
import type { FileSource } from "@/lib/imports/containers/file-source";
import { chooseReading } from "@/lib/imports/choose-reading";
import { detectReading } from "@/lib/imports/detect-reading";
import { promptHashOf } from "@/lib/imports/identity";
import type { NamedReading } from "@/lib/imports/read-map-file";
import { readRows } from "@/lib/imports/read-rows";
import type { ImportRow } from "@/lib/imports/row-schema";
import type { Reading } from "@/lib/imports/schema";
import { AppError } from "@/lib/errors";
import { promptText } from "@/lib/reward-models/prompt-text";

export type FileRow = { id: string | null; promptText: string; promptHash: string } & Pick<ImportRow, "responses" | "labels">;

const recognised = async (source: FileSource, file: string): Promise<Reading> => {
  const { reading, needsMapping } = await detectReading(source, "auto");
  if (!needsMapping) return reading;
  const what = `${file} cannot be read: nothing in it is named prompt and responses. Say which column is what with --map.`;
  throw new AppError("invalid_input", { userMessage: what });
};

/**
 * Rows of a file as an import reads it, whatever it is packed as and calls its columns, one at a time. A refused row stops it.
 * `mapping`: which column is what, where somebody told it.
 * @throws AppError refused where neither the columns' names nor the mapping say how the file is read
 */
export async function* readItemFile(file: string, mapping?: NamedReading): AsyncGenerator<FileRow> {
  const source = await findSource(file);
  const reading = mapping ? (await chooseReading(source, { format: "auto", mapping, saved: [] })).reading : await recognised(source, file);
  for await (const read of readRows(source, reading, { bytes: 0 })) {
    if (read.ok === "empty") continue;
    if (!read.ok) throw new AppError("invalid_input", { userMessage: `${read.file ?? file}, line ${read.line}: ${read.reason}` });
    const { id, prompt, media, responses, labels } = read.row;
    yield { id: id ?? null, promptText: promptText(prompt), promptHash: promptHashOf(prompt, media), responses, labels };
  }
}
