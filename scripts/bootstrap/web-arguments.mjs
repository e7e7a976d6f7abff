import { execFileSync } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { serverScript } from "./build.mjs";
import { root } from "./paths.mjs";

/**
 * A request leaves little behind, but all that is under way at once is copied by each collection of the young generation: a larger
 * one is collected less often, and by one thread, since the others would take the processor from the database. Together that is a
 * third of the processor time of an answer at the desk, for up to 190 MB.
 * A request runs much code once: what is called often is optimised after a third of the bytecode that V8 waits for by itself (66 KB), so
 * that the process is at its speed after hundreds of requests and not after thousands.
 */
const wanted = ["--min-semi-space-size=64", "--max-semi-space-size=64", "--no-parallel-scavenge", "--interrupt-budget=20000"];

/**
 * Those of V8's options that this Node has, since they come and go with its versions and Node ends at one that it lacks. As
 * `node --v8-options` prints them, each begins its line.
 * @param {readonly string[]} options
 * @param {string} listed what `node --v8-options` prints
 */
export function optionsOf(options, listed) {
  const names = new Set([...listed.matchAll(/^ {2}--([\w-]+)/gm)].map(([, name]) => name));
  return options.filter((option) => names.has(option.replace(/^--(no-)?/, "").replace(/=.*$/, "")));
}

/** Arguments of `node` for the built web app. */
export function webArguments() {
  const listed = execFileSync(process.execPath, ["--v8-options"], { encoding: "utf8" });
  return [...optionsOf(wanted, listed), `--import=${pathToFileURL(path.join(root, "scripts/web/requests.mjs")).href}`, serverScript];
}
