import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { armKey } from "@/lib/routing/arms-schema";
import type { Arm } from "@/lib/routing/arms-schema";
import { priceAnItem } from "@/lib/routing/price-a-label";
import { requestOf } from "@/lib/routing/request-store";
import type { PlanInput, PlanView } from "@/lib/routing/schema";
import { answersByArm, findPlan, humanItemsAnswered } from "@/lib/routing/plan-store";

export type Round = { planId: string; input: PlanInput };

/**
 * What the next round of a committed plan asks for; the plan itself is not touched.
 * @throws AppError conflict where it is not being carried out (any more), refused where nothing is left of it
 */
export const planRound = async (actor: Actor, input: { projectId: string } & ({ number: number } | { id: string })): Promise<Round> => {
  const { projectId } = input;
  await guard(actor, "routing:commit", { projectId });
  const plan = await findPlan(db(), projectId, "id" in input ? { id: input.id } : { number: input.number });
  if (!plan) throw notFound("plan");
  const { number } = plan;
  if (plan.state !== "committed") {
    throw new AppError("conflict", { userMessage: `Plan ${number} is ${plan.state}. Only a committed plan has a next round.` });
  }
  const { paid, counted } = await humanItemsAnswered(projectId, plan.id);
  const left = (plan.outlook.ceiling?.allowedItems ?? plan.humanItems) - paid;
  const open = plan.items - counted;
  if (left <= 0 || open <= 0) {
    throw new AppError("refused", {
      userMessage: `Plan ${number} is done: people have answered the ${paid} items that its budget pays for.`,
    });
  }
  const request = await requestOf(db(), projectId, plan.id);
  if (!request) throw notFound("plan");
  const given = await answersByArm(projectId, plan.id);
  const budget =
    "share" in plan.budget
      ? { share: Math.min(1, left / open) }
      : { micros: plan.budget.micros - spentOn(plan, paid, request.arms, given) };
  // Whoever is dearer than the arm that an item was meant for may have answered it all the same, so that more is spent than was planned.
  if (budget.micros !== undefined && budget.micros <= 0)
    throw new AppError("refused", {
      userMessage: `Plan ${number} is done: the answers to its ${paid} ${paid === 1 ? "item" : "items"} have cost all of its budget.`,
    });
  const next = {
    ...request,
    budget,
    lm: plan.outlook.lm,
    follows: number,
    ...(request.arms ? { arms: armsLeft(request.arms, given) } : {}),
  };
  return { planId: plan.id, input: next };
};

type Given = readonly { arm: string; answers: number }[];

const answersOf = (arm: Arm, given: Given): number => given.find((own) => own.arm === armKey(arm))?.answers ?? 0;

/** What the people who answered are paid: by answer where arms have prices, else by item. */
const spentOn = (plan: PlanView, answered: number, arms: readonly Arm[] | undefined, given: Given): number =>
  arms
    ? arms.reduce((sum, arm) => sum + answersOf(arm, given) * arm.priceMicros, 0)
    : answered * priceAnItem(plan.prices, plan.overlap).humanMicros;

/** Arms with what is left of their capacity. */
const armsLeft = (arms: readonly Arm[], given: Given): Arm[] =>
  arms.map((arm) => (arm.capacity === null ? arm : { ...arm, capacity: Math.max(0, arm.capacity - answersOf(arm, given)) }));
