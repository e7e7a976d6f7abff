import type { Actor } from "@/lib/auth/actor";
import { recomputeChain, wholeUpTo } from "@/lib/auth/audit-seal-store";
import type { AuditChain } from "@/lib/auth/audit-schema";
import { guard } from "@/lib/auth/guard";

/**
 * Recomputes the hash chain of the workspace's audit log: up to which entry it is whole, and the blocks that no longer hold. Reads
 * every entry.
 */
export const checkAudit = async (actor: Actor): Promise<AuditChain> => {
  const { workspaceId } = await guard(actor, "audit:see");
  const { checked, last, broken } = await recomputeChain(workspaceId);
  const { entry, waiting } = await wholeUpTo(workspaceId, broken[0]?.block ?? null);
  return {
    checked,
    wholeUpTo: entry,
    waiting,
    last: last && { ...last, sealedAt: new Date(last.sealedAt).toISOString() },
    broken: broken.map(({ sealedAt, ...block }) => ({ ...block, sealedAt: sealedAt.toISOString() })),
  };
};
