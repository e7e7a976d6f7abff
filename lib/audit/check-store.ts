import { db } from "@/lib/db";
import type { Sealed } from "@/lib/secrets/seal";

export type KeptCheck = Sealed & { checkedAt: Date };

const select = { checkedAt: true, keyId: true, nonce: true, sealed: true } as const;

export const findCheck = (workspaceId: string): Promise<KeptCheck | null> => db().auditCheck.findUnique({ where: { workspaceId }, select });

export const saveCheck = async (workspaceId: string, check: KeptCheck): Promise<void> => {
  await db().auditCheck.upsert({
    where: { workspaceId },
    create: { workspaceId, ...check },
    update: check,
    select: { workspaceId: true },
  });
};

/** Workspaces with sealed entries whose log was not recomputed whole for so long. */
export const workspacesToCheck = async (hours: number): Promise<string[]> => {
  const rows = await db().$queryRaw<{ id: string }[]>`
    select w.id from workspace w left join audit_check c on c.workspace_id = w.id
    where exists (select from audit_seal s where s.workspace_id = w.id)
      and (c.checked_at is null or c.checked_at < now() - make_interval(hours => ${hours}::int))`;
  return rows.map(({ id }) => id);
};
