import { introduceBrowser, knownBrowser } from "@/lib/auth/known-browser";
import { verifyPassword } from "@/lib/auth/passwords";
import { accountIsClosed } from "@/lib/auth/refusal-text";
import { signInSchema } from "@/lib/auth/schema";
import type { SignIn } from "@/lib/auth/schema";
import { accountKey, findCredentials, markAttemptSucceeded, openSession, reserveAttempt } from "@/lib/auth/store";
import type { OpenedSession } from "@/lib/auth/store";
import { AppError } from "@/lib/errors";
import { countAttempt } from "@/lib/limits/failed-attempts";

/** Where a sign-in comes from: the client's address, and what its browser kept of an earlier one. */
export type SignInOrigin = { address: string; browser?: string };

/**
 * Who signs in with e-mail and password. It has no actor: it is how one becomes one.
 * Unknown, disabled and wrong look alike, in words and in time.
 * @returns the person, their new session, and what the browser is to keep
 * @throws AppError rate_limited after ten failures of an account, or many of the sender's address, in fifteen minutes, right password
 * or not; of a browser in which this person signed in before, after ten of its own alone. unauthenticated otherwise.
 */
export const signInWithPassword = async (
  input: SignIn,
  from: SignInOrigin,
): Promise<{ userId: string; session: OpenedSession; browser: string }> => {
  const { email, password } = signInSchema.parse(input);
  const person = await findCredentials({ email });
  const known = knownBrowser(person, from.browser);
  const giveBack = known === null ? await countAttempt("password", from.address) : null;
  const attempt = await reserveAttempt(accountKey(known === null ? email : `${email} ${known}`));
  if (attempt === null) {
    throw new AppError("rate_limited", { userMessage: accountIsClosed });
  }
  const fits = await verifyPassword(person?.passwordHash ?? null, password);
  const session = person && fits && !person.disabledAt ? await openSession(person.id, person.sessionEpoch) : null;
  if (!person || !session) {
    throw new AppError("unauthenticated", { userMessage: "E-mail address and password do not fit together." });
  }
  await Promise.all([markAttemptSucceeded(attempt), giveBack?.()]);
  return { userId: person.id, session, browser: introduceBrowser(person, known ?? undefined) };
};
