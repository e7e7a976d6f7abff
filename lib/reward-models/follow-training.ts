import { setTimeout as wait } from "node:timers/promises";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { notFound } from "@/lib/errors";
import { findLatestJob } from "@/lib/jobs/find-latest-job";
import { findVersion } from "@/lib/reward-models/store";

/** What a page draws of a training at work. */
export type TrainingNews = {
  state: "queued" | "running" | "done" | "failed" | "cancelled";
  done: number;
  total: number | null;
  message: string;
  /** the final model's loss, one a round, thinned */
  losses: number[];
};

const everyMs = 700;

/** The news of a training, one entry a change, the last one when it has ended. Stops when the signal does. */
export const followTraining = async (
  actor: Actor,
  input: { projectId: string; versionId: string },
  signal: AbortSignal,
): Promise<AsyncGenerator<TrainingNews, undefined>> => {
  await guard(actor, "reward-models:see", { projectId: input.projectId });
  if (!(await findVersion(input.projectId, input.versionId))) throw notFound("reward model");
  return changes(actor, input, signal);
};

async function* changes(
  actor: Actor,
  input: { projectId: string; versionId: string },
  signal: AbortSignal,
): AsyncGenerator<TrainingNews, undefined> {
  let last = "";
  while (!signal.aborted) {
    const [version, job] = await Promise.all([
      findVersion(input.projectId, input.versionId),
      findLatestJob(actor, { projectId: input.projectId, subjectId: input.versionId }),
    ]);
    if (!version) return;
    const news: TrainingNews = {
      state: version.state,
      done: job?.done ?? 0,
      total: job?.total ?? null,
      message: job?.message ?? "",
      losses: version.metrics?.lossHistory ?? version.live.losses,
    };
    const written = JSON.stringify(news);
    if (written !== last) yield news;
    last = written;
    if (version.state !== "queued" && version.state !== "running") return;
    await wait(everyMs, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
  }
}
