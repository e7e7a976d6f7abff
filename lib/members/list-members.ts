import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { MemberView } from "@/lib/members/schema";
import { membersOf } from "@/lib/members/store";

/** Those who can sign in first, then by role and name; all of them unless a page is asked for. */
export const listMembers = async (actor: Actor, page?: { take: number; skip: number }): Promise<MemberView[]> => {
  const { workspaceId } = await guard(actor, "members:see");
  return membersOf(workspaceId, page);
};
