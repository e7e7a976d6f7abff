import { describe, expect, it } from "vitest";
import type { AnnotationReceipt } from "@/lib/annotations/schema";
import { submitAndClaimSchema } from "@/lib/annotations/schema";
import { submitAndClaim } from "@/lib/annotations/submit-and-claim";
import { submitAnnotation } from "@/lib/annotations/submit-annotation";
import { undoLast } from "@/lib/annotations/undo-last";
import { saveDraft } from "@/lib/annotations/save-draft";
import { getOwnProgress } from "@/lib/annotations/own-work";
import { expireLeases } from "@/lib/assignments/expire-leases";
import { leaseNext } from "@/lib/assignments/lease-next";
import { releaseLease } from "@/lib/assignments/release-lease";
import { renewLeases } from "@/lib/assignments/renew-leases";
import { maxLeasesHeld } from "@/lib/assignments/schema";
import type { Work } from "@/lib/assignments/schema";
import { skipAssignment } from "@/lib/assignments/skip-assignment";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { openCampaign } from "@/scripts/testing/campaign";
import type { OpenCampaign } from "@/scripts/testing/campaign";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

const answer = (choice: number): { answers: { overall: { choice: number } } } => ({ answers: { overall: { choice } } });

const person = (campaign: OpenCampaign, index: number): Actor => {
  const actor = campaign.people[index];
  if (!actor) throw new Error(`no person ${index}`);
  return actor;
};

const claim = async (campaign: OpenCampaign, index: number, holding: string[] = []): Promise<Work> => {
  const [work] = await leaseNext(person(campaign, index), { ...campaign, holding });
  if (!work) throw new Error("nothing to claim");
  return work;
};

const submit = (campaign: OpenCampaign, index: number, work: Work, idemKey: string, choice = 0): Promise<AnnotationReceipt> =>
  submitAnnotation(person(campaign, index), {
    ...campaign,
    assignmentId: work.assignmentId,
    epoch: work.epoch,
    idemKey,
    response: answer(choice),
  });

const lapse = async (work: Work): Promise<void> => {
  await db()
    .$executeRaw`update slot set lease_until = clock_timestamp() - interval '1 second' where task_id = ${work.taskId} and state = 'leased'`;
};

const submitAlong = (campaign: OpenCampaign, index: number, work: Work, holding: string[], want = 1) =>
  submitAndClaim(
    person(campaign, index),
    submitAndClaimSchema.parse({
      ...campaign,
      assignmentId: work.assignmentId,
      epoch: work.epoch,
      idemKey: `along-${work.assignmentId.padStart(12, "0")}`,
      response: answer(0),
      next: { holding, want },
    }),
  );

describe("an answer with the next item", () => {
  it("gives each person each item once, until nothing is left", async () => {
    const campaign = await openCampaign({ people: 8, tasks: 20, overlap: 2 });
    const answered = await Promise.all(
      campaign.people.map(async (_, index) => {
        const tasks: string[] = [];
        let work: Work | undefined = await claim(campaign, index).catch(() => undefined);
        while (work) {
          tasks.push(work.taskId);
          work = (await submitAlong(campaign, index, work, [work.assignmentId])).work?.[0];
        }
        return tasks;
      }),
    );
    for (const tasks of answered) expect(new Set(tasks).size).toBe(tasks.length);
    expect(answered.flat()).toHaveLength(40);
    expect(await db().annotation.count({ where: { campaignId: campaign.campaignId } })).toBe(40);
  });

  it("stores the answer where the campaign was closed meanwhile, and brings nothing", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 3, overlap: 1 });
    const work = await claim(campaign, 0);
    await db().campaign.update({ where: { id: campaign.campaignId }, data: { state: "paused" } });
    const receipt = await submitAlong(campaign, 0, work, [work.assignmentId]);
    expect(receipt.taskId).toBe(work.taskId);
    expect(receipt.work).toBeNull();
  });

  it("gives back a live lease that no tab holds before it claims another, and never more than may be held", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 80, overlap: 1 });
    const first = await claim(campaign, 0);
    const forgotten = await claim(campaign, 0, [first.assignmentId]);
    const { work } = await submitAlong(campaign, 0, first, [first.assignmentId]);
    expect(work?.map((item) => item.assignmentId)).toEqual([forgotten.assignmentId]);
    const held = (await leaseNext(person(campaign, 0), { ...campaign, holding: [], want: maxLeasesHeld })).map((item) => item.assignmentId);
    expect(held).toHaveLength(maxLeasesHeld);
    expect(await leaseNext(person(campaign, 0), { ...campaign, holding: held, want: 1 })).toEqual([]);
  });

  it("never brings the task that it answers, though its lease had lapsed and the task was free to take", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 2, overlap: 2 });
    const work = await claim(campaign, 0);
    await lapse(work);
    await expireLeases();
    const { taskId, work: next } = await submitAlong(campaign, 0, work, [work.assignmentId]);
    expect(taskId).toBe(work.taskId);
    expect(next).toHaveLength(1);
    expect(next?.[0]?.taskId).not.toBe(work.taskId);
    expect(await db().slot.groupBy({ by: ["state"], where: { campaignId: campaign.campaignId }, _count: true })).toEqual(
      expect.arrayContaining([
        { state: "done", _count: 1 },
        { state: "leased", _count: 1 },
        { state: "open", _count: 2 },
      ]),
    );
  });

  it("never brings under a new lease what the page holds and the page before it handed back", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 3, overlap: 1 });
    const [first, second] = await leaseNext(person(campaign, 0), { ...campaign, holding: [], want: 2 });
    if (!first || !second) throw new Error("nothing to claim");
    for (const work of [first, second]) await releaseLease(person(campaign, 0), { ...campaign, ...work });
    const holding = [first.assignmentId, second.assignmentId];
    const { work } = await submitAlong(campaign, 0, first, holding);
    expect(work?.map(({ taskId }) => [first.taskId, second.taskId].includes(taskId))).toEqual([false]);
    expect((await submitAlong(campaign, 0, second, holding, 2)).taskId).toBe(second.taskId);
  });

  it("goes in where the claim that came along fails", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 3, overlap: 1 });
    const work = await claim(campaign, 0);
    await db()
      .$executeRaw`create function refuse_leases() returns trigger language plpgsql as $$ begin raise exception 'no leases today'; end $$`;
    await db().$executeRaw`create trigger refuse_leases before insert on assignment for each row execute function refuse_leases()`;
    try {
      expect(await submitAlong(campaign, 0, work, [work.assignmentId])).toMatchObject({ taskId: work.taskId, work: null });
    } finally {
      await db().$executeRaw`drop trigger refuse_leases on assignment`;
    }
    expect(await db().annotation.count({ where: { campaignId: campaign.campaignId } })).toBe(1);
    expect(await claim(campaign, 0)).toMatchObject({ draft: null });
  });

  it("is the stored answer when it is sent again", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 5, overlap: 1 });
    const work = await claim(campaign, 0);
    const [first, again] = [
      await submitAlong(campaign, 0, work, [work.assignmentId]),
      await submitAlong(campaign, 0, work, [work.assignmentId]),
    ];
    expect(again.id).toBe(first.id);
    expect(await db().annotation.count({ where: { campaignId: campaign.campaignId } })).toBe(1);
  });
});

describe("claims", () => {
  it("200 claimers on 100 slots: exactly 100 leases, nobody twice", async () => {
    const campaign = await openCampaign({ people: 200, tasks: 100, overlap: 1 });
    const claims = await Promise.all(campaign.people.map((actor) => leaseNext(actor, { ...campaign, holding: [] })));
    const got = claims.flat();
    expect(got).toHaveLength(100);
    expect(new Set(got.map((work) => work.taskId)).size).toBe(100);
    expect(await db().assignment.count({ where: { campaignId: campaign.campaignId, state: "leased" } })).toBe(100);
    expect(await db().slot.count({ where: { campaignId: campaign.campaignId, state: "leased" } })).toBe(100);
  });

  it("with overlap three, every task gets three different people and every answer is kept", async () => {
    const campaign = await openCampaign({ people: 12, tasks: 30, overlap: 3 });
    await Promise.all(
      campaign.people.map(async (actor, index) => {
        for (let round = 0; ; round += 1) {
          const [work] = await leaseNext(actor, { ...campaign, holding: [] });
          if (!work) return;
          await submit(campaign, index, work, `person-${index}-round-${round}-0000`);
        }
      }),
    );
    const rows = await db().annotation.groupBy({
      by: ["taskId"],
      where: { campaignId: campaign.campaignId },
      _count: { annotatorId: true },
    });
    expect(rows.map((row) => row._count.annotatorId)).toEqual(Array.from({ length: 30 }, () => 3));
    const pairs = await db().annotation.findMany({
      where: { campaignId: campaign.campaignId },
      select: { taskId: true, annotatorId: true },
    });
    expect(new Set(pairs.map((pair) => `${pair.taskId} ${pair.annotatorId}`)).size).toBe(90);
    expect(await db().slot.count({ where: { campaignId: campaign.campaignId, state: "done" } })).toBe(90);
  });

  it("ten tabs of one person hold one item between them, and a tab that shows it is given the next", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 5, overlap: 2 });
    const tabs = await Promise.all(Array.from({ length: 10 }, () => leaseNext(person(campaign, 0), { ...campaign, holding: [] })));
    const shown = new Set(tabs.flatMap((works) => works.map((work) => work.taskId)));
    const leases = await db().assignment.groupBy({ by: ["taskId"], where: { campaignId: campaign.campaignId }, _count: { id: true } });
    expect(leases.every((row) => row._count.id === 1)).toBe(true);
    expect(leases.length).toBe(shown.size);
    const again = await claim(campaign, 0);
    const next = await claim(campaign, 0, [again.assignmentId]);
    expect(next.taskId).not.toBe(again.taskId);
  });

  it("stores the order that was shown, and draws it anew for each claim", async () => {
    const campaign = await openCampaign({ people: 60, tasks: 1, overlap: 60 });
    const works = await Promise.all(campaign.people.map((_, index) => claim(campaign, index)));
    const orders = works.map((work) => work.candidates.map((candidate) => candidate.ordinal).join());
    expect(new Set(orders)).toEqual(new Set(["0,1", "1,0"]));
    const stored = await db().assignment.findMany({ where: { campaignId: campaign.campaignId }, select: { id: true, shownOrder: true } });
    const byId = new Map(stored.map((row) => [String(row.id), row.shownOrder]));
    works.forEach((work, index) => expect(String(byId.get(work.assignmentId))).toBe(orders[index]));
  });
});

describe("submits", () => {
  it("the same submit five times in parallel and once later: one label, the same answer each time", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 2, overlap: 1 });
    const work = await claim(campaign, 0);
    const tries = await Promise.all(Array.from({ length: 5 }, () => submit(campaign, 0, work, "one-intended-answer")));
    const later = await submit(campaign, 0, work, "one-intended-answer");
    expect(new Set([...tries, later].map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    expect(await db().annotation.count({ where: { campaignId: campaign.campaignId } })).toBe(1);
    await expect(submit(campaign, 0, work, "one-intended-answer", 1)).rejects.toMatchObject({ code: "conflict" });
    expect(await db().annotation.count({ where: { campaignId: campaign.campaignId } })).toBe(1);
  });

  it("a lease that went to somebody else is refused, its draft is kept, the other's answer counts", async () => {
    const campaign = await openCampaign({ people: 2, tasks: 1, overlap: 1 });
    const first = await claim(campaign, 0);
    await saveDraft(person(campaign, 0), {
      ...campaign,
      assignmentId: first.assignmentId,
      draft: { response: answer(1), comment: "half a thought", flagged: false },
    });
    await lapse(first);
    const second = await claim(campaign, 1);
    expect(second.taskId).toBe(first.taskId);
    await expect(submit(campaign, 0, first, "too-late-by-a-minute")).rejects.toMatchObject({ code: "lease_lost" });
    expect(await renewLeases(person(campaign, 0), { ...campaign, leases: [first] })).toEqual({ lost: [first.assignmentId] });
    expect(await renewLeases(person(campaign, 1), { ...campaign, leases: [second] })).toEqual({ lost: [] });
    await submit(campaign, 1, second, "in-time-and-counted");
    const kept = await db().assignment.findUnique({ where: { id: BigInt(first.assignmentId) }, select: { state: true, draft: true } });
    expect(kept).toMatchObject({ state: "expired", draft: { comment: "half a thought" } });
    expect(await db().annotation.count({ where: { campaignId: campaign.campaignId } })).toBe(1);
  });

  it("who gets a task again whose lease lapsed goes on with the draft", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 1, overlap: 1 });
    const first = await claim(campaign, 0);
    const draft = { response: answer(1), comment: "half a thought", flagged: false };
    await saveDraft(person(campaign, 0), { ...campaign, assignmentId: first.assignmentId, draft });
    await lapse(first);
    await expireLeases();
    const again = await claim(campaign, 0);
    expect(again.assignmentId).not.toBe(first.assignmentId);
    expect(again.draft).toMatchObject(draft);
    // Its version comes along: a browser that kept an older draft of the task can tell that this one is newer.
    expect(again.draftVersion).toBe(1);
    expect(await saveDraft(person(campaign, 0), { ...campaign, assignmentId: again.assignmentId, draft })).toMatchObject({
      draftVersion: 2,
    });
  });

  it("an undo of a skip makes no newer draft of the one that stands, an undo of an answer does", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 1, overlap: 1 });
    const first = await claim(campaign, 0);
    const draft = { response: answer(1), comment: "half a thought", flagged: false };
    const asked = { ...campaign, holding: [], assignmentId: first.assignmentId };
    await saveDraft(person(campaign, 0), { ...campaign, assignmentId: first.assignmentId, draft });
    await skipAssignment(person(campaign, 0), { ...campaign, ...first, reason: "other", note: "" });
    await undoLast(person(campaign, 0), campaign);
    const [again] = await leaseNext(person(campaign, 0), asked);
    if (!again) throw new Error("it was not given back");
    expect(again).toMatchObject({ draft, draftVersion: 1 });
    await submit(campaign, 0, again, "taken-back-in-a-moment");
    await undoLast(person(campaign, 0), campaign);
    expect(await leaseNext(person(campaign, 0), asked)).toMatchObject([{ draftVersion: 2 }]);
  });

  it("some dozens of items can be held ready, each once, and no more than the limit", async () => {
    const campaign = await openCampaign({ people: 2, tasks: 70, overlap: 2 });
    const ready = await leaseNext(person(campaign, 0), { ...campaign, holding: [], want: 50 });
    expect(new Set(ready.map((work) => work.taskId)).size).toBe(50);
    const holding = ready.map((work) => work.assignmentId);
    expect(await leaseNext(person(campaign, 0), { ...campaign, holding, want: 50 })).toHaveLength(10);
    expect(await leaseNext(person(campaign, 1), { ...campaign, holding: [], want: 1 })).toHaveLength(1);
  });

  it("letters that cannot be stored become the sign for that, wherever they stand", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 1, overlap: 1 });
    const work = await claim(campaign, 0);
    const input = { ...campaign, assignmentId: work.assignmentId, epoch: work.epoch, idemKey: "half-a-surrogate-pair" };
    const comment = "a\u0000b\ud800c \\u0000";
    const stored = await submitAnnotation(person(campaign, 0), { ...input, comment, response: answer(0) });
    expect(stored.comment).toBe("a\ufffdb\ufffdc \\u0000");
    const draft = { response: { note: comment }, comment, flagged: false };
    await expect(saveDraft(person(campaign, 0), { ...campaign, assignmentId: work.assignmentId, draft })).rejects.toMatchObject({
      code: "lease_lost",
    });
  });

  it("a lease that lapsed but that nobody took is still good for its answer", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 1, overlap: 1 });
    const work = await claim(campaign, 0);
    await lapse(work);
    await expireLeases();
    await submit(campaign, 0, work, "late-but-nobody-minded");
    expect(await db().slot.count({ where: { campaignId: campaign.campaignId, state: "done" } })).toBe(1);
  });

  it("so is one that the page before handed back after this one had it; with somebody else's claim that ends", async () => {
    const campaign = await openCampaign({ people: 2, tasks: 3, overlap: 1 });
    const [first, second, third] = await leaseNext(person(campaign, 0), { ...campaign, holding: [], want: 3 });
    if (!first || !second || !third) throw new Error("nothing to claim");
    for (const work of [first, second, third]) await releaseLease(person(campaign, 0), { ...campaign, ...work });
    // A renewal takes it up again, so that nobody else is given it.
    expect(await renewLeases(person(campaign, 0), { ...campaign, leases: [third] })).toEqual({ lost: [] });
    await submit(campaign, 0, first, "handed-back-by-the-page-before");
    const taken = await claim(campaign, 1);
    expect(taken.taskId).toBe(second.taskId);
    expect(await renewLeases(person(campaign, 0), { ...campaign, leases: [second, third] })).toEqual({ lost: [second.assignmentId] });
    await expect(submit(campaign, 0, second, "taken-by-somebody-else")).rejects.toMatchObject({ code: "lease_lost" });
    await submit(campaign, 1, taken, "the-new-holders-answer");
    expect(await db().annotation.count({ where: { campaignId: campaign.campaignId } })).toBe(2);
  });

  it("an incomplete answer is refused in words and changes nothing", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 1, overlap: 1 });
    const work = await claim(campaign, 0);
    const attempt = submitAnnotation(person(campaign, 0), {
      ...campaign,
      ...work,
      idemKey: "nothing-was-answered",
      response: { answers: {} },
    });
    await expect(attempt).rejects.toMatchObject({ code: "invalid_input", userMessage: expect.stringContaining("Which would you rather") });
    expect(await db().slot.count({ where: { campaignId: campaign.campaignId, state: "leased" } })).toBe(1);
  });

  it("somebody else's assignment is not theirs to answer", async () => {
    const campaign = await openCampaign({ people: 2, tasks: 1, overlap: 1 });
    const work = await claim(campaign, 0);
    await expect(submit(campaign, 1, work, "not-mine-to-answer")).rejects.toMatchObject({ code: "lease_lost" });
  });
});

describe("taking back", () => {
  it("undo withdraws the answer and gives the item back with it as the draft; the next submit counts", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 1, overlap: 1 });
    const work = await claim(campaign, 0);
    await submit(campaign, 0, work, "regretted-at-once-00");
    await undoLast(person(campaign, 0), campaign);
    const again = await claim(campaign, 0);
    expect(again.assignmentId).toBe(work.assignmentId);
    expect(again.epoch).not.toBe(work.epoch);
    expect(again.draft).toMatchObject({ response: answer(0) });
    await submit(campaign, 0, again, "thought-over-answer", 1);
    const rows = await db().annotation.findMany({
      where: { campaignId: campaign.campaignId },
      orderBy: { createdAt: "asc" },
      select: { withdrawnAt: true },
    });
    expect(rows.map((row) => row.withdrawnAt === null)).toEqual([false, true]);
  });

  it("a skip goes to others and never back, unless it is undone in time", async () => {
    const campaign = await openCampaign({ people: 2, tasks: 1, overlap: 1 });
    const work = await claim(campaign, 0);
    await skipAssignment(person(campaign, 0), { ...campaign, ...work, reason: "cannot-judge" });
    expect(await leaseNext(person(campaign, 0), { ...campaign, holding: [] })).toEqual([]);
    await undoLast(person(campaign, 0), campaign);
    const again = await claim(campaign, 0);
    await skipAssignment(person(campaign, 0), { ...campaign, ...again, reason: "language" });
    await claim(campaign, 1);
    await expect(undoLast(person(campaign, 0), campaign)).rejects.toMatchObject({ code: "conflict" });
    expect(await getOwnProgress(person(campaign, 0), campaign)).toMatchObject({ done: 0, skipped: 1, left: 0 });
  });
});
