import type { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { deskPatchSchema } from "@/lib/auth/preferences-schema";
import { patchDeskPreferences } from "@/lib/auth/store";
import { notFound } from "@/lib/errors";

/** Changes some of one's own settings of the desk; those that are not named stay. */
export const setDeskPreferences = async (actor: Actor, patch: z.input<typeof deskPatchSchema>): Promise<void> => {
  await guard(actor, "account:edit");
  const userId = actorUserId(actor);
  if (userId === null) throw notFound("person");
  await patchDeskPreferences(userId, deskPatchSchema.parse(patch));
};
