import { z } from "zod";
import { extraAnswersSchema } from "@/lib/extras/schema";
import { mediaListSchema } from "@/lib/media/schema";

/** Ids of leases are 64-bit numbers; they travel as decimal text. */
export const leaseIdSchema = z.string().regex(/^\d{1,19}$/, "is not a lease");
export const epochSchema = z.string().regex(/^\d{1,19}$/, "is not an epoch");

export const leaseRefSchema = z.object({ assignmentId: leaseIdSchema, epoch: epochSchema });
export type LeaseRef = z.infer<typeof leaseRefSchema>;
export const refOf = ({ assignmentId, epoch }: LeaseRef): LeaseRef => ({ assignmentId, epoch });

export const skipReasons = ["cannot-judge", "needs-expert", "broken-item", "unsafe", "language", "other"] as const;
export const skipSchema = leaseRefSchema.extend({ reason: z.enum(skipReasons), note: z.string().max(2_000).default("") });

/** A tab holds a few items ready, a person who prepares for work without a network some dozens; more would keep work from others. */
export const maxLeasesHeld = 60;

/** Of a prompt or a response; absent where it has none. */
const shownMediaSchema = mediaListSchema.nullable().default(null);
const shownCandidateSchema = z.object({ ordinal: z.number().int(), text: z.string(), media: shownMediaSchema });

export const promptSchema = z.union([z.string(), z.array(z.object({ role: z.string(), content: z.string() }))]);

/** What the desk shows of an item: no model names, no other answers. Candidates in the order of the file. */
export const itemTextsSchema = z.object({
  /** said before the item is shown, null where it needs none */
  contentWarning: z.string().nullable(),
  prompt: promptSchema,
  media: shownMediaSchema,
  candidates: z.array(shownCandidateSchema),
});
export type ItemTexts = z.infer<typeof itemTextsSchema>;

/** Fields of an item's metadata that its campaign shows beside the prompt, in the campaign's order, as text. */
const shownMetaSchema = z.array(z.object({ field: z.string(), value: z.string() })).default([]);
export type ShownMeta = z.infer<typeof shownMetaSchema>;

/** Of an answer that a reviewer sent back: the note, and the answer as it counts until another takes its place. */
export const returnedSchema = z
  .object({
    note: z.string(),
    answer: z.object({ response: z.unknown(), comment: z.string(), flagged: z.boolean(), extras: extraAnswersSchema }),
  })
  .nullable()
  .default(null);
export type Returned = NonNullable<z.infer<typeof returnedSchema>>;

/** What an annotator gets to see of an item: texts in the order drawn for them, no model names, no other answers. */
export const workSchema = z.object({
  assignmentId: leaseIdSchema,
  epoch: epochSchema,
  leaseUntil: z.iso.datetime(),
  taskId: z.string(),
  unitKey: z.string(),
  /** of the question that is asked now: a desk that shows an older one fetches the newer before it goes on */
  questionVersion: z.number().int(),
  /** of its wording: before anybody was asked, a question changes under the same version. Empty in what was stored without one. */
  questionHash: z.string().default(""),
  contentWarning: itemTextsSchema.shape.contentWarning,
  prompt: promptSchema,
  /** shown with the prompt */
  media: shownMediaSchema,
  meta: shownMetaSchema,
  /** in the order to show; `ordinal` is what answers refer to */
  candidates: z.array(shownCandidateSchema),
  draft: z.unknown().nullable(),
  draftVersion: z.number().int(),
  draftSavedAt: z.iso.datetime().nullable(),
  /** the first of this person's leases of the task whose drafts go on here: what was written under an earlier one was answered since */
  draftsSince: leaseIdSchema.default("0"),
  /** null for an item that this person has not answered */
  returned: returnedSchema,
});
export type Work = z.infer<typeof workSchema>;
