import type { Actor } from "@/lib/auth/actor";
import { brokenSeals } from "@/lib/auth/audit-seal-store";
import { guard } from "@/lib/auth/guard";

/** Recomputes the hash chain of the workspace's audit log: how many events are sealed, and the blocks that no longer hold. */
export const checkAudit = async (actor: Actor): Promise<{ checked: number; broken: string[] }> => {
  const { workspaceId } = await guard(actor, "workspace:edit");
  return brokenSeals(workspaceId);
};
