import { beforeAll, describe, expect, it } from "vitest";
import { adaptOverlap } from "@/lib/assignments/adapt-overlap";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { createRandom } from "@/lib/ml/random/random";
import { findCampaign } from "@/lib/projects/find-campaign";
import { armsSchema } from "@/lib/routing/arms-schema";
import { commitPlan } from "@/lib/routing/commit-plan";
import { dropPlan } from "@/lib/routing/drop-plan";
import { getPlan } from "@/lib/routing/get-plan";
import { nextRound } from "@/lib/routing/next-round";
import { planRoutes } from "@/lib/routing/plan-routes";
import { newActor, plant } from "@/lib/routing/testing/plant";
import type { World } from "@/lib/routing/testing/plant";
import { askingSchema } from "@/lib/tasks/schema";
import type { Asking } from "@/lib/tasks/schema";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

const items = 200;
const answered = 130;

/** Adds three of a crowd who are right in 70 of 100, an expert in 97, known answers, and a second judge, right in 92. */
const peopled = async (slug: string): Promise<World & { campaignId: string; crowd: string[]; expert: string }> => {
  const world = await plant(await newActor(), slug, items, answered);
  const { projectId } = world;
  const { id: campaignId } = await db().campaign.findFirstOrThrow({ where: { projectId }, select: { id: true } });
  const random = createRandom(3);
  const add = async (name: string, source: "human" | "lm" | "gold", right: number, upTo: number): Promise<string> => {
    const id = newId("annotator");
    await db().annotator.create({ data: { id, projectId, name, source } });
    const tasks = await db().task.findMany({
      where: { projectId, item: { ordinal: { lte: upTo } } },
      orderBy: { item: { ordinal: "asc" } },
      select: { id: true, item: { select: { ordinal: true } } },
    });
    await db().annotation.createMany({
      data: tasks.map((task) => {
        const truth = (task.item.ordinal - 1) % 2 === 0 ? 0 : 1;
        const choice = random.uniform() < right ? truth : 1 - truth;
        return {
          id: newId("annotation"),
          projectId,
          campaignId,
          taskId: task.id,
          annotatorId: id,
          idemKey: `${name} ${task.id}`,
          payloadHash: "x",
          response: { answers: { overall: { choice } } },
        };
      }),
    });
    return id;
  };
  const crowd = await Promise.all(["cas", "cyd", "col"].map((name) => add(name, "human", 0.7, answered)));
  const expert = await add("eve", "human", 0.97, answered);
  await db().enrolment.create({ data: { annotatorId: expert, campaignId, projectId, expert: true } });
  await add("known", "gold", 1, answered);
  await add("judge two", "lm", 0.92, items);
  return { ...world, campaignId, crowd, expert };
};

const arms = armsSchema.parse([
  { name: "crowd", who: { by: "anyone" }, priceMicros: 100_000 },
  { name: "experts", who: { by: "expert" }, priceMicros: 400_000, capacity: 5, delayHours: 48 },
  { name: "judge", who: { by: "judge", judge: "judge" }, priceMicros: 2_000 },
  { name: "two", who: { by: "judge", judge: "judge two" }, priceMicros: 2_000 },
]);

describe("a plan with several arms", () => {
  // Plans alone: nothing of it is opened, so that it serves two tests.
  let world: World;
  beforeAll(async () => {
    world = await peopled("several");
  });

  it("measures each arm, gives items by expected gain for their cost, and keeps to money and capacity", async () => {
    const { actor, projectId } = world;
    const budget = { micros: 3_000_000 };
    const plan = await planRoutes(actor, { projectId, budget, arms, lm: "judge" });
    const by = new Map(plan.outlook.arms.map((arm) => [arm.arm, arm]));
    expect([...by.keys()].sort()).toEqual(["human:crowd", "human:experts", "lm:judge", "lm:judge two"]);
    expect(by.get("human:crowd")).toMatchObject({ from: "gold", people: true });
    expect(by.get("human:experts")?.right.value ?? 0).toBeGreaterThan((by.get("human:crowd")?.right.value ?? 1) + 0.1);
    expect(by.get("lm:judge two")?.right.value ?? 0).toBeGreaterThan(by.get("lm:judge")?.right.value ?? 1);
    expect(by.get("human:experts")?.labels ?? 9).toBeLessThanOrEqual(5);
    expect(plan.costMicros).toBeLessThanOrEqual(budget.micros);
    expect(plan.outlook.mix?.after ?? 0).toBeGreaterThan(plan.outlook.mix?.before ?? 1);
    const { decisions } = await getPlan(actor, { projectId, number: plan.number, take: null });
    expect(decisions).toHaveLength(items - answered);
    expect(decisions.reduce((sum, { costMicros }) => sum + costMicros, 0)).toBe(plan.costMicros);
    for (const { arm, items: count } of plan.outlook.arms) expect(decisions.filter((own) => own.arm === arm)).toHaveLength(count);
    const asked = decisions.find(({ arm }) => arm.startsWith("human:"));
    expect(asked?.why).toMatch(/(crowd|experts) would be right with \.\d\d, the judge's label is with \.\d\d/);
    expect(decisions.find(({ arm }) => arm === "lm:judge two")?.why).toMatch(/judge two is right with \.\d\d, the first judge with/);
    const { decisions: people } = await getPlan(actor, { projectId, number: plan.number, take: null, arm: "human" });
    expect(people).toHaveLength(plan.humanItems);
    const again = await planRoutes(actor, { projectId, budget, arms, lm: "judge" });
    expect((await getPlan(actor, { projectId, number: again.number, take: null })).decisions).toEqual(decisions);
  });

  it("leaves out arms that are too slow and the money that does not reach; refuses what makes no plan", async () => {
    const { actor, projectId } = world;
    const input = { projectId, arms, lm: "judge" };
    const quick = await planRoutes(actor, { ...input, budget: { share: 0.5 }, withinHours: 24 });
    expect(quick.outlook.arms.find(({ name }) => name === "experts")).toMatchObject({ late: true, items: 0, right: { value: null } });
    const [crowd, experts] = arms;
    if (!crowd || !experts) throw new Error("there are two");
    await expect(planRoutes(actor, { ...input, arms: [experts], budget: { share: 0.5 }, withinHours: 1 })).rejects.toThrow(
      /No arm of people/,
    );
    expect(await planRoutes(actor, { ...input, budget: { micros: 0 } })).toMatchObject({ humanItems: 0, costMicros: 0 });
    expect(await planRoutes(actor, { ...input, budget: { share: 0 } })).toMatchObject({ humanItems: 0 });
    await expect(planRoutes(actor, { ...input, budget: { share: 0.5 }, strategy: "random" })).rejects.toThrow(/strategy “best”/);
    await expect(planRoutes(actor, { ...input, arms: [crowd, { ...crowd, name: "others" }], budget: { share: 1 } })).rejects.toThrow(
      /same people/,
    );
    const controlled = await planRoutes(actor, { ...input, budget: { share: 0.5 }, controlShare: 0.2, spend: "all" });
    expect(controlled.outlook.ceiling?.controlItems).toBe(Math.floor(0.2 * controlled.humanItems));
    // Spread over all that are asked, not asked before the others.
    const { decisions } = await getPlan(actor, { projectId, number: controlled.number, take: null, arm: "human" });
    const places = decisions.flatMap(({ why }, rank) => (why.startsWith("Drawn at random") ? [rank] : []));
    expect(places).toEqual(places.map((_, index) => Math.ceil(((index + 1) * decisions.length) / places.length) - 1));
  });

  it("opens tasks for the arm that they were given to, and routes the rest anew with what is left", async () => {
    const { actor, projectId, crowd } = await peopled("opened");
    const plan = await planRoutes(actor, { projectId, budget: { micros: 3_000_000 }, arms, lm: "judge" });
    await commitPlan(actor, { projectId, planId: plan.id });
    const { decisions } = await getPlan(actor, { projectId, number: plan.number, take: null, arm: "human" });
    const slots = await db().slot.findMany({ where: { projectId }, select: { lane: true, taskId: true } });
    expect(slots).toHaveLength(decisions.length);
    for (const { taskId, arm } of decisions)
      expect(slots.find((slot) => slot.taskId === taskId)?.lane).toBe(arm === "human:experts" ? "expert" : "");
    const toExpert = decisions.filter(({ arm }) => arm === "human:experts").length;
    expect(toExpert).toBeGreaterThan(0);
    const [first] = decisions.filter(({ arm }) => arm === "human:experts");
    if (!first) throw new Error("experts were asked");
    await answer(projectId, first.taskId, crowd[0] ?? "", 0);
    // People who were dearer than planned have taken all of it: that is an end, and no wrong request.
    await db().routePlan.update({ where: { id: plan.id }, data: { budgetMicros: 400_000n } });
    await expect(nextRound(actor, { projectId, number: plan.number })).rejects.toMatchObject({
      code: "refused",
      userMessage: expect.stringMatching(/is done: the answers to its 1 items? have cost all of its budget/),
    });
    await db().routePlan.update({ where: { id: plan.id }, data: { budgetMicros: 3_000_000n } });
    const next = await nextRound(actor, { projectId, number: plan.number });
    expect(next.outlook.arms.find(({ name }) => name === "experts")?.capacity).toBe(4);
    expect(next.budget).toEqual({ micros: 2_600_000 });
    await dropPlan(actor, { projectId, planId: next.id });
    expect(await db().task.count({ where: { projectId, lane: "expert", slots: { none: { state: "done" } } } })).toBe(0);
  });
});

/** An answer to a task's open slot, as the desk leaves it behind. */
const answer = async (projectId: string, taskId: string, annotatorId: string, choice: number): Promise<void> => {
  const slot = await db().slot.findFirstOrThrow({ where: { projectId, taskId, state: "open" }, select: { id: true, campaignId: true } });
  await db().slot.update({ where: { id: slot.id }, data: { state: "done" } });
  await db().annotation.create({
    data: {
      id: newId("annotation"),
      projectId,
      campaignId: slot.campaignId,
      taskId,
      annotatorId,
      slotId: slot.id,
      idemKey: `answer ${taskId}`,
      payloadHash: "x",
      response: { answers: { overall: { choice } } },
    },
  });
  const campaign = await findCampaign(projectId, slot.campaignId);
  await db().$transaction((tx) => adaptOverlap(tx, campaign, { projectId, taskId, unitKey: "0-1" }));
};

describe("answers that adapt", () => {
  it("asks one more where an answer goes against what was expected, stops where it does not, and never spends more than was kept back", async () => {
    const { actor, projectId, crowd } = await peopled("adaptive");
    const budget = { micros: 12_000_000 };
    const own = arms.filter(({ name }) => name === "crowd" || name === "judge");
    const plan = await planRoutes(actor, {
      projectId,
      budget,
      arms: own,
      lm: "judge",
      adaptive: { most: 3, threshold: 0.9 },
      spend: "all",
    });
    const { adaptive } = plan.outlook;
    if (!adaptive) throw new Error("the plan adapts");
    expect(adaptive.labelsExpected).toBeGreaterThan(plan.humanItems);
    expect(adaptive.labelsExpected).toBeLessThan(3 * plan.humanItems);
    expect(adaptive.extraMicros).toBe(plan.costMicros - 100_000 * plan.humanItems);
    await commitPlan(actor, { projectId, planId: plan.id });
    expect(await db().slot.count({ where: { projectId } })).toBe(plan.humanItems);
    const { decisions } = await getPlan(actor, { projectId, number: plan.number, take: null, arm: "human" });
    const askingOf = async (taskId: string): Promise<Asking> => {
      const task = await db().task.findUniqueOrThrow({ where: { id: taskId }, select: { asking: true } });
      return askingSchema.parse(task.asking);
    };
    const openSlots = (taskId: string): Promise<number> => db().slot.count({ where: { taskId, state: "open" } });
    let asked = 0;
    for (const [index, { taskId }] of decisions.entries()) {
      const { label, machine } = await askingOf(taskId);
      const expected = machine > 0.5 ? Number(label) : 1 - Number(label);
      const surprising = index % 2 === 0;
      await answer(projectId, taskId, crowd[0] ?? "", surprising ? 1 - expected : expected);
      const more = await openSlots(taskId);
      expect(more).toBe(surprising ? 1 : 0);
      asked += more;
    }
    const { extraMicros } = await db().routePlan.findUniqueOrThrow({ where: { id: plan.id }, select: { extraMicros: true } });
    expect(asked).toBeGreaterThan(0);
    expect(Number(extraMicros)).toBe(adaptive.extraMicros - 100_000 * asked);
    expect(Number(extraMicros)).toBeGreaterThanOrEqual(0);
    expect(100_000 * (await db().slot.count({ where: { projectId } }))).toBeLessThanOrEqual(budget.micros);
  });

  it("does so for people as one arm too, who are “human” then", async () => {
    const { actor, projectId } = await plant(await newActor(), "one-arm", 120, 60);
    const plan = await planRoutes(actor, { projectId, budget: { share: 0.5 }, adaptive: { most: 5, threshold: 0.95 } });
    const { decisions } = await getPlan(actor, { projectId, number: plan.number, take: null });
    expect(new Set(decisions.map(({ arm }) => arm))).toEqual(new Set(["human", "lm:judge"]));
    expect(plan.outlook.adaptive).toMatchObject({ most: 5, threshold: 0.95 });
  });
});
