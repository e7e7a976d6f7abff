import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Actor } from "@/lib/auth/actor";
import { signedOut } from "@/lib/auth/actor";
import { readSessionToken } from "@/lib/auth/session-token";
import { findLiveSession } from "@/lib/auth/store";
import { signInPath } from "@/lib/http/return-path";
import { askedPageHeader } from "@/lib/http/security-headers";

export type CurrentSession = { userId: string; workspaceId: string; sessionId: string };

const sessionIn = async (jar: Parameters<typeof readSessionToken>[0]): Promise<CurrentSession | null> => {
  const token = await readSessionToken(jar);
  if (!token) return null;
  const live = await findLiveSession(token);
  return live && { ...live, sessionId: token.sessionId };
};

/** The session of this request, as the database knows it now; null where nobody is signed in. Read once a render. */
export const currentSession = cache(async (): Promise<CurrentSession | null> => sessionIn(await cookies()));

/** Who asks, in server actions. @throws AppError unauthenticated */
export const requireActor = async (): Promise<Actor> => personOf(await currentSession());

/** Who asks, by the cookies of a request to the API. @throws AppError unauthenticated */
export const actorOfCookies = async (jar: Parameters<typeof readSessionToken>[0]): Promise<Actor> => personOf(await sessionIn(jar));

const personOf = (session: CurrentSession | null): Actor => {
  if (!session) throw signedOut();
  return { kind: "person", userId: session.userId, workspaceId: session.workspaceId };
};

/** Who asks, in pages and layouts: whoever is signed out is shown the door, and comes back from there. */
export const pageActor = async (): Promise<Actor> => {
  const session = await currentSession();
  if (!session) redirect(signInPath((await headers()).get(askedPageHeader)));
  return { kind: "person", userId: session.userId, workspaceId: session.workspaceId };
};
