import { afterEach, describe, expect, it, vi } from "vitest";
import { submitAnnotation } from "@/lib/annotations/submit-annotation";
import { undoLast } from "@/lib/annotations/undo-last";
import { leaseNext } from "@/lib/assignments/lease-next";
import { expireLeases } from "@/lib/assignments/expire-leases";
import { skipAssignment } from "@/lib/assignments/skip-assignment";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import type { Handout } from "@/lib/projects/handout-schema";
import { openCampaign } from "@/scripts/testing/campaign";
import type { OpenCampaign } from "@/scripts/testing/campaign";
import { annotatorOf, answerAll, answerWork, enrol, nextOf, personOf, setHandoutOf } from "@/scripts/testing/desk-work";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();
afterEach(() => void vi.restoreAllMocks());

const tagItems = async (campaign: OpenCampaign, tagOf: (index: number) => object): Promise<void> => {
  const items = await db().item.findMany({ where: { projectId: campaign.projectId }, orderBy: { ordinal: "asc" }, select: { id: true } });
  for (const [index, { id }] of items.entries()) await db().item.update({ where: { id }, data: { meta: tagOf(index) } });
};

const ordinalOf = async (taskId: string): Promise<number> =>
  (await db().task.findUniqueOrThrow({ where: { id: taskId }, select: { item: { select: { ordinal: true } } } })).item.ordinal;

/** Posteriors for the tasks in order of their items, as an aggregation would leave them. */
const plantPosteriors = async (campaign: OpenCampaign, pOf: (index: number) => number): Promise<void> => {
  const tasks = await db().task.findMany({
    where: { campaignId: campaign.campaignId },
    orderBy: { item: { ordinal: "asc" } },
    select: { id: true },
  });
  const id = newId("aggregation");
  const { projectId, campaignId } = campaign;
  await db().aggregation.create({
    data: {
      id,
      projectId,
      campaignId,
      model: "majority",
      source: "human",
      question: "overall",
      seed: 0,
      state: "done",
      finishedAt: new Date(),
    },
  });
  await db().consensus.createMany({
    data: tasks.map((task, index) => ({
      aggregationId: id,
      taskId: task.id,
      question: "overall",
      choice: "0",
      posterior: { "0": pOf(index), "1": 1 - pOf(index) },
      pChoice: pOf(index),
      labels: 1,
    })),
  });
};

const everyone = { by: "anyone" } as const;
const ways: [string, Partial<Handout>][] = [
  ["least annotated first", { order: "least-annotated", match: everyone }],
  ["random", { order: "random", match: everyone }],
  ["uncertainty", { order: "uncertainty", match: everyone }],
  ["skill", { match: { by: "skill", field: "topic" } }],
  ["cohort", { match: { by: "cohort", cohorts: [{ name: "a", overlap: 1 }] } }],
  ["adaptive overlap", { adaptive: { min: 1, max: 3, threshold: 0.9 } }],
  ["repeats", { repeatShare: 0.25 }],
];

describe.each(ways)("handing out by %s", (_name, handout) => {
  it("40 claimers on 20 slots: exactly 20 leases, nobody twice", async () => {
    const campaign = await openCampaign({ people: 40, tasks: 20, overlap: 1 });
    await tagItems(campaign, () => ({ topic: "tea" }));
    for (const actor of campaign.people) await annotatorOf(campaign, actor, { skills: ["tea"] });
    if (handout.match?.by === "cohort") for (const actor of campaign.people) await enrol(campaign, actor, { cohort: "a" });
    await setHandoutOf(campaign, handout);
    const claims = (await Promise.all(campaign.people.map((actor) => nextOf(campaign, actor)))).filter((work) => work !== null);
    expect(claims).toHaveLength(20);
    expect(new Set(claims.map((work) => work.taskId)).size).toBe(20);
    expect(await db().slot.count({ where: { campaignId: campaign.campaignId, state: "leased" } })).toBe(20);
    expect(await db().assignment.count({ where: { campaignId: campaign.campaignId, state: "leased" } })).toBe(20);
  });
});

describe("order", () => {
  it("gives every task its first answer before any gets its second", async () => {
    const campaign = await openCampaign({ people: 2, tasks: 4, overlap: 2 });
    const first = await answerAll(campaign, personOf(campaign, 0), () => 0, 3);
    const second = await answerAll(campaign, personOf(campaign, 1));
    expect(first).toHaveLength(3);
    expect(second[0]?.taskId).not.toBe(undefined);
    expect(first.map((work) => work.taskId)).not.toContain(second[0]?.taskId);
  });

  it("puts tasks that people answered in a file behind those that nobody did, but for people who are left out", async () => {
    const campaign = await openCampaign({ people: 2, tasks: 3, overlap: 1 });
    const task = await db().task.findFirstOrThrow({
      where: { campaignId: campaign.campaignId, item: { ordinal: 1 } },
      select: { id: true },
    });
    const annotatorId = newId("annotator");
    await db().annotator.create({ data: { id: annotatorId, projectId: campaign.projectId, name: "file", source: "human" } });
    await db().annotation.create({
      data: {
        id: newId("annotation"),
        projectId: campaign.projectId,
        campaignId: campaign.campaignId,
        taskId: task.id,
        annotatorId,
        idemKey: "f",
        payloadHash: "f",
        response: {},
      },
    });
    await setHandoutOf(campaign, { order: "least-annotated" });
    // Left out, their answers count no more here than anywhere: the task is the first again, as in the file.
    const spared = await nextOf(campaign, personOf(campaign, 1));
    expect(spared?.taskId).not.toBe(task.id);
    const leftOut = { ...{ projectId: campaign.projectId, campaignId: campaign.campaignId }, annotatorId, reason: "guessed" };
    await db().exclusion.create({ data: { id: newId("exclusion"), ...leftOut } });
    await setHandoutOf(campaign, { order: "least-annotated" });
    const order = await answerAll(campaign, personOf(campaign, 0));
    expect(order.map(({ taskId }) => taskId)).toHaveLength(2);
    expect(order[0]?.taskId).toBe(task.id);
  });

  it("goes by the entropy of the newest posterior, the least certain first", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 5, overlap: 1 });
    await plantPosteriors(campaign, (index) => [0.99, 0.6, 0.8, 0.5, 0.95][index] ?? 1);
    await setHandoutOf(campaign, { order: "uncertainty" });
    const order = await answerAll(campaign, personOf(campaign, 0));
    expect(await Promise.all(order.map((work) => ordinalOf(work.taskId)))).toEqual([4, 2, 3, 5, 1]);
  });

  it("goes by the margin of the reward model where there is no posterior", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 3, overlap: 1 });
    const versionId = newId("rewardModel");
    await db().rewardModelVersion.create({
      data: {
        id: versionId,
        projectId: campaign.projectId,
        number: 1,
        state: "done",
        encoder: "lexical",
        head: "linear",
        loss: "bt",
        labels: "consensus",
        seed: 0,
        folds: 2,
        finishedAt: new Date(),
      },
    });
    const candidates = await db().candidate.findMany({
      where: { projectId: campaign.projectId },
      select: { id: true, ordinal: true, item: { select: { ordinal: true } } },
    });
    const margin = [2, 0.1, -5];
    await db().candidateScore.createMany({
      data: candidates.map((row) => ({
        versionId,
        candidateId: row.id,
        score: row.ordinal === 0 ? 0 : (margin[row.item.ordinal - 1] ?? 0),
      })),
    });
    await setHandoutOf(campaign, { order: "uncertainty" });
    const order = await answerAll(campaign, personOf(campaign, 0));
    expect(await Promise.all(order.map((work) => ordinalOf(work.taskId)))).toEqual([2, 1, 3]);
  });

  it("a priority that was set goes before any of it", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 4, overlap: 1 });
    await setHandoutOf(campaign, { order: "random" });
    const last = await db().task.findFirstOrThrow({
      where: { campaignId: campaign.campaignId, item: { ordinal: 4 } },
      select: { id: true },
    });
    await db().slot.updateMany({ where: { taskId: last.id }, data: { priority: 1 } });
    expect((await nextOf(campaign, personOf(campaign, 0)))?.taskId).toBe(last.id);
  });
});

describe("who gets what", () => {
  it("by skill: tagged items go to people who have it, untagged ones to anybody", async () => {
    const campaign = await openCampaign({ people: 2, tasks: 6, overlap: 1 });
    await tagItems(campaign, (index) => (index < 2 ? { topic: "law" } : index < 4 ? { topic: ["tea", "law"] } : {}));
    await setHandoutOf(campaign, { match: { by: "skill", field: "topic" } });
    await annotatorOf(campaign, personOf(campaign, 0), { skills: ["law"] });
    const lawyer = await answerAll(campaign, personOf(campaign, 0));
    expect((await Promise.all(lawyer.map((work) => ordinalOf(work.taskId)))).slice(0, 2).sort()).toEqual([1, 2]);
    expect(lawyer).toHaveLength(4);
    expect(await answerAll(campaign, personOf(campaign, 1))).toHaveLength(0);
    await annotatorOf(campaign, personOf(campaign, 1), { skills: ["tea"] });
    expect((await Promise.all((await answerAll(campaign, personOf(campaign, 1))).map((work) => ordinalOf(work.taskId)))).sort()).toEqual([
      3, 4,
    ]);
  });

  it("by group: each task is answered by as many of each group as is wanted", async () => {
    const campaign = await openCampaign({ people: 6, tasks: 5, overlap: 3 });
    await setHandoutOf(campaign, {
      match: {
        by: "cohort",
        cohorts: [
          { name: "normal", overlap: 2 },
          { name: "expert", overlap: 1 },
        ],
      },
    });
    for (const index of [0, 1, 2]) await enrol(campaign, personOf(campaign, index), { cohort: "normal" });
    for (const index of [3, 4]) await enrol(campaign, personOf(campaign, index), { cohort: "expert" });
    await Promise.all(campaign.people.map((actor) => answerAll(campaign, actor)));
    const rows = await db().$queryRaw<{ normal: number; expert: number; none: number }[]>`
      select count(*) filter (where e.cohort = 'normal')::int as normal, count(*) filter (where e.cohort = 'expert')::int as expert,
        count(*) filter (where e.cohort is null)::int as none
      from annotation a left join enrolment e on e.annotator_id = a.annotator_id
      where a.campaign_id = ${campaign.campaignId} group by a.task_id`;
    expect(rows).toEqual(Array.from({ length: 5 }, () => ({ normal: 2, expert: 1, none: 0 })));
  });

  it("an item handed over goes to experts alone, never back, and comes back where it is undone", async () => {
    const campaign = await openCampaign({ people: 3, tasks: 1, overlap: 1 });
    const skipped = await nextOf(campaign, personOf(campaign, 0));
    if (!skipped) throw new Error("nothing to claim");
    await skipAssignment(personOf(campaign, 0), { ...campaign, ...skipped, reason: "needs-expert" });
    expect(await nextOf(campaign, personOf(campaign, 1))).toBeNull();
    await undoLast(personOf(campaign, 0), campaign);
    const again = await nextOf(campaign, personOf(campaign, 0));
    expect(again?.taskId).toBe(skipped.taskId);
    if (!again) throw new Error("nothing came back");
    await skipAssignment(personOf(campaign, 0), { ...campaign, ...again, reason: "needs-expert" });
    await enrol(campaign, personOf(campaign, 2), { expert: true });
    expect((await nextOf(campaign, personOf(campaign, 2)))?.taskId).toBe(skipped.taskId);
  });
});

describe("one particular lease", () => {
  it("is given back while it is one's own, and leased again where it lapsed and nobody took it", async () => {
    const campaign = await openCampaign({ people: 2, tasks: 3, overlap: 1 });
    const actor = personOf(campaign, 0);
    const works = await leaseNext(actor, { ...campaign, holding: [], want: 2 });
    const wanted = works[1];
    if (!wanted) throw new Error("two leases were wanted");
    const [live] = await leaseNext(actor, { ...campaign, holding: [], assignmentId: wanted.assignmentId });
    expect(live).toMatchObject({ assignmentId: wanted.assignmentId, epoch: wanted.epoch });
    await db()
      .$executeRaw`update slot set lease_until = clock_timestamp() - interval '1 second' where campaign_id = ${campaign.campaignId} and state = 'leased'`;
    await expireLeases();
    const [again] = await leaseNext(actor, { ...campaign, holding: [], assignmentId: wanted.assignmentId });
    expect(again?.assignmentId).toBe(wanted.assignmentId);
    await expect(leaseNext(personOf(campaign, 1), { ...campaign, holding: [], assignmentId: wanted.assignmentId })).rejects.toMatchObject({
      code: "lease_lost",
    });
  });
});

describe("adaptive overlap", () => {
  it("asks no more people than the campaign wants where the question has no classes to be certain of", async () => {
    const campaign = await openCampaign({ people: 4, tasks: 2, overlap: 2 });
    const config = { scales: [{ type: "slider", name: "overall", title: "How good is it?", overall: true }] };
    await db().campaign.update({ where: { id: campaign.campaignId }, data: { kind: "pointwise", config } });
    await db().task.updateMany({ where: { campaignId: campaign.campaignId }, data: { unitKey: "0" } });
    await setHandoutOf(campaign, { adaptive: { min: 2, max: 4, threshold: 0.95 } });
    for (const [index, actor] of campaign.people.entries()) {
      for (let work = await nextOf(campaign, actor); work; work = await nextOf(campaign, actor)) {
        await submitAnnotation(actor, {
          projectId: campaign.projectId,
          campaignId: campaign.campaignId,
          assignmentId: work.assignmentId,
          epoch: work.epoch,
          idemKey: `slider-${work.assignmentId.padStart(12, "0")}`,
          response: { ratings: { "0": { overall: 20 * index } } },
        });
      }
    }
    expect(await db().annotation.count({ where: { campaignId: campaign.campaignId } })).toBe(4);
  });

  it("asks nobody more about a task that is kept for practice by now", async () => {
    const campaign = await openCampaign({ people: 2, tasks: 1, overlap: 2 });
    await setHandoutOf(campaign, { adaptive: { min: 2, max: 4, threshold: 0.95 } });
    const held = await Promise.all(campaign.people.map(async (actor) => ({ actor, work: await nextOf(campaign, actor) })));
    await db().task.updateMany({ where: { campaignId: campaign.campaignId }, data: { isGold: true, isTraining: true } });
    for (const [choice, { actor, work }] of held.entries()) if (work) await answerWork(campaign, actor, work, choice);
    expect(await db().slot.groupBy({ by: ["state"], where: { campaignId: campaign.campaignId }, _count: true })).toEqual([
      { state: "done", _count: 2 },
    ]);
  });

  it("stops when people agree and asks one more when they do not, within its bounds, whatever arrives together", async () => {
    const campaign = await openCampaign({ people: 8, tasks: 12, overlap: 2 });
    await setHandoutOf(campaign, { adaptive: { min: 2, max: 5, threshold: 0.95 } });
    const ordinals = new Map(
      (
        await db().task.findMany({ where: { campaignId: campaign.campaignId }, select: { id: true, item: { select: { ordinal: true } } } })
      ).map((task) => [task.id, task.item.ordinal]),
    );
    // Even tasks are clear to everybody; on odd ones people see it each their own way. Nobody leaves while another's answer is on
    // its way: it may ask for one more.
    let busy = 0;
    await Promise.all(
      campaign.people.map(async (actor, person) => {
        for (let idle = 0; idle < 3;) {
          busy += 1;
          const work = await nextOf(campaign, actor);
          if (work) await answerWork(campaign, actor, work, (ordinals.get(work.taskId) ?? 0) % 2 === 0 ? 0 : person % 2);
          busy -= 1;
          if (work) continue;
          if (busy === 0) idle += 1;
          await new Promise((resolve) => setTimeout(resolve, 30));
        }
      }),
    );
    const rows = await db().$queryRaw<{ ordinal: number; labels: number; done: number; zero: number; live: number }[]>`
      select i.ordinal, count(distinct a.id)::int as labels, (select count(*)::int from slot s where s.task_id = t.id and s.state = 'done') as done,
        count(distinct a.id) filter (where a.response->'answers'->'overall'->>'choice' = '0')::int as zero,
        (select count(*)::int from slot s where s.task_id = t.id and s.state in ('open', 'leased')) as live
      from task t join item i on i.id = t.item_id left join annotation a on a.task_id = t.id
      where t.campaign_id = ${campaign.campaignId} group by t.id, i.ordinal order by i.ordinal`;
    for (const row of rows) {
      expect(row.labels).toBe(row.done);
      expect(row.live).toBe(0);
      expect(row.labels).toBeGreaterThanOrEqual(2);
      expect(row.labels).toBeLessThanOrEqual(5);
      // Two of accuracy .75 who agree are certain to .97; one vote ahead is .91.
      const lead = Math.abs(2 * row.zero - row.labels);
      if (row.labels < 5) expect(lead).toBe(2);
    }
    expect(rows.filter((row) => row.ordinal % 2 === 0).map((row) => row.labels)).toEqual(Array.from({ length: 6 }, () => 2));
  });
});

describe("repeats", () => {
  it("go on with no draft of the first time, whatever a browser kept of it; a lease after one that lapsed does", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 3, overlap: 1 });
    const actor = personOf(campaign, 0);
    const first = await nextOf(campaign, actor);
    if (!first) throw new Error("nothing to claim");
    expect(first.draftsSince).toBe(first.assignmentId);
    await db()
      .$executeRaw`update slot set lease_until = clock_timestamp() - interval '1 second' where campaign_id = ${campaign.campaignId} and state = 'leased'`;
    await expireLeases();
    const held = await leaseNext(actor, { ...campaign, holding: [], want: 2 });
    const again = held.find(({ taskId }) => taskId === first.taskId);
    const other = held.find(({ taskId }) => taskId !== first.taskId);
    if (!again || !other) throw new Error("it did not come back, beside another");
    expect(again.draftsSince).toBe(first.assignmentId);
    const [read] = await leaseNext(actor, { ...campaign, holding: [], assignmentId: again.assignmentId });
    expect(read?.draftsSince).toBe(first.assignmentId);
    await answerWork(campaign, actor, again, 0);
    await answerWork(campaign, actor, other, 0);
    await setHandoutOf(campaign, { repeatShare: 0.25, repeatAfter: 1 });
    vi.spyOn(Math, "random").mockReturnValue(0);
    const repeat = await nextOf(campaign, actor);
    expect(repeat?.taskId).toBe(first.taskId);
    expect(repeat?.draftsSince).toBe(repeat?.assignmentId);
    const [shown] = await leaseNext(actor, { ...campaign, holding: [], assignmentId: repeat?.assignmentId });
    expect(shown?.draftsSince).toBe(repeat?.assignmentId);
  });

  it("come after a while, once a task, beside the first answer and never instead of work", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 40, overlap: 1 });
    await setHandoutOf(campaign, { repeatShare: 0.25, repeatAfter: 5 });
    const works = await answerAll(campaign, personOf(campaign, 0));
    const seen = new Map<string, number>();
    for (const work of works) seen.set(work.taskId, (seen.get(work.taskId) ?? 0) + 1);
    expect(seen.size).toBe(40);
    expect(Math.max(...seen.values())).toBe(2);
    const places = new Map<string, number[]>();
    works.forEach((work, index) => places.set(work.taskId, [...(places.get(work.taskId) ?? []), index]));
    for (const [first, second] of places.values())
      if (first !== undefined && second !== undefined) expect(second - first).toBeGreaterThan(5);
    const repeats = await db().annotation.count({ where: { campaignId: campaign.campaignId, repeat: true } });
    expect(repeats).toBe(works.length - 40);
    expect(repeats).toBeGreaterThan(0);
    expect(await db().slot.count({ where: { campaignId: campaign.campaignId, state: { in: ["open", "leased"] } } })).toBe(0);
  });
});
