"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/http/action";
import { slugSchema } from "@/lib/projects/schema";
import { requestSeed } from "@/lib/routing/collect-seed";
import { requestCommit } from "@/lib/routing/request-commit";
import { dropPlan } from "@/lib/routing/drop-plan";
import { requestPlan } from "@/lib/routing/plan-routes";
import { requestRound } from "@/lib/routing/next-round";
import { planInputSchema, seedInputSchema, strategySchema } from "@/lib/routing/schema";

const planSchema = z.object({ slug: slugSchema, projectId: z.string().min(1), planId: z.string().min(1) });

export const draw = action(planInputSchema.and(z.object({ slug: slugSchema })), async (actor, { slug, ...input }) => {
  const { number, jobId } = await requestPlan(actor, input);
  revalidatePath(`/projects/${slug}/routing`);
  return { number, jobId };
});

export const commit = action(planSchema, async (actor, { slug, ...input }) => {
  const opened = await requestCommit(actor, input);
  revalidatePath(`/projects/${slug}`, "layout");
  return opened;
});

export const drop = action(planSchema, async (actor, { slug, ...input }) => {
  const withdrawn = await dropPlan(actor, input);
  revalidatePath(`/projects/${slug}`, "layout");
  return withdrawn;
});

/** Asks for a plan of what is left of a committed one, with what people answered learned from; once drawn, it stops the other. */
export const nextRound = action(planSchema, async (actor, { slug, ...input }) => {
  const { number } = await requestRound(actor, input);
  revalidatePath(`/projects/${slug}`, "layout");
  return { number };
});

/** Items drawn at random for people, to learn from. */
export const collect = action(seedInputSchema.and(z.object({ slug: slugSchema })), async (actor, { slug, ...input }) => {
  const { number } = await requestSeed(actor, input);
  revalidatePath(`/projects/${slug}/routing`);
  return { number };
});

/** One plan for each strategy, all for the same budget, so that they can be compared. */
export const compare = action(planInputSchema.and(z.object({ slug: slugSchema })), async (actor, { slug, ...input }) => {
  const { performance: _table, ...others } = input;
  for (const strategy of strategySchema.options) if (strategy !== input.strategy) await requestPlan(actor, { ...others, strategy });
  const { number } = await requestPlan(actor, input);
  revalidatePath(`/projects/${slug}/routing`);
  return { number };
});
