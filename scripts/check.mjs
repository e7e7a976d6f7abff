import { spawnSync } from "node:child_process";
import { ensureClient } from "./bootstrap/client.mjs";
import { offlineEnvironment } from "./bootstrap/environment.mjs";
import { root } from "./bootstrap/paths.mjs";
import { sourceChecks, unitTests } from "./checks/catalogue.mjs";

// `npm run check [NAME…]`: the quick half of `npm test`, all of it even where one part fails.

const wanted = process.argv.slice(2);
const checks = [...sourceChecks, unitTests].filter(({ name }) => wanted.length === 0 || wanted.includes(name));
if (checks.length === 0) {
  process.stderr.write(
    `no such check: ${wanted.join(" ")}; there are: ${[...sourceChecks, unitTests].map(({ name }) => name).join(", ")}\n`,
  );
  process.exit(2);
}
await ensureClient();
let failed = 0;
for (const { name, commands } of checks) {
  const begin = Date.now();
  const ok = commands.every(
    (args) => spawnSync(process.execPath, args, { cwd: root, env: offlineEnvironment(), stdio: "inherit" }).status === 0,
  );
  process.stdout.write(`${ok ? "passed" : "FAILED"}  ${name} (${((Date.now() - begin) / 1000).toFixed(1)} s)\n`);
  if (!ok) failed += 1;
}
process.stdout.write(`${checks.length - failed} passed, ${failed} failed\n`);
process.exit(failed > 0 ? 1 : 0);
