import { DuckDBInstance } from "@duckdb/node-api";
import { duckdbTypes } from "@/lib/exports/columns";
import type { Column } from "@/lib/exports/columns";

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

// One row of long conversations may hold megabytes; DuckDB's own bound of 16 MB a line is too tight for imported text.
const maxLineBytes = 512 * 1024 * 1024;

/**
 * Rewrites staged JSON lines as Parquet: zstd, row groups small enough to be read one at a time.
 * One thread and insertion order, so that the same rows give the same bytes.
 */
export const writeParquet = async (stagedPath: string, targetPath: string, columns: Column[]): Promise<void> => {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1", autoinstall_known_extensions: "false" });
  try {
    const connection = await instance.connect();
    const types = columns.map(({ name, kind }) => `${quoted(name)}: ${quoted(duckdbTypes[kind])}`).join(", ");
    const names = columns.map(({ name }) => `"${name}"`).join(", ");
    await connection.run(
      `copy (select ${names} from read_json(${quoted(stagedPath)}, format = 'newline_delimited', columns = {${types}},
         maximum_object_size = ${maxLineBytes}))
       to ${quoted(targetPath)} (format parquet, compression zstd, row_group_size 20000)`,
    );
    connection.closeSync();
  } finally {
    instance.closeSync();
  }
};
