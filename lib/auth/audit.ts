import type { Actor } from "@/lib/auth/actor";
import { actorId } from "@/lib/auth/actor";
import type { Action } from "@/lib/auth/permissions";
import type { Tx } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";

export type AuditEntry = { action: Action; projectId?: string; subjectId?: string; detail?: Prisma.InputJsonObject };

/** Appends to the audit log inside the transaction of the change, so that neither exists without the other. */
export const appendAudit = async (tx: Tx, actor: Actor, entry: AuditEntry): Promise<void> => {
  await tx.auditEvent.create({
    data: {
      workspaceId: actor.workspaceId,
      projectId: entry.projectId ?? null,
      actorKind: actor.kind,
      actorId: actorId(actor),
      action: entry.action,
      subjectId: entry.subjectId ?? null,
      detail: entry.detail ?? {},
    },
    select: { id: true },
  });
};
