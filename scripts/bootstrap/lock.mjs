import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { checkoutState } from "./paths.mjs";
import { isAlive, sleep, startedAt } from "./processes.mjs";

/**
 * Does a work of the checkout that many processes may ask for at once, where it is not done yet. It is looked at before the lock,
 * too: whoever may not write into a checkout can use what somebody else has made there.
 * @param {string} name
 * @param {() => boolean} isDone must not hold before all of the work is
 * @param {() => Promise<unknown>} work
 * @returns {Promise<boolean>} whether it had to be done
 */
export async function doOnce(name, isDone, work) {
  if (isDone()) return false;
  return withLock(path.join(checkoutState, `${name}.lock`), async () => {
    if (isDone()) return false;
    await work();
    return true;
  });
}

/**
 * Runs `work` while no other process on this machine runs under the same lock file.
 * A holder that was killed leaves its file behind; whoever finds it takes over, and exactly one process may: the right to
 * remove a dead holder's file is itself a file made with O_EXCL and named after that holder's token.
 * @template T
 * @param {string} file
 * @param {() => T | Promise<T>} work
 * @param {number} [waitMilliseconds] a first install may hold it for minutes
 * @returns {Promise<T>}
 */
export async function withLock(file, work, waitMilliseconds = 900_000) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const holder = { pid: process.pid, started: startedAt(process.pid), token: crypto.randomUUID() };
  const end = Date.now() + waitMilliseconds;
  while (!create(file, JSON.stringify(holder))) {
    removeIfDead(file);
    if (Date.now() > end) throw new Error(`another process holds ${file}; remove it if none is running`);
    await sleep(25);
  }
  try {
    return await work();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

/** @param {string} file */
function removeIfDead(file) {
  const holder = readHolder(file);
  if (!holder || (isAlive(holder.pid) && startedAt(holder.pid) === holder.started)) return;
  const claim = `${file}.${holder.token}`;
  if (!create(claim, "")) return;
  // The token is compared again: the file may have changed hands between reading it and winning the claim.
  if (readHolder(file)?.token === holder.token) fs.rmSync(file, { force: true });
  fs.rmSync(claim, { force: true });
}

/**
 * Written under another name and linked into place, so that nobody ever reads half a file.
 * @param {string} file
 * @param {string} text
 */
function create(file, text) {
  const draft = `${file}.${process.pid}.${crypto.randomUUID()}`;
  try {
    fs.writeFileSync(draft, text, { mode: 0o600 });
    fs.linkSync(draft, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    return false;
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

/**
 * @param {string} file
 * @returns {{ pid: number, started: string, token: string } | undefined}
 */
function readHolder(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT") return undefined;
    throw error;
  }
}
