import path from "node:path";
import { joinFileStore } from "../database/file-store.mjs";
import { deployMigrations } from "../database/migrations.mjs";
import { openDatabase } from "../postgres.mjs";
import { ensureBuild } from "./build.mjs";
import { ensureClient } from "./client.mjs";
import { offlineEnvironment } from "./environment.mjs";
import { ensureOwner, readSeeded, seed, wantsDemo } from "./first-start.mjs";
import { prepareHome } from "./home-folder.mjs";
import { keepDatabase } from "./keep-database.mjs";
import { choosePort } from "./ports.mjs";
import { ensurePrograms, programArguments } from "./programs.mjs";
import { root } from "./paths.mjs";
import { sleep } from "./processes.mjs";
import { findServerRefusals } from "./refusals.mjs";
import { reset } from "./reset.mjs";
import { claimRun, removeRunRecord, writeRunRecord } from "./run-record.mjs";
import { say } from "./say.mjs";
import { readOrCreateSecrets } from "./secrets.mjs";
import { supervise } from "./supervise.mjs";
import { webArguments } from "./web-arguments.mjs";

/** @typedef {import("./supervise.mjs").Supervised} Supervised */
/** @typedef {{ home: string, port?: number, dev?: boolean, reset?: boolean, yes?: boolean, "no-seed"?: boolean }} StartOptions */

/**
 * Brings the whole product up and keeps it up until it is told to stop.
 * @param {StartOptions} options
 */
export async function startProduct(options) {
  const { home } = options;
  prepareHome(home);
  const earlier = await claimRun(home, () => say("another npm start is under way in this home; waiting for it"));
  if ("url" in earlier) {
    if (options.reset) throw new Error(`nothing was deleted: Plumbline runs at ${earlier.url}. Stop it first`);
    say(`already running: ${earlier.url}`);
    return;
  }
  if (earlier.cleared > 0) say(`stopped ${earlier.cleared} left-over process(es) of a start that was killed`);
  try {
    await startClaimed(options);
  } finally {
    removeRunRecord(home);
  }
  process.exit(0);
}

/** @param {StartOptions} options of a home that this process has claimed */
async function startClaimed(options) {
  const { home } = options;
  if (options.reset && !(await reset(home, options.yes ?? false))) {
    say("nothing was deleted");
    return;
  }

  if (await ensureClient()) say("database client generated");
  if (await ensurePrograms()) say("programs translated");
  // From here on a stop has something to stop: a database server that was just started would stay behind.
  const stopSignal = waitForStopSignal();
  const database = await openDatabase(home);
  say(describe(database));
  const running = { database, parts: /** @type {Supervised[]} */ ([]) };
  try {
    await keepRunning(options, running, stopSignal);
  } finally {
    await Promise.all(running.parts.map((part) => part.stop()));
    await running.database.release();
  }
  say("stopped");
}

/**
 * @param {StartOptions} options
 * @param {{ database: import("../postgres.mjs").OpenDatabase, parts: Supervised[] }} running what has to be stopped at the end
 * @param {Promise<void>} stopSignal
 */
async function keepRunning(options, running, stopSignal) {
  const { home } = options;
  const { parts } = running;
  const stopped = Symbol("stopped");
  const faults = running.database.embedded ? [] : await findServerRefusals(running.database.url);
  if (faults.length > 0) throw new Error(faults.join("\n"));
  const applied = await deployMigrations(running.database.url);
  if (applied.length > 0) say(`database migrated (${applied.length === 1 ? applied[0] : `${applied.length} migrations`})`);
  await joinFileStore(running.database.url, home);
  if (!options.dev) {
    const built = await Promise.race([ensureBuild(() => say("building the web app")), stopSignal.then(() => stopped)]);
    if (built === stopped) return;
    if (built) say("web app built");
  }

  const port = await choosePort(options.port, say);
  const url = `http://127.0.0.1:${port}`;
  const environment = () => ({
    ...offlineEnvironment(),
    NODE_ENV: /** @type {"development" | "production"} */ (options.dev ? "development" : "production"),
    DATABASE_URL: running.database.url,
    PLUMBLINE_HOME: home,
    NEXTAUTH_SECRET: process.env["NEXTAUTH_SECRET"] ?? readOrCreateSecrets(home).authSecret,
    NEXTAUTH_URL: process.env["NEXTAUTH_URL"] ?? url,
    PORT: String(port),
    HOSTNAME: "127.0.0.1",
  });

  const owner = await ensureOwner(environment());
  try {
    if (owner) say("owner account made");
    if (!options["no-seed"] && !readSeeded(home, running.database.url) && (await wantsDemo(running.database.url))) {
      say("planting the demo projects");
      seed(home, environment());
    }
    const record = () => {
      try {
        const pids = parts.map((part) => part.pid());
        writeRunRecord(home, url, pids);
      } catch (error) {
        // On a full disk the product is to run on; the next start of a part writes it.
        say(`what runs here cannot be noted in ${home}: ${error instanceof Error ? error.message : String(error)}`);
      }
    };
    const hooks = { say, onStart: () => setImmediate(record) };
    const logFile = (/** @type {string} */ name) => path.join(home, "logs", `${name}.log`);
    const args = options.dev ? [path.join(root, "node_modules/next/dist/bin/next"), "dev", "--port", String(port)] : webArguments();
    const web = { name: "web", args, environment, cwd: root, logFile: logFile("web") };
    const worker = { name: "worker", args: programArguments("workers/main.ts"), environment, cwd: root, logFile: logFile("worker") };
    parts.push(supervise(web, hooks));
    const served = await Promise.race([untilServed(`${url}/api/health`, web.logFile), stopSignal]);
    parts.push(supervise(worker, hooks));
    if (served) say(`ready: ${url}`);
  } finally {
    // Whatever failed after the account was made, its password must not be lost.
    announceSignIns(owner, options["no-seed"] ? [] : (readSeeded(home, running.database.url) ?? []));
  }
  const stopKeeping = keepDatabase(running, { say, open: () => openDatabase(home) });
  await stopSignal;
  say("stopping");
  await stopKeeping();
}

/** @param {import("../postgres.mjs").OpenDatabase} database */
function describe({ embedded, started, url }) {
  const place = `${new URL(url).host}`;
  if (!embedded) return `database: DATABASE_URL (${place}); no server of our own is started`;
  return started ? `PostgreSQL started on ${place}` : `PostgreSQL was already running on ${place}`;
}

/** A second Ctrl-C does not wait for anybody. @returns {Promise<void>} */
function waitForStopSignal() {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
      process.on(signal, () => {
        if (asked && signal === "SIGINT") process.exit(130);
        asked = true;
        resolve();
      });
    }
  });
}

/**
 * @param {string} url
 * @param {string} logFile
 */
async function untilServed(url, logFile) {
  const end = Date.now() + 120_000;
  while (Date.now() < end) {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    if (response?.ok) return true;
    await sleep(50);
  }
  throw new Error(`the web app does not answer at ${url}; its log is ${logFile}`);
}

/**
 * @param {import("./first-start.mjs").SignIn | undefined} owner
 * @param {import("./first-start.mjs").SignIn[]} demo
 */
function announceSignIns(owner, demo) {
  const line = (/** @type {import("./first-start.mjs").SignIn} */ who) =>
    `    ${who.role.padEnd(10)} ${who.email.padEnd(30)} ${who.password}\n`;
  if (owner) process.stdout.write(`\n  The owner's password is shown this once; only its hash is kept.\n${line(owner)}`);
  if (demo.length > 0) process.stdout.write(`\n  Demo sign-ins:\n${demo.map(line).join("")}`);
  process.stdout.write("\n  Ctrl-C stops everything.\n\n");
}
