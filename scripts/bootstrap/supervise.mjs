import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const firstPauseMs = 250;
const longestPauseMs = 10_000;
/** A process that ran this long was healthy: its next failure starts from the short pause again. */
const healthyAfterMs = 30_000;

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {string[]} args of `node`
 * @property {() => NodeJS.ProcessEnv} environment asked anew at each start: the database may have moved
 * @property {string} cwd
 * @property {string} logFile
 */

/**
 * @typedef {object} Supervised
 * @property {() => number | undefined} pid
 * @property {() => Promise<void>} stop
 * @property {() => void} restart
 */

/**
 * Keeps one process of the product running: whenever it ends without being asked to, it is started again after a growing pause.
 * @param {Part} part
 * @param {{ say: (text: string) => void, onStart: () => void }} hooks
 * @returns {Supervised}
 */
export function supervise(part, { say, onStart }) {
  /** @type {import("node:child_process").ChildProcess | undefined} */
  let child;
  let stopping = false;
  let pause = firstPauseMs;

  const startLater = () => {
    setTimeout(() => !stopping && start(), pause);
    pause = Math.min(pause * 2, longestPauseMs);
  };
  const start = () => {
    const startedAt = Date.now();
    /** @param {Error} error */
    const cannotStart = (error) => {
      if (stopping) return;
      say(`${part.name} cannot start: ${error.message}; trying again`);
      startLater();
    };
    /** @type {import("node:child_process").ChildProcess} */
    let next;
    try {
      next = launch(part);
    } catch (error) {
      cannotStart(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    child = next;
    // Of a process that never was no end is told; one that runs tells here that a signal could not be sent.
    next.on("error", (error) => next.pid === undefined && cannotStart(error));
    next.once("exit", (code, signal) => {
      if (stopping) return;
      if (Date.now() - startedAt > healthyAfterMs) pause = firstPauseMs;
      say(`${part.name} ended (${signal ?? `status ${code}`}); starting it again. Its log: ${part.logFile}`);
      startLater();
    });
    onStart();
  };
  start();

  return {
    pid: () => child?.pid,
    restart: () => {
      pause = firstPauseMs;
      child?.kill("SIGTERM");
    },
    stop: async () => {
      stopping = true;
      if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child?.once("exit", resolve));
      child.kill("SIGTERM");
      const patience = new AbortController();
      const inTime = await Promise.race([ended.then(() => true), delay(8_000, false, { signal: patience.signal }).catch(() => true)]);
      patience.abort();
      if (!inTime) child.kill("SIGKILL");
      await ended;
    },
  };
}

/** @param {Part} part */
function launch(part) {
  // Somebody may have cleared the logs away, and the folder with them.
  fs.mkdirSync(path.dirname(part.logFile), { recursive: true });
  const output = fs.openSync(part.logFile, "a", 0o600);
  try {
    // A session of its own: Ctrl-C in the terminal reaches the owner alone, which then stops the parts in order.
    return spawn(process.execPath, part.args, {
      cwd: part.cwd,
      env: part.environment(),
      detached: true,
      stdio: ["ignore", output, output],
    });
  } finally {
    fs.closeSync(output);
  }
}
