import { systemActor } from "@/lib/auth/ensure-workspace";
import { closeDb } from "@/lib/db";
import { closeQueue } from "@/lib/jobs/queue";
import { ensureDemoAnnotator } from "./seeds/demo-annotator";
import { plantEverydayQuestions } from "./seeds/everyday-questions/plant";
import { plantWaysToAsk } from "./seeds/ways-to-ask/plant";

/**
 * Plants the demo projects through the same use cases as everybody else, and may be run again over its own half-done work. The last
 * line of output is read by the start command.
 */
const actor = await systemActor("seed");
const annotator = await ensureDemoAnnotator(actor);
// The project that one is to look at first is the newest of the list.
await plantWaysToAsk(actor);
await plantEverydayQuestions(actor);
process.stdout.write(`${JSON.stringify({ signIns: [annotator] })}\n`);
await closeQueue(false);
await closeDb();
