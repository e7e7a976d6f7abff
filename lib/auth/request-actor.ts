import type { Actor, Asker } from "@/lib/auth/actor";
import { signedOut } from "@/lib/auth/actor";
import { bearerToken, hashKeyToken } from "@/lib/auth/key-token";
import { actions } from "@/lib/auth/permissions";
import { actorOfCookies } from "@/lib/auth/session";
import { readSessionToken } from "@/lib/auth/session-token";
import { findLiveKey } from "@/lib/auth/store";
import { AppError } from "@/lib/errors";
import { countAttempt } from "@/lib/limits/failed-attempts";
import { clientAddress } from "@/lib/net/client-address";

const cookieJar = (header: string | null) => {
  const values = new Map<string, string>();
  for (const pair of (header ?? "").split(";")) {
    const cut = pair.indexOf("=");
    if (cut > 0) values.set(pair.slice(0, cut).trim(), pair.slice(cut + 1).trim());
  }
  return {
    get: (name: string) => {
      const value = values.get(name);
      return value === undefined ? undefined : { value };
    },
  };
};

/**
 * The owner of the request's key; null where it comes without one.
 * @throws AppError unauthenticated for a key that does not hold, rate_limited for many such of one address
 */
const ownerOfKey = async (request: Request): Promise<Actor | null> => {
  const bearer = bearerToken(request.headers);
  if (bearer === null) return null;
  const key = bearer === "malformed" ? null : await findLiveKey(hashKeyToken(bearer.token));
  if (!key) {
    // A key that holds is never refused for what others tried from the same address.
    await countAttempt("api key", clientAddress(request.headers));
    throw new AppError("unauthenticated", { userMessage: "This key is unknown, revoked or over. Nothing was done." });
  }
  const { scopes, ...rest } = key;
  return { kind: "api key", ...rest, scopes: new Set(actions.filter((action) => scopes.includes(action))) };
};

/**
 * Who sends a request to the API: the owner of its key, or whoever is signed in with its cookie. A key that does not hold
 * is refused even where the cookie would do: what was meant is what counts.
 * @throws AppError unauthenticated
 */
export const requestActor = async (request: Request): Promise<Actor> =>
  (await ownerOfKey(request)) ?? actorOfCookies(cookieJar(request.headers.get("cookie")));

/** The same without asking whether the cookie's session still lives, for use cases that ask it themselves. */
export const requestAsker = async (request: Request): Promise<Asker> => {
  const owner = await ownerOfKey(request);
  if (owner) return owner;
  const token = await readSessionToken(cookieJar(request.headers.get("cookie")));
  if (!token) throw signedOut();
  return { kind: "token", token };
};
