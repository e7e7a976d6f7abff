import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { checkoutState, root } from "./paths.mjs";

/**
 * Hash of the names and contents of files and folders, given relative to the checkout, and of where that is: what is built here names
 * its own place, so that a checkout which was moved is built anew. What does not exist counts as absent.
 * @param {string[]} places
 * @param {(relative: string) => boolean} [keep]
 */
export function hashSources(places, keep = () => true) {
  const hash = crypto.createHash("sha256").update(`${root}\0`);
  for (const place of places)
    for (const file of listFiles(place))
      if (keep(file))
        hash
          .update(`${file}\0`)
          .update(fs.readFileSync(path.join(root, file)))
          .update("\0");
  return hash.digest("hex");
}

/**
 * @param {string} place
 * @returns {string[]} relative to the checkout, in a fixed order
 */
function listFiles(place) {
  const absolute = path.join(root, place);
  if (!fs.existsSync(absolute)) return [];
  if (!fs.statSync(absolute).isDirectory()) return [place];
  const entries = fs.readdirSync(absolute, { withFileTypes: true }).filter((entry) => entry.name !== "node_modules");
  return entries
    .map((entry) => path.posix.join(place, entry.name))
    .sort()
    .flatMap(listFiles);
}

/** @param {string} name */
const stampFile = (name) => path.join(checkoutState, "stamps", name);

/**
 * @param {string} name
 * @param {string} value
 */
export const isStamped = (name, value) => fs.existsSync(stampFile(name)) && fs.readFileSync(stampFile(name), "utf8") === value;

/**
 * @param {string} name
 * @param {string} value
 */
export function writeStamp(name, value) {
  fs.mkdirSync(path.dirname(stampFile(name)), { recursive: true });
  fs.writeFileSync(stampFile(name), value);
}

/** @param {string} name */
export const clearStamp = (name) => fs.rmSync(stampFile(name), { force: true });
