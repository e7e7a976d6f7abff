import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { LEAST_ANSWERS } from "@/lib/ml/routing/measured-gain";
import { notePlanChecked, plansToCheck } from "@/lib/routing/alarm-store";
import type { PlanToCheck } from "@/lib/routing/alarm-store";
import { measurePlan } from "@/lib/routing/measure-plan";

const checkPlan = async (actor: Actor, plan: PlanToCheck): Promise<boolean> => {
  const { projectId, number } = plan;
  await guard(actor, "routing:alarm", { projectId });
  const { routed, predicted, alarm } = await measurePlan(actor, { projectId, number });
  const detail = { number, answers: plan.answers, predicted: predicted ?? 0, seen: routed.value ?? 0 };
  return db().$transaction(async (tx) => {
    const noted = await notePlanChecked(tx, plan, alarm);
    if (noted && alarm) await appendAudit(tx, actor, { action: "routing:alarm", projectId, subjectId: plan.planId, detail });
    return noted && alarm;
  });
};

/**
 * Compares committed plans with what people have answered since, and raises an alarm once where the prediction was wrong: it stands on
 * the overview and with the plan, and is told to whoever asked for the event.
 * @returns how many alarms were raised
 */
export const sweepAlarms = async (): Promise<number> => {
  let raised = 0;
  for (const plan of await plansToCheck(LEAST_ANSWERS)) {
    const actor: Actor = { kind: "system", workspaceId: plan.workspaceId, name: "routing" };
    try {
      if (await checkPlan(actor, plan)) raised += 1;
    } catch (error) {
      // A plan that cannot be measured keeps no other from being looked at.
      log.warn({ planId: plan.planId, error: String(error) }, "a plan could not be compared with its answers");
    }
  }
  return raised;
};
