import { parseArgs } from "node:util";
import { endWithNpm } from "./bootstrap/end-with-npm.mjs";
import { ensureInstalled, requireNode } from "./bootstrap/install.mjs";
import { resolveHome } from "./bootstrap/paths.mjs";
import { say } from "./bootstrap/say.mjs";

// Only Node's own modules up to here: on a bare clone there is nothing else yet.

const usage = `usage: npm start -- [options]
  --port N     where the web app listens (3000, or the next free port)
  --home DIR   database, files and secrets of this installation (default: .local)
  --no-seed    no demo projects
  --reset      delete all data first; asks, unless --yes is given too
  --dev        reload pages as their sources change
With DATABASE_URL set, that server is used and no other is started.`;

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: "string" },
        home: { type: "string" },
        "no-seed": { type: "boolean" },
        reset: { type: "boolean" },
        yes: { type: "boolean" },
        dev: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) throw new Error(`--port ${values.port} is no port`);
    return { ...values, port, home: resolveHome(values.home) };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
    process.exit(2);
  }
}

const options = readOptions();
if (options.help) {
  process.stdout.write(`${usage}\n`);
  process.exit(0);
}
// A reader that went away, or a full disk below a log, must not end what runs: nobody would start its parts again.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
endWithNpm();
try {
  requireNode();
  if (await ensureInstalled(() => say("installing packages (npm ci); the first time takes a minute or two"))) say("packages installed");
  const { startProduct } = await import("./bootstrap/start-product.mjs");
  await startProduct(options);
} catch (error) {
  process.stderr.write(`\nnpm start stopped: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
