import { findSource } from "@/lib/imports/containers/find-source";
import { chooseReading } from "@/lib/imports/choose-reading";
import type { WantedReading } from "@/lib/imports/choose-reading";
import { mappingsOf } from "@/lib/imports/mapping-store";
import { readRows } from "@/lib/imports/read-rows";
import type { ImportLabel, ImportRow } from "@/lib/imports/row-schema";
import { itemOf } from "@/lib/imports/targets";
import { kinds } from "@/lib/kinds/registry";

const rowsLooked = 2_000;

/** What of a label and its row decides its kind: which fields it has, of what type, and beside how many responses. */
const shapeOf = (label: ImportLabel, row: ImportRow): string =>
  `${Math.min(row.responses.length, 3)} ${Object.entries(label)
    .map(([key, value]) => `${key}:${Array.isArray(value) ? "list" : value === null ? "null" : typeof value}`)
    .join()}`;

type Seen = { configs: Map<string, unknown>; kindOfShape: Map<string, string>; counts: Map<string, number> };

/**
 * Counts, by kind, the labels of a row. A label that a kind refuses is of that kind, only faulty: a file of broken rankings is
 * to be refused as rankings, not read as something else that has no use for its labels.
 */
const countLabels = (row: ImportRow, { configs, kindOfShape, counts }: Seen): void => {
  const item = itemOf(row);
  for (const label of row.labels) {
    const shape = shapeOf(label, row);
    const known = kindOfShape.get(shape);
    if (known !== undefined) {
      counts.set(known, (counts.get(known) ?? 0) + 1);
      continue;
    }
    for (const kind of Object.values(kinds)) {
      const config = kind.learnConfig(configs.get(kind.id) ?? null, label, item);
      const read = kind.fromImport(label, item, config ?? kind.defaultConfig);
      if (!read.fits && !read.refused) continue;
      if (read.fits) configs.set(kind.id, config);
      counts.set(kind.id, (counts.get(kind.id) ?? 0) + 1);
      if (read.fits) kindOfShape.set(shape, kind.id);
      break;
    }
  }
};

/**
 * The kinds of campaign that the labels of local files are of, the commonest first; empty where the first rows bring no labels.
 * `projectId`: whose saved readings count.
 * @throws AppError not_found for a file that is not there, refused for one that cannot be read
 */
export const detectKinds = async (
  paths: string[],
  { projectId, ...wanted }: Omit<WantedReading, "saved"> & { projectId: string | null },
): Promise<string[]> => {
  const saved = projectId === null ? [] : await mappingsOf(projectId);
  const counts = new Map<string, number>();
  for (const file of paths) {
    const source = await findSource(file);
    const { reading } = await chooseReading(source, { ...wanted, saved });
    const seen: Seen = { configs: new Map(), kindOfShape: new Map(), counts };
    let rows = 0;
    for await (const read of readRows(source, reading, { bytes: 0 })) {
      rows += 1;
      if (rows > rowsLooked) break;
      if (read.ok === true) countLabels(read.row, seen);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([kind]) => kind);
};
