import { writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { aggregateProject } from "@/lib/aggregation/aggregate-project";
import { ensureConsensus } from "@/lib/aggregation/ensure-consensus";
import { recomputeAggregation } from "@/lib/aggregation/recompute-aggregation";
import type { Actor } from "@/lib/auth/actor";
import { systemActor } from "@/lib/auth/ensure-workspace";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { importFiles } from "@/lib/imports/import-files";
import type { OnError } from "@/lib/imports/schema";
import { silentRun } from "@/lib/jobs/progress";
import type { RunControl } from "@/lib/jobs/progress";
import { excludePerson } from "@/lib/quality/set-person";
import { createProject } from "@/lib/projects/create-project";
import { testDatabase } from "@/scripts/testing/database";

const database = testDatabase();
let actor: Actor;

beforeAll(async () => {
  actor = await systemActor("test");
});

const write = (name: string, rows: number): string => {
  const file = path.join(database.home, `${name}.jsonl`);
  const lines = Array.from({ length: rows }, (_, i) => ({
    id: `${name} ${i}`,
    prompt: `Which ${i}?`,
    responses: [{ text: "yes" }, { text: `no ${name}` }],
    labels: [{ annotator: "ann", kind: "human", choice: i % 2 }],
  }));
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join("\n"));
  return file;
};

const begin = async (slug: string) => {
  const { project, campaign } = await createProject(actor, { name: slug, slug });
  const scope = { projectId: project.id, format: "auto" as const, campaignIds: [campaign.id] };
  await importFiles(actor, { ...scope, onError: "stop", paths: [write(`${slug} first`, 10)] }, silentRun());
  return { projectId: project.id, scope };
};

describe("an aggregation while answers are on their way in", () => {
  it.each<OnError>(["stop", "skip"])(
    "counts none of an import that has not ended, and is not taken for complete once it has (%s)",
    async (onError) => {
      const { projectId, scope } = await begin(`import-${onError}`);
      let fitted: ReturnType<typeof aggregateProject> | undefined;
      const control: RunControl = {
        ...silentRun(),
        // Some of the file's rows are written, some are not.
        report: () => {
          fitted ??= aggregateProject(actor, { projectId, model: "majority" });
        },
      };
      await importFiles(actor, { ...scope, onError, paths: [write(`${onError} second`, 3_000)] }, control);
      const before = await fitted;
      expect(before).toMatchObject({ state: "done", labels: 10 });
      expect((await recomputeAggregation(actor, { projectId, aggregationId: before?.id ?? "" })).violations).toEqual([]);
      expect(await ensureConsensus(actor, { projectId })).toMatchObject({ labels: 3_010 });
    },
  );

  it("waits for an answer that is being stored", async () => {
    const { projectId } = await begin("answer");
    const given = await db().annotation.findFirstOrThrow({
      where: { projectId },
      select: { projectId: true, campaignId: true, taskId: true },
    });
    const annotatorId = newId("annotator");
    await db().annotator.create({ data: { id: annotatorId, projectId, name: "ben", source: "human" } });
    const response = { answers: { overall: { choice: 1 } } };
    let written: () => void = () => undefined;
    const isWritten = new Promise<void>((resolve) => (written = resolve));
    const stored = db().$transaction(async (tx) => {
      await tx.annotation.create({ data: { ...given, annotatorId, id: newId("annotation"), idemKey: "late", payloadHash: "a", response } });
      written();
      await wait(300);
    });
    await isWritten;
    const fit = await aggregateProject(actor, { projectId, model: "majority" });
    await stored;
    expect(fit.labels).toBe(11);
    expect((await recomputeAggregation(actor, { projectId, aggregationId: fit.id })).violations).toEqual([]);
  });

  it("waits for a person who is being left out, however long that takes", { timeout: 20_000 }, async () => {
    const { projectId, scope } = await begin("excluded");
    const { id: annotatorId } = await db().annotator.findFirstOrThrow({ where: { projectId }, select: { id: true } });
    let held: () => void = () => undefined;
    const isHeld = new Promise<void>((resolve) => (held = resolve));
    // Longer than answers are waited for.
    const others = db().$transaction(async (tx) => {
      await tx.$executeRaw`lock table audit_event in exclusive mode`;
      held();
      await wait(5_000);
    });
    await isHeld;
    const excluded = excludePerson(actor, { projectId, campaignId: scope.campaignIds[0] ?? "", annotatorId, reason: "guessed" });
    await wait(200);
    const fit = await aggregateProject(actor, { projectId, model: "majority" }).catch((error: unknown) => error);
    await Promise.all([others, excluded]);
    // Nobody else has answered.
    expect(fit).toMatchObject({ code: "refused" });
  });
});
