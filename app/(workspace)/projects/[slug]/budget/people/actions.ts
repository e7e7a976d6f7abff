"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adjustPay, markPaid, reverseLine } from "@/lib/budgets/pay-person";
import { adjustPaySchema, markPaidSchema, reverseLineSchema } from "@/lib/budgets/schema";
import { action } from "@/lib/http/action";
import { countEarned } from "@/lib/payments/count-earned";
import { setMinimumSchema, setRateSchema } from "@/lib/payments/schema";
import { setMinimum, setRate } from "@/lib/payments/set-rate";
import { slugSchema } from "@/lib/projects/schema";

const slugged = z.object({ slug: slugSchema });
const renew = (slug: string): void => revalidatePath(`/projects/${slug}/budget`, "layout");

export const setPayRate = action(setRateSchema.and(slugged), async (actor, { slug, ...input }) => {
  const set = await setRate(actor, input);
  await countEarned(actor, { projectId: input.projectId });
  renew(slug);
  return set;
});

export const setPayMinimum = action(setMinimumSchema.and(slugged), async (actor, { slug, ...input }) => {
  await setMinimum(actor, input);
  renew(slug);
});

export const pay = action(markPaidSchema.and(slugged), async (actor, { slug, ...input }) => {
  const line = await markPaid(actor, input);
  renew(slug);
  return line;
});

export const adjust = action(adjustPaySchema.and(slugged), async (actor, { slug, ...input }) => {
  const line = await adjustPay(actor, input);
  renew(slug);
  return line;
});

export const reverse = action(reverseLineSchema.and(slugged), async (actor, { slug, ...input }) => {
  const line = await reverseLine(actor, input);
  renew(slug);
  return line;
});
