import type { FileSource } from "@/lib/imports/containers/file-source";
import { readRows } from "@/lib/imports/read-rows";
import { besideRow } from "@/lib/imports/row-schema";
import type { ImportRow } from "@/lib/imports/row-schema";
import type { Reading } from "@/lib/imports/schema";

const rowsLooked = 100;

/** The names under which a row's item keeps metadata. */
export const keptNames = (row: ImportRow): string[] => [...Object.keys(row.meta ?? {}), ...besideRow(row).map(([name]) => name)];

/** The columns of a file that its first rows keep in their metadata, in the file's order: what nobody made a label or a text of. */
export const metadataColumns = async (source: FileSource, reading: Reading, columns: readonly string[]): Promise<string[]> => {
  const kept = new Set<string>();
  let looked = 0;
  for await (const read of readRows(source, reading, { bytes: 0 })) {
    if (read.ok === true) for (const name of keptNames(read.row)) kept.add(name);
    looked += 1;
    if (looked >= rowsLooked) break;
  }
  return columns.filter((column) => kept.has(column));
};
