import fs from "node:fs";
import path from "node:path";
import { doOnce } from "./lock.mjs";
import { root } from "./paths.mjs";
import { runQuietly } from "./run.mjs";
import { hashSources, isStamped, writeStamp } from "./stamp.mjs";

/**
 * Generates the Prisma client where the schema or Prisma itself changed since the last time.
 * @returns {Promise<boolean>} whether it had to
 */
export function ensureClient() {
  const readState = () => hashSources(["prisma/schema", "prisma.config.ts", "package-lock.json"]);
  const isDone = () => fs.existsSync(path.join(root, "lib/generated/prisma/client.ts")) && isStamped("client", readState());
  return doOnce("generate", isDone, async () => {
    const state = readState();
    await runQuietly("generating the database client", process.execPath, ["node_modules/prisma/build/index.js", "generate"]);
    writeStamp("client", state);
  });
}
