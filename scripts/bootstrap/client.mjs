import fs from "node:fs";
import path from "node:path";
import { withLock } from "./lock.mjs";
import { checkoutState, root } from "./paths.mjs";
import { runQuietly } from "./run.mjs";
import { hashSources, isStamped, writeStamp } from "./stamp.mjs";

/**
 * Generates the Prisma client where the schema or Prisma itself changed since the last time.
 * @returns {Promise<boolean>} whether it had to
 */
export function ensureClient() {
  return withLock(path.join(checkoutState, "generate.lock"), async () => {
    const state = hashSources(["prisma/schema", "prisma.config.ts", "package-lock.json"]);
    const present = fs.existsSync(path.join(root, "lib/generated/prisma/client.ts"));
    if (present && isStamped("client", state)) return false;
    await runQuietly("generating the database client", process.execPath, ["node_modules/prisma/build/index.js", "generate"]);
    writeStamp("client", state);
    return true;
  });
}
