"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/http/action";
import { slugSchema } from "@/lib/projects/schema";
import { commitPlan } from "@/lib/routing/commit-plan";
import { dropPlan } from "@/lib/routing/drop-plan";
import { requestPlan } from "@/lib/routing/plan-routes";
import { planInputSchema } from "@/lib/routing/schema";

const planSchema = z.object({ slug: slugSchema, projectId: z.string().min(1), planId: z.string().min(1) });

export const draw = action(planInputSchema.and(z.object({ slug: slugSchema })), async (actor, { slug, ...input }) => {
  const { number } = await requestPlan(actor, input);
  revalidatePath(`/projects/${slug}/routing`);
  return { number };
});

export const commit = action(planSchema, async (actor, { slug, ...input }) => {
  const opened = await commitPlan(actor, input);
  revalidatePath(`/projects/${slug}`, "layout");
  return opened;
});

export const drop = action(planSchema, async (actor, { slug, ...input }) => {
  const withdrawn = await dropPlan(actor, input);
  revalidatePath(`/projects/${slug}`, "layout");
  return withdrawn;
});
