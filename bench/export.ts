import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { z } from "zod";
import { quantile, startAnnotators } from "@/bench/desk-load";
import { serveDesk } from "@/bench/desk-server";
import { plantPairs } from "@/bench/plant-pairs";
import { programArguments } from "@/scripts/bootstrap/programs.mjs";
import { deployMigrations } from "@/scripts/database/migrations.mjs";
import { openDatabase } from "@/scripts/postgres.mjs";

/**
 * A million pairs out of one PostgreSQL: `plumbline bench export`, or `--only 200000` for so many, `--only labelling` for what an
 * export does to people who label meanwhile. Ours is the command line with everything that a version has (four parts, checksums,
 * card); the peer is DuckDB's own COPY … TO of the same four tables from the same server, with the threads it chooses. Where
 * DuckDB's PostgreSQL extension cannot be had, the rows reach it through PostgreSQL's COPY and a pipe.
 */

const resultSchema = z.object({ rows: z.number(), seconds: z.number(), peak_rss_mb: z.number() });
const peerSchema = z.object({ seconds: z.number(), through: z.string(), rows: z.number() });
const firstByteSchema = z.object({ milliseconds: z.number(), rows: z.number() });

const runExport = async (databaseUrl: string, home: string, container: string, out: string) => {
  const args = [path.resolve("scripts/plumbline.mjs"), "export", "--project", "bench", "--format", "trl-preference"];
  const child = spawn(process.execPath, [...args, "--container", container, "--out", out, "--json", "--home", home], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [output] = await Promise.all([text(child.stdout), once(child, "exit")]);
  return resultSchema.parse(JSON.parse(output.trim().split("\n").at(-1) ?? ""));
};

const runScript = async (script: string, input: object, environment: Record<string, string>): Promise<unknown> => {
  const { stdout } = await promisify(execFile)(process.execPath, programArguments(script, [JSON.stringify(input)]), {
    env: { ...process.env, ...environment },
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
};

const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

async function* exportPairs(pairs: number, seed: number): AsyncGenerator<object> {
  const home = await mkdtemp(path.join(tmpdir(), "plumbline-bench-"));
  const database = await openDatabase(home, { ignoreEnvironment: true });
  try {
    await deployMigrations(database.url);
    await plantPairs(database.url, { pairs, seed });
    const environment = { DATABASE_URL: database.url, PLUMBLINE_HOME: home };
    for (const container of ["parquet", "jsonl"]) {
      const peer = peerSchema.parse(
        await runScript("bench/peers/duckdb-copy.ts", { container, out: path.join(home, "peer") }, environment),
      );
      const ours = await runExport(database.url, home, container, path.join(home, "out"));
      if (ours.rows !== pairs || peer.rows !== pairs) throw new Error(`of ${pairs} pairs ours wrote ${ours.rows}, the peer ${peer.rows}`);
      yield {
        bench: "export",
        container,
        pairs,
        peer: { name: `DuckDB COPY … TO, ${peer.through}`, seconds: round(peer.seconds) },
        ours: { seconds: round(ours.seconds), rowsPerSecond: Math.round(pairs / ours.seconds), peakRssMb: ours.peak_rss_mb },
        ratio: round(peer.seconds / ours.seconds),
        limits: { ratio: 0.3, peakRssMb: 500 },
      };
    }
    const first = firstByteSchema.parse(await runScript("bench/first-byte.ts", {}, environment));
    yield { bench: "export", part: "first byte of a stream", pairs, peer: null, ours: first, limits: { milliseconds: 1_000 } };
  } finally {
    await database.release();
    await rm(home, { recursive: true, force: true });
  }
}

const people = 20;
const thinkMs = 1_000;
const measuredMs = 20_000;

/** People who label with a pause of a second, alone and then beside an export of pairs in the same database. */
async function* labelling(seed: number): AsyncGenerator<object> {
  const server = await serveDesk({ people, tasks: 4_000, overlap: 1 });
  try {
    await plantPairs(server.databaseUrl, { pairs: 200_000, seed });
    const annotators = startAnnotators(server, server.cookies, thinkMs);
    const measure = async (): Promise<number> => {
      const before = annotators.submits.length;
      await sleep(measuredMs);
      return quantile(annotators.submits.slice(before), 0.95);
    };
    await sleep(5_000);
    const alone = await measure();
    let exporting = true;
    const exports = (async () => {
      while (exporting) await runExport(server.databaseUrl, server.home, "parquet", path.join(server.home, "out"));
    })();
    await sleep(3_000);
    const beside = await measure();
    exporting = false;
    await Promise.all([exports, annotators.stop()]);
    yield {
      bench: "export",
      part: "labelling beside an export",
      people,
      peer: { name: "the same people with no export", submitP95Ms: alone },
      ours: { submitP95Ms: beside },
      ratio: round(beside / alone),
      limits: { ratio: 1.2 },
    };
  } finally {
    await server.stop();
  }
}

export async function* exportBench({ seed, only }: { seed: number; only?: string }): AsyncGenerator<object> {
  if (only !== "labelling") yield* exportPairs(only === undefined ? 1_000_000 : Number(only), seed);
  if (only === undefined || only === "labelling") yield* labelling(seed);
}
