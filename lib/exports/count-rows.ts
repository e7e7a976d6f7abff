import { wantedSplits } from "@/lib/exports/choose-split";
import type { Format, FormatContext } from "@/lib/exports/formats/contract";
import { readEntries } from "@/lib/exports/read-entries";
import type { EntryInput } from "@/lib/exports/read-entries";
import { Tally } from "@/lib/exports/tally";
import type { Tx } from "@/lib/db";

export type RowCounts = {
  considered: number;
  exported: number;
  rows: number;
  excluded: Record<string, number>;
  splits: Record<string, number>;
  /** optional columns that every row would fill */
  optional: string[];
  items: number;
};

/** What a recipe gives of the first `limit` items, by the same steps as a build and writing nothing. */
export const countRows = async (
  tx: Tx,
  input: EntryInput & { format: Format; shape: FormatContext["shape"]; mostResponses: number; limit: number },
): Promise<RowCounts> => {
  const { format, recipe, limit } = input;
  const tally = new Tally(recipe, format);
  const splits = Object.fromEntries(wantedSplits(recipe.splits).map((split) => [split, 0]));
  const optional = new Set<string>();
  const contexts = input.campaigns.map((source): FormatContext => ({
    asked: source.asked,
    shape: input.shape,
    recipe,
    mostResponses: input.mostResponses,
    written: () => tally.rows,
  }));
  const [first] = contexts;
  for (const { name, optional: may } of first ? format.columns(first) : []) if (may) optional.add(name);
  let items = 0;
  for await (const window of readEntries(tx, input)) {
    for (const { campaigns } of window) {
      if (items >= limit) return done();
      items += 1;
      for (const [index, { entry }] of campaigns.entries()) {
        const context = contexts[index];
        if (!context || (format.reads === "items" && index > 0)) continue;
        if (format.reads === "consensus" && entry.tasks.length === 0) {
          tally.leaveOut("not-asked");
          continue;
        }
        for (const written of tally.admit(entry, format.write(entry, context))) {
          if ("none" in written) continue;
          splits[entry.split] = (splits[entry.split] ?? 0) + written.rows.length;
          for (const row of written.rows)
            for (const name of optional) if (row[name] === null || row[name] === undefined) optional.delete(name);
        }
      }
    }
  }
  return done();

  function done(): RowCounts {
    const { considered, exported, excluded } = tally.result();
    return { considered, exported, rows: tally.rows, excluded, splits, optional: tally.rows > 0 ? [...optional] : [], items };
  }
};
