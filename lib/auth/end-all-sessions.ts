import { endSessions, raiseEpoch } from "@/lib/auth/store";
import type { Tx } from "@/lib/db";

/** Signs a person out everywhere, in the caller's transaction. The caller has asked whether it may. */
export const endAllSessions = async (tx: Tx, userId: string): Promise<void> => {
  await endSessions(tx, userId, null);
  await raiseEpoch(tx, userId);
};
