import path from "node:path";
import { fileURLToPath } from "node:url";

/** Root of the checkout, wherever the command was typed. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Stamps and logs that belong to the checkout itself (node_modules, the build), not to one installation of the product. */
export const checkoutState = path.join(root, ".local");

/**
 * The folder of one installation: its database, files and secrets. A fresh folder is a fresh installation.
 * @param {string | undefined} [option] what the caller gave with `--home`
 * @returns {string}
 */
export function resolveHome(option) {
  return path.resolve(option ?? (process.env["PLUMBLINE_HOME"] || path.join(root, ".local")));
}
