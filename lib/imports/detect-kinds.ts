import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { detectReading } from "@/lib/imports/detect-reading";
import { readRows } from "@/lib/imports/read-rows";
import type { ImportFormat } from "@/lib/imports/schema";
import { readLabels } from "@/lib/imports/targets";
import type { ImportTarget } from "@/lib/imports/targets";
import { AppError } from "@/lib/errors";
import { kinds } from "@/lib/kinds/registry";

const rowsLooked = 2_000;

/**
 * The kinds of campaign that the labels of local files fit, the commonest first; empty where the first rows bring no labels.
 * @throws AppError not_found for a file that cannot be read
 */
export const detectKinds = async (paths: string[], format: ImportFormat | "auto"): Promise<string[]> => {
  const counts = new Map<string, number>();
  for (const file of paths) {
    const found = await stat(file).catch((cause: unknown) => {
      throw new AppError("not_found", { userMessage: `There is no readable file ${file}.`, cause });
    });
    const source = { fileName: path.basename(file), byteSize: found.size, open: () => createReadStream(file) };
    const { reading, needsMapping } = await detectReading(source, format);
    if (needsMapping) continue;
    const targets = Object.values(kinds).map((kind): ImportTarget => ({ campaignId: kind.id, kind, config: null, learns: true }));
    let rows = 0;
    for await (const read of readRows(source, reading, { bytes: 0 })) {
      rows += 1;
      if (rows > rowsLooked) break;
      if (!read.ok) continue;
      const labels = readLabels(targets, read.row, new Map());
      if ("reason" in labels) continue;
      for (const { target } of labels.answers) counts.set(target.kind.id, (counts.get(target.kind.id) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([kind]) => kind);
};
