import { describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { silentRun } from "@/lib/jobs/progress";
import { newId } from "@/lib/ids";
import { carryOut } from "@/lib/routing/carry-out";
import { commitPlan } from "@/lib/routing/commit-plan";
import { dropPlan } from "@/lib/routing/drop-plan";
import { collectSeed } from "@/lib/routing/collect-seed";
import { listItemRoutes } from "@/lib/routing/list-item-routes";
import { getPendingPlan, getPlan, listPendingPlans, listPlans } from "@/lib/routing/get-plan";
import { measurePlan } from "@/lib/routing/measure-plan";
import { mapPlan } from "@/lib/routing/map-plan";
import { nextRound, requestRound } from "@/lib/routing/next-round";
import { requestCommit, runCommit } from "@/lib/routing/request-commit";
import { drawPlan, planRoutes, requestPlan, settlePlan } from "@/lib/routing/plan-routes";
import type { Actor } from "@/lib/auth/actor";
import { newActor, plant } from "@/lib/routing/testing/plant";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

/** People answer so many of the tasks that are open. */
const answerSome = async (projectId: string, most: number): Promise<void> => {
  const person = await db().annotator.findFirstOrThrow({ where: { projectId, source: "human" }, select: { id: true } });
  const slots = await db().slot.findMany({
    where: { projectId, state: "open" },
    take: most,
    select: { id: true, taskId: true, campaignId: true },
  });
  await db().annotation.createMany({
    data: slots.map(({ taskId, campaignId }) => ({
      ...{ id: newId("annotation"), projectId, campaignId, taskId, annotatorId: person.id, idemKey: `some ${taskId}`, payloadHash: "x" },
      response: { answers: { overall: { choice: 0 } } },
    })),
  });
  await db().slot.updateMany({ where: { id: { in: slots.map(({ id }) => id) } }, data: { state: "done" } });
};

describe("a plan", () => {
  it("sends what the judge gets wrong to people, says why, and predicts what that brings", async () => {
    const { actor, projectId, wrong } = await plant(await newActor(), "own-seed", 160, 100);
    const plan = await planRoutes(actor, { projectId, budget: { share: 0.25 } });
    expect(plan).toMatchObject({ items: 60, humanItems: 15, costMicros: 15 * 500_000, state: "drawn" });
    const { decisions } = await getPlan(actor, { projectId, number: plan.number, take: null });
    const routed = decisions.filter(({ arm }) => arm === "human");
    expect(routed.filter(({ item }) => wrong.has(item)).length).toBeGreaterThanOrEqual(14);
    expect(routed[0]?.why).toMatch(/: a person would differ with probability \.\d\d/);
    expect(decisions.map(({ rank }) => rank)).toEqual(decisions.map((_, rank) => rank));
    const { predicted, allLm, random, seed, rehearsal } = plan.outlook;
    expect(rehearsal).toBe(false);
    expect(seed).toMatchObject({ items: 100, projects: ["own-seed"], humanReliability: { from: "assumed" } });
    if (predicted.value === null || allLm.value === null || random.value === null) throw new Error("there is a seed");
    expect(predicted.value).toBeGreaterThan(random.value + 0.01);
    expect(predicted.value).toBeGreaterThan(allLm.value + 0.02);
    expect(plan.outlook.curve).toHaveLength(21);
  });

  it("learns from another project where its own items have no human label", async () => {
    const actor = await newActor();
    await plant(actor, "teacher", 120, 120);
    const { projectId, wrong } = await plant(actor, "pupil", 60, 0);
    await expect(planRoutes(actor, { projectId, budget: { share: 0.25 } })).rejects.toThrow(/20 items that both have labelled/);
    const blind = await planRoutes(actor, { projectId, budget: { share: 0.25 }, strategy: "random" });
    expect(blind.outlook.predicted).toMatchObject({ value: null });
    const plan = await planRoutes(actor, { projectId, budget: { share: 0.25 }, learnFrom: "teacher" });
    const { decisions } = await getPlan(actor, { projectId, number: plan.number, take: null, arm: "human" });
    expect(decisions).toHaveLength(15);
    expect(decisions.filter(({ item }) => wrong.has(item)).length).toBeGreaterThanOrEqual(14);
    expect(plan.outlook.seed.projects).toEqual(["teacher"]);
  });

  it("never spends a micro-dollar more than its budget, and is the same twice", async () => {
    const { actor, projectId } = await plant(await newActor(), "money", 60, 30);
    for (const micros of [0, 60_000, 559_999, 1_234_567, 7_000_001]) {
      const input = {
        projectId,
        budget: { micros },
        prices: { humanMicros: 123_457, lmMicros: 1_999 },
        overlap: 3,
        strategy: "random" as const,
      };
      const plan = await planRoutes(actor, input);
      const { decisions } = await getPlan(actor, { projectId, number: plan.number, take: null });
      const spent = decisions.reduce((sum, decision) => sum + decision.costMicros, 0);
      if (micros === 1_234_567) {
        const again = await planRoutes(actor, input);
        expect((await getPlan(actor, { projectId, number: again.number, take: null })).decisions).toEqual(decisions);
      }
      expect(spent).toBe(plan.costMicros);
      expect(spent).toBeLessThanOrEqual(micros);
      // The judge's labels are there: they cost nothing more, and all the money is people's.
      expect(decisions.every(({ arm, costMicros }) => costMicros === (arm === "human" ? 3 * 123_457 : 0))).toBe(true);
      expect(plan.humanItems === plan.items || spent + 3 * 123_457 > micros).toBe(true);
      expect(plan.outlook.curve[0]?.costMicros ?? 0).toBe(0);
    }
  });

  it("opens its human items once, most gain first, and stops without losing answers", async () => {
    const { actor, projectId } = await plant(await newActor(), "commit", 80, 40);
    const plan = await planRoutes(actor, { projectId, budget: { share: 0.5 }, overlap: 2 });
    const asked = { projectId, planId: plan.id };
    // Of many items it is a job, all or nothing: stopped it leaves the plan as it was.
    expect(await requestCommit(actor, asked, 19)).toEqual({ tasks: 0, slots: 0, jobId: expect.any(String) });
    await expect(requestCommit(actor, asked, 19)).rejects.toMatchObject({ code: "conflict" });
    await expect(dropPlan(actor, asked)).rejects.toMatchObject({ code: "conflict" });
    const stop = new AbortController();
    const report = (): void => stop.abort(new Error("stopped"));
    await expect(runCommit(actor, asked, { signal: stop.signal, report })).rejects.toThrow("stopped");
    expect(await db().slot.count({ where: { projectId } })).toBe(0);
    await db().job.updateMany({ where: { subjectId: plan.id }, data: { state: "cancelled" } });
    const both = await Promise.allSettled([commitPlan(actor, asked), requestCommit(actor, asked, 20)]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    // A run that begins again after its worker died finds it done.
    expect(await runCommit(actor, asked, silentRun())).toEqual({ number: plan.number, tasks: 20 });
    const slots = await db().slot.findMany({ where: { projectId }, select: { state: true, priority: true, taskId: true } });
    expect(slots).toHaveLength(40);
    const { decisions } = await getPlan(actor, { projectId, number: plan.number, take: 1 });
    expect(slots.find(({ taskId }) => taskId === decisions[0]?.taskId)?.priority).toBe(Math.max(...slots.map(({ priority }) => priority)));
    await db().slot.updateMany({ where: { projectId, taskId: decisions[0]?.taskId ?? "" }, data: { state: "done" } });
    expect(await dropPlan(actor, { projectId, planId: plan.id })).toEqual({ withdrawn: 38, jobId: null });
    expect(await getPlan(actor, { projectId, number: plan.number, take: 1 })).toMatchObject({
      plan: { state: "dropped", tasksOpened: 20 },
      progress: { done: 2, open: 0 },
    });
    await expect(dropPlan(actor, { projectId, planId: plan.id })).rejects.toMatchObject({ code: "conflict" });
  });

  it("is drawn and committed in one call, once however often it is asked for", async () => {
    const { actor, projectId } = await plant(await newActor(), "carried", 40, 20);
    const input = { projectId, budget: { share: 0.5 }, strategy: "random" as const };
    const plan = await carryOut(actor, input);
    expect(plan).toMatchObject({ number: 1, state: "committed", tasksOpened: 10 });
    expect(await carryOut(actor, input)).toEqual(plan);
    expect(await db().slot.count({ where: { projectId } })).toBe(10);
    expect(await carryOut(actor, { ...input, budget: { share: 0 } })).toMatchObject({ number: 2, state: "drawn", tasksOpened: 0 });
    await dropPlan(actor, { projectId, planId: plan.id });
    expect(await carryOut(actor, input)).toMatchObject({ number: 3, state: "committed" });
    await expect(carryOut(await newActor(), input)).rejects.toMatchObject({ code: "not_found" });
  });

  it("is a rehearsal where people have answered everything, and opens nothing then", async () => {
    const { actor, projectId } = await plant(await newActor(), "rehearsal", 60, 60);
    const plan = await planRoutes(actor, { projectId, budget: { share: 0.3 } });
    // What it would have cost from the start: nothing is asked of anybody.
    expect(plan).toMatchObject({ items: 60, humanItems: 18, costMicros: 18 * 500_000 + 42 * 2_000, outlook: { rehearsal: true } });
    const poor = planRoutes(actor, { projectId, budget: { micros: 119_999 }, strategy: "random" });
    await expect(poor).rejects.toThrow(/costs 120000/);
    await expect(commitPlan(actor, { projectId, planId: plan.id })).rejects.toMatchObject({ code: "refused" });
  });

  it("is asked for, then drawn once by the worker, the same as here and now", async () => {
    const { actor, projectId } = await plant(await newActor(), "asked", 60, 30);
    const asked = await requestPlan(actor, { projectId, budget: { share: 0.5 } });
    expect(asked.number).toBe(1);
    expect(await db().job.findUniqueOrThrow({ where: { id: asked.jobId } })).toMatchObject({
      name: "plan-routes",
      subjectId: asked.planId,
    });
    expect(await getPendingPlan(actor, { projectId, number: 1 })).toMatchObject({ plan: { state: "queued" }, job: { id: asked.jobId } });
    expect(await listPlans(actor, { projectId })).toEqual([]);
    await expect(commitPlan(actor, { projectId, planId: asked.planId })).rejects.toMatchObject({ code: "not_found" });
    const drawn = await drawPlan(actor, { projectId, planId: asked.planId });
    expect(await drawPlan(actor, { projectId, planId: asked.planId })).toEqual(drawn);
    expect(await getPendingPlan(actor, { projectId, number: 1 })).toBeNull();
    const here = await planRoutes(actor, { projectId, budget: { share: 0.5 } });
    const [a, b] = await Promise.all([1, here.number].map((number) => getPlan(actor, { projectId, number, take: null })));
    expect(a?.decisions).toEqual(b?.decisions);
    expect({ ...drawn, id: "", number: 0, createdAt: "" }).toEqual({ ...here, id: "", number: 0, createdAt: "" });
  });

  it("goes on in rounds: what people answered is learned from, the rest is routed anew, and the gain is measured", async () => {
    const { actor, projectId, wrong } = await plant(await newActor(), "rounds", 240, 60);
    const first = await planRoutes(actor, { projectId, budget: { share: 0.5 }, controlShare: 0.2 });
    expect(first).toMatchObject({ items: 180, humanItems: 90, outlook: { ceiling: { controlItems: 18, share: null } } });
    await commitPlan(actor, { projectId, planId: first.id });
    const { decisions } = await getPlan(actor, { projectId, number: first.number, take: 40, arm: "human" });
    const person = await db().annotator.findFirstOrThrow({ where: { projectId, source: "human" }, select: { id: true } });
    const campaign = await db().campaign.findFirstOrThrow({ where: { projectId }, select: { id: true } });
    await db().annotation.createMany({
      data: decisions.map(({ taskId, item }) => ({
        id: newId("annotation"),
        projectId,
        campaignId: campaign.id,
        taskId,
        annotatorId: person.id,
        idemKey: `round ${taskId}`,
        payloadHash: "x",
        response: { answers: { overall: { choice: Number(item.split("-").at(-1)) % 2 === 0 ? 0 : 1 } } },
      })),
    });
    await db().slot.updateMany({ where: { projectId, taskId: { in: decisions.map(({ taskId }) => taskId) } }, data: { state: "done" } });
    const measured = await measurePlan(actor, { projectId, number: first.number });
    // One of every five that are asked is drawn at random, from the first to the last.
    const drawn = decisions.map(({ why }) => why.startsWith("Drawn at random"));
    expect(drawn).toEqual(drawn.map((_, rank) => rank % 5 === 4));
    const routedWrong = decisions.filter(({ item }, index) => drawn[index] === false && wrong.has(item)).length;
    expect(measured.routed).toMatchObject({ value: routedWrong / 32, n: 32 });
    expect(measured.control).toMatchObject({ n: 8 });
    expect(measured.lift.value).toBeGreaterThan(0.3);
    const second = await nextRound(actor, { projectId, number: first.number });
    expect(second).toMatchObject({ state: "committed", items: 140, humanItems: 50, number: first.number + 1 });
    expect(await listPlans(actor, { projectId })).toMatchObject([{ state: "committed" }, { state: "dropped" }]);
    const again = await getPlan(actor, { projectId, number: second.number, take: null });
    expect(again.decisions.filter(({ taskId }) => decisions.some((done) => done.taskId === taskId))).toEqual([]);
    await expect(nextRound(actor, { projectId, number: first.number })).rejects.toMatchObject({ code: "conflict" });
    // Each item says which plan sent it where, and why; of one that was asked before, the plan that asked.
    const routesOf = async (taskId: string | undefined) => {
      const { itemId } = await db().task.findUniqueOrThrow({ where: { id: taskId ?? "" }, select: { itemId: true } });
      return listItemRoutes(actor, { projectId, itemId });
    };
    const [asked, next] = [decisions[0], again.decisions[0]];
    expect(await routesOf(asked?.taskId)).toMatchObject([{ plan: first.number, state: "dropped", arm: "human", why: asked?.why }]);
    expect(await routesOf(next?.taskId)).toMatchObject([{ plan: second.number, state: "committed", why: next?.why }]);
  });

  it("collects a seed at random, as many items as are wanted or as there are", async () => {
    const { actor, projectId } = await plant(await newActor(), "collect", 50, 0);
    expect(await collectSeed(actor, { projectId, items: 30 })).toMatchObject({ strategy: "random", humanItems: 30 });
    expect(await collectSeed(actor, { projectId })).toMatchObject({ humanItems: 50 });
    const stranger = await newActor();
    await expect(collectSeed(stranger, { projectId })).rejects.toMatchObject({ code: "not_found" });
    await expect(measurePlan(stranger, { projectId, number: 1 })).rejects.toMatchObject({ code: "not_found" });
    await expect(nextRound(stranger, { projectId, number: 1 })).rejects.toMatchObject({ code: "not_found" });
    await expect(mapPlan(stranger, { projectId, number: 1 })).rejects.toMatchObject({ code: "not_found" });
  });

  it("asks the worker for a round, which stops the plan before once it is drawn and waits for somebody to commit it", async () => {
    const { actor, projectId } = await plant(await newActor(), "round-asked", 120, 60);
    const plan = await planRoutes(actor, { projectId, budget: { share: 0.5 }, strategy: "random" });
    await expect(requestRound(actor, { projectId, planId: plan.id })).rejects.toMatchObject({ code: "conflict" });
    await commitPlan(actor, { projectId, planId: plan.id });
    const asked = await Promise.allSettled([1, 2].map(() => requestRound(actor, { projectId, planId: plan.id })));
    const [round] = asked.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    const [refused] = asked.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    if (!round) throw new Error("no round was asked for");
    expect(refused).toMatchObject({ code: "conflict", userMessage: expect.stringContaining(`as plan ${round.number}.`) });
    const openSlots = () => db().slot.count({ where: { projectId, state: "open" } });
    expect(await listPendingPlans(actor, { projectId })).toMatchObject([{ number: round.number, state: "queued" }]);
    // People go on meanwhile, and what they answer is no part of the round.
    expect(await openSlots()).toBe(30);
    expect(await listPlans(actor, { projectId })).toMatchObject([{ number: plan.number, state: "committed" }]);
    await answerSome(projectId, 10);
    expect(await drawPlan(actor, { projectId, planId: round.planId })).toMatchObject({ items: 50, humanItems: 20, budget: { share: 0.4 } });
    expect(await openSlots()).toBe(0);
    expect(await listPlans(actor, { projectId })).toMatchObject([
      { number: round.number, state: "drawn" },
      { number: plan.number, state: "dropped" },
    ]);
  });

  it("goes on with a plan whose next round could not be drawn, and with one whose round was cancelled", async () => {
    const { actor, projectId } = await plant(await newActor(), "round-failed", 120, 60);
    const plan = await planRoutes(actor, { projectId, budget: { share: 0.5 }, strategy: "random" });
    await commitPlan(actor, { projectId, planId: plan.id });
    const cancelled = await requestRound(actor, { projectId, planId: plan.id });
    await settlePlan({ projectId, subjectId: cancelled.planId, outcome: "cancelled", message: "Cancelled." });
    const { planId } = await requestRound(actor, { projectId, planId: plan.id });
    await db().annotation.deleteMany({ where: { projectId, annotator: { source: "lm" } } });
    await expect(drawPlan(actor, { projectId, planId })).rejects.toMatchObject({ code: "refused" });
    await settlePlan({ projectId, subjectId: planId, outcome: "failed", message: "No labels." });
    expect(await db().slot.count({ where: { projectId, state: "open" } })).toBe(30);
    expect(await listPlans(actor, { projectId })).toMatchObject([{ number: plan.number, state: "committed" }]);
  });

  it("that could not be drawn keeps its reason, and is not drawn later", async () => {
    const { actor, projectId } = await plant(await newActor(), "ended", 30, 0);
    const { planId } = await requestPlan(actor, { projectId, budget: { share: 0.5 } });
    await expect(drawPlan(actor, { projectId, planId })).rejects.toThrow(/20 items that both have labelled/);
    await settlePlan({ projectId, subjectId: planId, outcome: "failed", message: "No seed." });
    expect(await listPendingPlans(actor, { projectId })).toMatchObject([{ number: 1, state: "failed", error: "No seed." }]);
    await expect(drawPlan(actor, { projectId, planId })).rejects.toMatchObject({ code: "not_found" });
    await expect(planRoutes(actor, { projectId, budget: { share: 0.5 } })).rejects.toThrow();
    expect(await db().routePlan.count({ where: { projectId } })).toBe(1);
    // The worker may see every project: whoever asks must be allowed to see what is learned from.
    await plant(await newActor(), "elsewhere", 4, 4);
    await expect(requestPlan(actor, { projectId, budget: { share: 0.5 }, learnFrom: "elsewhere" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("goes by the published scheme and the repaired one, which tag a project that has no tags, and refuses too small a seed", async () => {
    const { actor, projectId } = await plant(await newActor(), "published", 160, 120);
    for (const strategy of ["published-topk", "published-simulated", "repaired-topk"] as const) {
      const plan = await planRoutes(actor, { projectId, budget: { share: 0.25 }, strategy });
      expect(plan).toMatchObject({ strategy, items: 40, humanItems: 10 });
      expect(plan.outlook.predicted.value).not.toBeNull();
    }
    expect(await db().itemTag.count({ where: { projectId } })).toBe(160);
    const map = await mapPlan(actor, { projectId, number: 1 });
    expect(map.dots).toHaveLength(40);
    expect(map.dots.filter(({ toPeople }) => toPeople)).toHaveLength(10);
    expect(map.tags?.tagger).toBe("built-in");
    expect(map.tags?.shares.find(({ tag }) => tag.endsWith("constraints=English"))).toMatchObject({ items: 40, toPeople: 10 });
    const small = await plant(await newActor(), "published-small", 60, 30);
    await expect(
      planRoutes(small.actor, { projectId: small.projectId, budget: { share: 0.5 }, strategy: "published-topk" }),
    ).rejects.toThrow(/too few/);
  });

  it("refuses what cannot be routed and who may not", async () => {
    const { actor, projectId } = await plant(await newActor(), "refusals", 30, 0);
    // Without a stored reward model, one that is fitted to the judge's own labels says where they surprise.
    expect(await planRoutes(actor, { projectId, budget: { share: 0.5 }, strategy: "uncertainty" })).toMatchObject({ humanItems: 15 });
    await expect(planRoutes(actor, { projectId, budget: { share: 0.5 }, lm: "nobody" })).rejects.toThrow(/Known: judge/);
    const stranger = await newActor();
    await expect(planRoutes(stranger, { projectId, budget: { share: 0.5 } })).rejects.toMatchObject({ code: "not_found" });
    const { planId } = await requestPlan(actor, { projectId, budget: { share: 0.5 }, strategy: "random" });
    for (const forbidden of [
      () => requestPlan(stranger, { projectId, budget: { share: 0.5 } }),
      () => drawPlan(stranger, { projectId, planId }),
      () => listPlans(stranger, { projectId }),
      () => listPendingPlans(stranger, { projectId }),
      () => getPendingPlan(stranger, { projectId, number: 1 }),
      () => listItemRoutes(stranger, { projectId, itemId: "itm_none" }),
    ]) {
      await expect(forbidden()).rejects.toMatchObject({ code: "not_found" });
    }
    const researcher = newId("user");
    await db().user.create({ data: { id: researcher, email: "r@example.org", name: "r" } });
    await db().member.create({ data: { id: newId("member"), workspaceId: actor.workspaceId, userId: researcher, role: "researcher" } });
    const plan = await planRoutes(actor, { projectId, budget: { share: 0.5 }, strategy: "random" });
    const person: Actor = { kind: "person", userId: researcher, workspaceId: actor.workspaceId };
    await expect(commitPlan(person, { projectId, planId: plan.id })).rejects.toMatchObject({ code: "forbidden" });
  });
});
