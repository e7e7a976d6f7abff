import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { oidcProvider } from "@/lib/auth/oidc";
import { keepBrowserToken, readBrowserToken } from "@/lib/auth/known-browser";
import { findIdentity, endSession, openSession, sessionDays } from "@/lib/auth/store";
import { signInWithIdentity } from "@/lib/auth/sign-in-with-identity";
import { signInWithPassword } from "@/lib/auth/sign-in-with-password";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { returnPath } from "@/lib/http/return-path";
import { clientAddress } from "@/lib/net/client-address";

/** What `authorize` gives of somebody whose password fits. */
const enteredSchema = z.object({ id: z.string(), sessionId: z.string(), epoch: z.number().int() });

const sessionSeconds = sessionDays * 24 * 3600;

/** next-auth reports these to the sign-in page by name: `?error=rate_limited`, or with the seconds to wait `?error=rate_limited.840`. */
const nameOfRefusal = (error: unknown): Error => {
  if (!(error instanceof AppError)) return new Error("internal");
  return new Error(error.retryAfterSeconds === undefined ? error.code : `${error.code}.${error.retryAfterSeconds}`);
};

/** @throws AppError unavailable without a secret: no token can then be made or believed. */
export const authOptions = (): NextAuthOptions => {
  const { NEXTAUTH_SECRET: secret, NEXTAUTH_URL: url } = env();
  if (!secret) {
    throw new AppError("unavailable", { message: "NEXTAUTH_SECRET is not set", userMessage: "Signing in is not set up on this server." });
  }
  const oidc = oidcProvider();
  return {
    secret,
    useSecureCookies: url?.startsWith("https://") ?? false,
    session: { strategy: "jwt", maxAge: sessionSeconds },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    providers: [
      CredentialsProvider({
        name: "password",
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: async (credentials, request) => {
          try {
            const sent = { email: credentials?.email ?? "", password: credentials?.password ?? "" };
            const address = clientAddress(new Headers(request.headers));
            const { userId, session, browser } = await signInWithPassword(sent, { address, browser: await readBrowserToken() });
            await keepBrowserToken(browser);
            return { id: userId, ...session };
          } catch (error) {
            throw nameOfRefusal(error);
          }
        },
      }),
      ...(oidc ? [oidc] : []),
    ],
    callbacks: {
      signIn: async ({ account, profile }) => {
        if (account?.provider === "credentials") return true;
        if (!account || account.provider !== oidc?.id) return false;
        const allowed = await signInWithIdentity({ provider: oidc.issuer, subject: account.providerAccountId, claims: profile });
        return allowed ? true : "/sign-in?error=not_invited";
      },
      jwt: async ({ token, user, account }) => {
        // `account` comes along only while signing in: every sign-in is a session of its own.
        if (!account) return token;
        if (account.provider === "credentials") {
          const { id, sessionId, epoch } = enteredSchema.parse(user);
          return { sub: id, sessionId, sessionEpoch: epoch };
        }
        const userId = (await findIdentity(oidc?.issuer ?? "", account.providerAccountId))?.userId;
        const opened = userId ? await openSession(userId) : null;
        if (!opened) throw new AppError("unauthenticated", { userMessage: "This account cannot sign in." });
        return { sub: userId, sessionId: opened.sessionId, sessionEpoch: opened.epoch };
      },
      // Ids only: whether the session lives is asked of the database at each use (session.ts).
      session: ({ session, token }) =>
        Object.assign(
          { expires: session.expires },
          { user: { id: token.sub, name: null }, sessionId: token.sessionId, sessionEpoch: token.sessionEpoch },
        ),
      // A provider's sign-in keeps where to go back to as a whole address, in a cookie.
      redirect: ({ url: wanted, baseUrl }) =>
        `${baseUrl}${returnPath(wanted.startsWith(`${baseUrl}/`) ? wanted.slice(baseUrl.length) : wanted)}`,
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sessionId === "string") await endSession(token.sessionId);
      },
    },
  };
};
