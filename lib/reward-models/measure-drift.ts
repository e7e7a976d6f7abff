import type { Actor } from "@/lib/auth/actor";
import { clusterBootstrap, meanWithin, weightedMean } from "@/lib/ml/bootstrap/cluster-bootstrap";
import type { Estimate } from "@/lib/ml/estimate";
import { isBelow } from "@/lib/ml/reward/drift";
import { clustersOf } from "@/lib/ml/reward/honesty";
import { buildTrainingSet } from "@/lib/reward-models/build-training-set";
import { promptsAnsweredBefore, scoresOfVersion } from "@/lib/reward-models/registry-store";
import type { VersionView } from "@/lib/reward-models/schema";

const leastNewPairs = 30;

type Drift = { drifted: boolean; words: string };

/** What was found last in each project, and after how many answers: reading all labels of a large project is no work for every minute. */
const lastLooks = new Map<string, Drift & { versionId: string; since: number }>();

/**
 * Whether a version does worse on pairs that were answered after it than it did on those it was measured on. Both are pairs of prompts
 * that the model which judges them has not seen: of a prompt that it learned from it knows more than of any other.
 *
 * @param asked.since answers that came after the version: with few of them, or few since the last look, the labels are not read
 */
export const measureDrift = async (
  actor: Actor,
  version: VersionView,
  asked: { projectId: string; labels: string; since: number },
): Promise<Drift> => {
  const { projectId, since } = asked;
  if (since < leastNewPairs) return { drifted: false, words: `${since} of ${leastNewPairs} new answers to look for drift.` };
  const last = lastLooks.get(projectId);
  if (last?.versionId === version.id && since >= last.since && since < last.since + leastNewPairs) return last;
  const found = await lookForDrift(actor, version, asked);
  lastLooks.set(projectId, { ...found, versionId: version.id, since });
  return found;
};

const lookForDrift = async (
  actor: Actor,
  version: VersionView,
  { projectId, labels }: { projectId: string; labels: string },
): Promise<Drift> => {
  const { loss, options } = version;
  const asked = { projectId, labels, loss, campaignId: options.campaignId ?? undefined, questions: options.questions };
  const { pairs } = await buildTrainingSet(actor, asked);
  const seen = await promptsAnsweredBefore(projectId, version.startedAt ?? version.createdAt);
  const scores = await scoresOfVersion(projectId, version.id);
  const fresh = pairs.flatMap(({ itemId, ordinals, promptId, first: text, second: other, pFirst }) => {
    // Left out of what the version was measured on, where no model can be right.
    if (text === other) return [];
    const ofItem = scores.get(itemId);
    const [first, second] = ordinals?.map((ordinal) => ofItem?.get(ordinal)) ?? [];
    if (seen.has(promptId) || first === undefined || second === undefined) return [];
    return [{ promptId, right: first === second ? 0.5 : first > second === (pFirst === 1) ? 1 : 0 }];
  });
  if (fresh.length < leastNewPairs)
    return { drifted: false, words: `${fresh.length} of ${leastNewPairs} pairs of new prompts to look for drift.` };
  const right = Float64Array.from(fresh, (row) => row.right);
  const now = clusterBootstrap({ rows: right.length, cluster: clustersOf(fresh) }, (weights) => weightedMean(right, weights), "", {
    alike: meanWithin(0, 1),
  });
  const before = version.metrics?.crossValidation.accuracy;
  const drifted = before !== undefined && isBelow(now, before);
  const percent = (estimate: Estimate | undefined): string =>
    estimate?.value == null ? "unknown" : `${(100 * estimate.value).toFixed(1)} %`;
  return {
    drifted,
    words: `On ${fresh.length} pairs of prompts that came since, version ${version.number} is right in ${percent(now)} (${percent(before)} when it was measured)${drifted ? "." : ": no drift."}`,
  };
};
