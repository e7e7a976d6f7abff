import { z } from "zod";
import type { Uncounted } from "@/lib/quality/why-uncounted";

export const postSchema = z.object({
  projectId: z.string().min(1),
  itemId: z.string().min(1),
  body: z.string().trim().min(1, "Write something first.").max(10_000),
});
export const removePostSchema = z.object({ projectId: z.string().min(1), postId: z.string().min(1) });

/** A word in an item's thread. The text of one that was taken back is gone; its place stays. */
export const postViewSchema = z.object({
  id: z.string(),
  author: z.string(),
  mine: z.boolean(),
  body: z.string().nullable(),
  createdAt: z.iso.datetime(),
});
export type PostView = z.infer<typeof postViewSchema>;

export const decideSchema = z.object({
  projectId: z.string().min(1),
  campaignId: z.string().min(1),
  taskId: z.string().min(1),
  response: z.unknown(),
  reason: z.string().trim().max(4_000).default(""),
});
export const withdrawDecisionSchema = z.object({ projectId: z.string().min(1), campaignId: z.string().min(1), taskId: z.string().min(1) });

/** `uncounted`: why the votes speak all the same; null where the decision stands in their place. */
export type DecisionView = {
  id: string;
  taskId: string;
  by: string;
  response: unknown;
  reason: string;
  uncounted: Uncounted | null;
  createdAt: string;
};
