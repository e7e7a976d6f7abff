import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { replaceFile } from "./replace-file.mjs";

/**
 * @typedef {object} Secrets
 * @property {string} databasePassword
 * @property {string} authSecret signs sessions; at least 32 bytes
 */

const makers = {
  databasePassword: () => crypto.randomBytes(24).toString("base64url"),
  authSecret: () => crypto.randomBytes(48).toString("base64url"),
};

/**
 * The secrets of one installation, made on first use. The file is readable by its owner alone and lies in the ignored home folder.
 * @param {string} home
 * @returns {Secrets}
 */
export function readOrCreateSecrets(home) {
  const file = path.join(home, "secrets.json");
  const known = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : {};
  const secrets = { ...Object.fromEntries(Object.entries(makers).map(([name, make]) => [name, make()])), ...known };
  if (Object.keys(makers).some((name) => !(name in known))) {
    // Without the password of the database in it nobody opens that again: it is to outlive a loss of power as the database does.
    replaceFile(file, `${JSON.stringify(secrets, null, 2)}\n`, 0o600);
  }
  return secrets;
}
