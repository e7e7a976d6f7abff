import { describe, expect, it } from "vitest";
import { correctAnnotation } from "@/lib/annotations/correct-annotation";
import { getOwnProgress } from "@/lib/annotations/own-work";
import { undoLast } from "@/lib/annotations/undo-last";
import { db } from "@/lib/db";
import { openCampaign } from "@/scripts/testing/campaign";
import { answerWork, choose, nextOf, personOf, setHandoutOf } from "@/scripts/testing/desk-work";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

describe("a correction", () => {
  it("that meets an undo on its way leaves an item in hand or answered, never both", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 12, overlap: 1 });
    const actor = personOf(campaign, 0);
    for (let work = await nextOf(campaign, actor), round = 0; work && round < 24; work = await nextOf(campaign, actor), round += 1) {
      const { id } = await answerWork(campaign, actor, work, 0);
      const correction = { ...campaign, annotationId: id, idemKey: `from-another-tab-${round}`, response: choose(1) };
      await Promise.allSettled([correctAnnotation(actor, correction), undoLast(actor, campaign)]);
      const slots = await db().$queryRaw<{ done: boolean; live: number }[]>`
        select s.state = 'done' as done,
          (select count(*)::int from annotation a where a.slot_id = s.id and a.withdrawn_at is null and a.superseded_at is null) as live
        from slot s where s.task_id = ${work.taskId}`;
      expect(slots).toEqual([slots[0]?.done ? { done: true, live: 1 } : { done: false, live: 0 }]);
    }
  });

  it("asks one more person where an item that was settled is contested by it", async () => {
    const campaign = await openCampaign({ people: 2, tasks: 1, overlap: 2 });
    await setHandoutOf(campaign, { adaptive: { min: 2, max: 4, threshold: 0.95 } });
    const receipts = [];
    for (const actor of campaign.people) {
      const work = await nextOf(campaign, actor);
      if (work) receipts.push(await answerWork(campaign, actor, work, 0));
    }
    const open = async (): Promise<number> => db().slot.count({ where: { campaignId: campaign.campaignId, state: "open" } });
    expect(await open()).toBe(0);
    const correction = { annotationId: receipts[1]?.id ?? "", idemKey: "on-second-thoughts-0", response: choose(1) };
    await correctAnnotation(personOf(campaign, 1), { ...campaign, ...correction });
    expect(await open()).toBe(1);
  });
});

describe("the active time of one's own work", () => {
  it("counts the first look at a corrected answer once: the correction's time has it in", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 1, overlap: 1 });
    const actor = personOf(campaign, 0);
    const work = await nextOf(campaign, actor);
    if (!work) throw new Error("nothing to claim");
    const { id } = await answerWork(campaign, actor, work, 0);
    await db().annotation.update({ where: { id }, data: { activeSeconds: 30 } });
    const correction = { annotationId: id, idemKey: "after-a-second-look", response: choose(1), activeSeconds: 5 };
    await correctAnnotation(actor, { ...campaign, ...correction });
    expect(await getOwnProgress(actor, campaign)).toMatchObject({ done: 1, activeSeconds: 35 });
  });
});

describe("taking back in a campaign that rests", () => {
  it.each(["paused", "archived"] as const)("is refused where it is %s: the item could not be answered again", async (state) => {
    const campaign = await openCampaign({ people: 1, tasks: 2, overlap: 1 });
    const actor = personOf(campaign, 0);
    const work = await nextOf(campaign, actor);
    if (!work) throw new Error("nothing to claim");
    await answerWork(campaign, actor, work, 0);
    await db().campaign.update({ where: { id: campaign.campaignId }, data: { state } });
    await expect(undoLast(actor, campaign)).rejects.toMatchObject({ code: "refused" });
    expect(await db().annotation.count({ where: { campaignId: campaign.campaignId, withdrawnAt: null } })).toBe(1);
  });
});
