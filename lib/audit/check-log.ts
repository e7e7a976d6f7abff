import { z } from "zod";
import { findCheck, saveCheck, workspacesToCheck } from "@/lib/audit/check-store";
import type { KeptCheck } from "@/lib/audit/check-store";
import type { Actor } from "@/lib/auth/actor";
import { auditChainSchema } from "@/lib/auth/audit-schema";
import type { AuditChain } from "@/lib/auth/audit-schema";
import { checkAudit, checkAuditSince } from "@/lib/auth/check-audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { databaseNow } from "@/lib/database-now";
import { installationKey } from "@/lib/secrets/installation-key";
import { seal, unseal } from "@/lib/secrets/seal";

/** The chain as it stands now, and when all of it was recomputed. */
export type CheckedLog = {
  chain: AuditChain;
  /** entries of which that was just now */
  recomputed: number;
  /** when the others were, by the clock of the database; null where it was all of them just now */
  wholeAt: string | null;
};

const keptSchema = z.object({ at: z.iso.datetime(), chain: auditChainSchema });

const placeOf = (workspaceId: string) => ({ id: workspaceId, projectId: "", purpose: "audit-check" });

/** What a kept check says, where it was written here and is as it was written. */
const openCheck = async (workspaceId: string, kept: KeptCheck): Promise<z.infer<typeof keptSchema> | null> => {
  const text = unseal(await installationKey(), placeOf(workspaceId), kept);
  return text === null ? null : keptSchema.parse(JSON.parse(text));
};

/** Recomputes the whole chain and keeps what was found, under the installation's key. */
export const checkWholeLog = async (actor: Actor): Promise<AuditChain> => {
  const { workspaceId } = await guard(actor, "audit:see");
  const checkedAt = await databaseNow(db());
  const chain = await checkAudit(actor);
  const sealed = seal(await installationKey(), placeOf(workspaceId), JSON.stringify({ at: checkedAt.toISOString(), chain }));
  await saveCheck(workspaceId, { ...sealed, checkedAt });
  return chain;
};

/**
 * The state of the log for whoever looks at it: entries that were sealed since the last whole check are recomputed, the others are
 * told as that check found them. Where there is no check that can be trusted, all of them are recomputed.
 */
export const checkLog = async (actor: Actor): Promise<CheckedLog> => {
  const { workspaceId } = await guard(actor, "audit:see");
  const kept = await findCheck(workspaceId);
  const earlier = kept && (await openCheck(workspaceId, kept));
  const since = earlier && (await checkAuditSince(actor, earlier.chain));
  if (earlier && since) {
    const { recomputed, ...chain } = since;
    return { chain, recomputed, wholeAt: earlier.at };
  }
  const chain = await checkWholeLog(actor);
  return { chain, recomputed: chain.checked, wholeAt: null };
};

const hoursBetweenChecks = 24;

/** Recomputes the logs that nobody has recomputed whole for a day. Recurring work of the installation itself. */
export const recheckLogs = async (): Promise<void> => {
  for (const workspaceId of await workspacesToCheck(hoursBetweenChecks))
    await checkWholeLog({ kind: "system", workspaceId, name: "worker" });
};
