import fs from "node:fs";
import path from "node:path";
import { withLock } from "./lock.mjs";
import { isAlive, sleep, startedAt, waitUntilGone } from "./processes.mjs";
import { replaceFile } from "./replace-file.mjs";

/**
 * What `npm start` wrote about itself in a home folder: the next start finds a running one, and clears away what a killed one left.
 * @typedef {object} RunRecord
 * @property {string | null} url null until it is known
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
 * @param {string | null} url
 * @param {(number | undefined)[]} partPids
 */
export function writeRunRecord(home, url, partPids) {
  const parts = partPids.filter((pid) => pid !== undefined).map(identify);
  replaceFile(recordFile(home), JSON.stringify({ url, owner: identify(process.pid), parts }));
}

/** @param {string} home */
export const removeRunRecord = (home) => fs.rmSync(recordFile(home), { force: true });

/**
 * Takes the home for this start, at once: of two starts that come together the second one finds the first one here, and waits until
 * that one says where it serves.
 * @param {string} home
 * @param {() => void} [announceWait] called before it waits for another start
 * @returns {Promise<{ url: string } | { cleared: number }>} the running product, or how many left-over processes were stopped
 */
export async function claimRun(home, announceWait = () => undefined) {
  for (let waits = 0; ; waits += 1) {
    const found = await withLock(path.join(home, "run.lock"), () => findOrClaim(home));
    if (found !== "is starting") return found;
    if (waits === 0) announceWait();
    await sleep(250);
  }
}

/**
 * @param {string} home
 * @returns {Promise<{ url: string } | { cleared: number } | "is starting">}
 */
async function findOrClaim(home) {
  const record = readRecord(home);
  if (record && stillRuns(record.owner)) return record.url === null ? "is starting" : { url: record.url };
  const left = (record?.parts ?? []).filter(stillRuns);
  for (const { pid } of left) process.kill(pid, "SIGTERM");
  for (const { pid } of left) if (!(await waitUntilGone(pid, 8_000))) process.kill(pid, "SIGKILL");
  writeRunRecord(home, null, []);
  return { cleared: left.length };
}

/**
 * @param {string} home
 * @returns {RunRecord | undefined}
 */
function readRecord(home) {
  return fs.existsSync(recordFile(home)) ? JSON.parse(fs.readFileSync(recordFile(home), "utf8")) : undefined;
}
