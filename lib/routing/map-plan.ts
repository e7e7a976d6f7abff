import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { isPeopleArm } from "@/lib/routing/arms-schema";
import { sharesOfTags, spreadDecisions } from "@/lib/routing/map-store";
import type { TagShare } from "@/lib/routing/map-store";
import { findPlan } from "@/lib/routing/plan-store";
import { getTagging } from "@/lib/tags/list-tags";

const mostDots = 600;
const leastTagged = 5;

/** A routed item as a dot: how far the reward model agrees with the judge, and how probably a person would not. */
export type RoutedDot = { item: string; toPeople: boolean; agreementLogits: number | null; pDisagree: number | null };

export type PlanMap = { dots: RoutedDot[]; tags: { tagger: string; shares: TagShare[] } | null };

/** Where the items of a plan lie, a few hundred of them, and what its tags gain. */
export const mapPlan = async (actor: Actor, input: { projectId: string; number: number }): Promise<PlanMap> => {
  const { projectId, number } = input;
  await guard(actor, "routing:see", { projectId });
  const plan = await findPlan(db(), projectId, { number });
  if (!plan) throw notFound("plan");
  const { taggers } = await getTagging(actor, { projectId });
  const tagger = taggers[0]?.tagger;
  const [spread, shares] = await Promise.all([
    spreadDecisions(projectId, plan.id, plan.items, mostDots),
    tagger === undefined ? null : sharesOfTags(projectId, plan.id, tagger, leastTagged),
  ]);
  return {
    dots: spread.map(({ item, arm, why }) => ({
      item,
      toPeople: isPeopleArm(arm),
      agreementLogits: why.agreementLogits,
      pDisagree: why.pDisagree,
    })),
    tags: tagger === undefined || shares === null ? null : { tagger, shares },
  };
};
