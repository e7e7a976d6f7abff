import { spawnSync } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { DuckDBInstance } from "@duckdb/node-api";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { z } from "zod";

/** The peer of `bench export`: the four tables of the planted pairs by DuckDB's COPY … TO. Prints one JSON object. */

const { container, out } = z
  .object({ container: z.enum(["parquet", "jsonl"]), out: z.string() })
  .parse(JSON.parse(process.argv[2] ?? "{}"));
const url = z.string().parse(process.env.DATABASE_URL);

const sides = `join candidate a on a.item_id = i.id and a.ordinal = 0 join candidate_payload ap on ap.candidate_id = a.id
  join candidate b on b.item_id = i.id and b.ordinal = 1 join candidate_payload bp on bp.candidate_id = b.id`;
const tables: Record<string, string> = {
  preference: `select p.prompt #>> '{}' as prompt, case c.choice when '0' then ap.text else bp.text end as chosen,
      case c.choice when '0' then bp.text else ap.text end as rejected
    from item i join item_payload p on p.item_id = i.id ${sides} join task t on t.item_id = i.id
    join consensus c on c.task_id = t.id order by i.ordinal`,
  annotations: `select 'pairwise' as campaign, i.external_id as item, t.unit_key as unit, r.name as annotator, r.source::text as source,
      a.response::text as response, a.flagged, a.question_version, a.extras::text as extras, a.repeat
    from annotation a join task t on t.id = a.task_id join item i on i.id = t.item_id join annotator r on r.id = a.annotator_id
    order by i.ordinal`,
  consensus: `select 'pairwise' as campaign, i.external_id as item, t.unit_key as unit, c.choice, c.p_choice, c.posterior::text as posterior, c.labels
    from consensus c join task t on t.id = c.task_id join item i on i.id = t.item_id order by i.ordinal`,
  items: `select i.external_id as item, p.prompt #>> '{}' as prompt, ap.text as first, bp.text as second, i.license, i.meta::text as meta
    from item i join item_payload p on p.item_id = i.id ${sides} order by i.ordinal`,
};

const settings = container === "parquet" ? "(format parquet, compression zstd)" : "(format json)";
const extension = container === "parquet" ? "parquet" : "jsonl";

const hasExtension = async (connection: Awaited<ReturnType<DuckDBInstance["connect"]>>): Promise<boolean> => {
  try {
    await connection.run("install postgres");
    await connection.run("load postgres");
    return true;
  } catch {
    return false; // it is fetched from DuckDB's own server, which may not be reached
  }
};

/** Rows of a query as CSV into a pipe that DuckDB reads. */
const feed = async (query: string, pipe: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await pipeline(client.query(copyTo(`copy (${query}) to stdout (format csv, header true)`)), createWriteStream(pipe));
  } finally {
    await client.end();
  }
};

await mkdir(out, { recursive: true });
const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
const attached = await hasExtension(connection);
if (attached) await connection.run(`attach '${url}' as source (type postgres, read_only)`);
const started = performance.now();
for (const [name, query] of Object.entries(tables)) {
  const target = path.join(out, `${name}.${extension}`);
  if (attached) {
    await connection.run(`copy (select * from postgres_query('source', $q$${query}$q$)) to '${target}' ${settings}`);
    continue;
  }
  const pipe = path.join(out, `${name}.fifo`);
  if (spawnSync("mkfifo", [pipe]).status !== 0) throw new Error("no pipe could be made");
  await Promise.all([
    feed(query, pipe),
    connection.run(`copy (select * from read_csv('${pipe}', header = true, all_varchar = true, auto_detect = false, delim = ',', quote = '"',
      escape = '"', parallel = false, columns = {${columnsOf(query)}})) to '${target}' ${settings}`),
  ]);
}
const seconds = (performance.now() - started) / 1_000;
const reader = container === "parquet" ? "read_parquet" : "read_json";
const counted = await connection.runAndReadAll(`select count(*)::int as n from ${reader}('${path.join(out, `preference.${extension}`)}')`);
const [row] = counted.getRowObjectsJson();
await rm(out, { recursive: true });
process.stdout.write(
  `${JSON.stringify({ seconds, through: attached ? "its PostgreSQL extension" : "fed by PostgreSQL's COPY", rows: Number(row?.n ?? 0) })}\n`,
);
process.exit(0);

/** Names of a query's columns, all text. */
function columnsOf(query: string): string {
  const list = query.slice("select ".length, query.indexOf("\n    from") < 0 ? query.indexOf(" from ") : query.indexOf("\n    from"));
  const names = list.split(/,(?![^(]*\))/).map((column) => column.trim().match(/(\w+)$/)?.[1] ?? "");
  return names.map((name) => `'${name}': 'VARCHAR'`).join(", ");
}
