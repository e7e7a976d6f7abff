import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";

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
    fs.mkdirSync(home, { recursive: true });
    const draft = `${file}.${process.pid}`;
    fs.writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    fs.renameSync(draft, file);
  }
  return secrets;
}
