import { beforeAll, describe, expect, it } from "vitest";
import { aggregateProject } from "@/lib/aggregation/aggregate-project";
import { getConsensus } from "@/lib/aggregation/get-consensus";
import { recomputeAggregation } from "@/lib/aggregation/recompute-aggregation";
import { measureAgreement } from "@/lib/agreement/measure-agreement";
import { summariseAgreement } from "@/lib/agreement/summarise-agreement";
import { aggregationModelSchema } from "@/lib/aggregation/schema";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { createProject } from "@/lib/projects/create-project";
import { countStages } from "@/lib/projects/count-stages";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

/** Three people of accuracies .95, .9 and .4 over forty pairs whose truth is known, by a fixed pattern instead of chance. */
const plant = async (slug: string): Promise<{ actor: Actor; projectId: string; truth: Map<string, string> }> => {
  const workspaceId = newId("workspace");
  await db().workspace.create({ data: { id: workspaceId, slug, name: slug } });
  const actor: Actor = { kind: "system", workspaceId, name: "test" };
  const { project, campaign } = await createProject(actor, { name: slug, slug });
  const annotators = ["ada", "ben", "cyd"].map((name) => ({
    id: newId("annotator"),
    projectId: project.id,
    name,
    source: "human" as const,
  }));
  await db().annotator.createMany({ data: annotators });
  const wrongEvery = [20, 10, 2];
  const truth = new Map<string, string>();
  for (let index = 0; index < 40; index += 1) {
    const itemId = newId("item");
    const taskId = newId("task");
    const right = index % 3 === 0 ? 1 : 0;
    truth.set(`q${index}`, String(right));
    await db().item.create({
      data: {
        id: itemId,
        projectId: project.id,
        ordinal: index + 1,
        externalId: `q${index}`,
        contentHash: `h${index}`,
        promptHash: `p${index}`,
        title: "q",
        promptChars: 1,
        payload: { create: { prompt: `Question ${index}` } },
        candidates: {
          create: ["Because of the wind, as anyone can see.", "It is so."].map((text, ordinal) => ({
            id: newId("candidate"),
            projectId: project.id,
            ordinal,
            textHash: `${index}-${ordinal}`,
            chars: text.length,
            payload: { create: { text: ordinal === right ? `${text} Look at the flag: it tells.` : text } },
          })),
        },
      },
    });
    await db().task.create({ data: { id: taskId, projectId: project.id, campaignId: campaign.id, itemId, unitKey: "0-1" } });
    await db().annotation.createMany({
      data: annotators.map((annotator, who) => ({
        id: newId("annotation"),
        projectId: project.id,
        campaignId: campaign.id,
        taskId,
        annotatorId: annotator.id,
        idemKey: `k${index}`,
        payloadHash: "x",
        response: { answers: { overall: { choice: (index + who * 3) % (wrongEvery[who] ?? 1) === 1 ? 1 - right : right } } },
      })),
    });
  }
  return { actor, projectId: project.id, truth };
};

describe("aggregation", () => {
  let planted: Awaited<ReturnType<typeof plant>>;
  beforeAll(async () => {
    planted = await plant("planted");
  });

  it.each(aggregationModelSchema.options)("%s finds the planted answers and ranks the annotators", async (model) => {
    const { actor, projectId, truth } = planted;
    const fit = await aggregateProject(actor, { projectId, model });
    expect(fit).toMatchObject({ state: "done", tasks: 40, labels: 120, annotators: 3 });
    const read = await getConsensus(actor, { projectId });
    const wrong = read?.consensus.filter((row) => row.choice !== truth.get(row.itemExternalId)) ?? [];
    expect(wrong.length).toBeLessThanOrEqual(2);
    const reliability = Object.fromEntries(read?.annotators.map((row) => [row.name, row.reliability]) ?? []);
    expect(reliability.ada).toBeGreaterThan(reliability.cyd ?? 1);
    expect(await recomputeAggregation(actor, { projectId, aggregationId: fit.id })).toEqual({
      checked: 43,
      violations: [],
      refitted: true,
    });
  });

  it("notices a posterior that does not follow from its labels, and ignores labels that came later", async () => {
    const { actor, projectId } = await plant("tampered");
    const fit = await aggregateProject(actor, { projectId, model: "majority" });
    const first = await db().annotation.findFirst({
      where: { projectId },
      select: { id: true, taskId: true, annotatorId: true, campaignId: true },
    });
    await db().annotation.updateMany({ where: { id: first?.id }, data: { withdrawnAt: new Date() } });
    expect((await recomputeAggregation(actor, { projectId, aggregationId: fit.id })).violations).toEqual([]);
    await db().consensus.updateMany({ where: { aggregationId: fit.id, taskId: first?.taskId }, data: { pChoice: 0.123 } });
    expect((await recomputeAggregation(actor, { projectId, aggregationId: fit.id })).violations).toHaveLength(1);
  });

  it("takes the later of two answers that one person gave in one row of a file", async () => {
    const { actor, projectId } = planted;
    const given = await db().annotation.findFirst({
      where: { projectId, annotator: { name: "ada" } },
      select: { projectId: true, campaignId: true, taskId: true, annotatorId: true, createdAt: true },
    });
    if (!given) throw new Error("nothing was planted");
    const response = { answers: { overall: { choice: "tie" } } };
    await db().annotation.create({ data: { ...given, id: newId("annotation"), idemKey: "again", payloadHash: "a", response } });
    await aggregateProject(actor, { projectId, model: "majority" });
    const row = (await getConsensus(actor, { projectId }))?.consensus.find(({ taskId }) => taskId === given.taskId);
    expect(row).toMatchObject({ labels: 3, posterior: { tie: expect.closeTo(1 / 3, 9) } });
  });

  it("refuses where there is nothing to aggregate, and says so", async () => {
    const { actor, projectId } = planted;
    await expect(aggregateProject(actor, { projectId, source: "lm" })).rejects.toThrow(/no labels by language models/);
  });

  it("does not exist for another workspace", async () => {
    const { projectId } = planted;
    const stranger: Actor = { kind: "system", workspaceId: newId("workspace"), name: "stranger" };
    await expect(aggregateProject(stranger, { projectId })).rejects.toMatchObject({ code: "not_found" });
    await expect(measureAgreement(stranger, { projectId })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("agreement", () => {
  it("gives alpha with an interval and its n", async () => {
    const { actor, projectId } = await plant("agreeing");
    const report = await measureAgreement(actor, { projectId });
    expect(report).toMatchObject({ metric: "krippendorff-alpha", level: "nominal", items: 40, labels: 120, annotators: 3 });
    expect(report.estimate.value).toBeCloseTo(0.184, 3);
    expect(report.estimate).toHaveProperty("ci");
    expect(report.estimate).toHaveProperty("n", 40);
  });

  it("is kept with the aggregation, as the command line would give it", async () => {
    const { actor, projectId } = await plant("kept");
    const { id } = await aggregateProject(actor, { projectId, model: "majority" });
    const stored = await db().aggregation.findFirst({ where: { id }, select: { agreement: true } });
    const { estimate } = await measureAgreement(actor, { projectId });
    expect(stored?.agreement).toEqual({ metric: "krippendorff-alpha", level: "nominal", estimate });
    expect(await countStages(actor, { projectId })).toMatchObject({ agreement: estimate.value, annotators: 3, judges: 0, openFlags: 0 });
  });

  it("summarises one reading of the labels for the page, contested tasks and pairs of annotators included", async () => {
    const { actor, projectId } = await plant("summary");
    const summary = await summariseAgreement(actor, { projectId, source: "human", matrixAnnotators: 2, contested: 3 });
    expect(summary.main).toEqual(await measureAgreement(actor, { projectId }));
    expect(summary.matrix.names).toHaveLength(2);
    expect(summary.matrix.pairs[0]).toMatchObject({ shared: 40 });
    expect(summary.contested).toHaveLength(3);
    expect(summary.contested[0]).toMatchObject({ title: "q", labels: 3, agreement: expect.closeTo(1 / 3, 9) });
    await expect(
      summariseAgreement(
        { kind: "system", workspaceId: "other", name: "x" },
        { projectId, source: "human", matrixAnnotators: 2, contested: 3 },
      ),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  it("draws tasks where there are more labels than a request may read, each with all of its labels, and says so", async () => {
    const { actor, projectId } = await plant("drawn");
    const asked = { projectId, source: "human" as const, matrixAnnotators: 2, contested: 3 };
    const drawn = await summariseAgreement(actor, asked, 60);
    expect(drawn).toMatchObject({ totalLabels: 120, main: { taskShare: 0.5, fewestLabels: 2, annotators: 3 } });
    expect(drawn.main.labels).toBe(3 * drawn.main.items);
    expect(drawn.main.items).toBeGreaterThan(5);
    expect(drawn.main.items).toBeLessThan(35);
    expect(drawn.main.estimate).toHaveProperty("n", drawn.main.items);
    expect(await summariseAgreement(actor, asked, 60)).toEqual(drawn);
    expect(await measureAgreement(actor, { projectId }, null)).toMatchObject({ items: 40, labels: 120, taskShare: 1 });
  });

  it("draws among tasks with two labels or more, and reads all of them where they are few enough", async () => {
    const { actor, projectId } = await plant("few-overlap");
    const tasks = await db().task.findMany({ where: { projectId }, select: { id: true }, orderBy: { id: "asc" } });
    const second = await db().annotator.findMany({ where: { projectId }, select: { id: true }, orderBy: { id: "asc" }, skip: 1 });
    await db().annotation.updateMany({
      where: { taskId: { in: tasks.slice(12).map(({ id }) => id) }, annotatorId: { in: second.map(({ id }) => id) } },
      data: { withdrawnAt: new Date() },
    });
    const all = await measureAgreement(actor, { projectId }, null);
    expect(all).toMatchObject({ items: 40, labels: 64, estimate: { n: 12 } });
    const paired = await measureAgreement(actor, { projectId }, 60);
    expect(paired).toMatchObject({ items: 12, labels: 36, taskShare: 1, fewestLabels: 2, estimate: all.estimate });
    const drawn = await measureAgreement(actor, { projectId }, 24);
    expect(drawn.labels).toBe(3 * drawn.items);
    expect(drawn.taskShare).toBeLessThan(1);
    expect(drawn.estimate).toHaveProperty("n", drawn.items);
  });

  it("finds a question in the campaign that asks it, and refuses one that none asks", async () => {
    const { actor, projectId } = await plant("two-campaigns");
    const ratings = { scales: [{ type: "likert", name: "quality", title: "How good?", overall: true }] };
    await db().campaign.create({
      data: {
        id: newId("campaign"),
        projectId,
        slug: "earlier",
        name: "Earlier",
        kind: "pointwise",
        createdAt: new Date(0),
        config: ratings,
      },
    });
    expect(await measureAgreement(actor, { projectId, question: "overall" })).toMatchObject({ items: 40, labels: 120 });
    expect(await aggregateProject(actor, { projectId, question: "overall", model: "majority" })).toMatchObject({ tasks: 40 });
    await expect(measureAgreement(actor, { projectId, question: "none" })).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("says why it is undefined", async () => {
    const { actor, projectId } = await plant("nobody");
    const report = await measureAgreement(actor, { projectId, source: "lm" });
    expect(report.estimate).toMatchObject({ value: null });
  });
});
