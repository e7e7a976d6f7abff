import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { publicMessage } from "@/lib/errors";
import { clusterBootstrap, meanWithin, weightedMean } from "@/lib/ml/bootstrap/cluster-bootstrap";
import { isBelow } from "@/lib/ml/reward/drift";
import { clustersOf } from "@/lib/ml/reward/honesty";
import type { Estimate } from "@/lib/ml/estimate";
import { buildTrainingSet } from "@/lib/reward-models/build-training-set";
import { compareVersions } from "@/lib/reward-models/compare-versions";
import { setPolicySchema } from "@/lib/reward-models/living-schema";
import type { Policy, SetPolicy } from "@/lib/reward-models/living-schema";
import { promoteVersion } from "@/lib/reward-models/promote-version";
import {
  countLiveAnswers,
  duePolicies,
  findPolicy,
  marginsOfVersion,
  noteOnPolicy,
  savePolicy,
  scoresOfVersion,
  versionAtWork,
} from "@/lib/reward-models/registry-store";
import { requestTraining } from "@/lib/reward-models/request-training";
import type { VersionView } from "@/lib/reward-models/schema";
import { findVersion, listVersionRows } from "@/lib/reward-models/store";

export const getPolicy = async (actor: Actor, input: { projectId: string }): Promise<Policy | null> => {
  await guard(actor, "reward-models:see", { projectId: input.projectId });
  return findPolicy(input.projectId);
};

export const setPolicy = async (actor: Actor, input: SetPolicy): Promise<void> => {
  await guard(actor, "reward-models:train", { projectId: input.projectId });
  const { projectId, ...policy } = setPolicySchema.parse(input);
  await db().$transaction(async (tx) => {
    await savePolicy(tx, projectId, policy);
    await appendAudit(tx, actor, { action: "reward-models:train", projectId, subjectId: projectId, detail: { policy: policy.enabled } });
  });
};

/** Looks at every project that trains by itself and queues what is due. For the worker alone. */
export const sweepPolicies = async (): Promise<void> => {
  for (const { projectId, workspaceId } of await duePolicies()) {
    const actor: Actor = { kind: "system", workspaceId, name: "retraining" };
    const policy = await findPolicy(projectId);
    if (!policy) continue;
    const note = await look(actor, policy).catch((error: unknown) => `Not trained: ${publicMessage(error)}`);
    await noteOnPolicy(projectId, note);
  }
};

/** What is found, in words; a training that is due is queued on the way. */
export const look = async (actor: Actor, policy: Policy): Promise<string> => {
  const { projectId } = policy;
  if (await versionAtWork(projectId)) return "A version is being trained.";
  const newest = (await listVersionRows(projectId)).find(({ state }) => state === "done") ?? null;
  const settings = { projectId, labels: policy.settings.labels };
  const answers = await countLiveAnswers(projectId);
  const since = answers - (newest?.data.answers ?? 0);
  if (policy.everyLabels !== null && since >= policy.everyLabels) {
    const { number } = await requestTraining(actor, settings, "labels");
    return `Version ${number} was queued: ${since} answers came since the last one.`;
  }
  const wait = policy.everyLabels === null ? "" : `${since} of ${policy.everyLabels} answers came since the last version. `;
  if (!policy.onDrift || !newest) return `${wait}Nothing is due.`;
  const drift = await measureDrift(actor, newest, policy);
  if (drift.drifted) {
    const { number } = await requestTraining(actor, settings, "drift");
    return `Version ${number} was queued: ${drift.words}`;
  }
  return `${wait}${drift.words}`;
};

const leastNewPairs = 30;

/** Whether the newest version does worse on pairs that were answered after it than it did on those it was measured on. */
const measureDrift = async (actor: Actor, version: VersionView, policy: Policy): Promise<{ drifted: boolean; words: string }> => {
  const { projectId } = policy;
  const { pairs } = await buildTrainingSet(actor, { projectId, labels: policy.settings.labels });
  const known = new Set((await marginsOfVersion(projectId, version.id)).map(({ taskId }) => taskId));
  const scores = await scoresOfVersion(projectId, version.id);
  const fresh = pairs.flatMap(({ taskId, itemId, ordinals, promptId, pFirst }) => {
    const ofItem = scores.get(itemId);
    const [first, second] = ordinals?.map((ordinal) => ofItem?.get(ordinal)) ?? [];
    if (known.has(taskId) || first === undefined || second === undefined) return [];
    return [{ promptId, right: first === second ? 0.5 : first > second === (pFirst === 1) ? 1 : 0 }];
  });
  if (fresh.length < leastNewPairs) return { drifted: false, words: `${fresh.length} of ${leastNewPairs} new pairs to look for drift.` };
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
    words: `On ${fresh.length} pairs that came since, version ${version.number} is right in ${percent(now)} (${percent(before)} when it was measured)${drifted ? "." : ": no drift."}`,
  };
};

/** Promotes what the policy trained where it is significantly better than what is promoted, if the policy says so. For the worker alone. */
export const promoteTrained = async (actor: Actor, input: { projectId: string; versionId: string }): Promise<void> => {
  const policy = await findPolicy(input.projectId);
  const version = await findVersion(input.projectId, input.versionId);
  if (!policy?.enabled || !policy.settings.promote || version?.state !== "done" || version.trigger === "person") return;
  const promoted = (await listVersionRows(input.projectId)).find(({ promotedAt }) => promotedAt !== null);
  if (promoted) {
    const { comparison } = await compareVersions(actor, { projectId: input.projectId, a: promoted.number, b: version.number });
    if (comparison.verdict !== "b-better") return;
  }
  await promoteVersion(actor, { ...input, promoted: true });
};
