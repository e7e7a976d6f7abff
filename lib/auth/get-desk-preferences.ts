import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { readDeskPreferences } from "@/lib/auth/preferences-schema";
import type { DeskPreferences } from "@/lib/auth/preferences-schema";
import { findPreferences } from "@/lib/auth/store";
import { notFound } from "@/lib/errors";

/** How the person who asks likes the desk. */
export const getDeskPreferences = async (actor: Actor): Promise<DeskPreferences> => {
  await guard(actor, "account:edit");
  const userId = actorUserId(actor);
  if (userId === null) throw notFound("person");
  return readDeskPreferences(await findPreferences(userId));
};
