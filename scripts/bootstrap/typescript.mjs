import path from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./paths.mjs";

/**
 * Arguments of `node` for a TypeScript file of the checkout, from any working folder. The condition makes `server-only` the
 * empty module that it is inside a React server.
 * @param {string} file relative to the checkout
 * @param {string[]} [args]
 */
export const typescriptArguments = (file, args = []) => [
  "--conditions=react-server",
  "--import",
  pathToFileURL(path.join(root, "node_modules/tsx/dist/esm/index.mjs")).href,
  path.join(root, file),
  ...args,
];

/** tsx looks for the import paths of tsconfig.json in the working folder unless it is told. */
export const typescriptEnvironment = { TSX_TSCONFIG_PATH: path.join(root, "tsconfig.json") };
