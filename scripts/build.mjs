import { ensureBuild } from "./bootstrap/build.mjs";
import { ensureClient } from "./bootstrap/client.mjs";

await ensureClient();
process.stdout.write((await ensureBuild()) ? "web app built\n" : "web app up to date\n");
