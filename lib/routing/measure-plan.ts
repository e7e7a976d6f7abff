import { chooseCampaign } from "@/lib/aggregation/read-labels";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { ArmAnswers, MeasuredGain } from "@/lib/ml/routing/measured-gain";
import { measureGain } from "@/lib/ml/routing/measured-gain";
import { getProject } from "@/lib/projects/get-project";
import { ownModelArm } from "@/lib/reward-models/schema";
import { unitStretches } from "@/lib/routing/read-units";
import { askedOf, findPlan } from "@/lib/routing/plan-store";

/** It has learned from these very answers since, so what it says of them today is not what the plan left to it. */
const ownModelChanges: MeasuredGain = (() => {
  const reason =
    "The plan leaves items to the project’s own reward model, which learns from people’s answers: it is no yardstick for them.";
  return {
    routed: { value: null, reason },
    control: { value: null, reason },
    lift: { value: null, reason },
    predicted: null,
    alarm: false,
  };
})();

const empty = (): ArmAnswers => ({ answered: 0, differing: 0, predicted: 0 });

/**
 * What a plan has really gained so far: how often people changed the judge's label among the items that it chose, against items that it
 * drew at random, with intervals; and whether its prediction was wrong.
 */
export const measurePlan = async (actor: Actor, input: { projectId: string; number: number }): Promise<MeasuredGain> => {
  const { projectId, number } = input;
  await guard(actor, "routing:see", { projectId });
  const plan = await findPlan(db(), projectId, { number });
  if (!plan) throw notFound("plan");
  if (plan.outlook.lm === ownModelArm) return ownModelChanges;
  const { project, campaigns } = await getProject(actor, { projectId });
  const arms = { routed: empty(), control: empty() };
  for await (const { items, units } of unitStretches(project, chooseCampaign(campaigns, plan.campaignId))) {
    const asked = await askedOf({ projectId, planId: plan.id }, items);
    for (const unit of units) {
      const why = asked.get(unit.taskId);
      const judged = unit.judges.get(plan.outlook.lm)?.label;
      if (!why || judged === undefined || unit.people.length === 0) continue;
      const arm = why.control ? arms.control : arms.routed;
      arm.answered += 1;
      arm.differing += unit.people.filter((label) => label !== judged).length / unit.people.length;
      // A draw at random, say of a seed, foresees nothing: that is no prediction of no difference.
      arm.predicted = arm.predicted === null || why.pDisagree === null ? null : arm.predicted + why.pDisagree;
    }
  }
  return measureGain(arms.routed, arms.control);
};
