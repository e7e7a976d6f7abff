import { duckdbTypes } from "@/lib/exports/columns";
import type { Column } from "@/lib/exports/columns";
import { identifier, quoted, withDuckdb } from "@/lib/exports/containers/duckdb";
import type { Shard } from "@/lib/exports/line-file";

// DuckDB keeps a buffer of twice the longest line; what is at hand for ordinary rows is kept small, and grows for large ones.
const leastLineBytes = 4 * 1024 * 1024;

// Small enough that a reader over the network takes one at a time and the writer holds little, large enough to pack well.
const rowGroupRows = 10_000;

/** A column as it is written: what has no fixed shape as the text of its JSON, a text among it without quotes. */
const written = ({ name, kind }: Column): string => {
  const own = identifier(name);
  if (kind === "json") return `${own}::VARCHAR as ${own}`;
  return kind === "text-or-json" ? `case json_type(${own}) when 'VARCHAR' then ${own} ->> '$' else ${own}::VARCHAR end as ${own}` : own;
};

/** Rewrites staged JSON lines as Parquet, zstd. */
export const writeParquet = async (staged: Shard, targetPath: string, columns: Column[]): Promise<void> => {
  const types = columns.map(({ name, kind }) => `${quoted(name)}: ${quoted(duckdbTypes[kind])}`).join(", ");
  const names = columns.map(written).join(", ");
  await withDuckdb(
    `copy (select ${names} from read_json(${quoted(staged.path)}, format = 'newline_delimited', columns = {${types}},
       maximum_object_size = ${Math.max(leastLineBytes, staged.longest + 1)}))
     to ${quoted(targetPath)} (format parquet, compression zstd, row_group_size ${rowGroupRows})`,
  );
};
