import { parseArgs } from "node:util";
import { ensureInstalled, requireNode } from "./bootstrap/install.mjs";
import { say } from "./bootstrap/say.mjs";

// Only Node's own modules up to here: on a bare clone there is nothing else yet.

const usage = `usage: npm test -- [--only PART]…
  parts: checks (format, lint, types, arrows, dead code, secrets), unit, self-test, database, client (the last but one -alone too), browser`;

function readParts() {
  try {
    return parseArgs({ options: { only: { type: "string", multiple: true } } }).values.only;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
    process.exit(2);
  }
}

const parts = readParts();
try {
  requireNode();
  if (await ensureInstalled(() => say("installing packages (npm ci)"))) say("packages installed");
  const { runEverything } = await import("./testing/run-everything.mjs");
  process.exitCode = await runEverything(parts);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.stdout.write("0 passed, 1 failed\n");
  process.exitCode = 1;
}
