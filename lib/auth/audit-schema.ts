import { z } from "zod";

/** What recomputing the hash chain of the audit log found. Entries and blocks go by their numbers. */
export const auditChainSchema = z.object({
  /** entries that lie in a block */
  checked: z.number().int(),
  /** every entry up to this one is as it was written; null where there is none */
  wholeUpTo: z.string().nullable(),
  /** entries that no block holds yet: written in the last seconds, and not protected until then */
  waiting: z.number().int(),
  /** the newest block: whoever keeps its hash elsewhere can tell later whether blocks were cut off at the end */
  last: z.object({ block: z.string(), hash: z.string(), sealedAt: z.iso.datetime() }).nullable(),
  broken: z.array(
    z.object({
      block: z.string(),
      sealedAt: z.iso.datetime(),
      /** the entries that it holds now; null where it holds none any more */
      from: z.string().nullable(),
      to: z.string().nullable(),
      /** the block before it was changed or taken out, rather than its own entries */
      unlinked: z.boolean(),
    }),
  ),
});
export type AuditChain = z.infer<typeof auditChainSchema>;
