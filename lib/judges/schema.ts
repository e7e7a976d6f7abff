import { z } from "zod";
import { storedUnitMicrosSchema, unitMicrosSchema } from "@/lib/budgets/schema";
import { secretValueSchema } from "@/lib/secrets/schema";

/** A judge's settings, as forms and the command line give them. Safe in the browser. */

// What may be entered is bounded at the door, so that no judge is unreadable that was entered before.
const priceSchema = storedUnitMicrosSchema.default(0);

export const openAiSettingsSchema = z.object({
  provider: z.literal("openai"),
  /** both: each question also with the responses the other way round; one: an order drawn for each task */
  orders: z.enum(["both", "one"]).default("both"),
  samples: z.number().int().min(1, "at least one").max(20, "at most 20").default(1),
  /** up to and with the version: https://api.example.com/v1 */
  url: z.url({ protocol: /^https?$/, error: "is no address; it looks like https://api.example.com/v1" }).max(2_000),
  model: z.string().min(1, "is needed").max(200),
  temperature: z.number().min(0).max(2).default(0),
  maxTokens: z.number().int().min(1).max(100_000).default(1_024),
  logProbabilities: z.boolean().default(false),
  /** micro-dollars for a million tokens: a price of $2.50 is 2500000 */
  promptPriceMicros: priceSchema,
  completionPriceMicros: priceSchema,
  concurrency: z.number().int().min(1).max(64).default(4),
  requestsPerMinute: z.number().int().min(1).max(100_000).nullable().default(null),
  timeoutSeconds: z.number().min(0.1).max(900).default(120),
  attempts: z.number().int().min(1).max(20).default(6),
  /** first wait before another attempt; doubled each time, with jitter */
  retrySeconds: z.number().min(0.001).max(600).default(1),
  /** what an attempt costs whose outcome nobody knows: all that was promised for it, or nothing */
  unknownOutcome: z.enum(["assume", "release"]).default("assume"),
  /** the server answers a repeated Idempotency-Key with its first answer and does not bill it again */
  honoursIdempotencyKeys: z.boolean().default(false),
});
export type OpenAiSettings = z.infer<typeof openAiSettingsSchema>;

export const replaySettingsSchema = z.object({
  provider: z.literal("replay"),
  /** name of the language model whose imported labels are given again */
  annotator: z.string().min(1, "is needed").max(200),
  priceMicros: priceSchema,
});
export type ReplaySettings = z.infer<typeof replaySettingsSchema>;

export const rewardModelSettingsSchema = z.object({
  provider: z.literal("reward-model"),
  /** number of a version; the promoted one, else the newest, unless given */
  version: z.number().int().min(1).max(2_147_483_647).nullable().default(null),
});
export type RewardModelSettings = z.infer<typeof rewardModelSettingsSchema>;

export const judgeSettingsSchema = z.discriminatedUnion("provider", [
  openAiSettingsSchema,
  replaySettingsSchema,
  rewardModelSettingsSchema,
]);
export type JudgeSettings = z.infer<typeof judgeSettingsSchema>;
export type JudgeSettingsInput = z.input<typeof judgeSettingsSchema>;

const pricesOf = (settings: JudgeSettings): Record<string, number> => {
  switch (settings.provider) {
    case "openai":
      return { promptPriceMicros: settings.promptPriceMicros, completionPriceMicros: settings.completionPriceMicros };
    case "replay":
      return { priceMicros: settings.priceMicros };
    case "reward-model":
      return {};
  }
};

/** Whether a call has a price: what costs nothing needs no budget. */
export const costs = (settings: JudgeSettings): boolean => Object.values(pricesOf(settings)).some((price) => price > 0);

/** Settings that are entered. */
export const enteredSettingsSchema = judgeSettingsSchema.superRefine((settings, context) => {
  for (const [name, price] of Object.entries(pricesOf(settings)))
    for (const { message } of unitMicrosSchema.safeParse(price).error?.issues ?? [])
      context.addIssue({ code: "custom", path: [name], message });
});

export const providerTitles: Record<JudgeSettings["provider"], string> = {
  openai: "OpenAI-compatible server",
  replay: "Replay of imported labels",
  "reward-model": "This project's reward model",
};

/** Where the kind's own instructions stand in a judge's text. */
export const defaultTemplate = "{{default}}";

export const templateSchema = z
  .string()
  .min(1, "is needed")
  .max(50_000, "is too long")
  .refine(
    (text) => /\{\{(default|guide)\}\}/.test(text),
    "must hold {{default}} or {{guide}}, or the judge is told nothing of the campaign",
  );

export const judgeNameSchema = z
  .string()
  .trim()
  .min(1, "is needed")
  .max(120, "is too long")
  .regex(/^[^\s].*$/, "is needed");

export const addJudgeSchema = z.object({
  projectId: z.string().min(1),
  name: judgeNameSchema,
  settings: enteredSettingsSchema,
  template: templateSchema.default(defaultTemplate),
  key: secretValueSchema.optional(),
});
export type AddJudge = z.input<typeof addJudgeSchema>;

export const editJudgeSchema = z.object({
  projectId: z.string().min(1),
  judgeId: z.string().min(1),
  settings: enteredSettingsSchema,
  template: templateSchema,
  /** a new key; the stored one stays unless given */
  key: secretValueSchema.optional(),
  /** version that was changed: somebody else's newer one is not written over; left out: whatever is newest */
  basedOn: z.number().int().min(1).optional(),
});
export type EditJudge = z.input<typeof editJudgeSchema>;

/** One item to try a judge on. */
export const trialSchema = z.object({
  projectId: z.string().min(1),
  judgeId: z.string().min(1),
  /** the project's first unless given */
  campaignId: z.string().optional(),
  /** the imported id of an item; the campaign's first unless given */
  item: z.string().min(1).optional(),
  /** words to try before they are saved */
  template: templateSchema.optional(),
});
export type TryInput = z.input<typeof trialSchema>;

export const askScopeSchema = z.discriminatedUnion("tasks", [
  /** every task of the campaign that this judge has not answered */
  z.object({ tasks: z.literal("all") }),
  /** those with a known answer */
  z.object({ tasks: z.literal("known") }),
  /** those that people have answered */
  z.object({ tasks: z.literal("people") }),
  /** those that a committed plan gives to this judge */
  z.object({ tasks: z.literal("plan"), plan: z.number().int().min(1).max(2_147_483_647) }),
  /** those that it was asked about and has no label of, by its present version: their questions without an answer are asked once more */
  z.object({ tasks: z.literal("unanswered") }),
]);
export type AskScope = z.infer<typeof askScopeSchema>;

export const askJudgeSchema = z.object({
  projectId: z.string().min(1),
  judgeId: z.string().min(1),
  /** the project's first unless given */
  campaignId: z.string().optional(),
  scope: askScopeSchema.default({ tasks: "all" }),
  /** also those that it answered with an earlier version, or in an import: the new answer takes the old one's place */
  again: z.boolean().default(false),
  /** at most this many tasks, in the order of the items */
  limit: z.number().int().min(1).nullable().default(null),
});
export type AskJudge = z.input<typeof askJudgeSchema>;

export const storedScopeSchema = z.object({ scope: askScopeSchema, again: z.boolean(), limit: z.number().int().nullable() });
export type StoredScope = z.infer<typeof storedScopeSchema>;

export const replyModes = ["json_schema", "json_object", "text"] as const;
export const replyModeSchema = z.enum(replyModes).catch("text");
export type ReplyMode = (typeof replyModes)[number];

export type JudgeView = {
  id: string;
  name: string;
  annotatorId: string;
  version: number;
  versionId: string;
  settings: JudgeSettings;
  template: string;
  replyMode: ReplyMode;
  keyEnding: string | null;
  archived: boolean;
  createdAt: string;
};

export const askStates = ["queued", "running", "done", "failed", "cancelled"] as const;
export type AskState = (typeof askStates)[number];

export type AskView = {
  id: string;
  judge: string;
  campaign: string;
  scope: AskScope;
  state: AskState;
  error: string | null;
  tasks: number;
  labels: number;
  calls: { waiting: number; asking: number; done: number; failed: number };
  /** questions without an answer: given up, or answered with what holds none */
  unanswered: number;
  /** what this round spent */
  costMicros: number;
  createdAt: string;
  finishedAt: string | null;
};

/** What asking the unanswered again comes to, before it is done. */
export type UnansweredView = {
  tasks: number;
  questions: number;
  /** what asking each of them once can cost at the most */
  mostMicros: number;
  /** why they have no answer, the commonest first */
  reasons: { reason: string; questions: number }[];
  /** the newest of them, word for word */
  replies: { item: string; itemId: string; reason: string; reply: string; at: string | null; attempts: number }[];
};

export const unansweredSchema = z.object({
  projectId: z.string().min(1),
  judgeId: z.string().min(1),
  /** the project's first unless given */
  campaignId: z.string().optional(),
});
