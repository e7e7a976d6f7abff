import { ensureClient } from "./bootstrap/client.mjs";

process.stdout.write((await ensureClient()) ? "database client generated\n" : "database client up to date\n");
