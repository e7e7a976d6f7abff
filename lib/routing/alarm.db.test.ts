import { describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { summariseProject } from "@/lib/overview/summarise-project";
import { collectSeed } from "@/lib/routing/collect-seed";
import { commitPlan } from "@/lib/routing/commit-plan";
import { dropPlan } from "@/lib/routing/drop-plan";
import { getPlan } from "@/lib/routing/get-plan";
import { measurePlan } from "@/lib/routing/measure-plan";
import { planRoutes } from "@/lib/routing/plan-routes";
import { sweepAlarms } from "@/lib/routing/sweep-alarms";
import { newActor, plant } from "@/lib/routing/testing/plant";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

/** Has a person answer the tasks of a plan, as the truth is or the other way round. */
const answerAll = async (projectId: string, number: number, actor: Parameters<typeof getPlan>[0], turned: boolean): Promise<void> => {
  const { decisions, plan } = await getPlan(actor, { projectId, number, take: null, arm: "human" });
  const person = await db().annotator.findFirstOrThrow({ where: { projectId, source: "human" }, select: { id: true } });
  await db().annotation.createMany({
    data: decisions.map(({ taskId, item }) => ({
      id: newId("annotation"),
      projectId,
      campaignId: plan.campaignId,
      taskId,
      annotatorId: person.id,
      idemKey: `alarm ${taskId}`,
      payloadHash: "x",
      response: { answers: { overall: { choice: (Number(item.split("-").at(-1)) + (turned ? 1 : 0)) % 2 } } },
    })),
  });
  await db().slot.updateMany({ where: { projectId, taskId: { in: decisions.map(({ taskId }) => taskId) } }, data: { state: "done" } });
};

describe("an alarm", () => {
  it("is raised once where people answer otherwise than was predicted, seen on the overview, recorded, and gone with the plan", async () => {
    const actor = await newActor();
    const right = await plant(actor, "as-said", 200, 100);
    const wrong = await plant(actor, "otherwise", 200, 100);
    for (const { projectId } of [right, wrong]) {
      const plan = await planRoutes(actor, { projectId, budget: { share: 0.25 } });
      await commitPlan(actor, { projectId, planId: plan.id });
    }
    expect(await sweepAlarms()).toBe(0);
    await answerAll(right.projectId, 1, actor, false);
    await answerAll(wrong.projectId, 1, actor, true);
    expect(await sweepAlarms()).toBe(1);
    expect(await sweepAlarms()).toBe(0);
    expect((await getPlan(actor, { projectId: right.projectId, number: 1, take: 1 })).plan.alarmedAt).toBeNull();
    const { plan } = await getPlan(actor, { projectId: wrong.projectId, number: 1, take: 1 });
    expect(plan.alarmedAt).not.toBeNull();
    const events = await db().auditEvent.findMany({ where: { action: "routing:alarm" }, select: { subjectId: true, detail: true } });
    expect(events).toMatchObject([{ subjectId: plan.id, detail: { number: 1, answers: plan.humanItems } }]);
    const stuck = async () =>
      (await summariseProject(actor, { projectId: wrong.projectId })).stuck.map(({ kind, name }) => ({ kind, name }));
    expect(await stuck()).toContainEqual({ kind: "wrong-prediction", name: "Plan 1" });
    // A draw at random to learn from predicts nothing, and is not wrong whatever people say.
    const blind = await plant(actor, "blind", 80, 0);
    const seed = await collectSeed(actor, { projectId: blind.projectId, items: 40 });
    await commitPlan(actor, { projectId: blind.projectId, planId: seed.id });
    await answerAll(blind.projectId, 1, actor, true);
    expect(await sweepAlarms()).toBe(0);
    expect(await measurePlan(actor, { projectId: blind.projectId, number: 1 })).toMatchObject({ predicted: null, alarm: false });
    await dropPlan(actor, { projectId: wrong.projectId, planId: plan.id });
    expect(await stuck()).not.toContainEqual({ kind: "wrong-prediction", name: "Plan 1" });
  });

  it("is raised although another plan cannot be compared with its answers", async () => {
    const actor = await newActor();
    const plans = [];
    for (const slug of ["unreadable", "readable"]) {
      const { projectId } = await plant(actor, slug, 200, 100);
      const { id } = await planRoutes(actor, { projectId, budget: { share: 0.25 } });
      await commitPlan(actor, { projectId, planId: id });
      await answerAll(projectId, 1, actor, true);
      plans.push({ projectId, id });
    }
    // The one that is looked at first.
    const [first] = plans.sort((a, b) => (a.id < b.id ? -1 : 1));
    await db().routePlan.update({ where: { id: first?.id ?? "" }, data: { predicted: {} }, select: { id: true } });
    expect(await sweepAlarms()).toBe(1);
  });
});
