import { hashInvitationToken } from "@/lib/members/invitation-token";
import { invitationTokenSchema } from "@/lib/members/schema";
import { findOpenInvitation } from "@/lib/members/store";
import type { OpenInvitation } from "@/lib/members/store";

/** What an invitation offers, for whoever holds its link; null where it is used, revoked, over or never was. It has no actor. */
export const findInvitation = async (token: string): Promise<OpenInvitation | null> => {
  const parsed = invitationTokenSchema.safeParse(token);
  return parsed.success ? findOpenInvitation(hashInvitationToken(parsed.data)) : null;
};
