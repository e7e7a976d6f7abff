import { setTimeout as wait } from "node:timers/promises";
import type { Actor } from "@/lib/auth/actor";
import { getJob } from "@/lib/jobs/get-job";
import type { JobView } from "@/lib/jobs/schema";

const everyMs = 700;

/** A job as it goes on: one entry a change, the last one when it has ended. Stops when the signal does. */
export const followJob = async (
  actor: Actor,
  input: { projectId: string; jobId: string },
  signal: AbortSignal,
): Promise<AsyncGenerator<JobView, undefined>> => changes(actor, input, signal, await getJob(actor, input));

/** Whether one may see it is asked at each look: who loses the right hears no more. */
async function* changes(
  actor: Actor,
  input: { projectId: string; jobId: string },
  signal: AbortSignal,
  first: JobView,
): AsyncGenerator<JobView, undefined> {
  let last = "";
  for (let job = first; ; job = await getJob(actor, input)) {
    const written = JSON.stringify(job);
    if (written !== last) yield job;
    last = written;
    if (job.finishedAt !== null) return;
    await wait(everyMs, undefined, { signal }).catch(() => undefined); // aborted: ended below
    if (signal.aborted) return;
  }
}
