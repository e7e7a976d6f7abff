import { z } from "zod";

/** Named, so that a refusal says which header it is about. */
export const idempotencySchema = z.object({
  "idempotency-key": z.string().regex(/^[\x21-\x7e]{8,200}$/, "An idempotency key has 8 to 200 letters, digits or signs and no spaces."),
});

/** An answer that was given, to be given again. */
export const keptAnswerSchema = z.object({ status: z.number().int(), body: z.string() });
export type KeptAnswer = z.infer<typeof keptAnswerSchema>;
