import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { endAllSessions } from "@/lib/auth/end-all-sessions";
import { guard } from "@/lib/auth/guard";
import { introduceBrowser } from "@/lib/auth/known-browser";
import { hashPassword, verifyPassword } from "@/lib/auth/passwords";
import { passwordChangeSchema } from "@/lib/auth/schema";
import type { PasswordChange } from "@/lib/auth/schema";
import { changingKey, exchangePassword, findPerson, markAttemptSucceeded, reserveAttempt } from "@/lib/auth/store";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";

const anotherOne = (): AppError => new AppError("refused", { userMessage: "The password that you use now is another one." });

/**
 * Sets a new password and signs the person out everywhere, here too: whoever knew the old one is out.
 * Attempts have a limit, since a stolen session could guess here, and one of their own: guesses of strangers at the door must not
 * keep a person from changing the password that is guessed at.
 * @returns the address to sign in with again, and what the browser is to keep, since all others are unknown from now on
 */
export const changePassword = async (actor: Actor, input: PasswordChange): Promise<{ email: string; browser: string }> => {
  await guard(actor, "account:edit");
  const { currentPassword, newPassword } = passwordChangeSchema.parse(input);
  const person = actor.kind === "person" ? await findPerson(actor.userId) : null;
  if (!person) throw notFound("person");
  const { passwordHash: verified } = person;
  if (verified === null) {
    throw new AppError("refused", { userMessage: "This account signs in through a provider and has no password here." });
  }
  const attempt = await reserveAttempt(changingKey(person.email));
  if (attempt === null) {
    throw new AppError("rate_limited", { userMessage: "Too many wrong passwords. Wait fifteen minutes, then try again." });
  }
  if (!(await verifyPassword(verified, currentPassword))) throw anotherOne();
  await markAttemptSucceeded(attempt);
  const passwordHash = await hashPassword(newPassword);
  await db().$transaction(async (tx) => {
    // An owner may have given the person a new one meanwhile, from which on the old one is worth nothing.
    if (!(await exchangePassword(tx, person.id, verified, passwordHash))) throw anotherOne();
    await endAllSessions(tx, person.id);
    await appendAudit(tx, actor, { action: "account:edit", subjectId: person.id, detail: { password: "changed" } });
  });
  return { email: person.email, browser: introduceBrowser({ id: person.id, passwordHash }) };
};
