import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { DuckDBInstance } from "@duckdb/node-api";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { programArguments } from "@/scripts/bootstrap/programs.mjs";
import { deployMigrations } from "@/scripts/database/migrations.mjs";
import { openDatabase } from "@/scripts/postgres.mjs";
import { referenceFile } from "@/scripts/testing/reference-data";

/**
 * Every setting of a recipe at least once, by the command line, on public sets of three kinds: `plumbline bench export-recipes`, or
 * `--only pandalm` for one. Of each version the rows and the reasons must add up to what was considered, every file must have the
 * rows and the checksum that the manifest tells, as DuckDB reads it, and settings that leave rows out must do so under their own
 * reason. A figure that differs ends the run.
 */

type Sweep = {
  format: string;
  container?: "parquet" | "jsonl" | "csv" | "hf";
  recipe?: object;
  /** a reason that must be among those counted */
  leavesOut?: string;
  /** fewer rows than the same without a recipe */
  fewer?: true;
};

const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
const today = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

const everywhere = (format: string): Sweep[] => [
  { format },
  { format, container: "jsonl", recipe: { compression: "gzip", splits: { train: 0.7, validation: 0.1, test: 0.2 }, seed: 5 } },
  { format, container: "jsonl", recipe: { compression: "zstd", annotators: "names" } },
  { format, container: "csv", recipe: { answers: { from: today, to: tomorrow } } },
  { format, container: "hf", recipe: { shardMegabytes: 1, license: "cc-by-4.0", languages: ["en", "de"] } },
  { format, container: "jsonl", recipe: { dedup: "rows" } },
  { format, container: "jsonl", recipe: { dedup: "prompts" } },
  { format, container: "jsonl", recipe: { shape: "conversational", margin: "none", gold: "exclude", rewrites: "none" } },
  { format: "annotations", container: "parquet" },
  { format: "plumbline", container: "jsonl", recipe: { itemSources: ["of nobody"] } },
];

const sweeps: Record<string, Sweep[]> = {
  pandalm: [
    ...everywhere("trl-preference"),
    { format: "trl-preference", recipe: { labels: "human", aggregate: "dawid-skene" } },
    { format: "trl-preference", recipe: { labels: "lm", aggregate: "majority" } },
    { format: "trl-preference", recipe: { aggregate: "one-coin", minPosterior: 0.9999 }, leavesOut: "low-posterior", fewer: true },
    { format: "trl-preference", recipe: { minVoteShare: 0.8 }, leavesOut: "contested", fewer: true },
    { format: "trl-preference", recipe: { minLabels: 6 }, leavesOut: "few-labels" },
    { format: "trl-preference", recipe: { ties: "lean" } },
    { format: "trl-unpaired", recipe: { ties: "unpaired", weights: "column" } },
    { format: "trl-preference", recipe: { answers: { annotators: ["annotator1", "annotator2"] } } },
    { format: "trl-preference", recipe: { answers: { exceptAnnotators: ["annotator1"] } } },
    { format: "soft-preference", container: "csv" },
    { format: "arena", container: "jsonl" },
    { format: "rewardbench", container: "parquet" },
  ],
  oasst_rank: [
    ...everywhere("pro"),
    { format: "trl-preference", recipe: { aggregate: "majority" } },
    { format: "oasst-trees", container: "jsonl", recipe: { compression: "gzip" } },
    { format: "oasst-messages", container: "parquet" },
    { format: "trl-sft", container: "jsonl" },
  ],
  mqm_sxs2023: [
    ...everywhere("multi-aspect"),
    { format: "ddpo", container: "parquet", recipe: { weights: "column" } },
    { format: "trl-stepwise", container: "jsonl" },
    { format: "label-studio", container: "jsonl" },
    { format: "argilla-flat", container: "parquet" },
  ],
};

export type ExportRecipesRow = {
  bench: "export-recipes";
  set: string;
  versions: number;
  files: number;
  rows: number;
  refused: string[];
  peer: null;
};

const run = promisify(execFile);
const resultSchema = z.object({ rows: z.number(), excluded: z.record(z.string(), z.number()) });
const manifestSchema = z.object({
  considered: z.number(),
  exported: z.number(),
  excluded: z.record(z.string(), z.number()),
  files: z.array(z.object({ path: z.string(), part: z.string().nullable(), rows: z.number(), sha256: z.string() })),
});
const countedSchema = z.tuple([z.object({ n: z.coerce.number() })]);

const command = async (
  args: string[],
  environment: NodeJS.ProcessEnv,
): Promise<{ ok: true; value: unknown } | { ok: false; reason: string }> => {
  try {
    const { stdout } = await run(process.execPath, programArguments("cli/main.ts", [...args, "--json"]), { env: environment });
    return { ok: true, value: JSON.parse(stdout.trim().split("\n").at(-1) ?? "") };
  } catch (error) {
    const told = z.object({ code: z.literal(1), stderr: z.string() }).safeParse(error);
    if (!told.success) throw error;
    return { ok: false, reason: told.data.stderr.trim().split("\n").at(-1) ?? "" };
  }
};

const readers: [RegExp, (file: string) => string][] = [
  [/\.parquet$/, (file) => `read_parquet('${file}')`],
  [/\.csv$/, (file) => `read_csv('${file}', all_varchar = true, header = true, max_line_size = 20000000)`],
  [
    /\.jsonl(\.gz|\.zst)?$/,
    (file) => `read_json('${file}', format = 'newline_delimited', columns = {'id': 'VARCHAR'}, maximum_object_size = 100000000)`,
  ],
];

/** Rows of a file as DuckDB counts them; null for what holds none (the card). */
const countRows = async (connection: DuckDBConnection, file: string): Promise<number | null> => {
  const reader = readers.find(([name]) => name.test(file));
  if (!reader) return null;
  const result = await connection.runAndReadAll(`select count(*) as n from ${reader[1](file)}`);
  return countedSchema.parse(result.getRowObjectsJson())[0].n;
};

const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((total, count) => total + count, 0);

/** Checks a version that was written to a folder. */
const check = async (connection: DuckDBConnection, out: string, said: z.infer<typeof resultSchema>, wanted: Sweep): Promise<number> => {
  const manifest = manifestSchema.parse(JSON.parse(await readFile(path.join(out, "manifest.json"), "utf8")));
  if (manifest.exported + sum(manifest.excluded) !== manifest.considered)
    throw new Error(`${manifest.exported} exported and ${JSON.stringify(manifest.excluded)} are not the ${manifest.considered} considered`);
  if (wanted.leavesOut !== undefined && !((said.excluded[wanted.leavesOut] ?? 0) > 0))
    throw new Error(`nothing was left out as ${wanted.leavesOut}`);
  let main = 0;
  for (const { path: name, part, rows, sha256 } of manifest.files) {
    const file = path.join(out, name);
    if (
      createHash("sha256")
        .update(await readFile(file))
        .digest("hex") !== sha256
    )
      throw new Error(`${name}: not the checksum of the manifest`);
    const counted = await countRows(connection, file);
    if (counted !== null && counted !== rows) throw new Error(`${name}: DuckDB reads ${counted} rows of ${rows}`);
    if (part === manifest.files[0]?.part) main += rows;
  }
  if (main !== said.rows) throw new Error(`${said.rows} rows were told, ${main} are in the files`);
  return manifest.files.length;
};

const sweepSet = async (set: string, settings: Sweep[], home: string, environment: NodeJS.ProcessEnv): Promise<ExportRecipesRow> => {
  const project = set.replaceAll("_", "-");
  const brought = await command(["import", referenceFile(`${set}/train.jsonl.gz`), "--project", project, "--create"], environment);
  if (!brought.ok) throw new Error(brought.reason);
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  const row: ExportRecipesRow = { bench: "export-recipes", set, versions: 0, files: 0, rows: 0, refused: [], peer: null };
  let plain = 0;
  try {
    for (const [place, wanted] of settings.entries()) {
      const { format, container = "parquet", recipe } = wanted;
      const [out, file] = [path.join(home, `${set}-${place}`), path.join(home, `${set}-${place}.json`)];
      await writeFile(file, JSON.stringify(recipe ?? {}));
      const args = ["export", "--project", project, "--format", format, "--container", container, "--out", out, "--recipe", file];
      const built = await command(args, environment);
      const name = `${format} as ${container} with ${JSON.stringify(recipe ?? {})}`;
      if (!built.ok) {
        row.refused.push(`${name}: ${built.reason}`);
        continue;
      }
      const said = resultSchema.parse(built.value);
      row.files += await check(connection, out, said, wanted).catch((error: unknown) => {
        throw new Error(`${set}, ${name}: ${error instanceof Error ? error.message : "unknown fault"}`);
      });
      if (place === 0) plain = said.rows;
      if (wanted.fewer && said.rows >= plain) throw new Error(`${set}, ${name}: ${said.rows} rows, ${plain} without a recipe`);
      row.versions += 1;
      row.rows += said.rows;
    }
    return row;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
};

export async function* exportRecipes({ only }: { only?: string }): AsyncGenerator<ExportRecipesRow> {
  const home = await mkdtemp(path.join(tmpdir(), "plumbline-bench-"));
  const database = await openDatabase(home, { ignoreEnvironment: true });
  const environment = { ...process.env, DATABASE_URL: database.url, PLUMBLINE_HOME: home };
  try {
    await deployMigrations(database.url);
    for (const [set, settings] of Object.entries(sweeps)) {
      if (only !== undefined && only !== set) continue;
      if (!existsSync(referenceFile(set))) throw new Error(`${referenceFile(set)} is not there`);
      yield await sweepSet(set, settings, home, environment);
    }
  } finally {
    await database.release();
    await rm(home, { recursive: true, force: true });
  }
}
