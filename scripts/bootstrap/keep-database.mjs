import { isAlive } from "./processes.mjs";

const lookEveryMs = 500;
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/** @typedef {import("../postgres.mjs").OpenDatabase} OpenDatabase */

/**
 * Starts the embedded server again whenever it dies, and goes on trying for as long as it takes: what keeps it down (a full disk, say)
 * is mended while we run. The parts are restarted only where it had to move to another port.
 * @param {{ database: OpenDatabase, parts: import("./supervise.mjs").Supervised[] }} running its database is replaced by the new one
 * @param {{ say: (text: string) => void, open: () => Promise<OpenDatabase> }} hooks
 * @returns {() => Promise<void>} ends the watch, after a start that is under way: a server that came up later would be nobody's
 */
export function keepDatabase(running, { say, open }) {
  if (!running.database.embedded) return async () => undefined;
  let pause = firstPauseMs;
  let told = "";
  let notBefore = 0;
  /** @type {Promise<void> | undefined} */
  let starting;

  const bringBack = async () => {
    const before = running.database;
    if (told === "") say("the database server ended; starting it again");
    try {
      running.database = await open();
      await before.release();
      if (running.database.url !== before.url) for (const part of running.parts) part.restart();
      say("the database is back");
      [pause, told] = [firstPauseMs, ""];
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const [reason = ""] = message.split("\n");
      if (reason !== told) say(`the database cannot be started, and is tried again until it can: ${message}`);
      [told, notBefore] = [reason, Date.now() + pause];
      pause = Math.min(pause * 2, longestPauseMs);
    }
  };

  const watch = setInterval(() => {
    const { pid } = running.database;
    if (starting || Date.now() < notBefore || (pid !== undefined && isAlive(pid))) return;
    starting = bringBack().finally(() => (starting = undefined));
  }, lookEveryMs);
  return async () => {
    clearInterval(watch);
    await starting;
  };
}
