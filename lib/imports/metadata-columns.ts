import { besideRow } from "@/lib/imports/row-schema";
import type { ImportRow } from "@/lib/imports/row-schema";
import type { Reading } from "@/lib/imports/schema";

/** The names under which a row's item keeps metadata. */
export const keptNames = (row: ImportRow): string[] => [...Object.keys(row.meta ?? {}), ...besideRow(row).map(([name]) => name)];

/**
 * Notes, row by row, the columns of a file that its items keep in their metadata: what nobody made a label or a text of. Those that
 * were seen when the file was looked at stand in its order, and those that turn up further below behind them. `list` is filled.
 */
export const keepNamesIn = (list: string[], { format }: Reading, columns: readonly string[]): ((row: ImportRow) => void) => {
  const places = new Map(columns.map((column, i) => [column, i]));
  const seen = new Set<string>();
  return (row) => {
    for (const name of keptNames(row)) {
      if (seen.has(name)) continue;
      seen.add(name);
      // A format also keeps what it makes of several columns, under names that the file has not.
      if (!places.has(name) && format !== "columns") continue;
      list.push(name);
      list.sort((a, b) => (places.get(a) ?? Infinity) - (places.get(b) ?? Infinity) || 0);
    }
  };
};
