import fs from "node:fs";
import { parentOf } from "./processes.mjs";

/**
 * npm hands a SIGTERM to the shell between it and us, which dies of it alone, and where npm is killed even the shell stays: we would
 * go on, with the port, the database and the jobs. So what npm started asks whether both are still there, and takes the signal itself
 * once one is not.
 */
export function endWithNpm() {
  if (!process.env["npm_lifecycle_event"]) return;
  const parent = process.ppid;
  // Some shells become the program that they were to start. Then our parent is npm, and who started npm may well go away.
  const npm = isShell(parent) ? parentOf(parent) : undefined;
  const watch = setInterval(() => {
    if (process.ppid === parent && (npm === undefined || parentOf(parent) === npm)) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }, 500);
  watch.unref();
}

/** @param {number} pid */
function isShell(pid) {
  try {
    return /^(?:ba|da|a|z|k)?sh$/.test(fs.readFileSync(`/proc/${pid}/comm`, "utf8").trim());
  } catch {
    return false; // No /proc here.
  }
}
