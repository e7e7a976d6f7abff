import { z } from "zod";

/** What happens in a project that can be told elsewhere: the end of a job, and what the audit log records, by its action. */
export const eventTitles = {
  "job.finished": "A job ended: done, failed or cancelled",
  "annotations:own": "Somebody answered, corrected or took back an answer",
  "annotations:decide": "An expert decided a task, or withdrew that",
  "imports:create": "An import was made",
  "imports:undo": "An import was undone",
  "items:remove": "An item was removed",
  "campaigns:edit": "A campaign was created, changed, opened or paused",
  "tasks:open": "Tasks were opened or closed",
  "flags:raise": "An item was flagged",
  "flags:resolve": "A flag was resolved",
  "discussion:write": "Somebody wrote about an item",
  "quality:manage": "Rules, known answers or exclusions changed",
  "aggregation:run": "An aggregation was asked for",
  "reward-models:train": "A training was asked for",
  "reward-models:promote": "A reward model was promoted, or that was taken back",
  "routing:plan": "A routing plan was drawn or dropped",
  "routing:commit": "A routing plan was committed",
  "budgets:spend": "Money reached an alert of a budget",
  "pay:edit": "A rate, a payment or an adjustment of pay was entered",
  "routing:alarm": "What people answered lay outside what a routing plan had predicted",
  "exports:create": "A data set version was asked for",
  "projects:edit": "The project was changed",
} as const;
export type EventType = keyof typeof eventTitles;
const isEvent = (name: string): name is EventType => name in eventTitles;
export const eventTypes = Object.keys(eventTitles).filter(isEvent);

export const createWebhookSchema = z.object({
  projectId: z.string().min(1),
  url: z.url({ protocol: /^https?$/, error: "Write an address that begins with https://." }).max(2_000),
  events: z.array(z.enum(eventTypes)).min(1, "Choose at least one event."),
});
export type CreateWebhook = z.input<typeof createWebhookSchema>;

export const webhookIdSchema = z.object({ projectId: z.string().min(1), webhookId: z.string().min(1) });
export const editWebhookSchema = createWebhookSchema.extend(webhookIdSchema.shape);
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

/** Of an answer, the log keeps how it began. */
export const keptAnswerBytes = 2_000;

export const deliveryDetailSchema = deliveryViewSchema.extend({
  /** the body that is sent, the same at every try */
  payload: z.unknown(),
  /** how the last answer began; null where none came */
  answerBody: z.string().nullable(),
});
export type DeliveryDetail = z.infer<typeof deliveryDetailSchema>;

export const createdWebhookSchema = z.object({
  id: z.string(),
  /** Shown this once: with it the receiver checks who sent a delivery. */
  secret: z.string(),
});
export type CreatedWebhook = z.infer<typeof createdWebhookSchema>;

/** After the last try a delivery has failed: about fifteen hours after the first. */
export const mostAttempts = 8;
