import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { DeliveryView, WebhookView } from "@/lib/webhooks/schema";
import { deliveriesOf, webhooksOf } from "@/lib/webhooks/store";

export const listWebhooks = async (actor: Actor, input: { projectId: string }): Promise<WebhookView[]> => {
  await guard(actor, "webhooks:see", { projectId: input.projectId });
  return webhooksOf(input.projectId);
};

/** What was sent and what came back, the newest first. */
export const listDeliveries = async (actor: Actor, input: { projectId: string; take: number; skip: number }): Promise<DeliveryView[]> => {
  await guard(actor, "webhooks:see", { projectId: input.projectId });
  return deliveriesOf(input.projectId, { take: Math.min(input.take, 200), skip: Math.max(0, input.skip) });
};
