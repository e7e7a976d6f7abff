import { systemActor } from "@/lib/auth/ensure-workspace";
import { closeDb } from "@/lib/db";
import { streamExport } from "@/lib/exports/stream-export";
import { getProject } from "@/lib/projects/get-project";

/** How long a streamed export takes to its first byte, connections opened before. Run by export.ts in a process of its own. */

const actor = await systemActor("bench");
const { project } = await getProject(actor, { slug: "bench" });
const started = performance.now();
let milliseconds = 0;
let rows = 0;
for await (const part of streamExport(actor, { projectId: project.id, format: "trl-preference" })) {
  // What the first bytes are made of is there; what they are written as counts too.
  if (milliseconds === 0 && JSON.stringify(part[0]) !== "") milliseconds = performance.now() - started;
  rows += part.length;
  if (rows > 10_000) break;
}
process.stdout.write(`${JSON.stringify({ milliseconds: Math.round(milliseconds), rows })}\n`);
await closeDb();
process.exit(0);
