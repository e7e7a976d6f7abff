import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { generatePassword, hashPassword } from "@/lib/auth/passwords";
import { replacePassword } from "@/lib/auth/replace-password";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { memberIdSchema } from "@/lib/members/schema";
import type { MemberId, NewPassword } from "@/lib/members/schema";
import { lockMember } from "@/lib/members/store";

/**
 * Gives a member who forgot theirs a new password, which is returned this once; only its hash is kept. They are signed out everywhere.
 * Owners alone may: whoever sees the password could come in as that member, and neither may an admin
 * become another one so, nor a key a person.
 * @throws AppError conflict for oneself and for somebody who is barred, refused for an account that has no password
 */
export const giveNewPassword = async (actor: Actor, input: MemberId): Promise<NewPassword> => {
  const { workspaceId } = await guard(actor, "members:password");
  const { memberId } = memberIdSchema.parse(input);
  const password = generatePassword();
  const passwordHash = await hashPassword(password);
  return db().$transaction(async (tx) => {
    const member = await lockMember(tx, workspaceId, memberId);
    if (!member) throw notFound("member");
    const { userId, email } = member;
    if (userId === actorUserId(actor)) {
      throw new AppError("conflict", { userMessage: "This is your own account. Change your password under Account." });
    }
    if (member.disabled) {
      throw new AppError("conflict", { userMessage: `${email} is barred, and no password lets them in. Let them in again first.` });
    }
    if (!member.hasPassword) {
      throw new AppError("refused", { userMessage: `${email} signs in through a provider and has no password here.` });
    }
    await replacePassword(tx, { id: userId, email, passwordHash });
    await appendAudit(tx, actor, { action: "members:password", subjectId: memberId });
    return { email, password };
  });
};
