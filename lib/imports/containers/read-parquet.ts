import { DuckDBInstance } from "@duckdb/node-api";
import type { FileSource, Meter } from "@/lib/imports/containers/file-source";

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

// A row group is unpacked as a whole; what does not fit is refused rather than taken from the machine.
const memoryLimit = "384MB";

/** First line of what the database says, without its own advice. */
const shorten = (error: unknown): string =>
  (error instanceof Error ? error.message : "the file is damaged")
    .split("\n")[0]
    ?.replace(/file '[^']*'/g, "file")
    .slice(0, 200) ?? "";

/** Rows of a Parquet file, each as JSON text with its number. One row group is held at a time. */
export async function* readParquet(
  source: FileSource,
  meter: Meter,
): AsyncGenerator<{ line: number; text: string } | { line: number; reason: string; excerpt: string }> {
  if (source.path === null) throw new Error("Parquet is read from a file");
  let row = 0;
  try {
    const instance = await DuckDBInstance.create(":memory:", {
      threads: "1",
      memory_limit: memoryLimit,
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
      allow_community_extensions: "false",
      enable_external_access: "true",
    });
    try {
      const connection = await instance.connect();
      const file = `read_parquet(${quoted(source.path)})`;
      const total = Number((await connection.runAndReadAll(`select count(*) from ${file}`)).getRows()[0]?.[0] ?? 0);
      const result = await connection.stream(`select to_json(t) from ${file} as t`);
      for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
        for (const value of chunk.getColumnValues(0)) {
          row += 1;
          yield { line: row, text: String(value) };
        }
        meter.bytes = Math.min(source.byteSize, Math.round((source.byteSize * row) / Math.max(1, total)));
      }
      connection.closeSync();
    } finally {
      instance.closeSync();
    }
  } catch (error) {
    yield { line: row + 1, reason: `cannot be read, nor what follows: ${shorten(error)}`, excerpt: "" };
  }
}
