import fs from "node:fs";
import path from "node:path";
import { withLock } from "./bootstrap/lock.mjs";
import { isAlive, startedAt } from "./bootstrap/processes.mjs";
import { replaceFile } from "./bootstrap/replace-file.mjs";
import { readOrCreateSecrets } from "./bootstrap/secrets.mjs";
import { chooseAccount } from "./database/account.mjs";
import { completeLinks, findPostgresFolder } from "./database/binaries.mjs";
import { answers, createCluster, databaseUrl, findServer, startServer, stopServer } from "./database/server.mjs";

/**
 * @typedef {object} OpenDatabase
 * @property {string} url
 * @property {boolean} embedded false where DATABASE_URL named a server of the caller's own
 * @property {boolean} started whether this call started the server
 * @property {number} [pid] of the embedded server
 * @property {() => Promise<void>} release ends this process's use; the last user stops the server
 */

/**
 * Opens the database of a home folder: makes it on first use, starts it when it is down, and joins it when another command
 * already runs it. Where DATABASE_URL is set, that server is used and none is started.
 * @param {string} home
 * @param {{ ignoreEnvironment?: boolean, durable?: boolean }} [options] tests ask for a server of their own whatever the environment
 *   says, and not to wait for the disk at each commit
 * @returns {Promise<OpenDatabase>}
 */
export async function openDatabase(home, { ignoreEnvironment = false, durable = true } = {}) {
  const given = process.env["DATABASE_URL"];
  if (given && !ignoreEnvironment) return { url: given, embedded: false, started: false, release: async () => undefined };
  const lock = path.join(home, "postgres.lock");
  const binaries = findPostgresFolder();
  return withLock(lock, async () => {
    fs.mkdirSync(home, { recursive: true });
    completeLinks(binaries);
    const { databasePassword } = readOrCreateSecrets(home);
    const account = chooseAccount(home, binaries);
    createCluster(account, databasePassword);
    const running = findServer(account);
    const joined = running && (await answers(running.pid, running.port, databasePassword));
    const portFile = path.join(home, "postgres.port");
    const lastPort = fs.existsSync(portFile) ? Number(fs.readFileSync(portFile, "utf8")) : undefined;
    const port = joined ? running.port : await startServer(account, databasePassword, lastPort, durable);
    replaceFile(portFile, String(port));
    const user = enter(home);
    const release = () =>
      withLock(lock, async () => {
        fs.rmSync(user, { force: true });
        if (countUsers(home) === 0) await stopServer(account);
      });
    return { url: databaseUrl(port, databasePassword), embedded: true, started: !joined, pid: findServer(account)?.pid, release };
  });
}

/**
 * Deletes the embedded database of a home, for good.
 * @param {string} home
 */
export function removeDatabase(home) {
  return withLock(path.join(home, "postgres.lock"), async () => {
    const folder = path.join(home, "postgres");
    if (!fs.existsSync(folder)) return;
    if (countUsers(home) > 0) throw new Error("the database is in use by another command: stop that one first");
    const account = chooseAccount(home, findPostgresFolder());
    await stopServer(account);
    fs.rmSync(path.join(account.folder, "data"), { recursive: true, force: true });
    fs.rmSync(folder, { recursive: true, force: true });
  });
}

let entries = 0;

/**
 * Notes this process among the users of the server. One process may enter more than once.
 * @param {string} home
 */
function enter(home) {
  const folder = usersFolder(home);
  fs.mkdirSync(folder, { recursive: true });
  entries += 1;
  const file = path.join(folder, `${process.pid}-${entries}`);
  fs.writeFileSync(file, startedAt(process.pid));
  return file;
}

/**
 * Users that were killed never said good-bye: they are struck off here.
 * @param {string} home
 */
function countUsers(home) {
  const folder = usersFolder(home);
  if (!fs.existsSync(folder)) return 0;
  return fs.readdirSync(folder).filter((name) => {
    const file = path.join(folder, name);
    const pid = Number.parseInt(name, 10);
    if (isAlive(pid) && startedAt(pid) === fs.readFileSync(file, "utf8")) return true;
    fs.rmSync(file, { force: true });
    return false;
  }).length;
}

/** @param {string} home */
const usersFolder = (home) => path.join(home, "postgres-users");
