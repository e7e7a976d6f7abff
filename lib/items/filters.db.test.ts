import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { getItem } from "@/lib/items/get-item";
import { listItems } from "@/lib/items/list-items";
import { removeItem } from "@/lib/items/remove-item";
import { itemQuerySchema } from "@/lib/items/schema";
import { kindOf } from "@/lib/kinds/registry";
import { createCampaign } from "@/lib/projects/create-campaign";
import { createProject } from "@/lib/projects/create-project";
import { testDatabase } from "@/scripts/testing/database";
import { waitForLocks } from "@/scripts/testing/locks";

testDatabase();

let actor: Actor;
let projectId = "";
let annotatorId = "";
let versionId = "";

type Asked = { campaignId: string; aggregationId: string; question: string };
let asked: Record<"pairwise" | "pointwise" | "ranking", Asked>;

type Agreed = { choice: string; pChoice: number | null };

/** An item with so many responses and their scores, and what was agreed on its units. */
const plant = async (n: number, kind: keyof typeof asked, scores: readonly number[], units: Readonly<Record<string, Agreed>>) => {
  const { campaignId, aggregationId, question } = asked[kind];
  const itemId = newId("item");
  const item = { id: itemId, projectId, ordinal: n, externalId: `x${n}`, contentHash: `x${n}`, promptHash: `x${n}`, title: `${n}` };
  await db().item.create({ data: { ...item, promptChars: 1 } });
  const candidates = scores.map((_, ordinal) => ({
    id: newId("candidate"),
    itemId,
    projectId,
    ordinal,
    textHash: `${n} ${ordinal}`,
    chars: 1,
  }));
  await db().candidate.createMany({ data: candidates });
  await db().candidateScore.createMany({
    data: candidates.map(({ id }, index) => ({ versionId, candidateId: id, score: scores[index] ?? 0 })),
  });
  const tasks = Object.keys(units).map((unitKey) => ({ id: newId("task"), projectId, campaignId, itemId, unitKey }));
  await db().task.createMany({ data: tasks });
  await db().consensus.createMany({
    data: tasks.map(({ id, unitKey }) => ({
      aggregationId,
      taskId: id,
      question,
      choice: "",
      pChoice: null,
      ...units[unitKey],
      posterior: {},
      labels: 1,
    })),
  });
  return { itemId, taskId: tasks[0]?.id ?? "" };
};

const found = async (search: Record<string, string>): Promise<number[]> =>
  (await listItems(actor, { projectId, query: itemQuerySchema.parse(search) })).rows.map((row) => row.ordinal);

const answer = (taskId: string, choice: number, more: object = {}) =>
  db().annotation.create({
    data: {
      id: newId("annotation"),
      projectId,
      campaignId: asked.pairwise.campaignId,
      taskId,
      annotatorId,
      idemKey: newId("annotation"),
      payloadHash: "h",
      response: { answers: { overall: { choice } } },
      ...more,
    },
  });

beforeAll(async () => {
  const workspaceId = newId("workspace");
  await db().workspace.create({ data: { id: workspaceId, slug: workspaceId, name: "Test" } });
  actor = { kind: "system", workspaceId, name: "test" };
  const { project, campaign } = await createProject(actor, { name: "Filters" });
  [projectId, annotatorId, versionId] = [project.id, newId("annotator"), newId("rewardModel")];
  await db().annotator.create({ data: { id: annotatorId, projectId, name: "ada", source: "human" } });
  const ask = async (campaignId: string): Promise<Asked> => {
    const { kind, config } = await db().campaign.findUniqueOrThrow({ where: { id: campaignId }, select: { kind: true, config: true } });
    const fit = { id: newId("aggregation"), question: kindOf(kind).questions(config)[0]?.name ?? "" };
    const done = { state: "done", finishedAt: new Date("2026-01-02") } as const;
    await db().aggregation.create({ data: { ...fit, ...done, projectId, campaignId, model: "majority", source: "all", seed: 1 } });
    return { campaignId, aggregationId: fit.id, question: fit.question };
  };
  const create = async (kind: "pointwise" | "ranking"): Promise<Asked> =>
    ask((await createCampaign(actor, { projectId, name: kind, kind })).id);
  asked = { pairwise: await ask(campaign.id), pointwise: await create("pointwise"), ranking: await create("ranking") };
  const made = { encoder: "none", head: "linear", loss: "bt", labels: "consensus", seed: 1, folds: 1 } as const;
  await db().rewardModelVersion.create({ data: { id: versionId, projectId, number: 1, state: "done", ...made } });
});

afterEach(() => db().item.deleteMany({ where: { projectId } }));

describe("the filter by state", () => {
  it("finds what the row says: a mean has no probability and is decided, an empty consensus decides nothing", async () => {
    const mean = await plant(1, "pointwise", [1], { "0": { choice: "3.5", pChoice: null } });
    await answer(mean.taskId, 0);
    const nothing = await plant(2, "pointwise", [1], { "0": { choice: "", pChoice: null } });
    await answer(nothing.taskId, 0);
    // Decided, and then every answer was taken back.
    const back = await plant(3, "pairwise", [1, 0], { "0-1": { choice: "0", pChoice: 0.9 } });
    await answer(back.taskId, 0, { withdrawnAt: new Date() });
    await plant(4, "pairwise", [1], {});
    const { rows } = await listItems(actor, { projectId, query: itemQuerySchema.parse({}) });
    expect(rows.map(({ ordinal, state }) => [ordinal, state])).toEqual([
      [1, "decided"],
      [2, "answered"],
      [3, "decided"],
      [4, "unlabelled"],
    ]);
    for (const state of ["open", "decided", "contested", "answered", "unlabelled"])
      expect([state, await found({ state })]).toEqual([state, rows.filter((row) => row.state === state).map((row) => row.ordinal)]);
  });
});

describe("the filter by the reward model", () => {
  it("compares a pair with the scores of its own responses, an order with the highest, and points of a scale with nothing", async () => {
    const sure = (choice: string): Agreed => ({ choice, pChoice: 0.9 });
    // The last response scores highest: on the pair of the first two the model has a view all the same.
    await plant(1, "pairwise", [0, 1, 2], { "0-1": sure("1"), "0-2": sure("2"), "1-2": sure("2") });
    await plant(2, "pairwise", [0, 1, 2], { "0-1": sure("0"), "0-2": sure("2"), "1-2": sure("2") });
    await plant(3, "pointwise", [0, 1], { "0": sure("4"), "1": sure("5") });
    await plant(4, "ranking", [0, 1, 2], { all: sure("2 > 0 = 1") });
    await plant(5, "ranking", [0, 3, 2], { all: sure("0 = 2 > 1") });
    await plant(6, "pairwise", [0, 1], { "0-1": sure("tie") });
    await plant(7, "pairwise", [1, 1], { "0-1": sure("1") });
    expect(await found({ model: "for" })).toEqual([1, 4]);
    expect(await found({ model: "against" })).toEqual([2, 5]);
  });
});

it("counts nobody's second answer to the same question among those that differ", async () => {
  const { itemId, taskId } = await plant(1, "pairwise", [1, 0], { "0-1": { choice: "0", pChoice: 0.9 } });
  await answer(taskId, 0);
  await answer(taskId, 1, { repeat: true });
  const item = await getItem(actor, { projectId, itemId });
  expect(item.units[0]?.answers).toHaveLength(2);
  expect(item.units[0]?.differences).toEqual([]);
});

it("offers to remove an item only where that is not refused: an answer that was taken back keeps it", async () => {
  const { itemId, taskId } = await plant(1, "pairwise", [1, 0], { "0-1": { choice: "0", pChoice: 0.9 } });
  const removable = async () => (await getItem(actor, { projectId, itemId })).removable;
  expect(await removable()).toBe(true);
  await answer(taskId, 0, { withdrawnAt: new Date() });
  expect(await removable()).toBe(false);
  await expect(removeItem(actor, { projectId, itemId })).rejects.toMatchObject({ code: "conflict" });
});

it("keeps an item on which an answer is being stored, and the answer", async () => {
  const { itemId } = await plant(1, "pairwise", [1, 0], {});
  const place = { projectId, campaignId: asked.pairwise.campaignId };
  let removal: Promise<unknown> = Promise.resolve();
  const annotationId = newId("annotation");
  await db().$transaction(async (tx) => {
    const taskId = newId("task");
    await tx.task.create({ data: { id: taskId, ...place, itemId, unitKey: "0-1" } });
    const label = { annotatorId, idemKey: annotationId, payloadHash: "h", response: { answers: { overall: { choice: 0 } } } };
    await tx.annotation.create({ data: { id: annotationId, ...place, taskId, ...label } });
    removal = removeItem(actor, { projectId, itemId }).catch((error: unknown) => error);
    await waitForLocks(1);
  });
  expect(await removal).toMatchObject({ code: "conflict" });
  expect(await db().annotation.count({ where: { id: annotationId } })).toBe(1);
});

it("counts what counts: nobody who is left out, no answer to an earlier question, and still finds all that one person gave", async () => {
  const { campaignId } = asked.pairwise;
  const ben = { id: newId("annotator"), projectId, name: "ben", source: "human" } as const;
  await db().annotator.create({ data: ben });
  const byBen = { annotatorId: ben.id };
  const tasks = [];
  for (const n of [1, 2, 3, 4]) tasks.push((await plant(n, "pairwise", [1, 0], { "0-1": { choice: "", pChoice: null } })).taskId);
  const [onlyBen = "", both = "", onlyAda = ""] = tasks;
  await answer(onlyBen, 0, byBen);
  await answer(both, 0, byBen);
  await answer(both, 0);
  await answer(onlyAda, 0);
  const seen = async () => {
    const { rows } = await listItems(actor, { projectId, query: itemQuerySchema.parse({ sort: "answers", down: "yes" }) });
    return {
      people: rows.map(({ ordinal, people }) => [ordinal, people]),
      unlabelled: await found({ state: "unlabelled" }),
      answered: await found({ state: "answered" }),
      none: await found({ answers: "none" }),
      some: await found({ answers: "people" }),
      ofBen: await found({ annotator: ben.id }),
    };
  };
  expect(await seen()).toEqual({
    people: [
      [2, 2],
      [1, 1],
      [3, 1],
      [4, 0],
    ],
    ...{ unlabelled: [4], answered: [1, 2, 3], none: [4], some: [1, 2, 3], ofBen: [1, 2] },
  });
  const exclusion = { id: newId("exclusion"), projectId, campaignId, annotatorId: ben.id, reason: "guessed" };
  await db().exclusion.create({ data: exclusion });
  expect(await seen()).toEqual({
    people: [
      [2, 1],
      [3, 1],
      [1, 0],
      [4, 0],
    ],
    ...{ unlabelled: [1, 4], answered: [2, 3], none: [1, 4], some: [2, 3], ofBen: [1, 2] },
  });
  await db().campaign.update({ where: { id: campaignId }, data: { countsFrom: 2 } });
  await answer(onlyAda, 1, { questionVersion: 2, idemKey: "anew" });
  expect(await seen()).toMatchObject({ unlabelled: [1, 2, 4], answered: [3], none: [1, 2, 4], some: [3], ofBen: [1, 2] });
  await db().exclusion.delete({ where: { id: exclusion.id } });
  await db().campaign.update({ where: { id: campaignId }, data: { countsFrom: 1 } });
});
