import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { countLiveSessions } from "@/lib/auth/store";

/** In how many browsers the person is signed in. */
export const countSessions = async (actor: Actor): Promise<number> => {
  await guard(actor, "account:edit");
  const userId = actorUserId(actor);
  return userId === null ? 0 : countLiveSessions(userId);
};
