import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { setHandoutSchema } from "@/lib/projects/schema";
import type { SetHandout } from "@/lib/projects/schema";
import { rekeyTasks } from "@/lib/tasks/rekey-tasks";
import { findCampaign } from "@/lib/projects/find-campaign";
import { writeHandout } from "@/lib/projects/write-handout";

/** Changes in which order, to whom and how often a campaign's tasks are handed out; what is open already follows at once. */
export const setHandout = async (actor: Actor, input: SetHandout): Promise<{ slots: number }> => {
  await guard(actor, "campaigns:edit", { projectId: input.projectId });
  const { projectId, campaignId, handout } = setHandoutSchema.parse(input);
  const campaign = await findCampaign(projectId, campaignId);
  if (campaign.state === "archived") throw notFound("campaign in use");
  await db().$transaction(async (tx) => {
    await writeHandout(tx, { projectId, campaignId, handout });
    await appendAudit(tx, actor, { action: "campaigns:edit", projectId, subjectId: campaignId, detail: { handout } });
  });
  return { slots: await rekeyTasks({ projectId, campaignId }) };
};
