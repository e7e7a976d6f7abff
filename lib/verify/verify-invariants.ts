import { recomputeAggregation } from "@/lib/aggregation/recompute-aggregation";
import type { Actor } from "@/lib/auth/actor";
import { checkAudit } from "@/lib/auth/check-audit";
import { guard } from "@/lib/auth/guard";
import { hashStream } from "@/lib/hash-stream";
import type { RunControl } from "@/lib/jobs/progress";
import { silentRun } from "@/lib/jobs/progress";
import { blobSize, readBlob } from "@/lib/storage";
import { invariantTitles } from "@/lib/verify/schema";
import type { Invariant, InvariantId } from "@/lib/verify/schema";
import {
  doubledAnswers,
  finishedAggregations,
  isFinished,
  keptFiles,
  moneyThatDoesNotAddUp,
  plantedOnTheLoose,
  slotsAtOddsWithAnswers,
  slotsAtOddsWithLeases,
  submitsWithoutOneAnswer,
} from "@/lib/verify/store";
import type { Finding, KeptFile } from "@/lib/verify/store";

const examplesShown = 20;

const blocksThatDoNotHold = async (actor: Actor): Promise<Finding> => {
  const { checked, broken } = await checkAudit(actor);
  return { checked, broken: broken.map(({ block }) => `block ${block}`) };
};

/** Null where the aggregation was taken away meanwhile: what was read of it then is no fault. */
const recomputedUnlessGone = async (
  actor: Actor,
  place: { projectId: string; aggregationId: string },
): Promise<Awaited<ReturnType<typeof recomputeAggregation>> | null> => {
  try {
    const recomputed = await recomputeAggregation(actor, place);
    return recomputed.violations.length === 0 || (await isFinished(place.aggregationId)) ? recomputed : null;
  } catch (error) {
    if (await isFinished(place.aggregationId)) throw error;
    return null;
  }
};

const aggregatesThatDoNotFollow = async (actor: Actor, workspaceId: string, control: RunControl): Promise<Finding> => {
  const found: Finding = { checked: 0, broken: [] };
  let earlier = 0;
  for (const { id, projectId } of await finishedAggregations(workspaceId)) {
    control.signal.throwIfAborted();
    const recomputed = await recomputedUnlessGone(actor, { projectId, aggregationId: id });
    if (!recomputed) continue;
    const { checked, violations, refitted } = recomputed;
    found.checked += checked;
    // One by one: of hundreds of thousands the arguments of a single call would not fit the stack.
    for (const violation of violations) found.broken.push(violation);
    if (!refitted) earlier += 1;
  }
  if (earlier > 0) {
    found.note = `${earlier} of the aggregations were fitted by an earlier version of the label models: their labels were counted, their probabilities not fitted again. Aggregate again to have them checked in full.`;
  }
  return found;
};

const faultOf = async (file: KeptFile): Promise<string | null> => {
  const size = await blobSize(file.storageKey);
  if (size === null) return "is gone";
  if (file.byteSize !== null && BigInt(size) !== file.byteSize) return "has another size";
  if (file.sha256 === null) return null;
  return (await hashStream(readBlob(file.storageKey))) === file.sha256 ? null : "has another checksum";
};

const filesThatChanged = async (workspaceId: string, control: RunControl): Promise<Finding> => {
  let checked = 0;
  const faults: { storageKey: string; said: string }[] = [];
  for (const { id, files } of await keptFiles(workspaceId)) {
    for (const file of files) {
      control.signal.throwIfAborted();
      checked += 1;
      const fault = await faultOf(file);
      if (fault !== null) faults.push({ storageKey: file.storageKey, said: `${id}: ${file.path} ${fault}` });
    }
  }
  if (faults.length === 0) return { checked, broken: [] };
  // What was taken away meanwhile took its file along.
  const kept = new Set((await keptFiles(workspaceId)).flatMap(({ files }) => files.map(({ storageKey }) => storageKey)));
  return { checked, broken: faults.filter(({ storageKey }) => kept.has(storageKey)).map(({ said }) => said) };
};

/** Checks the workspace against everything that must hold whatever crashed. Reads only. */
export const verifyInvariants = async (actor: Actor, control: RunControl = silentRun()): Promise<Invariant[]> => {
  const { workspaceId } = await guard(actor, "workspace:edit");
  const checks: [InvariantId, () => Promise<Finding>][] = [
    ["I1", () => submitsWithoutOneAnswer(workspaceId)],
    ["I2", () => doubledAnswers(workspaceId)],
    ["I3", () => slotsAtOddsWithAnswers(workspaceId)],
    ["I4", () => slotsAtOddsWithLeases(workspaceId)],
    ["I5", () => blocksThatDoNotHold(actor)],
    ["I6", () => aggregatesThatDoNotFollow(actor, workspaceId, control)],
    ["I7", () => filesThatChanged(workspaceId, control)],
    ["I8", () => plantedOnTheLoose(workspaceId)],
    ["I9", () => moneyThatDoesNotAddUp(workspaceId)],
  ];
  const invariants: Invariant[] = [];
  for (const [done, [id, check]] of checks.entries()) {
    control.report({ done, total: checks.length, message: `${id}: ${invariantTitles[id]}` });
    const { checked, broken, note = null } = await check();
    invariants.push({ id, ok: broken.length === 0, checked, violations: broken.length, examples: broken.slice(0, examplesShown), note });
  }
  return invariants;
};
