import { spawnSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { withClient } from "../database/client.mjs";
import { root } from "./paths.mjs";
import { programArguments } from "./programs.mjs";
import { replaceFile } from "./replace-file.mjs";

/** @typedef {{ role: string, email: string, password: string }} SignIn */

/**
 * Runs a TypeScript script of the checkout whose last line of output is one JSON object.
 * @param {string} file
 * @param {NodeJS.ProcessEnv} environment
 */
function runForJson(file, environment) {
  const run = spawnSync(process.execPath, programArguments(file), {
    cwd: root,
    env: environment,
    encoding: "utf8",
    maxBuffer: 64_000_000,
  });
  if (run.status !== 0) throw new Error(`${file} failed:\n${`${run.stdout}${run.stderr}`.trimEnd().split("\n").slice(-15).join("\n")}`);
  return JSON.parse(run.stdout.trimEnd().split("\n").at(-1) ?? "");
}

/**
 * Makes the owner where the workspace has none. A look at the table spares a second start another process.
 * @param {NodeJS.ProcessEnv & { DATABASE_URL: string }} environment
 * @returns {Promise<SignIn | undefined>} the new owner, whose password is known only now
 */
export async function ensureOwner(environment) {
  const owners = await withClient(environment.DATABASE_URL, (client) => client.query("select 1 from member where role = 'owner' limit 1"));
  if ((owners.rowCount ?? 0) > 0) return undefined;
  const result = runForJson("scripts/ensure-owner.ts", environment);
  return result.created ? { role: "owner", email: result.email, password: result.password } : undefined;
}

/** @param {string} home */
const seededFile = (home) => path.join(home, "seeded.json");

/**
 * The marker belongs to one database: another DATABASE_URL under the same home is seeded on its own.
 * @param {string} url
 */
function nameDatabase(url) {
  const { host, pathname } = new URL(url);
  // The embedded server may change its port from one start to the next.
  return crypto
    .createHash("sha256")
    .update(process.env["DATABASE_URL"] ? `${host}${pathname}` : "embedded")
    .digest("hex");
}

/**
 * @param {string} home
 * @param {string} url
 * @returns {SignIn[] | undefined} the demo sign-ins, or undefined where the demo is not there yet
 */
export function readSeeded(home, url) {
  if (!fs.existsSync(seededFile(home))) return undefined;
  return JSON.parse(fs.readFileSync(seededFile(home), "utf8"))[nameDatabase(url)];
}

/**
 * Whether the demo belongs here: into an installation without projects, or to be finished where it was begun. One that was
 * filled otherwise (a backup, the command line) is left as it is.
 * @param {string} url
 */
export async function wantsDemo(url) {
  const { rows } = await withClient(url, (client) =>
    client.query(
      "select count(*)::int as all, count(*) filter (where slug in ('everyday-questions', 'ways-to-ask'))::int as demo from project",
    ),
  );
  return rows[0].all === 0 || rows[0].demo > 0;
}

/**
 * Plants the demo projects. The seed may be run again over its own half-done work; the marker is written once it is whole.
 * @param {string} home
 * @param {NodeJS.ProcessEnv & { DATABASE_URL: string }} environment
 * @returns {SignIn[]}
 */
export function seed(home, environment) {
  const { signIns } = runForJson("prisma/seed.ts", environment);
  const known = fs.existsSync(seededFile(home)) ? JSON.parse(fs.readFileSync(seededFile(home), "utf8")) : {};
  replaceFile(seededFile(home), JSON.stringify({ ...known, [nameDatabase(environment.DATABASE_URL)]: signIns }), 0o600);
  return signIns;
}

/** @param {string} home */
export const forgetSeeded = (home) => fs.rmSync(seededFile(home), { force: true });
