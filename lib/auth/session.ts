import { getServerSession } from "next-auth";
import { redirect } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { authOptions } from "@/lib/auth/options";
import { findLiveSession } from "@/lib/auth/store";
import { AppError } from "@/lib/errors";

// A session object alone proves nothing: next-auth hands one out for broken configurations too. These ids must be in it.
const tokenSchema = z.object({
  user: z.object({ id: z.string().min(1) }),
  sessionId: z.string().min(1),
  sessionEpoch: z.number().int(),
});

export type CurrentSession = { userId: string; workspaceId: string; sessionId: string };

/** The session of this request, as the database knows it now; null where nobody is signed in. Read once a render. */
export const currentSession = cache(async (): Promise<CurrentSession | null> => {
  const token = tokenSchema.safeParse(await getServerSession(authOptions()));
  if (!token.success) return null;
  const { user, sessionId, sessionEpoch } = token.data;
  const live = await findLiveSession(sessionId, user.id, sessionEpoch);
  return live && { ...live, sessionId };
});

/** Who asks, in server actions and route handlers. @throws AppError unauthenticated */
export const requireActor = async (): Promise<Actor> => {
  const session = await currentSession();
  if (!session) throw new AppError("unauthenticated", { userMessage: "You are signed out. Sign in again; what was saved is safe." });
  return { kind: "person", userId: session.userId, workspaceId: session.workspaceId };
};

/** Who asks, in pages and layouts: whoever is signed out is shown the door. */
export const pageActor = async (): Promise<Actor> => {
  const session = await currentSession();
  if (!session) redirect("/sign-in");
  return { kind: "person", userId: session.userId, workspaceId: session.workspaceId };
};
