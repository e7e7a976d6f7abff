import { z } from "zod";
import { page, pageOf, pageQuery } from "@/lib/api/cursor";
import { named } from "@/lib/api/names";
import { command, drop, none, read, write } from "@/lib/api/operation";
import type { Operation } from "@/lib/api/operation";
import { inProject } from "@/lib/api/params";
import { editWebhook, removeWebhook, resendDelivery, setWebhookEnabled } from "@/lib/webhooks/change-webhook";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { getDelivery, listDeliveries, listWebhooks } from "@/lib/webhooks/list-webhooks";
import {
  createWebhookSchema,
  createdWebhookSchema,
  deliveryDetailSchema,
  deliveryViewSchema,
  webhookViewSchema,
} from "@/lib/webhooks/schema";

const tag = "Webhooks";
const ofWebhook = inProject.extend({ webhookId: z.string().min(1) });
const ofDelivery = inProject.extend({ deliveryId: z.string().min(1) });

named("Webhook", webhookViewSchema);
named("WebhookDelivery", deliveryViewSchema);
named("WebhookDeliveryDetail", deliveryDetailSchema);

export const webhookOperations: Operation[] = [
  read({
    id: "listWebhooks",
    method: "GET",
    path: "/projects/{projectId}/webhooks",
    tag,
    summary: "List webhooks",
    scope: "webhooks:see",
    params: inProject,
    query: none,
    answer: z.object({ data: z.array(webhookViewSchema) }),
    run: async (actor, { params }) => ({ data: await listWebhooks(actor, params) }),
  }),
  write({
    id: "createWebhook",
    method: "POST",
    path: "/projects/{projectId}/webhooks",
    tag,
    summary: "Tell an address what happens in a project from now on",
    about: "Deliveries are signed as Standard Webhooks 1.0 has it; the secret is answered this once.",
    scope: "webhooks:edit",
    besides: ["secrets:keep"],
    params: inProject,
    body: createWebhookSchema.omit({ projectId: true }),
    answer: createdWebhookSchema,
    run: (actor, { params, body }) => createWebhook(actor, { ...params, ...body }),
  }),
  command({
    id: "editWebhook",
    method: "PUT",
    path: "/projects/{projectId}/webhooks/{webhookId}",
    tag,
    summary: "Change a webhook's address and what it is told of",
    about: "It is told of events that are added from now on. The secret stays; what waits already goes to the new address.",
    scope: "webhooks:edit",
    params: ofWebhook,
    body: createWebhookSchema.omit({ projectId: true }),
    run: (actor, { params, body }) => editWebhook(actor, { ...params, ...body }),
  }),
  command({
    id: "setWebhookEnabled",
    method: "PUT",
    path: "/projects/{projectId}/webhooks/{webhookId}/enabled",
    tag,
    summary: "Pause a webhook, or let it go on",
    about: "What happens while it is paused is not told later. A delivery whose time comes meanwhile is given up; it can be sent again.",
    scope: "webhooks:edit",
    params: ofWebhook,
    body: z.object({ enabled: z.boolean() }),
    run: (actor, { params, body }) => setWebhookEnabled(actor, { ...params, ...body }),
  }),
  drop({
    id: "removeWebhook",
    method: "DELETE",
    path: "/projects/{projectId}/webhooks/{webhookId}",
    tag,
    summary: "Remove a webhook with its secret and its log",
    scope: "webhooks:edit",
    besides: ["secrets:keep"],
    params: ofWebhook,
    run: (actor, { params }) => removeWebhook(actor, params),
  }),
  read({
    id: "listDeliveries",
    method: "GET",
    path: "/projects/{projectId}/webhook-deliveries",
    tag,
    summary: "List deliveries, the newest first: what was sent and what came back",
    scope: "webhooks:see",
    params: inProject,
    query: pageQuery({ webhookId: z.string().min(1).max(100).optional() }),
    answer: pageOf(deliveryViewSchema),
    run: (actor, { params, query: { webhookId, ...query } }) =>
      page(`deliveries ${params.projectId} ${webhookId ?? ""}`, query, ({ at, take }) =>
        listDeliveries(actor, { ...params, webhookId, take, skip: at }),
      ),
  }),
  read({
    id: "getDelivery",
    method: "GET",
    path: "/projects/{projectId}/webhook-deliveries/{deliveryId}",
    tag,
    summary: "Read a delivery with what was sent and how the answer began",
    scope: "webhooks:see",
    params: ofDelivery,
    query: none,
    answer: deliveryDetailSchema,
    run: (actor, { params }) => getDelivery(actor, params),
  }),
  drop({
    id: "resendDelivery",
    method: "POST",
    path: "/projects/{projectId}/webhook-deliveries/{deliveryId}/send-again",
    tag,
    summary: "Send a delivery once more",
    scope: "webhooks:edit",
    params: ofDelivery,
    run: (actor, { params }) => resendDelivery(actor, params),
  }),
];
