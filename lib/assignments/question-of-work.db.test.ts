import { expect, it } from "vitest";
import { leaseNext } from "@/lib/assignments/lease-next";
import { db } from "@/lib/db";
import { getProject } from "@/lib/projects/get-project";
import { questionHash } from "@/lib/projects/question-hash";
import { openCampaign } from "@/scripts/testing/campaign";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

it("an item comes with the question as a page would show it now, and with another than a page of before it was written over", async () => {
  const campaign = await openCampaign({ people: 1, tasks: 2, overlap: 1 });
  const [actor] = campaign.people;
  if (!actor) throw new Error("one person was asked for");
  const { slug } = await db().project.findUniqueOrThrow({ where: { id: campaign.projectId }, select: { slug: true } });
  const onPage = async (): Promise<string> => {
    const { campaigns } = await getProject(actor, { slug });
    return campaigns.map(questionHash).join();
  };
  const opened = await onPage();
  await db().campaign.update({ where: { id: campaign.campaignId }, data: { config: { points: 3, allowTie: false } } });
  const [work] = await leaseNext(actor, { ...campaign, holding: [] });
  expect(work?.questionHash).not.toBe(opened);
  expect(work?.questionHash).toBe(await onPage());
});
