import { ensureClient } from "./bootstrap/client.mjs";
import { ensurePrograms } from "./bootstrap/programs.mjs";

process.stdout.write((await ensureClient()) ? "database client generated\n" : "database client up to date\n");
process.stdout.write((await ensurePrograms()) ? "programs translated\n" : "programs up to date\n");
