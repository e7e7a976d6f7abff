import { aggregateProject } from "@/lib/aggregation/aggregate-project";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { createCampaign } from "@/lib/projects/create-campaign";
import type { CampaignView } from "@/lib/projects/schema";
import { openTasks } from "@/lib/tasks/open-tasks";
import { importRows } from "../import-rows";
import { openDemoProject } from "../open-demo-project";
import { furtherCampaigns, seedRows, waysToAsk } from "./scenario";

/** Each step looks for its own traces first, as those of the other demo. */
export const plantWaysToAsk = async (actor: Actor): Promise<void> => {
  const { name, slug, description, seed } = waysToAsk;
  const { projectId, campaigns } = await openDemoProject(actor, { name, slug, description, kind: "ranking" });
  const asked: CampaignView[] = [...campaigns];
  for (const wanted of furtherCampaigns)
    if (!asked.some((campaign) => campaign.slug === wanted.slug)) asked.push(await createCampaign(actor, { projectId, ...wanted }));
  await importRows(actor, { projectId, campaignIds: asked.map(({ id }) => id) }, slug, seedRows());
  for (const { id: campaignId } of asked)
    if ((await db().slot.count({ where: { projectId, campaignId } })) === 0)
      await openTasks(actor, { projectId, campaignId, taskIds: "all", overlap: 1 });
  for (const { id: campaignId } of asked)
    if ((await db().aggregation.count({ where: { projectId, campaignId, state: "done" } })) === 0)
      await aggregateProject(actor, { projectId, campaignId, source: "human", seed });
};
