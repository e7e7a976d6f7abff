import { describe, expect, it } from "vitest";
import { undoLast } from "@/lib/annotations/undo-last";
import { expireLeases } from "@/lib/assignments/expire-leases";
import { releaseLease } from "@/lib/assignments/release-lease";
import { renewLeases } from "@/lib/assignments/renew-leases";
import type { Work } from "@/lib/assignments/schema";
import { skipAssignment } from "@/lib/assignments/skip-assignment";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { openTasks } from "@/lib/tasks/open-tasks";
import { requestClosing } from "@/lib/tasks/request-change";
import { verifyInvariants } from "@/lib/verify/verify-invariants";
import { openCampaign } from "@/scripts/testing/campaign";
import type { OpenCampaign } from "@/scripts/testing/campaign";
import { answerWork, nextOf, personOf, slotStates } from "@/scripts/testing/desk-work";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

const boss = (campaign: OpenCampaign): Actor => ({ kind: "system", workspaceId: campaign.people[0]?.workspaceId ?? "", name: "test" });
const scopeOf = ({ projectId, campaignId }: OpenCampaign): { projectId: string; campaignId: string } => ({ projectId, campaignId });

describe("work under way on closed tasks", () => {
  const lapse = async ({ assignmentId }: Work): Promise<void> => {
    const { slotId } = await db().assignment.findUniqueOrThrow({ where: { id: BigInt(assignmentId) }, select: { slotId: true } });
    await db().slot.update({ where: { id: slotId }, data: { leaseUntil: new Date(0) }, select: { id: true } });
    await expireLeases();
  };
  const begun = async (overlap: number): Promise<{ campaign: OpenCampaign; work: [Work, Work] }> => {
    const campaign = await openCampaign({ people: 3, tasks: 1, overlap });
    const work = [await nextOf(campaign, personOf(campaign, 0)), await nextOf(campaign, personOf(campaign, 1))] as const;
    if (!work[0] || !work[1]) throw new Error("nothing to claim");
    await requestClosing(boss(campaign), { ...scopeOf(campaign), taskIds: "all" });
    return { campaign, work: [work[0], work[1]] };
  };

  it("is asked of nobody else where it lapses, is skipped or handed back, and may be handed in late", async () => {
    const { campaign, work } = await begun(3);
    await lapse(work[0]);
    await skipAssignment(personOf(campaign, 1), { ...campaign, ...work[1], reason: "cannot-judge", note: "" });
    expect(await slotStates(campaign)).toEqual({ withdrawn: 3 });
    expect(await nextOf(campaign, personOf(campaign, 2))).toBeNull();
    await answerWork(campaign, personOf(campaign, 0), work[0]);
    expect(await undoLast(personOf(campaign, 1), campaign)).toMatchObject({ was: "skip" });
    expect(await slotStates(campaign)).toEqual({ done: 1, leased: 1, withdrawn: 1 });
    expect((await verifyInvariants(boss(campaign))).filter(({ ok }) => !ok)).toEqual([]);
  });

  it("is taken up again by the page that follows the one which handed it back", async () => {
    const { campaign, work } = await begun(2);
    await releaseLease(personOf(campaign, 0), { ...campaign, ...work[0] });
    expect(await slotStates(campaign)).toEqual({ leased: 1, withdrawn: 1 });
    const leases = [{ assignmentId: work[0].assignmentId, epoch: work[0].epoch }];
    expect(await renewLeases(personOf(campaign, 0), { ...campaign, leases })).toEqual({ lost: [] });
    expect(await slotStates(campaign)).toEqual({ leased: 2 });
  });

  it("goes to others as far as the tasks were opened again", async () => {
    const { campaign, work } = await begun(2);
    expect(await openTasks(boss(campaign), { ...scopeOf(campaign), taskIds: "all", overlap: 1 })).toEqual({ tasks: 1, slots: 0 });
    await db().slot.updateMany({ where: { campaignId: campaign.campaignId }, data: { leaseUntil: new Date(0) } });
    await expireLeases();
    expect(await slotStates(campaign)).toEqual({ open: 1, withdrawn: 1 });
    await answerWork(campaign, personOf(campaign, 1), work[1]);
    expect(await slotStates(campaign)).toEqual({ done: 1, open: 1 });
  });
});
