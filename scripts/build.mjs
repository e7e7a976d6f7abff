import { ensureBuild } from "./bootstrap/build.mjs";
import { ensureClient } from "./bootstrap/client.mjs";
import { ensurePrograms } from "./bootstrap/programs.mjs";

await ensureClient();
await ensurePrograms();
process.stdout.write((await ensureBuild()) ? "web app built\n" : "web app up to date\n");
