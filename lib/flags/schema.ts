import { z } from "zod";

/** What annotators want looked at. Safe in the browser. */

export const flagReasons = ["answer", "comment", "unsafe", "broken", "expert"] as const;
export type FlagReason = (typeof flagReasons)[number];

/** For lists: what each reason says. */
export const flagWords: Record<FlagReason, string> = {
  answer: "flagged with an answer",
  comment: "comment on the item",
  unsafe: "unsafe content",
  broken: "broken item",
  expert: "needs an expert",
};

export const raiseFlagSchema = z.object({
  projectId: z.string().min(1),
  campaignId: z.string().min(1),
  /** of an item that is on screen, or was answered by this person */
  taskId: z.string().min(1),
  reason: z.enum(["comment", "unsafe", "broken"]),
  comment: z.string().trim().max(4_000).default(""),
  /** candidate ordinal of the response meant, null for the item */
  response: z.number().int().min(0).max(2_147_483_647).nullable().default(null),
});

export const flagFilterSchema = z.object({
  campaignId: z.string().optional().catch(undefined),
  reason: z.enum(flagReasons).optional().catch(undefined),
  state: z.enum(["open", "resolved", "all"]).catch("open"),
  annotatorId: z.string().optional().catch(undefined),
});
export type FlagFilter = z.infer<typeof flagFilterSchema>;

export const resolveFlagSchema = z.object({
  projectId: z.string().min(1),
  flagId: z.string().min(1),
  resolution: z.string().trim().max(2_000).default(""),
  /** for items that were handed over: send them back to everybody instead of leaving them to experts */
  backToAll: z.boolean().default(false),
});

export const warnItemSchema = z.object({
  projectId: z.string().min(1),
  itemId: z.string().min(1),
  /** said before the item is shown; empty takes the warning away */
  warning: z.string().trim().max(500),
});

export type FlagRow = {
  id: string;
  reason: FlagReason;
  comment: string;
  response: number | null;
  createdAt: string;
  resolvedAt: string | null;
  resolution: string;
  campaignId: string;
  campaign: string;
  taskId: string;
  unitKey: string;
  itemId: string;
  ordinal: number;
  title: string;
  contentWarning: string | null;
  annotatorId: string;
  annotator: string;
};
