import { appendAudit } from "@/lib/auth/audit";
import { db } from "@/lib/db";
import { insertPersonFromInvitation, takeInvitation } from "@/lib/members/store";

/** Takes the open invitation of a verified e-mail address; null where there is none. The caller has proved the address. */
export const redeemByEmail = async (person: { email: string; name: string }): Promise<{ userId: string } | null> =>
  db().$transaction(async (tx) => {
    const invitation = await takeInvitation(tx, { email: person.email });
    if (!invitation) return null;
    const { userId, memberId } = await insertPersonFromInvitation(tx, invitation, { ...person, passwordHash: null });
    const actor = { kind: "person" as const, userId, workspaceId: invitation.workspaceId };
    await appendAudit(tx, actor, { action: "members:invite", subjectId: memberId, detail: { redeemed: invitation.id } });
    return { userId };
  });
