import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { markRevoked } from "@/lib/members/store";

/** Takes an invitation back that nobody has used. */
export const revokeInvitation = async (actor: Actor, input: { invitationId: string }): Promise<void> => {
  const { workspaceId } = await guard(actor, "members:invite");
  await db().$transaction(async (tx) => {
    if (!(await markRevoked(tx, workspaceId, input.invitationId))) throw notFound("open invitation");
    await appendAudit(tx, actor, { action: "members:invite", subjectId: input.invitationId, detail: { revoked: true } });
  });
};
