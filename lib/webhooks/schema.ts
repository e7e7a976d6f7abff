import { z } from "zod";

/** What happens in a project that can be told elsewhere: the end of a job, and what the audit log records, by its action. */
export const eventTypes = [
  "job.finished",
  "annotations:own",
  "annotations:decide",
  "imports:create",
  "imports:undo",
  "items:remove",
  "campaigns:edit",
  "tasks:open",
  "flags:raise",
  "flags:resolve",
  "discussion:write",
  "quality:manage",
  "aggregation:run",
  "reward-models:train",
  "reward-models:promote",
  "routing:plan",
  "routing:commit",
  "exports:create",
  "projects:edit",
] as const;
export type EventType = (typeof eventTypes)[number];

export const createWebhookSchema = z.object({
  projectId: z.string().min(1),
  url: z.url({ protocol: /^https?$/, error: "Write an address that begins with https://." }).max(2_000),
  events: z.array(z.enum(eventTypes)).min(1, "Choose at least one event."),
});
export type CreateWebhook = z.input<typeof createWebhookSchema>;

export const webhookIdSchema = z.object({ projectId: z.string().min(1), webhookId: z.string().min(1) });
export const setWebhookSchema = webhookIdSchema.extend({ enabled: z.boolean() });
export const deliveryIdSchema = z.object({ projectId: z.string().min(1), deliveryId: z.string().min(1) });

export const webhookViewSchema = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  enabled: z.boolean(),
  createdAt: z.iso.datetime(),
  waiting: z.number().int(),
  failed: z.number().int(),
});
export type WebhookView = z.infer<typeof webhookViewSchema>;

export const deliveryStates = ["waiting", "sent", "failed"] as const;

export const deliveryViewSchema = z.object({
  id: z.string(),
  webhookId: z.string(),
  type: z.string(),
  state: z.enum(deliveryStates),
  attempts: z.number().int(),
  answerStatus: z.number().int().nullable(),
  error: z.string().nullable(),
  createdAt: z.iso.datetime(),
  /** of a waiting one: when it is tried next */
  nextAttemptAt: z.iso.datetime().nullable(),
  sentAt: z.iso.datetime().nullable(),
});
export type DeliveryView = z.infer<typeof deliveryViewSchema>;

export const createdWebhookSchema = z.object({
  id: z.string(),
  /** Shown this once: with it the receiver checks who sent a delivery. */
  secret: z.string(),
});
export type CreatedWebhook = z.infer<typeof createdWebhookSchema>;

/** After the last try a delivery has failed: about fifteen hours after the first. */
export const mostAttempts = 8;
