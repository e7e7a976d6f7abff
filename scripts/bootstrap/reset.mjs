import fs from "node:fs";
import path from "node:path";
import readline from "node:readline/promises";
import { withClient } from "../database/client.mjs";
import { removeDatabase } from "../postgres.mjs";
import { forgetSeeded } from "./first-start.mjs";

/**
 * Deletes all data of the installation; secrets stay. Asks first unless told not to.
 * @param {string} home
 * @param {boolean} confirmed
 * @returns {Promise<boolean>} false where the person said no
 */
export async function reset(home, confirmed) {
  const given = process.env["DATABASE_URL"];
  const target = given ? `every table of ${new URL(given).host}${new URL(given).pathname}` : `the database below ${home}`;
  if (!confirmed && !(await ask(`This deletes ${target} and all stored files, for good. Type "reset" to go on: `))) return false;
  if (given) await emptyDatabase(given);
  else await removeDatabase(home);
  fs.rmSync(path.join(home, "blobs"), { recursive: true, force: true });
  forgetSeeded(home);
  return true;
}

/** @param {string} question */
async function ask(question) {
  if (!process.stdin.isTTY) throw new Error("--reset deletes all data and asks first; where nobody can answer, add --yes");
  const terminal = readline.createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(question);
  terminal.close();
  return answer.trim() === "reset";
}

/** @param {string} url */
const emptyDatabase = (url) =>
  withClient(url, (client) => client.query("drop schema if exists pgboss cascade; drop schema public cascade; create schema public"), {
    mayTakeLong: true,
  });
