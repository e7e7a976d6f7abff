import type { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import { AppError, notFound } from "@/lib/errors";
import { resolveFlagSchema, warnItemSchema } from "@/lib/flags/schema";
import type { FlagFilter, FlagRow } from "@/lib/flags/schema";
import { countFlags, pageOfFlags, resolve, writeWarning } from "@/lib/flags/store";
import { findCampaign } from "@/lib/projects/find-campaign";
import { recallFromExperts } from "@/lib/tasks/recall-from-experts";

/** A page of what annotators flagged, the newest first. */
export const listFlags = async (
  actor: Actor,
  input: { projectId: string; filter: FlagFilter; take: number; skip: number },
): Promise<{ flags: FlagRow[]; total: number }> => {
  await guard(actor, "flags:see", { projectId: input.projectId });
  const page = { take: Math.min(input.take, 200), skip: Math.max(0, input.skip) };
  const [flags, total] = await Promise.all([
    pageOfFlags(db(), input.projectId, input.filter, page),
    countFlags(db(), input.projectId, input.filter),
  ]);
  return { flags, total };
};

/** Marks a flag as dealt with, with what came of it. */
export const resolveFlag = async (actor: Actor, input: z.input<typeof resolveFlagSchema>): Promise<void> => {
  await guard(actor, "flags:resolve", { projectId: input.projectId });
  const { projectId, flagId, resolution, backToAll } = resolveFlagSchema.parse(input);
  await withRetries(() =>
    db().$transaction(async (tx) => {
      const flag = await resolve(tx, { projectId, flagId }, { resolution, userId: actorUserId(actor) });
      if (!flag) throw new AppError("not_found", { userMessage: "There is no such open flag." });
      if (backToAll) {
        const campaign = await findCampaign(projectId, flag.campaignId, tx);
        await recallFromExperts(tx, { projectId, campaign, taskId: flag.taskId });
      }
      await appendAudit(tx, actor, { action: "flags:resolve", projectId, subjectId: flagId, detail: { reason: flag.reason, backToAll } });
    }),
  );
};

/** Sets, changes or takes away what is said before an item is shown. */
export const warnItem = async (actor: Actor, input: z.input<typeof warnItemSchema>): Promise<void> => {
  await guard(actor, "flags:resolve", { projectId: input.projectId });
  const { projectId, itemId, warning } = warnItemSchema.parse(input);
  await db().$transaction(async (tx) => {
    if ((await writeWarning(tx, projectId, itemId, warning === "" ? null : warning)) === 0) throw notFound("item");
    await appendAudit(tx, actor, { action: "flags:resolve", projectId, subjectId: itemId, detail: { warning } });
  });
};
