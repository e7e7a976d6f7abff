import fs from "node:fs";

/**
 * Is the process there and able to run? A zombie answers signal 0 although it is dead: in a container whose first
 * process reaps nothing, a killed server stays a zombie for good, so its state is read where /proc tells it.
 * @param {number} pid
 */
export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, under another user.
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
  return readState(pid) !== "Z";
}

/**
 * A process number is reused sooner or later; together with the moment of its start it is not.
 * Empty where the system has no /proc: the number alone has to do there.
 * @param {number} pid
 */
export function startedAt(pid) {
  return readStat(pid)?.[19] ?? "";
}

/**
 * The process that started it, or that took it over since; undefined where the system has no /proc.
 * @param {number} pid
 */
export function parentOf(pid) {
  const parent = readStat(pid)?.[1];
  return parent === undefined ? undefined : Number(parent);
}

/** @param {number} pid */
function readState(pid) {
  return readStat(pid)?.[0];
}

/**
 * Fields of /proc/PID/stat after the command name, which may itself hold blanks and brackets.
 * @param {number} pid
 */
function readStat(pid) {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    // No /proc on this system, or the process went away between two looks: both mean "nothing to tell".
    return undefined;
  }
}

/** @param {number} milliseconds */
export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * @param {number} pid
 * @param {number} milliseconds
 * @returns {Promise<boolean>} whether it was gone in time
 */
export async function waitUntilGone(pid, milliseconds) {
  const end = Date.now() + milliseconds;
  while (isAlive(pid)) {
    if (Date.now() > end) return false;
    await sleep(20);
  }
  return true;
}
