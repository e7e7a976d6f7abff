import type { Tx } from "@/lib/db";
import { db } from "@/lib/db";
import type { Sealed, SealedFor } from "@/lib/secrets/seal";

export const insertSecret = async (
  tx: Tx,
  row: SealedFor & Sealed & { lastFour: string; createdById: string | null },
): Promise<{ createdAt: Date }> => tx.secret.create({ data: row, select: { createdAt: true } });

export const findSealed = async (projectId: string, id: string, purpose: string): Promise<Sealed | null> =>
  db().secret.findFirst({ where: { id, projectId, purpose }, select: { keyId: true, nonce: true, sealed: true } });

export const findShown = async (
  projectId: string,
  ids: readonly string[],
): Promise<{ id: string; purpose: string; lastFour: string; createdAt: Date }[]> =>
  db().secret.findMany({
    where: { projectId, id: { in: [...ids] } },
    select: { id: true, purpose: true, lastFour: true, createdAt: true },
  });

export const deleteSecret = async (tx: Tx, projectId: string, id: string): Promise<number> =>
  (await tx.secret.deleteMany({ where: { id, projectId } })).count;
