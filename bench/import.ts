import { once } from "node:events";
import { spawn } from "node:child_process";
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import * as copyStreams from "pg-copy-streams";
import { z } from "zod";
import { createRandom } from "@/lib/ml/random/random";
import { openDatabase } from "@/scripts/postgres.mjs";

/**
 * An import of a million pairs with a label each, beside two copies on the same server, in one run: `plumbline bench import`, or
 * `--only 100000` for fewer. The first is a bare COPY of the file's bytes into a table of one column: it parses nothing, checks
 * nothing, and keeps no index, where the import reads JSON, checks every row, tells known rows from new ones and writes six tables.
 * The second is a COPY of the rows that the import wrote, ready as the server wants them, into six tables with the same indexes:
 * what remains between it and the import is reading, checking and hashing.
 */

const words = "the quick river holds a stone while market windows open slowly and engines hum in copper light over harbour walls".split(
  " ",
);
const target = { ratio: 0.25, peakRssMb: 500 };

export type ImportRow = {
  bench: "import";
  rows: number;
  megabytes: number;
  ours: { seconds: number; rowsPerSecond: number; peakRssMb: number };
  peer: { name: "COPY of the same bytes"; seconds: number; rowsPerSecond: number };
  ratio: number;
  rowsPeer: { name: "COPY of the rows written, into the same tables"; seconds: number; rowsPerSecond: number };
  rowsRatio: number;
  target: typeof target;
};

const writePairs = async (file: string, rows: number, seed: number): Promise<void> => {
  const random = createRandom(seed);
  const write = (count: number): string => Array.from({ length: count }, () => words[random.integer(words.length)] ?? "").join(" ");
  const stream = createWriteStream(file);
  for (let index = 0; index < rows; index += 1) {
    const row = {
      id: `row-${index}`,
      prompt: `${write(20)} ${index}`,
      responses: [
        { text: write(60), model: "north" },
        { text: write(60), model: "south" },
      ],
      labels: [{ annotator: `person-${index % 200}`, kind: "human", choice: index % 2 }],
    };
    if (!stream.write(`${JSON.stringify(row)}\n`)) await once(stream, "drain");
  }
  stream.end();
  await once(stream, "finish");
};

const resultSchema = z.object({
  rows_read: z.number(),
  items_added: z.number(),
  labels_added: z.number(),
  seconds: z.number(),
  peak_rss_mb: z.number(),
});

const importInto = async (home: string, databaseUrl: string, file: string): Promise<z.infer<typeof resultSchema>> => {
  const args = [path.resolve("scripts/plumbline.mjs"), "import", file, "--project", "bench", "--create", "--json", "--home", home];
  const child = spawn(process.execPath, args, { env: { ...process.env, DATABASE_URL: databaseUrl }, stdio: ["ignore", "pipe", "ignore"] });
  const [output] = await Promise.all([text(child.stdout), once(child, "exit")]);
  return resultSchema.parse(JSON.parse(output.trim().split("\n").at(-1) ?? ""));
};

/** Seconds of a COPY of the file's lines into a table of one text column, without an index. JSON's backslashes are COPY's own escapes, so CSV form with quotes that never come. */
const bareCopy = async (databaseUrl: string, file: string): Promise<number> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("create table bare_copy (line text)");
    const began = performance.now();
    await pipeline(
      createReadStream(file),
      client.query(copyStreams.from("copy bare_copy from stdin (format csv, delimiter e'\\x01', quote e'\\x02')")),
    );
    const seconds = (performance.now() - began) / 1_000;
    await client.query("drop table bare_copy");
    return seconds;
  } finally {
    await client.end();
  }
};

// What an import writes, in the order in which the tables refer to each other.
const writtenTables = ["item", "item_payload", "candidate", "candidate_payload", "task", "annotation"] as const;

/** Seconds of a COPY of all that the import wrote into tables with the same columns, defaults and indexes, and without foreign keys, which an import does not look up either. */
const copyOfRows = async (databaseUrl: string, folder: string): Promise<number> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  let seconds = 0;
  try {
    for (const table of writtenTables) {
      const file = path.join(folder, `${table}.copy`);
      const { rows } = await client.query<{ columns: string }>(
        "select string_agg(quote_ident(column_name), ', ' order by ordinal_position) columns from information_schema.columns where table_schema = current_schema() and table_name = $1 and is_generated = 'NEVER'",
        [table],
      );
      const columns = rows[0]?.columns ?? "";
      await client.query(`create table copy_of_${table} (like ${table} including all)`);
      await pipeline(client.query(copyStreams.to(`copy ${table} (${columns}) to stdout`)), createWriteStream(file));
      const began = performance.now();
      await pipeline(createReadStream(file), client.query(copyStreams.from(`copy copy_of_${table} (${columns}) from stdin`)));
      seconds += (performance.now() - began) / 1_000;
      await client.query(`drop table copy_of_${table}`);
      rmSync(file);
    }
    return seconds;
  } finally {
    await client.end();
  }
};

export async function* importPairs({ seed, only }: { seed: number; only?: string }): AsyncGenerator<ImportRow> {
  const rows = only === undefined ? 1_000_000 : Number(only);
  const home = mkdtempSync(path.join(tmpdir(), "plumbline-bench-"));
  const database = await openDatabase(home, { ignoreEnvironment: true });
  try {
    const file = path.join(home, "pairs.jsonl");
    await writePairs(file, rows, seed);
    const copySeconds = await bareCopy(database.url, file);
    const {
      rows_read: read,
      items_added: added,
      labels_added: labels,
      seconds,
      peak_rss_mb: peakRssMb,
    } = await importInto(home, database.url, file);
    if (read !== rows || added !== rows || labels !== rows)
      throw new Error(`${rows} rows: ${read} read, ${added} items and ${labels} labels added`);
    const rowsSeconds = await copyOfRows(database.url, home);
    yield {
      bench: "import",
      rows,
      megabytes: statSync(file).size / 1e6,
      ours: { seconds, rowsPerSecond: rows / seconds, peakRssMb },
      peer: { name: "COPY of the same bytes", seconds: copySeconds, rowsPerSecond: rows / copySeconds },
      ratio: copySeconds / seconds,
      rowsPeer: { name: "COPY of the rows written, into the same tables", seconds: rowsSeconds, rowsPerSecond: rows / rowsSeconds },
      rowsRatio: rowsSeconds / seconds,
      target,
    };
  } finally {
    await database.release();
    rmSync(home, { recursive: true, force: true });
  }
}
