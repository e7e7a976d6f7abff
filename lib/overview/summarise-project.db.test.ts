import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { summariseProject } from "@/lib/overview/summarise-project";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

const system: Actor = { kind: "system", workspaceId: "wsp_1", name: "test" };
const daysAgo = (days: number): Date => new Date(Date.now() - days * 86_400_000);

async function label(task: number, annotatorId: string, createdAt: Date, more: { withdrawnAt?: Date; repeat?: boolean } = {}) {
  const id = `ann_${task}_${annotatorId}${more.repeat ? "_again" : ""}`;
  await db().annotation.create({
    data: {
      id,
      projectId: "prj_1",
      campaignId: "cmp_1",
      taskId: `tsk_${task}`,
      annotatorId,
      idemKey: id,
      payloadHash: id,
      response: {},
      createdAt,
      ...more,
    },
  });
}

beforeAll(async () => {
  await db().workspace.create({ data: { id: "wsp_1", slug: "lab", name: "Lab" } });
  await db().workspace.create({ data: { id: "wsp_2", slug: "other", name: "Other" } });
  for (const [id, workspaceId] of [
    ["prj_1", "wsp_1"],
    ["prj_2", "wsp_2"],
  ] as const)
    await db().project.create({ data: { id, workspaceId, slug: "p", name: "P" } });
  await db().campaign.create({ data: { id: "cmp_1", projectId: "prj_1", slug: "pairs", name: "Round 1", kind: "pairwise", config: {} } });
  for (let n = 1; n <= 4; n += 1) {
    await db().item.create({
      data: {
        id: `itm_${n}`,
        projectId: "prj_1",
        ordinal: n,
        externalId: `e${n}`,
        contentHash: `h${n}`,
        promptHash: `p${n}`,
        title: `Item ${n}`,
        promptChars: 6,
        createdAt: daysAgo(n === 4 ? 0 : 3),
      },
    });
    if (n < 4)
      await db().task.create({
        data: { id: `tsk_${n}`, projectId: "prj_1", campaignId: "cmp_1", itemId: `itm_${n}`, unitKey: "0-1", openedAt: daysAgo(3) },
      });
  }
  for (const source of ["human", "lm", "gold"] as const)
    await db().annotator.create({ data: { id: source, projectId: "prj_1", name: source, source } });
  await label(1, "human", daysAgo(2));
  // Answered once more by the same person, which counts nowhere.
  await label(1, "human", daysAgo(1), { repeat: true });
  await label(2, "human", daysAgo(1), { withdrawnAt: daysAgo(0) });
  await label(3, "human", daysAgo(40));
  await label(1, "lm", daysAgo(2));
  await label(1, "gold", daysAgo(2));
  await db().slot.create({ data: { projectId: "prj_1", campaignId: "cmp_1", taskId: "tsk_2", ordinal: 0, state: "open" } });
  await db().aggregation.create({
    data: {
      id: "agg_1",
      projectId: "prj_1",
      campaignId: "cmp_1",
      model: "majority",
      source: "all",
      question: "overall",
      seed: 1,
      state: "done",
      readAt: daysAgo(10),
    },
  });
  for (const [n, choice] of [
    [1, "0"],
    [2, "undecided"],
  ] as const)
    await db().consensus.create({
      data: { aggregationId: "agg_1", taskId: `tsk_${n}`, question: "overall", choice, posterior: {}, pChoice: 0.8, labels: 2 },
    });
  const metrics = { accuracy: { value: 0.7, ci: [0.6, 0.8], n: 90 } };
  for (const number of [1, 2])
    await db().rewardModelVersion.create({
      data: {
        id: `rmv_${number}`,
        projectId: "prj_1",
        number,
        state: "done",
        encoder: "e",
        head: "linear",
        loss: "bt",
        labels: "consensus",
        seed: 1,
        folds: 5,
        metrics: number === 2 ? metrics : { broken: 1 },
      },
    });
  await db().auditEvent.create({
    data: {
      workspaceId: "wsp_1",
      projectId: "prj_1",
      actorKind: "system",
      actorId: "worker",
      action: "aggregation:run",
      detail: { tasks: 2 },
    },
  });
});

describe("summariseProject", () => {
  it("counts live labels by source, tasks open for people and items nobody is asked about", async () => {
    const { counts } = await summariseProject(system, { projectId: "prj_1" });
    expect(counts).toEqual({
      items: 4,
      itemsToday: 1,
      itemsUnasked: 1,
      tasks: 3,
      openTasks: 1,
      labelsPeople: 2,
      labelsModels: 1,
      labelsToday: 0,
      annotators: 0,
    });
  });

  it("gives every day of four weeks once, without gold and without what was taken back", async () => {
    const { days } = await summariseProject(system, { projectId: "prj_1" });
    expect(days).toHaveLength(28);
    expect(days.reduce((sum, day) => sum + day.people, 0)).toBe(1);
    expect(days.reduce((sum, day) => sum + day.models, 0)).toBe(1);
    expect(days.at(-1)?.day).toBe(new Date().toISOString().slice(0, 10));
    expect(days.at(-3)).toMatchObject({ people: 1, models: 1 });
  });

  it("tells decided from undecided, and how many labels came since", async () => {
    const { consensus } = await summariseProject(system, { projectId: "prj_1" });
    expect(consensus).toMatchObject({ decided: 1, undecided: 1, newerLabels: 3 });
  });

  it("lists versions oldest first and survives metrics that it cannot read", async () => {
    const { models } = await summariseProject(system, { projectId: "prj_1" });
    expect(models.map((model) => model.number)).toEqual([1, 2]);
    expect(models[0]?.accuracy).toBeNull();
    expect(models[1]?.accuracy).toEqual({ value: 0.7, ci: [0.6, 0.8], n: 90 });
  });

  it("says what is stuck: first for want of people, then because nobody answers, then no longer", async () => {
    expect((await summariseProject(system, { projectId: "prj_1" })).stuck).toMatchObject([
      { kind: "no-annotators", count: 1, name: "Round 1", stage: "labels" },
    ]);
    await db().user.create({ data: { id: "usr_1", email: "a@example.org", name: "A" } });
    await db().member.create({ data: { id: "mem_1", workspaceId: "wsp_1", userId: "usr_1", role: "annotator" } });
    expect((await summariseProject(system, { projectId: "prj_1" })).stuck).toMatchObject([{ kind: "nobody-answers", count: 1 }]);
    const slot = await db().slot.findFirstOrThrow({ select: { id: true } });
    await db().assignment.create({
      data: {
        projectId: "prj_1",
        campaignId: "cmp_1",
        slotId: slot.id,
        taskId: "tsk_2",
        annotatorId: "human",
        epoch: 1,
        state: "expired",
        leaseUntil: daysAgo(0),
        shownOrder: [0, 1],
      },
    });
    expect((await summariseProject(system, { projectId: "prj_1" })).stuck).toEqual([]);
  });

  it("names a failed import until another succeeds, and a failed job until it is run again", async () => {
    const shared = { projectId: "prj_1", format: "jsonl", onError: "stop" };
    await db().import.create({
      data: { id: "imp_1", ...shared, fileName: "a.jsonl", state: "failed", error: "line 3", createdAt: daysAgo(1) },
    });
    await db().job.create({
      data: {
        id: "job_1",
        projectId: "prj_1",
        name: "train-reward-model",
        subjectId: "rmv_3",
        state: "failed",
        message: "no pairs",
        createdAt: daysAgo(1),
      },
    });
    const kinds = (await summariseProject(system, { projectId: "prj_1" })).stuck.map((one) => `${one.kind}: ${one.reason}`);
    expect(kinds.toSorted()).toEqual(["failed-import: line 3", "failed-job: no pairs"]);
    await db().import.create({ data: { id: "imp_2", ...shared, fileName: "b.jsonl", state: "done" } });
    await db().job.create({ data: { id: "job_2", projectId: "prj_1", name: "train-reward-model", subjectId: "rmv_4", state: "running" } });
    const summary = await summariseProject(system, { projectId: "prj_1" });
    expect(summary.stuck).toEqual([]);
    expect(summary.running).toEqual([{ id: "job_2", name: "train-reward-model" }]);
  });

  it("tells who did what", async () => {
    const { events } = await summariseProject(system, { projectId: "prj_1" });
    expect(events).toMatchObject([{ action: "aggregation:run", actor: "worker", detail: { tasks: 2 } }]);
  });

  it("refuses a project of another workspace and an annotator's look", async () => {
    await expect(summariseProject(system, { projectId: "prj_2" })).rejects.toMatchObject({ code: "not_found" });
    await expect(summariseProject({ kind: "person", userId: "usr_1", workspaceId: "wsp_1" }, { projectId: "prj_1" })).rejects.toMatchObject(
      { code: "forbidden" },
    );
  });
});
