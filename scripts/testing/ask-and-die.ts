import { systemActor } from "@/lib/auth/ensure-workspace";
import { runAsk } from "@/lib/judges/run-ask";

// A worker that is killed while it asks a judge: runs one round and says how far it is.

const [projectId = "", askId = "", workspaceId = ""] = (process.env["ASK_FOR"] ?? "").split(" ");
const system = await systemActor("worker");
const actor = { ...system, workspaceId };
await runAsk(actor, { projectId, askId }, { signal: new AbortController().signal, report: ({ done }) => void process.send?.(done) });
