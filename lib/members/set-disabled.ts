import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { endAllSessions } from "@/lib/auth/end-all-sessions";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { requireOwnership } from "@/lib/members/require-ownership";
import { setDisabledSchema } from "@/lib/members/schema";
import type { SetDisabled } from "@/lib/members/schema";
import { lockMember, updateDisabled } from "@/lib/members/store";
import { withdrawInvitations } from "@/lib/members/withdraw-invitations";

/** Bars a person, or lets them in again. Barring ends their sessions and their open invitations at once; their answers stay. */
export const setDisabled = async (actor: Actor, input: SetDisabled): Promise<void> => {
  const granted = await guard(actor, "members:edit");
  const { workspaceId } = granted;
  const { memberId, disabled } = setDisabledSchema.parse(input);
  await db().$transaction(async (tx) => {
    const member = await lockMember(tx, workspaceId, memberId);
    if (!member) throw notFound("member");
    if (member.disabled === disabled) return;
    if (member.role === "owner") requireOwnership(granted);
    if (disabled && member.userId === actorUserId(actor)) {
      throw new AppError("conflict", { userMessage: "You cannot bar yourself. Ask another owner or admin." });
    }
    if (disabled && member.role === "owner" && member.otherOwners === 0) {
      throw new AppError("conflict", { userMessage: "This is the last owner. Make somebody else an owner first." });
    }
    await updateDisabled(tx, member.userId, disabled);
    if (disabled) {
      await endAllSessions(tx, member.userId);
      await withdrawInvitations(tx, actor, { userId: member.userId, now: null });
    }
    await appendAudit(tx, actor, { action: "members:edit", subjectId: memberId, detail: { disabled } });
  });
};
