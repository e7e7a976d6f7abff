import { decode } from "next-auth/jwt";
import { z } from "zod";
import type { SessionToken } from "@/lib/auth/actor";
import { authOptions } from "@/lib/auth/options";

// That a token can be decrypted proves nothing by itself: these ids must be in it, and the database must know the session.
const claimsSchema = z.object({
  sub: z.string().min(1),
  sessionId: z.string().min(1),
  sessionEpoch: z.number().int(),
  exp: z.number(),
});

type Jar = { get: (name: string) => { value: string } | undefined };

/** The encrypted token of a request's cookie; next-auth cuts long ones into numbered pieces. */
const tokenIn = (jar: Jar, name: string): string | null => {
  const whole = jar.get(name)?.value;
  if (whole) return whole;
  const pieces: string[] = [];
  for (let piece = jar.get(`${name}.0`); piece; piece = jar.get(`${name}.${pieces.length}`)) pieces.push(piece.value);
  return pieces.length === 0 ? null : pieces.join("");
};

/**
 * Tokens decrypted lately, by their text: the same text always decrypts to the same claims, and decrypting costs more than
 * anything else that an answer at the desk asks of the web process. Whether a session lives is asked of the database each time.
 */
const decrypted = new Map<string, z.infer<typeof claimsSchema>>();
const mostDecrypted = 2_000;

export const readSessionToken = async (jar: Jar): Promise<SessionToken | null> => {
  const { secret, useSecureCookies } = authOptions();
  const text = tokenIn(jar, `${useSecureCookies ? "__Secure-" : ""}next-auth.session-token`);
  if (text === null || !secret) return null;
  let claims = decrypted.get(text);
  if (!claims) {
    // A token that cannot be decrypted is nobody's: forged, or of an earlier secret.
    const parsed = claimsSchema.safeParse(await decode({ token: text, secret }).catch(() => null));
    if (!parsed.success) return null;
    claims = parsed.data;
    if (decrypted.size >= mostDecrypted) decrypted.clear();
    decrypted.set(text, claims);
  }
  if (claims.exp * 1_000 <= Date.now()) return null;
  return { userId: claims.sub, sessionId: claims.sessionId, sessionEpoch: claims.sessionEpoch };
};
