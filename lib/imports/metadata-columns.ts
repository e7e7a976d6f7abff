import type { FileSource } from "@/lib/imports/containers/file-source";
import { readRows } from "@/lib/imports/read-rows";
import type { Reading } from "@/lib/imports/schema";

const rowsLooked = 100;

/** The columns of a file that its first rows keep in their metadata, in the file's order: what nobody made a label or a text of. */
export const metadataColumns = async (source: FileSource, reading: Reading, columns: readonly string[]): Promise<string[]> => {
  const kept = new Set<string>();
  let looked = 0;
  for await (const read of readRows(source, reading, { bytes: 0 })) {
    if (read.ok === true) for (const name of Object.keys(read.row.meta ?? {})) kept.add(name);
    looked += 1;
    if (looked >= rowsLooked) break;
  }
  return columns.filter((column) => kept.has(column));
};
