import { ensureOwner } from "@/lib/auth/bootstrap-owner";
import { closeDb } from "@/lib/db";

// The last line of output is read by scripts/bootstrap/first-start.mjs.
const owner = await ensureOwner();
process.stdout.write(`${JSON.stringify(owner)}\n`);
await closeDb();
