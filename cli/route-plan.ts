import path from "node:path";
import type { CommandResult, OutputValue } from "@/cli/command";
import { writeJsonLines } from "@/cli/json-lines";
import { unitNamer } from "@/cli/name-unit";
import type { Actor } from "@/lib/auth/actor";
import { explainYardstick, warningsOf } from "@/lib/routing/explain-outlook";
import { getPlan } from "@/lib/routing/get-plan";
import type { PendingPlan, PlanView } from "@/lib/routing/schema";

/** What a plan of several arms says besides. */
const armKeys = ({ outlook: { arms, mix, adaptive } }: PlanView) => ({
  arms: arms.map(({ arm, items, labels, costMicros, right, from, full, late }) => ({
    arm,
    items,
    labels,
    cost_micros: costMicros,
    right,
    right_from: from,
    full,
    late,
  })),
  right_before: mix?.before ?? 0,
  right_after: mix?.after ?? 0,
  labels_expected: adaptive?.labelsExpected ?? 0,
  extra_micros: adaptive?.extraMicros ?? 0,
});

/**
 * How right people alone would be. Where their own labels are the yardstick that is 1 whatever they say: no estimate, and no interval
 * around it would mean anything.
 */
const allHumanOf = ({ outlook }: PlanView): OutputValue =>
  outlook.yardstick === "people" ? { value: null, reason: `By definition 1. ${explainYardstick(outlook)}` } : outlook.allHuman;

/** A plan as the command line prints it. */
export const planKeys = (plan: PlanView): CommandResult => ({
  strategy: plan.strategy,
  items: plan.items,
  human_items: plan.humanItems,
  cost_micros: plan.costMicros,
  predicted: plan.outlook.predicted,
  baseline_all_human: allHumanOf(plan),
  baseline_all_lm: plan.outlook.allLm,
  lm: plan.outlook.lm,
  signal: plan.outlook.signal,
  warning: warningsOf({ ...plan.outlook, strategy: plan.strategy })
    .map(({ says }) => says)
    .join(" "),
  yardstick: plan.outlook.yardstick,
  ceiling: plan.outlook.ceiling?.reason ?? "",
  plan: plan.number,
  state: plan.state,
  tasks_opened: plan.tasksOpened,
  rehearsal: plan.outlook.rehearsal,
  ...(plan.outlook.mix ? armKeys(plan) : {}),
});

/** Plans with decisions and plans without, the newest first. */
export const planList = (plans: readonly PlanView[], pending: readonly PendingPlan[]): CommandResult => ({
  plans: plans.map(({ number, strategy, state, items, humanItems, costMicros, tasksOpened, outlook, createdAt, committedAt }) => ({
    plan: number,
    strategy,
    state,
    items,
    human_items: humanItems,
    cost_micros: costMicros,
    predicted: outlook.predicted,
    tasks_opened: tasksOpened,
    rehearsal: outlook.rehearsal,
    created_at: createdAt,
    committed_at: committedAt,
  })),
  pending: pending.map(({ number, strategy, state, error, createdAt }) => ({
    plan: number,
    strategy,
    state,
    error,
    created_at: createdAt,
  })),
});

/** Writes one row an item: whom it goes to, what that gains, and why. */
export const writeRows = async (actor: Actor, input: { projectId: string; number: number }, out: string): Promise<void> => {
  const { decisions } = await getPlan(actor, { ...input, take: null });
  const unitOf = await unitNamer(actor, input.projectId);
  await writeJsonLines(
    path.resolve(out),
    decisions.map(({ item, unitKey, arm, gain, why }) => ({ item, ...unitOf(item, unitKey), arm, gain, why })),
  );
};
