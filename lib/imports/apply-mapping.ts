import type { Detected } from "@/lib/imports/detect-reading";
import type { SavedMapping } from "@/lib/imports/mapping-store";
import type { Reading } from "@/lib/imports/schema";

/** Columns that a reading takes something from. */
const usedBy = ({ columns, mapping }: Reading): string[] =>
  [
    ...Object.values(columns),
    ...(mapping
      ? [
          ...[mapping.id, mapping.prompt, mapping.system, mapping.context, mapping.choice, mapping.annotator, mapping.rationale],
          ...[
            ...mapping.responses,
            ...mapping.models,
            ...mapping.raters,
            ...mapping.ranks,
            ...mapping.ratings.flatMap((rating) => rating.columns),
          ],
          ...[...mapping.aspects, ...mapping.votes].map(({ column }) => column),
        ]
      : []),
  ].flatMap((column) => column ?? []);

/** Whether a file has all that a saved reading takes. A dot leads into a column. */
export const fitsColumns = ({ reading }: Pick<SavedMapping, "reading">, columns: readonly string[]): boolean => {
  const there = new Set(columns);
  return usedBy(reading).every((column) => there.has(column) || there.has(column.split(".")[0] ?? column));
};

/** A saved reading for another file: what it is packed as, and its files, are the new file's own. */
export const applyMapping = ({ reading }: Pick<SavedMapping, "reading">, { reading: own }: Detected): Reading => ({
  ...reading,
  container: own.container,
  members: own.members,
});

/** The saved reading of a file with exactly these columns: somebody said before how such a file is read. */
export const recogniseMapping = (saved: readonly SavedMapping[], columns: readonly string[]): SavedMapping | undefined => {
  const sorted = JSON.stringify([...columns].sort());
  return saved.find((one) => JSON.stringify(one.columns) === sorted);
};
