import { duckdbTypes } from "@/lib/exports/columns";
import type { Column } from "@/lib/exports/columns";
import { quoted, withDuckdb } from "@/lib/exports/containers/duckdb";
import type { Shard } from "@/lib/exports/line-file";

// DuckDB keeps a buffer of twice the longest line; what is at hand for ordinary rows is kept small, and grows for large ones.
const leastLineBytes = 4 * 1024 * 1024;

// Small enough that a reader over the network takes one at a time and the writer holds little, large enough to pack well.
const rowGroupRows = 10_000;

const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Rewrites staged JSON lines as Parquet, zstd. Values without a fixed shape are the text of their JSON. */
export const writeParquet = async (staged: Shard, targetPath: string, columns: Column[]): Promise<void> => {
  const types = columns.map(({ name, kind }) => `${quoted(name)}: ${quoted(duckdbTypes[kind])}`).join(", ");
  const names = columns
    .map(({ name, kind }) => (kind === "json" ? `${identifier(name)}::VARCHAR as ${identifier(name)}` : identifier(name)))
    .join(", ");
  await withDuckdb(
    `copy (select ${names} from read_json(${quoted(staged.path)}, format = 'newline_delimited', columns = {${types}},
       maximum_object_size = ${Math.max(leastLineBytes, staged.longest + 1)}))
     to ${quoted(targetPath)} (format parquet, compression zstd, row_group_size ${rowGroupRows})`,
  );
};
