import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { MemberView } from "@/lib/members/schema";
import { membersOf } from "@/lib/members/store";

export const listMembers = async (actor: Actor): Promise<MemberView[]> => {
  const { workspaceId } = await guard(actor, "members:see");
  return membersOf(workspaceId);
};
