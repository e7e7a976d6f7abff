import type { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { dropSecret } from "@/lib/secrets/keep-secret";
import { deliveryIdSchema, editWebhookSchema, setWebhookSchema, webhookIdSchema } from "@/lib/webhooks/schema";
import { changeWebhook, deleteWebhook, restartDelivery, setEnabled } from "@/lib/webhooks/store";

/**
 * Gives a webhook another address or other events, under the secret that it has. It hears of what is added from now on; what waits
 * already goes to the new address.
 */
export const editWebhook = async (actor: Actor, input: z.input<typeof editWebhookSchema>): Promise<void> => {
  await guard(actor, "webhooks:edit", { projectId: input.projectId });
  const { projectId, webhookId, url, events } = editWebhookSchema.parse(input);
  await db().$transaction(async (tx) => {
    if (!(await changeWebhook(tx, { projectId, webhookId, url, events: [...new Set(events)] }))) throw notFound("webhook");
    await appendAudit(tx, actor, { action: "webhooks:edit", projectId, subjectId: webhookId, detail: { did: "edit", url, events } });
  });
};

/** Pauses a webhook, or lets it go on. What happens while it is paused is not told later, nor is sent what falls due meanwhile. */
export const setWebhookEnabled = async (actor: Actor, input: z.input<typeof setWebhookSchema>): Promise<void> => {
  await guard(actor, "webhooks:edit", { projectId: input.projectId });
  const { projectId, webhookId, enabled } = setWebhookSchema.parse(input);
  await db().$transaction(async (tx) => {
    if (!(await setEnabled(tx, projectId, webhookId, enabled))) throw notFound("webhook");
    await appendAudit(tx, actor, { action: "webhooks:edit", projectId, subjectId: webhookId, detail: { enabled } });
  });
};

/** Takes a webhook away with its secret and its log of deliveries. */
export const removeWebhook = async (actor: Actor, input: z.input<typeof webhookIdSchema>): Promise<void> => {
  await guard(actor, "webhooks:edit", { projectId: input.projectId });
  const { projectId, webhookId } = webhookIdSchema.parse(input);
  await db().$transaction(async (tx) => {
    const removed = await deleteWebhook(tx, projectId, webhookId);
    if (!removed) throw notFound("webhook");
    await dropSecret(tx, actor, { projectId, secretId: removed.secretId });
    await appendAudit(tx, actor, { action: "webhooks:edit", projectId, subjectId: webhookId, detail: { did: "remove" } });
  });
};

/**
 * Sends a delivery once more, whatever became of it.
 * @throws AppError conflict while its webhook is paused
 */
export const resendDelivery = async (actor: Actor, input: z.input<typeof deliveryIdSchema>): Promise<void> => {
  await guard(actor, "webhooks:edit", { projectId: input.projectId });
  const { projectId, deliveryId } = deliveryIdSchema.parse(input);
  await db().$transaction(async (tx) => {
    const state = await restartDelivery(tx, projectId, deliveryId);
    if (state === null) throw notFound("delivery");
    if (state === "paused")
      throw new AppError("conflict", { userMessage: "The webhook is paused. Let it go on first, then send this again." });
    await appendAudit(tx, actor, { action: "webhooks:edit", projectId, subjectId: deliveryId, detail: { did: "send again" } });
  });
};
