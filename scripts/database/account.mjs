import { spawnSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { binary } from "./binaries.mjs";

/**
 * PostgreSQL refuses to run as root. An account says under whom it runs, with which binaries, and in which folder.
 * @typedef {object} Account
 * @property {string[]} prefix words put before the command
 * @property {number} [uid]
 * @property {number} [gid]
 * @property {string} binaries
 * @property {string} folder holds data/ and server.log
 */

/**
 * A plain user runs the server itself. Root tries, in this order: a user namespace in which root is nobody (the files
 * stay root's and stay in the home folder, a 0700 folder above it included), the owner of the home folder, the accounts
 * `postgres` and `nobody`, and last a place outside for both binaries and data, for a home which no other account can reach.
 * @param {string} home
 * @param {string} binaries
 * @returns {Account}
 */
export function chooseAccount(home, binaries) {
  const folder = path.join(home, "postgres");
  if (process.getuid?.() !== 0) {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    return { prefix: [], binaries, folder };
  }
  const outside = readOutside(folder);
  if (outside) return outside;
  fs.mkdirSync(folder, { recursive: true });
  const data = path.join(folder, "data");
  const owner = fs.statSync(fs.existsSync(data) ? data : home);
  /** @type {Account[]} */
  const accounts = [];
  if (owner.uid !== 0) accounts.push({ prefix: [], uid: owner.uid, gid: owner.gid, binaries, folder });
  else accounts.push({ prefix: ["unshare", "--user", "--map-user=65534", "--map-group=65534"], binaries, folder });
  accounts.push(...serviceAccounts().map((ids) => ({ prefix: [], ...ids, binaries, folder })));
  const chosen = accounts.find(works);
  if (chosen) return chosen;
  return moveOutside(folder, binaries);
}

/**
 * A throw-away file shows whether the account can load the binaries and write into the folder.
 * @param {Account} account
 */
function works(account) {
  const { uid, gid, prefix, folder } = account;
  const before = fs.statSync(folder);
  if (uid !== undefined && gid !== undefined) giveTo(folder, uid, gid);
  const script = 'test -x "$1" && touch "$2/.probe" && rm "$2/.probe" && exec "$1" --version';
  const [command = "sh", ...args] = [...prefix, "sh", "-c", script, "sh", binary(account.binaries, "initdb"), folder];
  const probe = spawnSync(command, args, { cwd: "/", stdio: "ignore", ...(uid === undefined ? {} : { uid, gid }) });
  if (probe.status === 0) return true;
  if (uid !== undefined) giveTo(folder, before.uid, before.gid);
  return false;
}

/**
 * @param {string} folder
 * @param {number} uid
 * @param {number} gid
 */
function giveTo(folder, uid, gid) {
  if (fs.statSync(folder).uid === uid) return;
  for (const entry of fs.readdirSync(folder, { recursive: true, encoding: "utf8" })) fs.lchownSync(path.join(folder, entry), uid, gid);
  fs.chownSync(folder, uid, gid);
}

/** @returns {{ uid: number, gid: number }[]} */
function serviceAccounts() {
  const lines = fs.existsSync("/etc/passwd") ? fs.readFileSync("/etc/passwd", "utf8").split("\n") : [];
  return ["postgres", "nobody"].flatMap((name) => {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(":") ?? [];
    return uid && gid ? [{ uid: Number(uid), gid: Number(gid) }] : [];
  });
}

const outsideRoot = "/var/lib/plumbline";

/**
 * The place is noted in the home folder under a random name, so that a new home at an old path never meets old data.
 * @param {string} folder
 * @param {string} binaries
 */
function moveOutside(folder, binaries) {
  const [account] = serviceAccounts();
  if (!account) throw new Error("PostgreSQL does not run as root and no account `postgres` or `nobody` exists: set DATABASE_URL");
  const place = path.join(outsideRoot, crypto.randomUUID());
  fs.mkdirSync(place, { recursive: true, mode: 0o755 });
  fs.cpSync(binaries, path.join(place, "binaries"), { recursive: true, verbatimSymlinks: true });
  fs.mkdirSync(path.join(place, "postgres"));
  for (const entry of fs.readdirSync(folder)) fs.cpSync(path.join(folder, entry), path.join(place, "postgres", entry), { recursive: true });
  giveTo(path.join(place, "postgres"), account.uid, account.gid);
  const outside = { prefix: [], ...account, binaries: path.join(place, "binaries"), folder: path.join(place, "postgres") };
  fs.writeFileSync(path.join(folder, "outside.json"), JSON.stringify(outside), { mode: 0o600 });
  return outside;
}

/**
 * @param {string} folder
 * @returns {Account | undefined}
 */
function readOutside(folder) {
  const note = path.join(folder, "outside.json");
  return fs.existsSync(note) ? JSON.parse(fs.readFileSync(note, "utf8")) : undefined;
}
