import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { ensureBuild } from "../bootstrap/build.mjs";
import { ensureChromium } from "../bootstrap/chromium.mjs";
import { ensureClient } from "../bootstrap/client.mjs";
import { offlineEnvironment } from "../bootstrap/environment.mjs";
import { checkoutState, root } from "../bootstrap/paths.mjs";
import { say } from "../bootstrap/say.mjs";
import { sourceChecks } from "../checks/catalogue.mjs";
import { afterSecondTry, readPlaywright, readVitest } from "./read-reports.mjs";

/** @typedef {import("./read-reports.mjs").Tally & { secondTry?: string[] }} Outcome */
/** @typedef {Outcome & { name: string, seconds: number }} Result */

const reports = path.join(checkoutState, "test");
const vitestProjects = ["unit", "unit-alone", "self-test", "database", "database-alone", "client", "client-alone"];

/**
 * Runs every part, whatever fails on the way, and ends with one line of totals.
 * @param {string[] | undefined} only names of parts, or all of them
 * @returns {Promise<number>} exit status
 */
export async function runEverything(only) {
  const wants = (/** @type {string} */ part) => !only || only.includes(part);
  fs.rmSync(reports, { recursive: true, force: true });
  fs.mkdirSync(reports, { recursive: true });
  await ensureClient();
  /** @type {Result[]} */
  const results = [];
  const types = sourceChecks.filter(({ name }) => name === "types");
  const others = sourceChecks.filter(({ name }) => name !== "types");
  const projects = vitestProjects.filter(wants);
  // Two lanes, for two cores: browser tests wait for pages most of their time, and leave room beside them for the others.
  const building = wants("browser") ? runBuild(results) : Promise.resolve();
  const checking = wants("checks") ? runChecks(others, results) : Promise.resolve();
  const reading = async () => {
    await checking;
    if (projects.length > 0) await runVitest(projects, results);
  };
  const read = reading();
  const browsing = async () => {
    // The build writes the types of the routes into the folder that `types` writes into and that `lint` reads.
    await Promise.all([building, checking]);
    if (wants("checks")) await runChecks(types, results);
    if (wants("browser")) await runBrowser(results, read);
  };
  await Promise.all([read, browsing()]);
  return summarise(results);
}

/**
 * @param {import("../checks/catalogue.mjs").Check[]} checks
 * @param {Result[]} results
 */
async function runChecks(checks, results) {
  for (const { name, commands } of checks) {
    await measure(name, results, async () => {
      for (const args of commands) {
        const { status, output } = await run(args);
        if (status === 0) continue;
        process.stdout.write(`${output}\n`);
        return { passed: 0, failed: 1, skipped: 0, failures: [] };
      }
      return { passed: 1, failed: 0, skipped: 0, failures: [] };
    });
  }
}

/** @param {Result[]} results */
const runBuild = (results) =>
  measure("build", results, async () => {
    await ensureBuild();
    // A path that the build cannot make out makes it take along the whole checkout, sources and all, with a warning alone.
    if (["e2e", ".local"].some((folder) => fs.existsSync(path.join(root, ".next/standalone", folder))))
      throw new Error("the build took the whole checkout along: run `npx next build`");
    return { passed: 1, failed: 0, skipped: 0, failures: [] };
  });

/**
 * @param {string[]} projects
 * @param {Result[]} results
 */
const runVitest = (projects, results) =>
  measure(projects.join(", "), results, async () => {
    const report = path.join(reports, "vitest.json");
    const flags = projects.flatMap((project) => ["--project", project]);
    await run(
      ["node_modules/vitest/vitest.mjs", "run", ...flags, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
      true,
    );
    return readVitest(report);
  });

/** More files than this with a failure are no matter of a busy machine. */
const mostFilesAgain = 2;

/**
 * Both cores are full while the other tests run beside, and a page then takes many times what it takes a person. So a file with a
 * failure is run once more when they are done. The summary names what needed that: it is still to be looked into.
 * @param {Result[]} results
 * @param {Promise<void>} othersDone
 */
const runBrowser = (results, othersDone) =>
  measure("browser", results, async () => {
    const chromium = await ensureChromium(say);
    const report = path.join(reports, "browser.json");
    const test = async (/** @type {string[]} */ args) => {
      fs.rmSync(report, { force: true });
      await run(["node_modules/@playwright/test/cli.js", "test", ...args], true, { CHROMIUM_PATH: chromium });
      return readPlaywright(report);
    };
    const whole = await test([]);
    if (whole.files.length === 0 || whole.files.length > mostFilesAgain) return whole;
    await othersDone;
    say(`browser: once more, alone: ${whole.files.join(", ")} …`);
    // In a folder of its own: what the first try left to look at stays.
    return afterSecondTry(whole, await test([...whole.files, "--output", path.join(reports, "again")]));
  });

/**
 * @param {string} name
 * @param {Result[]} results
 * @param {() => Promise<Outcome>} work
 */
async function measure(name, results, work) {
  say(`${name} …`);
  const begin = Date.now();
  /** @type {Outcome} */
  let tally = { passed: 0, failed: 1, skipped: 0, failures: [] };
  try {
    tally = await work();
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
  }
  results.push({ name, seconds: (Date.now() - begin) / 1000, ...tally });
  say(`${name}: ${tally.failed > 0 ? "FAILED" : "passed"}`);
}

/**
 * @param {string[]} args of `node`
 * @param {boolean} [show] pass the output through as it comes
 * @param {Record<string, string>} [extra]
 * @returns {Promise<{ status: number, output: string }>}
 */
function run(args, show = false, extra = {}) {
  return new Promise((resolve) => {
    const environment = { ...offlineEnvironment(), ...extra };
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    // Never a terminal of its own: two reporters that redraw their lines would write over each other.
    for (const [stream, target] of /** @type {const} */ ([
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]))
      stream.on("data", (chunk) => {
        if (show) target.write(chunk);
        else output += chunk;
      });
    child.once("error", (error) => resolve({ status: 1, output: error.message }));
    child.once("close", (code) => resolve({ status: code ?? 1, output }));
  });
}

/** @param {Result[]} results */
function summarise(results) {
  const sum = (/** @type {"passed" | "failed" | "skipped"} */ key) => results.reduce((total, result) => total + result[key], 0);
  process.stdout.write("\n");
  for (const { name, passed, failed, skipped, seconds } of results) {
    const counts = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
    process.stdout.write(`  ${failed > 0 ? "FAILED" : "passed"}  ${name.padEnd(36)} ${counts.padEnd(36)} ${seconds.toFixed(1)} s\n`);
  }
  for (const failure of results.flatMap(({ failures }) => failures)) process.stdout.write(`\n  failed: ${failure}`);
  for (const test of results.flatMap(({ secondTry = [] }) => secondTry))
    process.stdout.write(`\n  failed beside the others, passed alone: ${test}`);
  const skipped = sum("skipped");
  process.stdout.write(`\n${sum("passed")} passed, ${sum("failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`);
  return sum("failed") > 0 || sum("passed") === 0 ? 1 : 0;
}
