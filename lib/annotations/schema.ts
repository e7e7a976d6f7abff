import { z } from "zod";
import { epochSchema, leaseIdSchema } from "@/lib/assignments/schema";

export const submitSchema = z.object({
  projectId: z.string(),
  campaignId: z.string(),
  assignmentId: leaseIdSchema,
  epoch: epochSchema,
  /** made once for one intended answer and sent with every try of it */
  idemKey: z.string().min(16).max(100),
  response: z.unknown(),
  comment: z.string().max(20_000).default(""),
  flagged: z.boolean().default(false),
  activeSeconds: z.number().min(0).max(86_400).optional(),
});
export type Submit = z.input<typeof submitSchema>;

export const annotationReceiptSchema = z.object({
  id: z.string(),
  taskId: z.string(),
  assignmentId: leaseIdSchema.nullable(),
  response: z.unknown(),
  comment: z.string().nullable(),
  flagged: z.boolean(),
  createdAt: z.iso.datetime(),
});
/** What an accepted submit answers, the first time and every time after. */
export type AnnotationReceipt = z.infer<typeof annotationReceiptSchema>;

export const draftSchema = z.object({
  response: z.unknown(),
  comment: z.string().max(20_000).default(""),
  flagged: z.boolean().default(false),
});
export type Draft = z.infer<typeof draftSchema>;

export const correctSchema = submitSchema.omit({ assignmentId: true, epoch: true }).extend({ annotationId: z.string() });
export type Correct = z.input<typeof correctSchema>;

/** One's own answer, as the desk lists it. */
export const ownAnswerSchema = z.object({
  id: z.string(),
  unitKey: z.string(),
  title: z.string(),
  response: z.unknown(),
  shownOrder: z.array(z.number().int()),
  comment: z.string().nullable(),
  flagged: z.boolean(),
  createdAt: z.iso.datetime(),
});
export type OwnAnswer = z.infer<typeof ownAnswerSchema>;
