"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/http/action";
import { slugSchema } from "@/lib/projects/schema";
import { editWebhook, removeWebhook, resendDelivery, setWebhookEnabled } from "@/lib/webhooks/change-webhook";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { createWebhookSchema, deliveryIdSchema, editWebhookSchema, setWebhookSchema, webhookIdSchema } from "@/lib/webhooks/schema";

const slugged = z.object({ slug: slugSchema });
const shownAnew = (slug: string): void => revalidatePath(`/projects/${slug}/settings/webhooks`, "layout");

export const create = action(createWebhookSchema.and(slugged), async (actor, { slug, ...input }) => {
  const made = await createWebhook(actor, input);
  shownAnew(slug);
  return made;
});

export const edit = action(editWebhookSchema.and(slugged), async (actor, { slug, ...input }) => {
  await editWebhook(actor, input);
  shownAnew(slug);
});

export const setEnabled = action(setWebhookSchema.and(slugged), async (actor, { slug, ...input }) => {
  await setWebhookEnabled(actor, input);
  shownAnew(slug);
});

export const remove = action(webhookIdSchema.and(slugged), async (actor, { slug, ...input }) => {
  await removeWebhook(actor, input);
  shownAnew(slug);
});

export const sendAgain = action(deliveryIdSchema.and(slugged), async (actor, { slug, ...input }) => {
  await resendDelivery(actor, input);
  shownAnew(slug);
});
