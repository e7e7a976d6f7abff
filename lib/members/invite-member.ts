import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import type { Granted } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { hashInvitationToken, newInvitationToken } from "@/lib/members/invitation-token";
import { requireOwnership } from "@/lib/members/require-ownership";
import { inviteSchema } from "@/lib/members/schema";
import type { Invite } from "@/lib/members/schema";
import { emailIsTaken, insertInvitation } from "@/lib/members/store";

export type SentInvitation = { id: string; path: string; expiresAt: string };

/** Only an owner may invite owners. */
const guardInviting = async (actor: Actor, role: Invite["role"]): Promise<Granted> => {
  const granted = await guard(actor, "members:invite");
  if (role === "owner") requireOwnership(granted);
  return granted;
};

/** A single-use link that makes whoever opens it a member. The token is returned this once. */
export const inviteMember = async (actor: Actor, input: Invite): Promise<SentInvitation> => {
  const { workspaceId } = await guardInviting(actor, input.role);
  const { role, email, days } = inviteSchema.parse(input);
  const token = newInvitationToken();
  return db().$transaction(async (tx) => {
    if (email !== null && (await emailIsTaken(tx, email))) {
      throw new AppError("conflict", { userMessage: `${email} has an account already. Change the role in the list of members.` });
    }
    const sent = await insertInvitation(tx, workspaceId, {
      role,
      email,
      days,
      tokenHash: hashInvitationToken(token),
      sentById: actorUserId(actor),
    });
    // Whoever bars or demotes the sender holds the workspace's row, on which the insert has waited: their change is told by now.
    await guardInviting(actor, role);
    await appendAudit(tx, actor, { action: "members:invite", subjectId: sent.id, detail: { role, ...(email === null ? {} : { email }) } });
    return { id: sent.id, path: `/invitation/${token}`, expiresAt: sent.expiresAt.toISOString() };
  });
};
