import type { Actor } from "@/lib/auth/actor";
import { findLatestJob } from "@/lib/jobs/find-latest-job";
import { countUnscored } from "@/lib/reward-models/candidate-store";
import { requestScoring } from "@/lib/reward-models/request-scoring";
import type { VersionView } from "@/lib/reward-models/schema";

/**
 * Queues the scoring of responses that came after a version was trained, for the newest and the promoted one: the list of items, active
 * queues, routing and drift go by their scores. A scoring that failed or was cancelled is left to people.
 *
 * @returns what is being scored, in words; "" where nothing is
 */
export const scoreNewResponses = async (
  actor: Actor,
  projectId: string,
  newest: VersionView | null,
  promoted: VersionView | null,
): Promise<string> => {
  const versions = [newest, promoted].flatMap((version) => version ?? []);
  for (const { id, number } of versions.filter((version, place) => versions.findIndex(({ id }) => id === version.id) === place)) {
    const unscored = await countUnscored(projectId, id);
    if (unscored === 0) continue;
    const job = await findLatestJob(actor, { projectId, subjectId: id });
    const state = job?.name === "score-candidates" ? job.state : null;
    if (state === "failed" || state === "cancelled")
      return `${unscored} new responses have no score of version ${number}: their scoring ${state === "failed" ? "failed" : "was cancelled"}.`;
    if (state !== "queued" && state !== "running") await requestScoring(actor, { projectId, versionId: id });
    return `${unscored} new responses are being scored by version ${number}.`;
  }
  return "";
};
