import { DuckDBInstance } from "@duckdb/node-api";
import { z } from "zod";
import { identifier, quoted } from "@/lib/exports/containers/duckdb";
import type { ExportContainer } from "@/lib/exports/schema";

// Longer than any row that an import lets in; a buffer takes no more than its file holds.
const longestLine = 64 * 1024 * 1024;
const lines = `max_line_size = ${longestLine}, buffer_size = ${2 * longestLine}`;

const readers: Record<ExportContainer, (files: string) => string> = {
  parquet: (files) => `read_parquet(${files})`,
  hf: (files) => `read_parquet(${files})`,
  // A line is compared as it stands: the same row is the same text.
  jsonl: (files) =>
    `read_csv(${files}, columns = {'line': 'VARCHAR'}, delim = '\u0001', quote = '', escape = '', header = false, auto_detect = false, ${lines})`,
  csv: (files) => `read_csv(${files}, all_varchar = true, header = true, delim = ',', quote = '"', escape = '"', ${lines})`,
};

const describedSchema = z.array(z.object({ column_name: z.string(), column_type: z.string() }));

const countedSchema = z.array(z.object({ n: z.coerce.number() })).length(1);

/** Rows of the second files that the first lack, and the other way round, each counted as often as it is there. */
export const compareRows = async (
  from: string[],
  to: string[],
  container: ExportContainer,
): Promise<{ added: number; removed: number }> => {
  const instance = await DuckDBInstance.create(":memory:", {
    threads: "2",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  try {
    const connection = await instance.connect();
    const table = (paths: string[]): string => `${readers[container](`[${paths.map(quoted).join(", ")}]`)}`;
    const typesOf = async (paths: string[]): Promise<Map<string, string>> => {
      const described = await connection.runAndReadAll(`describe select * from ${table(paths)}`);
      return new Map(describedSchema.parse(described.getRowObjectsJson()).map(({ column_name: name, column_type: type }) => [name, type]));
    };
    const [before, after] = [await typesOf(from), await typesOf(to)];
    // Of a column that holds texts here and messages there, as since a conversation came, values are compared as they stand in lines.
    const changed = [...before.keys()].filter((name) => after.get(name) !== before.get(name)).map(identifier);
    const columns = changed.length === 0 ? "*" : `* replace (${changed.map((name) => `to_json(${name})::varchar as ${name}`).join(", ")})`;
    const count = async (a: string[], b: string[]): Promise<number> => {
      const rows = (paths: string[]): string => `select ${columns} from ${table(paths)}`;
      const result = await connection.runAndReadAll(`select count(*) as n from (${rows(a)} except all ${rows(b)})`);
      return countedSchema.parse(result.getRowObjectsJson())[0]?.n ?? 0;
    };
    return { added: await count(to, from), removed: await count(from, to) };
  } finally {
    instance.closeSync();
  }
};
