import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { cookies } from "next/headers";
import { env } from "@/lib/env";

// Whoever wants to keep a person out could use up the guesses that an account has. A browser in which that person signed in before
// therefore has guesses of its own: OWASP's "device cookies", docs/decisions/2026-11-23-attempts-of-a-known-browser.md.

type Account = { id: string; passwordHash: string | null };

/** Bound to the password: whoever knew the one before must not go on with the browsers that it was known to. */
const sealOf = ({ id, passwordHash }: Account, name: string, secret: string): string =>
  createHmac("sha256", secret)
    .update(JSON.stringify(["known browser", id, passwordHash, name]))
    .digest("base64url");

const secretOf = (): string => {
  const { NEXTAUTH_SECRET: secret } = env();
  if (!secret) throw new Error("NEXTAUTH_SECRET is not set");
  return secret;
};

/** What a browser keeps after a sign-in; one that was known stays the same, with what was counted of it. */
export const introduceBrowser = (account: Account, name = randomBytes(16).toString("base64url")): string =>
  `${name}.${sealOf(account, name, secretOf())}`;

/** The name of a browser that was introduced for this account and its password; null for any other, and for no account. */
export const knownBrowser = (account: Account | null, token: string | undefined): string | null => {
  const [name = "", seal = ""] = token?.split(".", 2) ?? [];
  if (!account || name === "") return null;
  const [given, right] = [Buffer.from(seal), Buffer.from(sealOf(account, name, secretOf()))];
  return given.length === right.length && timingSafeEqual(given, right) ? name : null;
};

/** Sent to the sign-in alone. */
const cookiePath = "/api/auth/callback";
/** Browsers keep none for longer. */
const keptSeconds = 400 * 24 * 3_600;
const isSecure = (): boolean => env().NEXTAUTH_URL?.startsWith("https://") ?? false;
const cookieName = (): string => `${isSecure() ? "__Secure-" : ""}plumbline-browser`;

/** What the browser of this request keeps. */
export const readBrowserToken = async (): Promise<string | undefined> => (await cookies()).get(cookieName())?.value;

export const keepBrowserToken = async (token: string): Promise<void> => {
  (await cookies()).set(cookieName(), token, {
    path: cookiePath,
    maxAge: keptSeconds,
    httpOnly: true,
    sameSite: "strict",
    secure: isSecure(),
  });
};
