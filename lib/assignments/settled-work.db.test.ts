import { describe, expect, it } from "vitest";
import { expireLeases } from "@/lib/assignments/expire-leases";
import { releaseLease } from "@/lib/assignments/release-lease";
import type { Work } from "@/lib/assignments/schema";
import { skipAssignment } from "@/lib/assignments/skip-assignment";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { requestClosing } from "@/lib/tasks/request-change";
import { openCampaign } from "@/scripts/testing/campaign";
import type { OpenCampaign } from "@/scripts/testing/campaign";
import { answerWork, nextOf, personOf, setHandoutOf, slotStates } from "@/scripts/testing/desk-work";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

const boss = (campaign: OpenCampaign): Actor => ({ kind: "system", workspaceId: personOf(campaign, 0).workspaceId, name: "test" });

/** One task in the hands of as many people as it has places, in a campaign that stops once two agree. */
const held = async (overlap: number): Promise<{ campaign: OpenCampaign; work: Work[] }> => {
  const campaign = await openCampaign({ people: 5, tasks: 1, overlap });
  await setHandoutOf(campaign, { adaptive: { min: 2, max: 5, threshold: 0.95 } });
  const work: Work[] = [];
  for (let index = 0; index < overlap; index += 1) {
    const one = await nextOf(campaign, personOf(campaign, index));
    if (one) work.push(one);
  }
  expect(work).toHaveLength(overlap);
  return { campaign, work };
};

const answer = async ({ campaign, work }: Awaited<ReturnType<typeof held>>, index: number, choice: number): Promise<void> => {
  const one = work[index];
  if (!one) throw new RangeError(`no work of person ${index}`);
  await answerWork(campaign, personOf(campaign, index), one, choice);
};

const lapse = async ({ campaignId }: OpenCampaign): Promise<void> => {
  await db().slot.updateMany({ where: { campaignId, state: "leased" }, data: { leaseUntil: new Date(0) } });
  await expireLeases();
};

describe("work under way on a task that has answers enough by then", () => {
  const ways: [string, (campaign: OpenCampaign, actor: Actor, work: Work) => Promise<unknown>][] = [
    ["lapses", lapse],
    ["is skipped", (campaign, actor, work) => skipAssignment(actor, { ...campaign, ...work, reason: "cannot-judge", note: "" })],
    ["is handed back", (campaign, actor, work) => releaseLease(actor, { ...campaign, ...work })],
  ];
  it.each(ways)("is asked of nobody else where it %s", async (_name, leave) => {
    const begun = await held(3);
    const { campaign, work } = begun;
    await answer(begun, 0, 0);
    await answer(begun, 1, 0);
    const third = work[2];
    if (!third) throw new Error("nothing was handed out");
    await leave(campaign, personOf(campaign, 2), third);
    expect(await slotStates(campaign)).toEqual({ done: 2, withdrawn: 1 });
    expect(await nextOf(campaign, personOf(campaign, 3))).toBeNull();
  });

  it("is asked of the next person where the answers go apart", async () => {
    const begun = await held(3);
    await answer(begun, 0, 0);
    await answer(begun, 1, 1);
    await lapse(begun.campaign);
    expect(await slotStates(begun.campaign)).toEqual({ done: 2, open: 1 });
  });
});

it("asks nobody else about a task that was closed, however far apart the answers under way are", async () => {
  const begun = await held(2);
  const { campaign } = begun;
  await requestClosing(boss(campaign), { projectId: campaign.projectId, campaignId: campaign.campaignId, taskIds: "all" });
  await answer(begun, 0, 0);
  await answer(begun, 1, 1);
  expect(await slotStates(campaign)).toEqual({ done: 2 });
  expect(await nextOf(campaign, personOf(campaign, 2))).toBeNull();
});
