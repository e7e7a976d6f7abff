import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { AppError, notFound } from "@/lib/errors";
import { compareMargins } from "@/lib/ml/reward/compare-margins";
import type { VersionComparison } from "@/lib/ml/reward/compare-margins";
import { clustersOf } from "@/lib/ml/reward/honesty";
import { marginsOfVersion } from "@/lib/reward-models/registry-store";
import type { JudgedMargin } from "@/lib/reward-models/registry-store";
import type { VersionView } from "@/lib/reward-models/schema";
import { shownVersion } from "@/lib/reward-models/shown-version";
import { findVersionByNumber } from "@/lib/reward-models/store";

export type Compared = {
  a: VersionView;
  b: VersionView;
  comparison: VersionComparison;
  /** pairs that both judged without having seen their prompt, and whose label is the same for both */
  pairs: number;
  /** pairs of either that the other lacks, or that are labelled otherwise by now */
  leftOut: number;
};

const keyOf = ({ taskId, pair }: JudgedMargin): string => `${taskId} ${pair}`;

/** Two versions on the pairs that both judged without having seen the prompt. */
export const compareVersions = async (actor: Actor, input: { projectId: string; a: number; b: number }): Promise<Compared> => {
  await guard(actor, "reward-models:see", { projectId: input.projectId });
  if (input.a === input.b)
    throw new AppError("invalid_input", { userMessage: `Version ${input.a} differs in nothing from itself. Name two versions.` });
  const [a, b] = await Promise.all([findVersionByNumber(input.projectId, input.a), findVersionByNumber(input.projectId, input.b)]);
  if (!a || !b) throw notFound("reward model");
  if (a.state !== "done" || b.state !== "done") throw new AppError("conflict", { userMessage: "Only trained versions can be compared." });
  const [marginsA, marginsB] = await Promise.all([marginsOfVersion(input.projectId, a.id), marginsOfVersion(input.projectId, b.id)]);
  const shared = pairUp(marginsA, marginsB);
  return {
    a: shownVersion(actor, a),
    b: shownVersion(actor, b),
    pairs: shared.length,
    leftOut: marginsA.length + marginsB.length - 2 * shared.length,
    comparison: compareShared(shared),
  };
};

type Shared = { promptId: string; a: number; b: number };

/** Pairs of both with margins turned towards the label. */
const pairUp = (a: readonly JudgedMargin[], b: readonly JudgedMargin[]): Shared[] => {
  const other = new Map(b.map((row) => [keyOf(row), row]));
  return a.flatMap((row) => {
    const match = other.get(keyOf(row));
    if (!match || match.pSecond !== row.pSecond) return [];
    const side = row.pSecond > 0.5 ? 1 : -1;
    return [{ promptId: row.promptHash, a: side * row.marginLogits, b: side * match.marginLogits }];
  });
};

const compareShared = (shared: readonly Shared[]): VersionComparison =>
  compareMargins({
    a: Float64Array.from(shared, (row) => row.a),
    b: Float64Array.from(shared, (row) => row.b),
    cluster: clustersOf(shared),
  });
