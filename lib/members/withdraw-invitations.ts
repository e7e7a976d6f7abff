import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { can, roles } from "@/lib/auth/permissions";
import type { Role } from "@/lib/auth/permissions";
import type { Tx } from "@/lib/db";
import { revokeInvitationsOf } from "@/lib/members/store";

/**
 * Takes back the open invitations that a person could not send any more as what they are from now on (null: barred), in the
 * transaction of that change. Their links would let them in again, as what they were.
 */
export const withdrawInvitations = async (tx: Tx, actor: Actor, sender: { userId: string; now: Role | null }): Promise<void> => {
  const { userId, now } = sender;
  const still = roles.filter((role) => now !== null && can(now, role === "owner" ? "members:own" : "members:invite"));
  for (const subjectId of await revokeInvitationsOf(tx, actor.workspaceId, userId, still))
    await appendAudit(tx, actor, { action: "members:invite", subjectId, detail: { revoked: true } });
};
