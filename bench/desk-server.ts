import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { z } from "zod";
import { ensureBuild } from "@/scripts/bootstrap/build.mjs";
import { webArguments } from "@/scripts/bootstrap/web-arguments.mjs";
import { freePort } from "@/scripts/bootstrap/ports.mjs";
import { programArguments } from "@/scripts/bootstrap/programs.mjs";
import { deployMigrations } from "@/scripts/database/migrations.mjs";
import { openDatabase } from "@/scripts/postgres.mjs";

const plantedSchema = z.object({ projectId: z.string(), campaignId: z.string(), cookies: z.array(z.string()) });

export type Planting = { people: number; tasks: number; overlap: number; turns?: number; promptChars?: number; rich?: boolean };
export type DeskServer = z.infer<typeof plantedSchema> & {
  url: string;
  /** processor time that each part has used so far */
  processorMs: () => { web: number; database: number };
  databaseUrl: string;
  home: string;
  query: (statement: string) => Promise<Record<string, unknown>[]>;
  stop: () => Promise<void>;
};

/** Of one process, with its ended children where it has waited for them. In the kernel's ticks, of which Linux has a hundred a second. */
const processorMs = (pid: number | string): { parent: number; ms: number } => {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/\(.*\)/, "-")
    .split(" ")
    .map(Number);
  return { parent: fields[3] ?? 0, ms: fields.slice(13, 17).reduce((sum, ticks) => sum + ticks * 10, 0) };
};

/** Of a process and those that it started. */
const familyMs = (pid: number): number => {
  let total = processorMs(pid).ms;
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      const { parent, ms } = processorMs(name);
      if (parent === pid) total += ms;
    } catch {
      // It ended between the list and the look.
    }
  }
  return total;
};

/** The built product over a fresh database of its own, filled for a benchmark: one web process and PostgreSQL, nothing else. */
export const serveDesk = async (planting: Planting): Promise<DeskServer> => {
  await ensureBuild();
  const home = mkdtempSync(path.join(tmpdir(), "plumbline-bench-"));
  const database = await openDatabase(home, { ignoreEnvironment: true });
  await deployMigrations(database.url);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: "production",
    DATABASE_URL: database.url,
    PLUMBLINE_HOME: home,
    NEXTAUTH_SECRET: randomBytes(32).toString("hex"),
    NEXTAUTH_URL: url,
    PORT: String(port),
    HOSTNAME: "127.0.0.1",
  };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    programArguments("bench/desk-plant.ts", [JSON.stringify({ turns: 1, promptChars: 0, rich: false, ...planting })]),
    { env: environment, maxBuffer: 64 * 1024 * 1024 },
  );
  const log = openSync(path.join(home, "web.log"), "a");
  // DESK_PROFILE=FOLDER leaves a processor profile of the web process there.
  const profile = process.env["DESK_PROFILE"];
  const web = spawn(process.execPath, [...(profile ? ["--cpu-prof", `--cpu-prof-dir=${profile}`] : []), ...webArguments()], {
    env: environment,
    stdio: ["ignore", log, log],
  });
  const ended = new Promise<void>((resolve) => web.once("exit", () => resolve()));
  closeSync(log);
  for (let tries = 0; ; tries += 1) {
    const response = await fetch(`${url}/api/health`).catch(() => null);
    if (response?.ok) break;
    if (tries > 400) throw new Error("the web app does not answer");
    await sleep(50);
  }
  const query = async (statement: string): Promise<Record<string, unknown>[]> => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(statement)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    ...plantedSchema.parse(JSON.parse(stdout)),
    url,
    processorMs: () => ({ web: processorMs(web.pid ?? 0).ms, database: familyMs(database.pid ?? 0) }),
    query,
    databaseUrl: database.url,
    home,
    stop: async () => {
      web.kill("SIGTERM");
      await ended;
      await database.release();
      rmSync(home, { recursive: true, force: true });
    },
  };
};
