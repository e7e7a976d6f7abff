import { once } from "node:events";
import type { PoolClient } from "pg";
import * as copyStreams from "pg-copy-streams";

/** Rows written by COPY, for imports: several times as fast as INSERT, and without the rows passing through JSON. */

export type CopyValue = string | number | boolean | null;

const special = /[\\\n\r\t]/;
const escapes: Record<string, string> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

const field = (value: CopyValue): string => {
  if (value === null) return "\\N";
  if (typeof value === "string")
    return special.test(value) ? value.replace(/[\\\n\r\t]/g, (character) => escapes[character] ?? character) : value;
  return typeof value === "boolean" ? (value ? "t" : "f") : String(value);
};

const chunkChars = 64 * 1024;

/**
 * Copies rows into a table; `valuesOf` gives a row's values in the order of the columns. `table` and `columns` are ours, never a
 * user's. A row that breaks a constraint fails the whole statement, and with it the transaction.
 */
export const copyRows = async <Row>(
  client: PoolClient,
  table: string,
  columns: readonly string[],
  rows: readonly Row[],
  valuesOf: (row: Row) => readonly CopyValue[],
): Promise<void> => {
  if (rows.length === 0) return;
  const stream = client.query(copyStreams.from(`copy ${table} (${columns.join(", ")}) from stdin`));
  const done = once(stream, "finish");
  done.catch(() => undefined); // awaited below; until then nobody listens
  let text = "";
  for (const row of rows) {
    text += `${valuesOf(row).map(field).join("\t")}\n`;
    if (text.length < chunkChars) continue;
    const full = !stream.write(text);
    text = "";
    if (full) await Promise.race([once(stream, "drain"), done]);
  }
  stream.end(text);
  await done;
};
