"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { dropBudget, setBudget } from "@/lib/budgets/set-budget";
import { setBudgetSchema } from "@/lib/budgets/schema";
import { action } from "@/lib/http/action";
import { slugSchema } from "@/lib/projects/schema";

export const set = action(setBudgetSchema.and(z.object({ slug: slugSchema })), async (actor, { slug, ...input }) => {
  const budget = await setBudget(actor, input);
  revalidatePath(`/projects/${slug}/budget`);
  return budget;
});

export const drop = action(
  z.object({ slug: slugSchema, projectId: z.string().min(1), budgetId: z.string().min(1) }),
  async (actor, { slug, ...input }) => {
    await dropBudget(actor, input);
    revalidatePath(`/projects/${slug}/budget`);
  },
);
