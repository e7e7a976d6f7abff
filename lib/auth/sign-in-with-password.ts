import { verifyPassword } from "@/lib/auth/passwords";
import { signInSchema } from "@/lib/auth/schema";
import type { SignIn } from "@/lib/auth/schema";
import { accountKey, findCredentials, markAttemptSucceeded, reserveAttempt } from "@/lib/auth/store";
import { AppError } from "@/lib/errors";
import { countAttempt } from "@/lib/limits/failed-attempts";

/**
 * Who signs in with e-mail and password. It has no actor: it is how one becomes one.
 * Unknown, disabled and wrong look alike, in words and in time.
 * @throws AppError rate_limited after ten failures of an account, or many of the sender's address, in fifteen minutes, right password
 * or not; unauthenticated otherwise.
 */
export const signInWithPassword = async (input: SignIn, address: string): Promise<{ userId: string }> => {
  const { email, password } = signInSchema.parse(input);
  const giveBack = await countAttempt("password", address);
  const attempt = await reserveAttempt(accountKey(email));
  if (attempt === null) {
    throw new AppError("rate_limited", { userMessage: "Too many attempts on this account. Wait fifteen minutes, then try again." });
  }
  const person = await findCredentials({ email });
  const fits = await verifyPassword(person?.passwordHash ?? null, password);
  if (!person || !fits || person.disabledAt) {
    throw new AppError("unauthenticated", { userMessage: "E-mail address and password do not fit together." });
  }
  await Promise.all([markAttemptSucceeded(attempt), giveBack()]);
  return { userId: person.id };
};
