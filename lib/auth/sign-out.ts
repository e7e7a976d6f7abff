import { currentSession } from "@/lib/auth/session";
import { endSession } from "@/lib/auth/store";

/** Ends the session of this browser. Without one there is nothing to do. */
export const signOut = async (): Promise<void> => {
  const session = await currentSession();
  if (session) await endSession(session.sessionId);
};
