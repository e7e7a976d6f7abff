"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { dropBudget, setBudget } from "@/lib/budgets/set-budget";
import { setBudgetSchema } from "@/lib/budgets/schema";
import { action } from "@/lib/http/action";
import { slugSchema } from "@/lib/projects/schema";
import { refuseUnseen } from "@/lib/refuse-unseen";

/** The cap of the same scope that the page showed, null where it showed none. */
const seenSchema = z.object({ slug: slugSchema, seenMicros: z.number().nullable() });

export const set = action(setBudgetSchema.and(seenSchema), async (actor, { slug, seenMicros, ...input }) => {
  const budget = await setBudget(actor, input, (stored) => refuseUnseen({ capMicros: "this budget" }, { capMicros: seenMicros }, stored));
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
