import { z } from "zod";
import { epochSchema, leaseIdSchema, maxLeasesHeld, workSchema } from "@/lib/assignments/schema";
import { extraAnswersSchema } from "@/lib/extras/schema";
import { storableJson, storableText } from "@/lib/storable";

const commentSchema = z.string().max(20_000).transform(storableText).default("");

const replySchema = z.string().trim().max(2_000).transform(storableText).optional();

export const submitSchema = z.object({
  projectId: z.string(),
  campaignId: z.string(),
  assignmentId: leaseIdSchema,
  epoch: epochSchema,
  /** made once for one intended answer and sent with every try of it */
  idemKey: z.string().min(16).max(100),
  response: z.unknown().transform(storableJson),
  comment: commentSchema,
  flagged: z.boolean().default(false),
  /** critiques and rewrites, where the campaign asks for them */
  extras: extraAnswersSchema.default([]),
  /** of the question that the desk showed; left out by desks of before there were versions */
  questionVersion: z.number().int().min(1).optional(),
  activeSeconds: z.number().min(0).max(86_400).optional(),
  /** to the reviewer who sent the answer back; needed where it is kept as it is */
  reply: replySchema,
});
export type Submit = z.input<typeof submitSchema>;

export const sendBackSchema = z.object({
  projectId: z.string().min(1),
  annotationId: z.string().min(1),
  /** read by whoever gave the answer */
  note: z.string().trim().min(1, "Say what they should look at again.").max(2_000),
});

export const callBackSchema = sendBackSchema.pick({ projectId: true, annotationId: true });

/** What came of an answer that was sent back. */
export const returnOutcomes = ["changed", "kept", "called back"] as const;
export type ReturnOutcome = (typeof returnOutcomes)[number];

/** What an answer may ask for along the way: the items that the desk wants ready. */
export const submitAndClaimSchema = submitSchema.extend({
  next: z.object({ holding: z.array(leaseIdSchema).max(500), want: z.number().int().min(1).max(maxLeasesHeld) }).optional(),
});

export const annotationReceiptSchema = z.object({
  id: z.string(),
  taskId: z.string(),
  assignmentId: leaseIdSchema.nullable(),
  response: z.unknown(),
  comment: z.string().nullable(),
  flagged: z.boolean(),
  extras: extraAnswersSchema.default([]),
  createdAt: z.iso.datetime(),
});
/** What an accepted submit answers, the first time and every time after. */
export type AnnotationReceipt = z.infer<typeof annotationReceiptSchema>;

export const draftSchema = z.object({
  response: z.unknown().transform(storableJson),
  comment: commentSchema,
  flagged: z.boolean().default(false),
  extras: extraAnswersSchema.default([]),
  /** spent on it so far; left out by an answer that was taken back, whose time is stored with it */
  activeSeconds: z.number().min(0).max(86_400).optional(),
  reply: replySchema,
});
export type Draft = z.infer<typeof draftSchema>;

export const correctSchema = submitSchema.omit({ assignmentId: true, epoch: true }).extend({ annotationId: z.string() });
export type Correct = z.input<typeof correctSchema>;

/** A live answer of anybody, as the API streams it: raw, one line an answer. */
export const annotationLineSchema = z.object({
  id: z.string(),
  campaignId: z.string(),
  taskId: z.string(),
  itemId: z.string(),
  /** id that the file gave the item */
  item: z.string(),
  unitKey: z.string(),
  annotator: z.string(),
  source: z.enum(["human", "lm", "gold", "adjudicator"]),
  response: z.json(),
  comment: z.string().nullable(),
  flagged: z.boolean(),
  questionVersion: z.number().int(),
  activeSeconds: z.number().nullable(),
  createdAt: z.iso.datetime(),
});
export type AnnotationLine = z.infer<typeof annotationLineSchema>;

/** One's own answer, as the desk lists it. */
export const ownAnswerSchema = z.object({
  id: z.string(),
  unitKey: z.string(),
  title: z.string(),
  response: z.unknown(),
  shownOrder: z.array(z.number().int()),
  comment: z.string().nullable(),
  flagged: z.boolean(),
  extras: extraAnswersSchema.default([]),
  /** of the question that it answers */
  questionVersion: z.number().int(),
  createdAt: z.iso.datetime(),
});
export type OwnAnswer = z.infer<typeof ownAnswerSchema>;

/** What one's own answer was about; candidates in the order of the file. */
export const answeredItemSchema = workSchema.pick({ prompt: true, media: true, meta: true, candidates: true });
export type AnsweredItem = z.infer<typeof answeredItemSchema>;
