import fs from "node:fs";
import path from "node:path";
import { offlineEnvironment } from "./environment.mjs";
import { doOnce } from "./lock.mjs";
import { root } from "./paths.mjs";
import { runQuietly } from "./run.mjs";

/** @param {string} file */
const readPackages = (file) =>
  /** @type {Record<string, { version?: string, optional?: boolean, devOptional?: boolean, link?: boolean }>} */ (
    JSON.parse(fs.readFileSync(file, "utf8")).packages
  );

/** Null where npm is writing it. @param {string} file */
function tryReading(file) {
  try {
    return readPackages(file);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/**
 * npm writes what it installed into a list of its own, last of all: an interrupted install has no such list, and one for an
 * older lock file differs from it. Optional packages may lack (those of other platforms do).
 */
export function isInstalled() {
  const list = path.join(root, "node_modules/.package-lock.json");
  const present = fs.existsSync(list) ? tryReading(list) : null;
  if (present === null) return false;
  const wanted = Object.entries(readPackages(path.join(root, "package-lock.json"))).filter(([name]) => name !== "");
  return wanted.every(([name, { version, optional, devOptional }]) => {
    const found = present[name];
    return found ? found.version === version : optional || devOptional;
  });
}

/**
 * @param {() => void} [announce] called before a real install
 * @returns {Promise<boolean>} whether anything was installed
 */
export function ensureInstalled(announce = () => undefined) {
  return doOnce("install", isInstalled, async () => {
    announce();
    const args = ["ci", "--include=dev", "--no-audit", "--no-fund"];
    const script = process.env["npm_execpath"];
    const byScript = script !== undefined && /npm-cli\.[cm]?js$/.test(script);
    await runQuietly(
      "installing the packages",
      byScript ? process.execPath : "npm",
      byScript ? [script, ...args] : args,
      offlineEnvironment(),
    );
  });
}

/** The floor of package.json, said in words before anything fails for a stranger reason. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Error(`Node ${process.versions.node} is too old: 20.19 or newer is needed`);
}
