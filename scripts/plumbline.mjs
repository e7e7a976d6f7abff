#!/usr/bin/env node
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { endWithNpm } from "./bootstrap/end-with-npm.mjs";
import { prepareHome } from "./bootstrap/home-folder.mjs";
import { ensureInstalled, requireNode } from "./bootstrap/install.mjs";
import { resolveHome, root } from "./bootstrap/paths.mjs";

// The launcher of the command line: it makes sure of packages, client, database and migrations, then hands over to
// cli/main.ts. Standard output belongs to that command alone.

const args = process.argv.slice(2);
const asksForHelp = args.length === 0 || args.includes("--help") || args.includes("-h") || args[0] === "help";

// npm goes to the root of the checkout first; paths are meant from where the command was typed. Benches read the checkout's own.
const typedIn = process.env["npm_lifecycle_event"] === "plumbline" && args[0] !== "bench" ? process.env["INIT_CWD"] : undefined;
if (typedIn && fs.existsSync(typedIn)) process.chdir(typedIn);

/** The command that is asked for; undefined where there is none of that name, which `cli/main.ts` refuses. */
const command = args.slice(0, 1).find((word) => /^[a-z-]+$/.test(word) && fs.existsSync(path.join(root, "cli/commands", `${word}.ts`)));
/** They read a file and print: no fresh home should wait for a database that they never open. */
const withoutDatabase = ["ppm", "rewardbench"];
const opensDatabase = !asksForHelp && command !== undefined && !withoutDatabase.includes(command);

/** @param {string} text */
const say = (text) => process.stderr.write(`${text}\n`);

// A reader that has seen enough closes the pipe; the database has to be released all the same.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

/** The value of `--home DIR` or `--home=DIR`, empty where it lacks one; all other options are the command's own business. */
function readHome() {
  const at = args.findIndex((word) => word === "--home" || word.startsWith("--home="));
  if (at < 0) return undefined;
  const value = args[at]?.includes("=") ? args[at].slice("--home=".length) : args[at + 1];
  return value === undefined || (value.startsWith("--") && args[at] === "--home") ? "" : value;
}
const wantedHome = readHome();

const whoElse = ". Where nobody sent that, the system had no memory left for it";
/** @type {import("node:child_process").ChildProcess | undefined} */
let child;
let stops = 0;

/** A second Ctrl-C does not wait for anybody. */
function takeSignals() {
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.on(signal, () => {
      stops += 1;
      child?.kill(stops > 1 && signal === "SIGINT" ? "SIGKILL" : signal);
    });
}

/** @returns {Promise<{ home: string, environment: Record<string, string>, release: () => Promise<void> }>} */
async function prepare() {
  // A `--home` without a folder is refused by the command: no other folder is to be made a home for it meanwhile.
  const home = resolveHome(wantedHome || undefined);
  await ensureInstalled(() => say("installing packages (npm ci)"));
  const [{ ensureClient }, { ensurePrograms }] = await Promise.all([import("./bootstrap/client.mjs"), import("./bootstrap/programs.mjs")]);
  await ensureClient();
  await ensurePrograms();
  // From here on a stop has something to stop: a database server that was just started would stay behind.
  takeSignals();
  if (!opensDatabase || wantedHome === "") return { home, environment: {}, release: async () => undefined };
  // With a server of one's own a home that is there may be read alone: many commands write nothing there.
  if (!process.env["DATABASE_URL"] || !fs.existsSync(home)) prepareHome(home);
  const [{ openDatabase }, { deployMigrations }, { joinFileStore }] = await Promise.all([
    import("./postgres.mjs"),
    import("./database/migrations.mjs"),
    import("./database/file-store.mjs"),
  ]);
  const database = await openDatabase(home);
  try {
    if (stops === 0) await deployMigrations(database.url);
    if (stops === 0) await joinFileStore(database.url, home);
  } catch (error) {
    await database.release();
    throw error;
  }
  return { home, environment: { DATABASE_URL: database.url }, release: database.release };
}

/**
 * @param {string} home
 * @param {Record<string, string>} environment
 * @returns {Promise<number>}
 */
async function runCommand(home, environment) {
  const { programArguments } = await import("./bootstrap/programs.mjs");
  if (stops > 0) throw new Error("Stopped. Nothing was left half done.");
  const running = spawn(process.execPath, programArguments("cli/main.ts", args), {
    stdio: "inherit",
    env: { ...process.env, ...environment, PLUMBLINE_HOME: home },
  });
  child = running;
  return new Promise((resolve, reject) => {
    running.once("error", reject);
    // It says itself why it failed, unless it had no time to.
    running.once("exit", (code, signal) => {
      if (code !== null) resolve(code);
      else reject(new Error(`it was ended by ${signal} before it was done${stops === 0 ? whoElse : ""}`));
    });
  });
}

let status = 1;
endWithNpm();
try {
  requireNode();
  const { home, environment, release } = await prepare();
  try {
    status = await runCommand(home, environment);
  } finally {
    await release();
  }
} catch (error) {
  const message = (error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, " ");
  say(`plumbline${command === undefined ? "" : ` ${command}`}: ${message}`);
  // As cli/main.ts closes what failed there.
  const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 102.4) / 10;
  const closing = { command: command ?? "", error: message, seconds: Math.round(performance.now()) / 1000, peak_rss_mb: peakMegabytes };
  if (args.includes("--json")) process.stdout.write(`${JSON.stringify(closing)}\n`);
}
process.exit(status);
