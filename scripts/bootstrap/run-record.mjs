import fs from "node:fs";
import path from "node:path";
import { isAlive, startedAt, waitUntilGone } from "./processes.mjs";

/**
 * What `npm start` wrote about itself in a home folder: the next start finds a running one, and clears away what a killed one left.
 * @typedef {object} RunRecord
 * @property {string} url
 * @property {{ pid: number, started: string }} owner
 * @property {{ pid: number, started: string }[]} parts
 */

/** @param {string} home */
const recordFile = (home) => path.join(home, "run.json");

/** @param {number} pid */
const identify = (pid) => ({ pid, started: startedAt(pid) });

/** @param {{ pid: number, started: string }} known */
const stillRuns = ({ pid, started }) => isAlive(pid) && startedAt(pid) === started;

/**
 * @param {string} home
 * @param {string} url
 * @param {(number | undefined)[]} partPids
 */
export function writeRunRecord(home, url, partPids) {
  const parts = partPids.filter((pid) => pid !== undefined).map(identify);
  const draft = `${recordFile(home)}.${process.pid}`;
  fs.writeFileSync(draft, JSON.stringify({ url, owner: identify(process.pid), parts }));
  fs.renameSync(draft, recordFile(home));
}

/** @param {string} home */
export const removeRunRecord = (home) => fs.rmSync(recordFile(home), { force: true });

/**
 * @param {string} home
 * @returns {Promise<{ url: string } | { cleared: number }>} the running product, or how many left-over processes were stopped
 */
export async function findOrClearRun(home) {
  if (!fs.existsSync(recordFile(home))) return { cleared: 0 };
  /** @type {RunRecord} */
  const { url, owner, parts } = JSON.parse(fs.readFileSync(recordFile(home), "utf8"));
  if (stillRuns(owner)) return { url };
  const left = parts.filter(stillRuns);
  for (const { pid } of left) process.kill(pid, "SIGTERM");
  for (const { pid } of left) if (!(await waitUntilGone(pid, 8_000))) process.kill(pid, "SIGKILL");
  removeRunRecord(home);
  return { cleared: left.length };
}
