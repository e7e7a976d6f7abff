import { z } from "zod";

export const invariantIds = ["I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9"] as const;
export type InvariantId = (typeof invariantIds)[number];

/** What must hold whatever crashed, in words. */
export const invariantTitles: Record<InvariantId, string> = {
  I1: "every accepted submit has exactly one stored answer",
  I2: "a slot, and a person on a task, has at most one live answer",
  I3: "a slot is done exactly where it has a live answer",
  I4: "a slot has at most one live lease, and is leased exactly where it has one",
  I5: "the audit log is as it was sealed, block after block",
  I6: "stored aggregates follow from the labels that they read",
  I8: "known answers, repeats and practice items stay with whom they are for",
  I9: "no budget is over its cap, each is the sum of its ledger lines, and people earned what their answers come to",
  I7: "files of finished data set versions, of reward models and of media are there, unchanged",
};

export const invariantSchema = z.object({
  id: z.enum(invariantIds),
  ok: z.boolean(),
  checked: z.number().int(),
  violations: z.number().int(),
  /** the first few, by id */
  examples: z.array(z.string()),
  /** what was checked less than fully, and how it comes to be; null otherwise */
  note: z.string().nullable(),
});
export type Invariant = z.infer<typeof invariantSchema>;
