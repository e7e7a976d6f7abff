import { appendAudit } from "@/lib/auth/audit";
import { hashPassword } from "@/lib/auth/passwords";
import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import { AppError } from "@/lib/errors";
import { findInvitation } from "@/lib/members/find-invitation";
import { hashInvitationToken } from "@/lib/members/invitation-token";
import { acceptInvitationSchema } from "@/lib/members/schema";
import type { AcceptInvitation } from "@/lib/members/schema";
import { emailIsTaken, insertPersonFromInvitation, takeInvitation } from "@/lib/members/store";

const gone = (): AppError =>
  new AppError("refused", { userMessage: "This invitation has been used, taken back, or is over. Ask for a new one." });

/**
 * Makes the holder of an invitation's link a member, once: of many at the same time one succeeds. It has no actor: the link is the right.
 * @throws AppError refused where the invitation is gone or names another address, conflict where the address has an account,
 * rate_limited for many made-up links of one address.
 */
export const acceptInvitation = async (input: AcceptInvitation, address: string): Promise<{ userId: string; email: string }> => {
  const { token, email, name, password } = acceptInvitationSchema.parse(input);
  // Asked before hashing, so that made-up links cost us nothing; decided again below, where it counts.
  if (!(await findInvitation(token, address))) throw gone();
  const passwordHash = await hashPassword(password);
  const join = async (tx: Tx) => {
    const invitation = await takeInvitation(tx, { tokenHash: hashInvitationToken(token) });
    if (!invitation) throw gone();
    if (invitation.email !== null && invitation.email !== email) {
      throw new AppError("refused", { userMessage: "This invitation is for another e-mail address." });
    }
    if (await emailIsTaken(tx, email)) {
      throw new AppError("conflict", { userMessage: "This e-mail address has an account already. Sign in with it." });
    }
    const { userId, memberId } = await insertPersonFromInvitation(tx, invitation, { email, name, passwordHash });
    const actor = { kind: "person" as const, userId, workspaceId: invitation.workspaceId };
    await appendAudit(tx, actor, { action: "members:invite", subjectId: memberId, detail: { redeemed: invitation.id } });
    return { userId, email };
  };
  // Of two that take an address at once one loses at the unique name, and finds it taken when it looks again.
  return withRetries(() => db().$transaction(join));
};
