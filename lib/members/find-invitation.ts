import { countAttempt } from "@/lib/limits/failed-attempts";
import { hashInvitationToken } from "@/lib/members/invitation-token";
import { invitationTokenSchema } from "@/lib/members/schema";
import { findOpenInvitation } from "@/lib/members/store";
import type { OpenInvitation } from "@/lib/members/store";

/**
 * What an invitation offers, for whoever holds its link; null where it is used, revoked, over or never was. It has no actor.
 * @throws AppError rate_limited for many that are none of one address; one that is open is always found
 */
export const findInvitation = async (token: string, address: string): Promise<OpenInvitation | null> => {
  const parsed = invitationTokenSchema.safeParse(token);
  const found = parsed.success ? await findOpenInvitation(hashInvitationToken(parsed.data)) : null;
  if (!found) await countAttempt("invitation", address);
  return found;
};
