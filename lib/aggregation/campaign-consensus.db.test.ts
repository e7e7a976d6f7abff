import { expect, it } from "vitest";
import { aggregateProject, runAggregation } from "@/lib/aggregation/aggregate-project";
import { insertAggregation } from "@/lib/aggregation/store";
import { getConsensus } from "@/lib/aggregation/get-consensus";
import { settleAggregation } from "@/lib/aggregation/settle-aggregation";
import { aggregationsToRefresh, refreshAggregations } from "@/lib/aggregation/refresh-aggregations";
import { labelsOnTask } from "@/lib/assignments/adaptive-store";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { getItem } from "@/lib/items/get-item";
import { listItems } from "@/lib/items/list-items";
import { itemQuerySchema } from "@/lib/items/schema";
import { handoutSchema } from "@/lib/projects/handout-schema";
import { keySlots } from "@/lib/tasks/key-store";
import { listTasks } from "@/lib/tasks/list-tasks";
import { openCampaign } from "@/scripts/testing/campaign";
import { testDatabase } from "@/scripts/testing/database";
import { sweepCommands } from "@/workers/sweep-commands";

testDatabase();

const questions = ["overall", "harmless"].map((name) => ({ name, title: name, overall: name === "overall" }));

/** Three people say the first response is better and the second more harmless; a language model says the contrary. */
const place = async () => {
  const { projectId, campaignId, people } = await openCampaign({ people: 1, tasks: 1, overlap: 4 });
  await db().campaign.update({ where: { id: campaignId }, data: { config: { questions } } });
  const task = await db().task.findFirstOrThrow({ where: { projectId } });
  const answer = async (name: string, source: "human" | "lm", overall: number) => {
    const annotatorId = newId("annotator");
    await db().annotator.create({ data: { id: annotatorId, projectId, name, source } });
    const response = { answers: { overall: { choice: overall }, harmless: { choice: 1 - overall } } };
    const rest = { projectId, campaignId, taskId: task.id, annotatorId, idemKey: name, payloadHash: name };
    await db().annotation.create({ data: { id: newId("annotation"), ...rest, response } });
  };
  for (const name of ["ada", "ben", "cyd"]) await answer(name, "human", 0);
  await answer("judge", "lm", 1);
  const actor: Actor = { kind: "system", workspaceId: people[0]?.workspaceId ?? "", name: "test" };
  return { actor, projectId, campaignId, task, answer };
};

it("is people's on the main question, whatever else was aggregated after it", async () => {
  const { actor, projectId, campaignId, task, answer } = await place();
  const scope = { projectId, campaignId };
  await aggregateProject(actor, { ...scope, source: "lm" });
  const shown = async () => {
    const { rows } = await listItems(actor, { projectId, query: itemQuerySchema.parse({}) });
    const { tasks } = await listTasks(actor, { ...scope, filter: "all", take: 10, skip: 0 });
    const [unit] = (await getItem(actor, { projectId, itemId: task.itemId })).units;
    return [rows[0]?.consensus?.choice, tasks[0]?.choice, unit?.consensus?.choice];
  };
  expect(await shown(), "models alone, where nothing else was read").toEqual(["1", "1", "1"]);
  const { id } = await aggregateProject(actor, scope);
  await aggregateProject(actor, { ...scope, question: "harmless" });
  await aggregateProject(actor, { ...scope, source: "lm" });
  expect((await getConsensus(actor, { projectId }))?.aggregation.source, "the last of all").toBe("lm");
  expect(await shown()).toEqual(["0", "0", "0"]);

  // Adaptive overlap knows how reliable people are, and slots are handed out by how sure people are.
  const labels = await db().$transaction((tx) => labelsOnTask(tx, { ...scope, taskId: task.id, countsFrom: 1 }));
  expect(labels.map(({ reliability }) => reliability !== null)).toEqual([true, true, true]);
  await db().consensus.updateMany({ where: { aggregationId: id }, data: { posterior: { 0: 0.5, 1: 0.5 } } });
  const handout = handoutSchema.parse({ order: "uncertainty" });
  await db().$transaction((tx) => keySlots(tx, { ...scope, taskIds: [task.id], handout }));
  expect(await db().slot.findFirst({ where: { taskId: task.id }, select: { key: true } })).toEqual({ key: 0 });

  // Each of the three is refreshed after a new answer, the one that read longest ago first.
  expect(await aggregationsToRefresh()).toEqual([]);
  await answer("dee", "human", 0);
  const order: unknown[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const [stale, ...others] = await aggregationsToRefresh();
    expect(others).toEqual([]);
    order.push([stale?.input.question, stale?.input.source]);
    if (stale) await aggregateProject(stale.actor, stale.input);
  }
  expect(order).toEqual([
    ["overall", "human"],
    ["harmless", "human"],
    ["overall", "lm"],
  ]);
  expect(await aggregationsToRefresh()).toEqual([]);
});

it("is refreshed though a question that was aggregated is asked no more, and not over and over where it cannot be", async () => {
  const { actor, projectId, campaignId, answer } = await place();
  const scope = { projectId, campaignId };
  await aggregateProject(actor, { ...scope, question: "harmless" });
  await aggregateProject(actor, scope);
  await db().campaign.update({ where: { id: campaignId }, data: { config: { questions: questions.slice(0, 1) } } });
  await answer("dee", "human", 0);
  expect((await aggregationsToRefresh()).map(({ input }) => input)).toMatchObject([{ ...scope, question: "overall" }]);
  // A question that is changed so that nothing counts any more, say, would be tried every half minute.
  await db().annotation.updateMany({ where: { projectId, annotator: { source: "human" } }, data: { withdrawnAt: new Date() } });
  expect(await refreshAggregations()).toBe(1);
  const running = await db().aggregation.findFirstOrThrow({ where: { campaignId, state: "running" }, select: { id: true } });
  await expect(runAggregation(actor, { projectId, aggregationId: running.id })).rejects.toThrow(/no labels by people/);
  await settleAggregation({ projectId, subjectId: running.id, outcome: "failed" });
  expect(await refreshAggregations()).toBe(0);
  await answer("eve", "human", 0);
  expect(await refreshAggregations()).toBe(1);
});

it("is not written over by one that stood still while another worker formed it, nor held up for good by a command that was killed", async () => {
  const { actor, projectId, campaignId, answer } = await place();
  await aggregateProject(actor, { projectId, campaignId });
  await answer("dee", "human", 0);
  expect(await refreshAggregations()).toBe(1);
  const { id } = await db().aggregation.findFirstOrThrow({ where: { campaignId, state: "running" }, select: { id: true } });
  // Two that have both read the labels: the second to write is the one that woke.
  const [first, second] = await Promise.allSettled([1, 2].map(() => runAggregation(actor, { projectId, aggregationId: id })));
  const outcomes = [first, second].map((ended) => (ended?.status === "rejected" ? String(ended.reason) : ended?.status));
  expect(outcomes).toContain("fulfilled");
  expect(outcomes.find((outcome) => outcome !== "fulfilled")).toContain("done by another worker");
  // While one is under way none is made: what a killed command had begun has to end.
  await answer("eve", "human", 0);
  const killed = { projectId, campaignId, model: "majority", source: "human", question: "overall", main: true, seed: 1 } as const;
  const left = await insertAggregation(db(), killed);
  expect(await refreshAggregations()).toBe(0);
  await db().$executeRaw`update aggregation set created_at = created_at - interval '2 minutes' where id = ${left.id}`;
  await sweepCommands();
  expect(await refreshAggregations()).toBe(1);
});
