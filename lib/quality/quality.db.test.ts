import { describe, expect, it } from "vitest";
import { submitAnnotation } from "@/lib/annotations/submit-annotation";
import { correctAnnotation } from "@/lib/annotations/correct-annotation";
import { getOwnProgress } from "@/lib/annotations/own-work";
import { measureSelfConsistency } from "@/lib/agreement/measure-self-consistency";
import { undoLast } from "@/lib/annotations/undo-last";
import { aggregateProject } from "@/lib/aggregation/aggregate-project";
import { getConsensus } from "@/lib/aggregation/get-consensus";
import { recomputeAggregation } from "@/lib/aggregation/recompute-aggregation";
import { expireLeases } from "@/lib/assignments/expire-leases";
import { leaseNext } from "@/lib/assignments/lease-next";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { decideTask, withdrawDecision } from "@/lib/discussion/decide-task";
import { newId } from "@/lib/ids";
import { listPeople } from "@/lib/quality/list-people";
import { paceRulesSchema, qualityRulesSchema, standingFor, standingForPace } from "@/lib/quality/schema";
import { listKnownTasks, setKnownAnswer } from "@/lib/quality/set-known-answer";
import { excludePerson, liftPause, readmitPerson } from "@/lib/quality/set-person";
import { setQualityRules } from "@/lib/quality/set-rules";
import { verifyInvariants } from "@/lib/verify/verify-invariants";
import { openCampaign } from "@/scripts/testing/campaign";
import type { OpenCampaign } from "@/scripts/testing/campaign";
import { annotatorOf, answerAll, answerWork, choose, nextOf, personOf, plantKnownAnswer } from "@/scripts/testing/desk-work";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

const systemOf = (campaign: OpenCampaign): Actor => ({ kind: "system", workspaceId: personOf(campaign, 0).workspaceId, name: "test" });

const tasksOf = async (campaign: OpenCampaign): Promise<string[]> =>
  (
    await db().task.findMany({ where: { campaignId: campaign.campaignId }, orderBy: { item: { ordinal: "asc" } }, select: { id: true } })
  ).map((task) => task.id);

/** A campaign in which the last `known` tasks are not open as work and have the known answer 0. */
const withKnown = async (size: {
  people: number;
  work: number;
  known: number;
  share: number;
}): Promise<OpenCampaign & { gold: Set<string> }> => {
  const campaign = await openCampaign({ people: size.people, tasks: size.work + size.known, overlap: 1 });
  const gold = (await tasksOf(campaign)).slice(size.work);
  await db().slot.deleteMany({ where: { taskId: { in: gold } } });
  for (const id of gold) await plantKnownAnswer(campaign, id, 0);
  await db().campaign.update({ where: { id: campaign.campaignId }, data: { goldShare: size.share } });
  return { ...campaign, gold: new Set(gold) };
};

const allHold = async (campaign: OpenCampaign): Promise<void> => {
  const broken = (await verifyInvariants(systemOf(campaign))).filter((invariant) => !invariant.ok);
  expect(broken).toEqual([]);
};

describe("known answers", () => {
  it("are planted at the set rate, each once a person, and nothing that reaches the desk tells them apart", async () => {
    const campaign = await withKnown({ people: 1, work: 120, known: 60, share: 0.25 });
    const actor = personOf(campaign, 0);
    const works = [];
    let steps = new Set<string>();
    for (;;) {
      const before = await getOwnProgress(actor, campaign);
      const work = await nextOf(campaign, actor);
      if (!work) break;
      const receipt = await answerWork(campaign, actor, work);
      const after = await getOwnProgress(actor, campaign);
      const gold = campaign.gold.has(work.taskId);
      works.push({ work, receipt, gold });
      // With the last of the work nothing is left, however many known answers were still expected.
      if (after.left > 1) steps.add(`${gold}: ${after.done - before.done} ${after.left - before.left}`);
    }
    const planted = works.filter(({ gold }) => gold);
    // 120 of work at a share of a quarter: 40 expected, standard deviation 7.
    expect(planted.length).toBeGreaterThan(15);
    expect(planted.length).toBeLessThanOrEqual(60);
    expect(works.length - planted.length).toBe(120);
    expect(new Set(works.map(({ work }) => work.taskId)).size).toBe(works.length);
    const shape = (value: object): string =>
      JSON.stringify(Object.entries(value).map(([key, entry]) => [key, typeof entry, entry === null]));
    expect(new Set(works.map(({ work }) => shape(work))).size).toBe(1);
    expect(new Set(works.map(({ receipt }) => shape(receipt))).size).toBe(1);
    expect(new Set(works.map(({ work }) => work.epoch))).toEqual(new Set(["1"]));
    steps = new Set([...steps].map((step) => step.split(": ")[1] ?? ""));
    expect(steps).toEqual(new Set(["1 -1"]));
    await allHold(campaign);
  });

  it("are drawn from all that there are, not from the first two hundred", async () => {
    const campaign = await withKnown({ people: 1, work: 2, known: 500, share: 0.5 });
    await db().campaign.update({ where: { id: campaign.campaignId }, data: { goldShare: 1 } });
    const order = [...campaign.gold].sort();
    const places: number[] = [];
    for (let asked = 0; asked < 12; asked += 1) {
      const work = await nextOf(campaign, personOf(campaign, 0));
      if (!work) throw new Error("nothing to claim");
      places.push(order.indexOf(work.taskId));
      await answerWork(campaign, personOf(campaign, 0), work);
    }
    // All twelve among the first two hundred of five hundred: once in sixty thousand.
    expect(Math.max(...places)).toBeGreaterThanOrEqual(200);
  });

  it("a lapsed one goes to nobody else and can still be answered by whom it was made for", async () => {
    const campaign = await withKnown({ people: 2, work: 3, known: 5, share: 0.5 });
    await db().campaign.update({ where: { id: campaign.campaignId }, data: { goldShare: 1 } });
    const work = await nextOf(campaign, personOf(campaign, 0));
    if (!work) throw new Error("nothing to claim");
    expect(campaign.gold.has(work.taskId)).toBe(true);
    await db().$executeRaw`update slot set lease_until = clock_timestamp() - interval '1 second' where task_id = ${work.taskId}`;
    await expireLeases();
    expect(await db().slot.count({ where: { taskId: work.taskId, state: "open" } })).toBe(0);
    await answerWork(campaign, personOf(campaign, 0), work);
    expect(await db().slot.count({ where: { taskId: work.taskId, state: "done" } })).toBe(1);
    await allHold(campaign);
  });

  it("are set by a researcher with an explanation, read again, replaced and cleared", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 2, overlap: 1 });
    const [taskId = ""] = await tasksOf(campaign);
    const place = { projectId: campaign.projectId, campaignId: campaign.campaignId };
    await setKnownAnswer(systemOf(campaign), { ...place, taskId, response: choose(1), explanation: "The second cites its source." });
    await setKnownAnswer(systemOf(campaign), { ...place, taskId, response: choose(0), explanation: "On second thoughts." });
    const { tasks, total } = await listKnownTasks(systemOf(campaign), { ...place, take: 10, skip: 0 });
    expect(total).toBe(1);
    expect(tasks).toMatchObject([{ taskId, explanation: "On second thoughts.", response: choose(0) }]);
    await expect(setKnownAnswer(systemOf(campaign), { ...place, taskId, response: { answers: {} } })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await setKnownAnswer(systemOf(campaign), { ...place, taskId, response: null });
    expect((await listKnownTasks(systemOf(campaign), { ...place, take: 10, skip: 0 })).total).toBe(0);
  });
});

describe("standing", () => {
  const rules = qualityRulesSchema.parse({ window: 10, atLeast: 4, warnBelow: 0.8, retrainBelow: 0.6, pauseBelow: 0.4 });

  it.each<[string, boolean[], string]>([
    ["too few to say", [false, false, false], "working"],
    ["good", [true, true, true, true], "working"],
    ["three of four", [true, true, true, false], "warned"],
    ["half", [true, false, true, false], "retraining"],
    ["hardly any", [false, false, false, true], "paused"],
    ["bad long ago, good of late", [...Array.from({ length: 10 }, () => true), false, false, false, false], "working"],
  ])("%s", (_name, checks, standing) => expect(standingFor(rules, checks)).toBe(standing));

  it("warns, then pauses in words; a researcher lets the person go on, and what was before no longer weighs", async () => {
    const campaign = await withKnown({ people: 1, work: 40, known: 30, share: 0.5 });
    const place = { projectId: campaign.projectId, campaignId: campaign.campaignId };
    await setQualityRules(systemOf(campaign), { ...place, rules: { window: 10, atLeast: 3, warnBelow: 0.9, pauseBelow: 0.5 } });
    const actor = personOf(campaign, 0);
    const standings: string[] = [];
    const refusal = await answerAll(campaign, actor, () => 1).then(
      () => null,
      (error: unknown) => error,
    );
    expect(refusal).toMatchObject({ code: "refused", userMessage: expect.stringContaining("Everything that you sent is kept") });
    const [person] = await listPeople(systemOf(campaign), place);
    expect(person).toMatchObject({ standing: "paused", checks: 3, checksCorrect: 0 });
    standings.push(person?.standing ?? "");
    const annotatorId = await annotatorOf(campaign, actor);
    await liftPause(systemOf(campaign), { ...place, annotatorId });
    expect((await listPeople(systemOf(campaign), place))[0]).toMatchObject({ standing: "working", checks: 0 });
    await answerAll(campaign, actor, () => 0, 12);
    expect((await listPeople(systemOf(campaign), place))[0]).toMatchObject({ standing: "working" });
    await allHold(campaign);
  });

  it("does not weigh answers that were taken back, and weighs the newer where one was corrected", async () => {
    const campaign = await withKnown({ people: 1, work: 5, known: 5, share: 0.5 });
    await db().campaign.update({ where: { id: campaign.campaignId }, data: { goldShare: 1 } });
    const actor = personOf(campaign, 0);
    const place = { projectId: campaign.projectId, campaignId: campaign.campaignId };
    const first = await nextOf(campaign, actor);
    if (!first) throw new Error("nothing to claim");
    const receipt = await answerWork(campaign, actor, first, 1);
    await correctAnnotation(actor, { ...place, annotationId: receipt.id, idemKey: "put-right-at-once", response: choose(0) });
    expect((await listPeople(systemOf(campaign), place))[0]).toMatchObject({ checks: 1, checksCorrect: 1 });
    await undoLast(actor, place);
    expect((await listPeople(systemOf(campaign), place))[0]).toMatchObject({ checks: 0 });
  });
});

describe("speed", () => {
  const pace = { leastSeconds: 2, wordsPerMinute: 600, window: 5, atLeast: 3, warnAbove: 0.3, pauseAbove: 0.7 };

  it.each<[string, boolean[], string]>([
    ["too few to say", [true, true], "working"],
    ["some", [true, false, false, false, false], "working"],
    ["two of five", [true, false, true, false, false], "warned"],
    ["most", [true, true, true, true, false], "paused"],
    ["fast long ago", [false, false, false, false, false, true, true, true, true], "working"],
  ])("%s", (_name, tooFast, standing) => expect(standingForPace(paceRulesSchema.parse(pace), tooFast)).toBe(standing));

  it("counts what came sooner than it can be read, takes back what was taken back, tells the person, then lets them rest", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 12, overlap: 1 });
    const place = { projectId: campaign.projectId, campaignId: campaign.campaignId };
    const actor = personOf(campaign, 0);
    const answer = async (activeSeconds: number | undefined): Promise<void> => {
      const work = await nextOf(campaign, actor);
      if (!work) throw new Error("nothing to claim");
      const { assignmentId, epoch } = work;
      const idemKey = `paced-${assignmentId.padStart(8, "0")}-${epoch}`;
      await submitAnnotation(actor, { ...place, assignmentId, epoch, idemKey, response: choose(0), activeSeconds });
    };
    const person = async () => (await listPeople(systemOf(campaign), place))[0];
    await answer(0.1);
    expect(await person()).toMatchObject({ paces: 0, pacesTooFast: 0 });
    await setQualityRules(systemOf(campaign), { ...place, rules: { pace } });

    await answer(30);
    await answer(0.5);
    expect(await person()).toMatchObject({ standing: "working", paces: 2, pacesTooFast: 1 });
    // Taken back and sent again: what was read before counts, so 0.5 and 1.8 seconds are enough.
    await undoLast(actor, place);
    expect(await person()).toMatchObject({ paces: 1, pacesTooFast: 0 });
    await answer(1.8);
    expect(await person()).toMatchObject({ paces: 2, pacesTooFast: 0 });

    // Without a desk it is the time since the item was handed out: here no time at all.
    await answer(undefined);
    await answer(0.5);
    expect(await person()).toMatchObject({ standing: "warned", paces: 4, pacesTooFast: 2 });
    // A minute for texts that take longer to read.
    await db().campaign.update({
      where: { id: campaign.campaignId },
      data: { qualityRules: qualityRulesSchema.parse({ pace: { ...pace, leastSeconds: null, wordsPerMinute: 50, window: 3 } }) },
    });
    await answer(0.2);
    expect(await person()).toMatchObject({ standing: "paused", paces: 3, pacesTooFast: 3 });
    await expect(nextOf(campaign, actor)).rejects.toMatchObject({
      code: "refused",
      userMessage: expect.stringContaining("sooner than the texts can be read"),
    });
    await liftPause(systemOf(campaign), { ...place, annotatorId: await annotatorOf(campaign, actor) });
    await answer(60);
    expect(await person()).toMatchObject({ standing: "working", paces: 1, pacesTooFast: 0 });
    await allHold(campaign);
  });
});

describe("what is counted", () => {
  it("leaves out an excluded person's labels and takes them back in; old posteriors still follow from their labels", async () => {
    const campaign = await openCampaign({ people: 3, tasks: 6, overlap: 3 });
    for (const [index, actor] of campaign.people.entries()) await answerAll(campaign, actor, () => (index === 0 ? 1 : 0));
    const place = { projectId: campaign.projectId, campaignId: campaign.campaignId };
    const system = systemOf(campaign);
    const labels = async (): Promise<{ id: string; labels: number }> => aggregateProject(system, { ...place, model: "majority" });
    const before = await labels();
    const annotatorId = await annotatorOf(campaign, personOf(campaign, 0));
    await excludePerson(system, { ...place, annotatorId, reason: "answered without reading" });
    await expect(excludePerson(system, { ...place, annotatorId, reason: "twice" })).rejects.toMatchObject({ code: "conflict" });
    const without = await labels();
    await readmitPerson(system, { ...place, annotatorId });
    const after = await labels();
    expect([before.labels, without.labels, after.labels]).toEqual([18, 12, 18]);
    for (const { id } of [before, without, after]) {
      expect((await recomputeAggregation(system, { projectId: place.projectId, aggregationId: id })).violations).toEqual([]);
    }
  });

  it("a decision stands in the place of the votes, which are kept, until it is withdrawn", async () => {
    const campaign = await openCampaign({ people: 3, tasks: 2, overlap: 3 });
    for (const actor of campaign.people) await answerAll(campaign, actor, () => 0);
    const { workspaceId } = personOf(campaign, 0);
    const userId = newId("user");
    await db().user.create({ data: { id: userId, email: `${userId}@example.org`, name: "Rita" } });
    await db().member.create({ data: { id: newId("member"), workspaceId, userId, role: "researcher" } });
    const rita: Actor = { kind: "person", userId, workspaceId };
    const [taskId = ""] = await tasksOf(campaign);
    const place = { projectId: campaign.projectId, campaignId: campaign.campaignId };
    await expect(decideTask(personOf(campaign, 0), { ...place, taskId, response: choose(1) })).rejects.toMatchObject({ code: "forbidden" });
    await decideTask(rita, { ...place, taskId, response: choose("tie") });
    await decideTask(rita, { ...place, taskId, response: choose(1), reason: "The first invents a source." });
    const system = systemOf(campaign);
    const choiceOf = async (): Promise<unknown> => {
      const { id } = await aggregateProject(system, { ...place, model: "majority" });
      expect((await recomputeAggregation(system, { projectId: place.projectId, aggregationId: id })).violations).toEqual([]);
      const read = await getConsensus(system, { projectId: place.projectId });
      return read?.consensus.map((row) => [row.choice, row.pChoice, row.labels]);
    };
    expect(await choiceOf()).toEqual([
      ["1", 1, 3],
      ["0", 1, 3],
    ]);
    await withdrawDecision(rita, { ...place, taskId });
    expect(await choiceOf()).toEqual([
      ["0", 1, 3],
      ["0", 1, 3],
    ]);
    await allHold(campaign);
  });

  it("repeats are not counted", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 20, overlap: 1 });
    await db().campaign.update({ where: { id: campaign.campaignId }, data: { handout: { repeatShare: 0.25, repeatAfter: 2 } } });
    const works = await answerAll(campaign, personOf(campaign, 0));
    expect(works.length).toBeGreaterThan(20);
    const fit = await aggregateProject(systemOf(campaign), { projectId: campaign.projectId, model: "majority" });
    expect(fit.labels).toBe(20);
    const self = await measureSelfConsistency(systemOf(campaign), { projectId: campaign.projectId, campaignId: campaign.campaignId });
    expect(self).toEqual({ estimate: { value: 1, ci: [expect.closeTo(0.025, 12), 1], n: works.length - 20 }, people: 1 });
    await allHold(campaign);
  });
});

describe("parallel work with everything on", () => {
  it("loses no slot and doubles none", async () => {
    const campaign = await withKnown({ people: 6, work: 20, known: 12, share: 0.15 });
    await db().campaign.update({
      where: { id: campaign.campaignId },
      data: { handout: { adaptive: { min: 1, max: 4, threshold: 0.95 }, repeatShare: 0.1, repeatAfter: 3, order: "random" } },
    });
    await Promise.all(
      campaign.people.map(async (actor, person) => {
        for (let turn = 0; turn < 40; turn += 1) {
          const [work] = await leaseNext(actor, { ...campaign, holding: [] });
          if (!work) return;
          await answerWork(campaign, actor, work, person % 2);
          if (turn % 7 === 3) await undoLast(actor, campaign).catch(() => undefined);
        }
      }),
    );
    await allHold(campaign);
    const doubled = await db().$queryRaw<unknown[]>`
      select 1 from annotation where campaign_id = ${campaign.campaignId} and withdrawn_at is null and superseded_at is null and slot_id is not null and not repeat
      group by task_id, annotator_id having count(*) > 1`;
    expect(doubled).toEqual([]);
  });
});
