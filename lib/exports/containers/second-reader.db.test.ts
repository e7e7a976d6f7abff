import { parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { describe, expect, it } from "vitest";
import type { ExportFormat } from "@/lib/exports/formats/names";
import { duckdbRows, exportVersion, plantRows, readVersionFile } from "@/scripts/testing/export-project";
import { markedRows, pairRows, rankingRows, ratingRows } from "@/scripts/testing/export-rows";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

/** Whole numbers of 64 bits as DuckDB's JSON has them; a cell without a value is absent to one reader and null to the other. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, cell: unknown) => (typeof cell === "bigint" ? cell.toString() : (cell ?? undefined))));

const cases: [string, object[], ExportFormat[]][] = [
  ["pairwise", pairRows(30), ["trl-preference", "openrlhf", "soft-preference", "argilla-flat", "annotations"]],
  ["ranking", rankingRows(20), ["pro", "oasst-messages", "trl-preference"]],
  ["pointwise", ratingRows(20), ["multi-aspect", "alignment-handbook"]],
  ["segment", markedRows(20), ["ddpo", "trl-stepwise"]],
];

describe("Parquet files", () => {
  it.each(cases)("read the same in hyparquet as in DuckDB: %s", { timeout: 120_000 }, async (kind, rows, formats) => {
    const at = await plantRows(kind, rows);
    for (const format of formats) {
      const version = await exportVersion(at, { format, container: "hf", recipe: { weights: "column" } });
      for (const { path, rows: declared } of version.files.filter((file) => file.path.endsWith(".parquet"))) {
        const bytes = await readVersionFile(at.actor, version.id, path);
        const read = await parquetReadObjects({ file: new Uint8Array(bytes).buffer, compressors });
        const expected = await duckdbRows(bytes);
        expect(read.length, `${format} ${path}`).toBe(declared);
        expect(plain(read), `${format} ${path}`).toEqual(plain(expected.rows));
      }
    }
  });
});
