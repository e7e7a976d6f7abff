import type { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { findCampaign } from "@/lib/projects/find-campaign";
import { setQualityRulesSchema } from "@/lib/quality/schema";
import { updateRules } from "@/lib/quality/store";

/** Says what follows when known answers are missed. Holds from the next known answer on. */
export const setQualityRules = async (actor: Actor, input: z.input<typeof setQualityRulesSchema>): Promise<void> => {
  await guard(actor, "campaigns:edit", { projectId: input.projectId });
  const { projectId, campaignId, rules } = setQualityRulesSchema.parse(input);
  await findCampaign(projectId, campaignId);
  await db().$transaction(async (tx) => {
    await updateRules(tx, { projectId, campaignId }, rules);
    await appendAudit(tx, actor, { action: "campaigns:edit", projectId, subjectId: campaignId, detail: { rules } });
  });
};
