import { describe, expect, it } from "vitest";
import { expireLeases } from "@/lib/assignments/expire-leases";
import { leaseNext } from "@/lib/assignments/lease-next";
import { correctAnnotation } from "@/lib/annotations/correct-annotation";
import { undoLast } from "@/lib/annotations/undo-last";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { editCampaign } from "@/lib/projects/edit-campaign";
import { getCampaign } from "@/lib/projects/get-campaign";
import { excludePerson, readmitPerson } from "@/lib/quality/set-person";
import { openTasks } from "@/lib/tasks/open-tasks";
import { getUncounted, replaceUncounted } from "@/lib/tasks/replace-uncounted";
import { requestClosing } from "@/lib/tasks/request-change";
import { verifyInvariants } from "@/lib/verify/verify-invariants";
import { openCampaign } from "@/scripts/testing/campaign";
import type { OpenCampaign } from "@/scripts/testing/campaign";
import { waitForLocks } from "@/scripts/testing/locks";
import { testDatabase } from "@/scripts/testing/database";
import { annotatorOf, answerAll, answerWork, choose, enrol, nextOf, personOf, setHandoutOf } from "@/scripts/testing/desk-work";

testDatabase();

const systemOf = (campaign: OpenCampaign): Actor => ({ kind: "system", workspaceId: personOf(campaign, 0).workspaceId, name: "test" });
const nothing = { leftOut: 0, earlierQuestion: 0, tasks: 0 };

/** Two people have answered everything; the first of them is left out. */
const withSpammer = async (tasks: number): Promise<OpenCampaign & { system: Actor; spammer: string }> => {
  const campaign = await openCampaign({ people: 3, tasks, overlap: 2 });
  const system = systemOf(campaign);
  const spammer = await annotatorOf(campaign, personOf(campaign, 0));
  expect(await answerAll(campaign, personOf(campaign, 0))).toHaveLength(tasks);
  expect(await answerAll(campaign, personOf(campaign, 1))).toHaveLength(tasks);
  await excludePerson(system, { ...campaign, annotatorId: spammer, reason: "always the first" });
  return { ...campaign, system, spammer };
};

/** The question becomes another one: answers given so far do not count. */
const askAnew = async (campaign: OpenCampaign): Promise<void> => {
  const system = systemOf(campaign);
  const { slug } = await db().campaign.findUniqueOrThrow({ where: { id: campaign.campaignId } });
  const { campaign: stored } = await getCampaign(system, { projectId: campaign.projectId, slug });
  const { name, overlap, goldShare, leaseSeconds } = stored;
  await editCampaign(system, {
    ...{ ...campaign, name, overlap, goldShare, leaseSeconds },
    config: { points: 7 },
    change: { note: "Seven points", keepCounting: false },
  });
};

/** One person has answered everything, before the question changed and others were asked in their place. */
const askedAnew = async (tasks: number) => {
  const campaign = await openCampaign({ people: 2, tasks, overlap: 1 });
  const first = personOf(campaign, 0);
  await answerAll(campaign, first);
  await askAnew(campaign);
  expect(await replaceUncounted(systemOf(campaign), campaign)).toEqual({ tasks, slots: tasks, tasksLeft: 0 });
  const answers = await db().annotation.findMany({ where: { campaignId: campaign.campaignId }, orderBy: { createdAt: "asc" } });
  const correct = (index: number) =>
    correctAnnotation(first, {
      ...{ ...campaign, annotationId: answers[index]?.id ?? "", idemKey: `again-${index}-${campaign.campaignId}` },
      response: choose(1),
    });
  return { campaign, first, second: personOf(campaign, 1), correct };
};

const openSlots = (campaign: OpenCampaign): Promise<number> =>
  db().slot.count({ where: { campaignId: campaign.campaignId, state: "open" } });

const allHold = async (campaign: OpenCampaign): Promise<void> =>
  expect((await verifyInvariants(systemOf(campaign))).filter(({ ok }) => !ok)).toEqual([]);

describe("answers that do not count any more", () => {
  it("are asked for once more, once each, and of nobody who answered before", async () => {
    const campaign = await withSpammer(4);
    expect(await getUncounted(campaign.system, campaign)).toEqual({ leftOut: 4, earlierQuestion: 0, tasks: 4 });
    const asked = await Promise.all([1, 2].map(() => replaceUncounted(campaign.system, campaign)));
    expect(asked.map(({ slots }) => slots).reduce((sum, slots) => sum + slots)).toBe(4);
    expect(await replaceUncounted(campaign.system, campaign)).toEqual({ tasks: 0, slots: 0, tasksLeft: 0 });
    expect(await getUncounted(campaign.system, campaign)).toEqual(nothing);
    expect(await nextOf(campaign, personOf(campaign, 0))).toBeNull();
    expect(await nextOf(campaign, personOf(campaign, 1))).toBeNull();
    // Opening to the number that was wanted in the first place adds nothing.
    expect((await openTasks(campaign.system, { ...campaign, taskIds: "all", overlap: 2 })).slots).toBe(0);
    expect(await answerAll(campaign, personOf(campaign, 2))).toHaveLength(4);
    expect(await getUncounted(campaign.system, campaign)).toEqual(nothing);
    await allHold(campaign);
  });

  it("are asked for some tasks at a time, and told how many are left", async () => {
    const campaign = await withSpammer(5);
    expect(await replaceUncounted(campaign.system, campaign, 3)).toEqual({ tasks: 3, slots: 3, tasksLeft: 2 });
    expect(await replaceUncounted(campaign.system, campaign, 3)).toEqual({ tasks: 2, slots: 2, tasksLeft: 0 });
  });

  it("count again with their person: places that nobody holds are taken back, and open once more where they are left out again", async () => {
    const campaign = await withSpammer(4);
    await replaceUncounted(campaign.system, campaign);
    const third = personOf(campaign, 2);
    const [first] = await leaseNext(third, { ...campaign, holding: [], want: 2 });
    if (!first) throw new Error("nothing was handed out");
    await answerWork(campaign, third, first);
    await readmitPerson(campaign.system, { ...campaign, annotatorId: campaign.spammer });
    expect(await openSlots(campaign)).toBe(0);
    expect(await getUncounted(campaign.system, campaign)).toEqual(nothing);
    await allHold(campaign);
    await excludePerson(campaign.system, { ...campaign, annotatorId: campaign.spammer, reason: "after all" });
    expect(await replaceUncounted(campaign.system, campaign)).toEqual({ tasks: 2, slots: 2, tasksLeft: 0 });
    expect(await answerAll(campaign, third)).toHaveLength(3);
    await allHold(campaign);
  });

  it("are those to an earlier question, too", async () => {
    const campaign = await openCampaign({ people: 2, tasks: 3, overlap: 1 });
    const system = systemOf(campaign);
    await answerAll(campaign, personOf(campaign, 0));
    expect(await getUncounted(system, campaign)).toEqual(nothing);
    await askAnew(campaign);
    expect(await getUncounted(system, campaign)).toEqual({ leftOut: 0, earlierQuestion: 3, tasks: 3 });
    expect(await replaceUncounted(system, campaign)).toEqual({ tasks: 3, slots: 3, tasksLeft: 0 });
    expect(await answerAll(campaign, personOf(campaign, 1))).toHaveLength(3);
    await allHold(campaign);
  });

  it("count again by their person's correction: nobody is asked in their place any more, where nobody is at it", async () => {
    const { campaign, second, correct } = await askedAnew(3);
    const held = await nextOf(campaign, second);
    await correct(0);
    await correct(1);
    await correct(2);
    expect(await openSlots(campaign)).toBe(0);
    if (!held) throw new Error("nothing was handed out");
    await answerWork(campaign, second, held);
    expect(await nextOf(campaign, second)).toBeNull();
    expect(await getUncounted(systemOf(campaign), campaign)).toEqual(nothing);
    await allHold(campaign);
  });

  it("count again by an answer in the place of one that was taken back", async () => {
    const { campaign, first } = await askedAnew(2);
    await undoLast(first, campaign);
    expect(await openSlots(campaign)).toBe(1);
    expect(await answerAll(campaign, first)).toHaveLength(1);
    await allHold(campaign);
  });

  it("stay asked for in their place where their person is left out, whatever these change", async () => {
    const { campaign, first, correct } = await askedAnew(2);
    await excludePerson(systemOf(campaign), { ...campaign, annotatorId: await annotatorOf(campaign, first), reason: "guessed" });
    await correct(0);
    expect(await openSlots(campaign)).toBe(2);
  });

  it("are asked for or count, never both, where both come at once", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 8, overlap: 1 });
    const first = personOf(campaign, 0);
    const answers = await answerAll(campaign, first);
    await askAnew(campaign);
    const rows = await db().annotation.findMany({ where: { campaignId: campaign.campaignId } });
    expect(rows).toHaveLength(answers.length);
    await Promise.all([
      ...rows.map(({ id }) => correctAnnotation(first, { ...campaign, annotationId: id, idemKey: `meets-${id}`, response: choose(1) })),
      replaceUncounted(systemOf(campaign), campaign),
    ]);
    expect(await openSlots(campaign)).toBe(0);
    await allHold(campaign);
  });

  it("are missing once more where the place that asked instead became one of the task's own meanwhile", async () => {
    const campaign = await withSpammer(2);
    await replaceUncounted(campaign.system, campaign);
    await readmitPerson(campaign.system, { ...campaign, annotatorId: campaign.spammer });
    await openTasks(campaign.system, { ...campaign, taskIds: "all", overlap: 3 });
    expect(await answerAll(campaign, personOf(campaign, 2))).toHaveLength(2);
    await excludePerson(campaign.system, { ...campaign, annotatorId: campaign.spammer, reason: "after all" });
    expect(await getUncounted(campaign.system, campaign)).toEqual({ leftOut: 2, earlierQuestion: 0, tasks: 2 });
  });

  it("are asked of the group that they were wanted of", async () => {
    const campaign = await openCampaign({ people: 4, tasks: 2, overlap: 2 });
    const system = systemOf(campaign);
    const cohorts = ["lay", "law"].map((name) => ({ name, overlap: 1 }));
    await setHandoutOf(campaign, { match: { by: "cohort", cohorts } });
    for (const [index, cohort] of ["lay", "law", "lay", "law"].entries()) await enrol(campaign, personOf(campaign, index), { cohort });
    await answerAll(campaign, personOf(campaign, 0));
    await answerAll(campaign, personOf(campaign, 1));
    await excludePerson(system, { ...campaign, annotatorId: await annotatorOf(campaign, personOf(campaign, 1)), reason: "guessed" });
    await replaceUncounted(system, campaign);
    expect(await nextOf(campaign, personOf(campaign, 2))).toBeNull();
    expect(await answerAll(campaign, personOf(campaign, 3))).toHaveLength(2);
  });
});

describe("a place that asks in the place of an answer that counts again", () => {
  const held = async () => {
    const campaign = await withSpammer(1);
    const { system, spammer } = campaign;
    await replaceUncounted(system, campaign);
    const third = personOf(campaign, 2);
    const lease = await nextOf(campaign, third);
    if (!lease) throw new Error("nothing was handed out");
    await readmitPerson(system, { ...campaign, annotatorId: spammer });
    const lapse = async (): Promise<void> => {
      await db().slot.updateMany({ where: { taskId: lease.taskId, state: "leased" }, data: { leaseUntil: new Date(Date.now() - 60_000) } });
      await expireLeases();
    };
    const excludeAgain = () => excludePerson(system, { ...campaign, annotatorId: spammer, reason: "after all" });
    return { campaign, third, lease, lapse, excludeAgain };
  };

  it("goes to nobody else where its holder lets it lapse, and asks again where it is wanted again", async () => {
    const { campaign, third, lapse, excludeAgain } = await held();
    await lapse();
    expect(await openSlots(campaign)).toBe(0);
    expect((await openTasks(campaign.system, { ...campaign, taskIds: "all", overlap: 2 })).slots).toBe(0);
    await excludeAgain();
    expect(await replaceUncounted(campaign.system, campaign)).toEqual({ tasks: 1, slots: 1, tasksLeft: 0 });
    expect(await answerAll(campaign, third)).toHaveLength(1);
    await allHold(campaign);
  });

  it("takes its holder's answer, late as it may be", async () => {
    const { campaign, third, lease, lapse } = await held();
    await lapse();
    await answerWork(campaign, third, lease);
    expect(await getUncounted(campaign.system, campaign)).toEqual(nothing);
    await allHold(campaign);
  });
});

describe("answers that do not count, of tasks that are asked of as many as they need", () => {
  const begin = async (adaptive: { min: number; max: number; threshold: number }, overlap: number) => {
    const campaign = await openCampaign({ people: 4, tasks: 1, overlap });
    const system = systemOf(campaign);
    await setHandoutOf(campaign, { adaptive });
    await answerAll(campaign, personOf(campaign, 0));
    await excludePerson(system, { ...campaign, annotatorId: await annotatorOf(campaign, personOf(campaign, 0)), reason: "guessed" });
    expect((await replaceUncounted(system, campaign)).slots).toBe(1);
    return { campaign, system };
  };

  it("are missing no more where the others settle it", async () => {
    const { campaign, system } = await begin({ min: 2, max: 4, threshold: 0.9 }, 3);
    await answerAll(campaign, personOf(campaign, 1), () => 0);
    await answerAll(campaign, personOf(campaign, 2), () => 0);
    expect(await openSlots(campaign)).toBe(0);
    expect(await getUncounted(system, campaign)).toEqual(nothing);
    expect((await replaceUncounted(system, campaign)).slots).toBe(0);
    await allHold(campaign);
  });

  it("are none of the most that it may have, where another is asked in their place", async () => {
    const { campaign } = await begin({ min: 2, max: 3, threshold: 0.9 }, 2);
    await answerAll(campaign, personOf(campaign, 1), () => 0);
    await answerAll(campaign, personOf(campaign, 2), () => 1);
    expect(await openSlots(campaign)).toBe(1);
  });
});

describe("places and tasks are locked in one order, so that nobody waits in a ring", () => {
  it("for answers: whoever asks others in their place waits for one that is being handed in", async () => {
    const campaign = await withSpammer(1);
    await openTasks(campaign.system, { ...campaign, taskIds: "all", overlap: 3 });
    const lease = await nextOf(campaign, personOf(campaign, 2));
    if (!lease) throw new Error("nothing was handed out");
    let replaced: Promise<unknown> = Promise.resolve();
    // As a submit does: the place, then its task.
    await db().$transaction(async (tx) => {
      await tx.$queryRaw`select id from slot where task_id = ${lease.taskId} and state = 'leased' for update`;
      replaced = replaceUncounted(campaign.system, campaign);
      await waitForLocks(1);
      await tx.$queryRaw`select id from task where id = ${lease.taskId} for no key update`;
    });
    expect(await replaced).toMatchObject({ slots: 1 });
  });

  it("for one more person, who is asked without waiting for a place that an opening holds", async () => {
    const campaign = await openCampaign({ people: 2, tasks: 1, overlap: 2 });
    await setHandoutOf(campaign, { adaptive: { min: 2, max: 3, threshold: 0.99 } });
    await db().slot.updateMany({ where: { campaignId: campaign.campaignId, ordinal: 2 }, data: { state: "withdrawn" } });
    const lease = await nextOf(campaign, personOf(campaign, 0));
    if (!lease) throw new Error("nothing was handed out");
    await db().$transaction(async (tx) => {
      await tx.$queryRaw`select id from slot where task_id = ${lease.taskId} and state = 'withdrawn' for update`;
      await answerWork(campaign, personOf(campaign, 0), lease);
      // As an opening goes on.
      await tx.$queryRaw`select id from task where id = ${lease.taskId} for no key update`;
    });
    expect(await openSlots(campaign)).toBe(1);
    await allHold(campaign);
  });
});

describe("a place that was closed while it asked in another's place", () => {
  it("is the task's own where that answer counts again: once it is opened, whoever lets it lapse leaves it to the next", async () => {
    const campaign = await withSpammer(1);
    const { system, spammer } = campaign;
    const scope = { projectId: campaign.projectId, campaignId: campaign.campaignId };
    await replaceUncounted(system, campaign);
    await requestClosing(system, { ...scope, taskIds: "all" });
    await readmitPerson(system, { ...campaign, annotatorId: spammer });
    expect(await openSlots(campaign)).toBe(0);
    await openTasks(system, { ...scope, taskIds: "all", overlap: 3 });
    expect(await nextOf(campaign, personOf(campaign, 2))).not.toBeNull();
    await db().slot.updateMany({ where: { campaignId: campaign.campaignId, state: "leased" }, data: { leaseUntil: new Date(0) } });
    await expireLeases();
    expect(await openSlots(campaign)).toBe(1);
    await allHold(campaign);
  });
});
