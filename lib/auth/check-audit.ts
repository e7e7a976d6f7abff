import type { Actor } from "@/lib/auth/actor";
import { hasBlock, recomputeChain, wholeUpTo } from "@/lib/auth/audit-seal-store";
import type { AuditChain } from "@/lib/auth/audit-schema";
import { guard } from "@/lib/auth/guard";

/**
 * Recomputes the hash chain of the workspace's audit log: up to which entry it is whole, and the blocks that no longer hold. Reads
 * every entry.
 */
export const checkAudit = async (actor: Actor): Promise<AuditChain> => {
  const { workspaceId } = await guard(actor, "audit:see");
  return recompute(workspaceId, null);
};

/**
 * The same, reading only the entries that were sealed after an earlier check: of those before it, what the check found, and that
 * their blocks still lead to the last one it read. Null where that one is no longer there: then nothing of the check holds.
 */
export const checkAuditSince = async (actor: Actor, earlier: AuditChain): Promise<(AuditChain & { recomputed: number }) | null> => {
  const { workspaceId } = await guard(actor, "audit:see");
  if (earlier.last === null || !(await hasBlock(workspaceId, earlier.last))) return null;
  const chain = await recompute(workspaceId, earlier);
  return { ...chain, recomputed: chain.checked - earlier.checked };
};

const recompute = async (workspaceId: string, earlier: AuditChain | null): Promise<AuditChain> => {
  const { checked, last, broken: found } = await recomputeChain(workspaceId, BigInt(earlier?.last?.block ?? 0));
  const known = earlier?.broken ?? [];
  const fresh = found.map(({ sealedAt, ...block }) => ({ ...block, sealedAt: sealedAt.toISOString() }));
  const broken = [...known, ...fresh.filter(({ block }) => !known.some((one) => one.block === block))].sort(
    (a, b) => Number(a.block) - Number(b.block),
  );
  const { entry, waiting } = await wholeUpTo(workspaceId, broken[0]?.block ?? null);
  return {
    checked: (earlier?.checked ?? 0) + checked,
    wholeUpTo: entry,
    waiting,
    last: last && { ...last, sealedAt: new Date(last.sealedAt).toISOString() },
    broken,
  };
};
