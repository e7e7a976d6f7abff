import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { InvitationView } from "@/lib/members/schema";
import { invitationsOf } from "@/lib/members/store";

export const listInvitations = async (actor: Actor): Promise<InvitationView[]> => {
  const { workspaceId } = await guard(actor, "members:see");
  return invitationsOf(workspaceId);
};
