import { writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { systemActor } from "@/lib/auth/ensure-workspace";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { importFiles } from "@/lib/imports/import-files";
import type { ImportFiles } from "@/lib/imports/import-files";
import { undoImport } from "@/lib/imports/undo-import";
import { silentRun } from "@/lib/jobs/progress";
import { createProject } from "@/lib/projects/create-project";
import { testDatabase } from "@/scripts/testing/database";
import { waitForLocks } from "@/scripts/testing/locks";

const database = testDatabase();
let actor: Actor;
let files = 0;

const newProject = async (slug: string): Promise<{ projectId: string; campaignId: string }> => {
  const { project, campaign } = await createProject(actor, { name: slug, slug });
  return { projectId: project.id, campaignId: campaign.id };
};

/** One pair, with a label or none; the import's id. */
const load = async ({ projectId, campaignId }: { projectId: string; campaignId: string }, label: object | null): Promise<string> => {
  files += 1;
  const file = path.join(database.home, `undone-${files}.jsonl`);
  writeFileSync(
    file,
    JSON.stringify({ id: "a", prompt: "Which?", responses: [{ text: "yes" }, { text: "no" }], labels: label ? [label] : [] }),
  );
  const input: ImportFiles = { projectId, campaignIds: [campaignId], paths: [file], format: "auto", onError: "stop" };
  const { imports } = await importFiles(actor, input, silentRun());
  return imports[0]?.id ?? "";
};

beforeAll(async () => {
  actor = await systemActor("test");
});

describe("undoing an import", () => {
  it("takes back what it told of people, and leaves what another told", async () => {
    const scope = await newProject("undo-people");
    const survey = async (name: string, ...people: object[]): Promise<string> => {
      const file = path.join(database.home, name);
      const rows = people.map((person) => ({ survey_only: false, education: "School", lm_familiarity: "Somewhat", ...person }));
      writeFileSync(file, rows.map((row) => JSON.stringify(row)).join("\n"));
      const input: ImportFiles = { ...scope, campaignIds: [scope.campaignId], paths: [file], format: "auto", onError: "stop" };
      const { imports, failure } = await importFiles(actor, input, silentRun());
      expect(failure).toBeNull();
      return imports[0]?.id ?? "";
    };
    const told = async (): Promise<unknown> =>
      db().annotator.findMany({
        where: { projectId: scope.projectId },
        orderBy: { name: "asc" },
        select: { name: true, demographics: true },
      });
    const profile = (age: string) => ({ age, education: "School", lm_familiarity: "Somewhat" });
    await load(scope, { annotator: "ann", kind: "human", choice: 0 });
    const first = await survey("survey.jsonl", { user_id: "ann", age: "18-24" }, { user_id: "bo", age: "65+" });
    const both = [
      { name: "ann", demographics: profile("18-24") },
      { name: "bo", demographics: profile("65+") },
    ];
    expect(await told()).toEqual(both);
    // The same people again, told otherwise: the first word stays.
    const second = await survey("again.jsonl", { user_id: "ann", age: "25-34" }, { user_id: "cy", age: "25-34" });
    expect(await told()).toEqual([...both, { name: "cy", demographics: profile("25-34") }]);
    await undoImport(actor, { projectId: scope.projectId, importId: second });
    expect(await told()).toEqual(both);
    await undoImport(actor, { projectId: scope.projectId, importId: first });
    expect(await told()).toEqual([{ name: "ann", demographics: {} }]);
  });

  it("lets nobody answer a task that is opened on its items while they are taken out", async () => {
    const scope = await newProject("undo-opening");
    const importId = await load(scope, { annotator: "ann", kind: "human", choice: 1 });
    const { id: itemId } = await db().item.findFirstOrThrow({ where: { projectId: scope.projectId }, select: { id: true } });
    const { id: annotatorId } = await db().annotator.findFirstOrThrow({ where: { projectId: scope.projectId }, select: { id: true } });
    const answer = { annotatorId, idemKey: "meanwhile", payloadHash: "h", response: { answers: { overall: { choice: 0 } } } };
    const [id, taskId] = [newId("annotation"), newId("task")];
    let undoing: Promise<unknown> = Promise.resolve();
    let answering: Promise<string> = Promise.resolve("");
    await db().$transaction(async (tx) => {
      // Holds the removal up after it has looked at what others put on the items.
      await tx.$executeRaw`lock table aggregation in access exclusive mode`;
      undoing = undoImport(actor, { projectId: scope.projectId, importId });
      await waitForLocks(1);
      answering = db()
        .$transaction(async (other) => {
          await other.task.create({ data: { id: taskId, ...scope, itemId, unitKey: "1-0" } });
          await other.annotation.create({ data: { id, ...scope, taskId, ...answer } });
          return "stored";
        })
        .catch(() => "refused");
      await Promise.race([answering, waitForLocks(2)]);
    });
    expect([await undoing, await answering]).toEqual([{ items: 1, labels: 1 }, "refused"]);
  });

  it("keeps the answer and the judge that are being stored where it put labels on another file's items", async () => {
    const scope = await newProject("undo-beside");
    const { projectId } = scope;
    await load(scope, null);
    const importId = await load(scope, { annotator: "gpt", kind: "lm", choice: 1 });
    const { id: taskId } = await db().task.findFirstOrThrow({ where: { projectId }, select: { id: true } });
    const [human, gpt] = [newId("annotator"), await db().annotator.findFirstOrThrow({ where: { projectId }, select: { id: true } })];
    await db().annotator.create({ data: { id: human, projectId, name: "ada", source: "human" } });
    const answer = { annotatorId: human, idemKey: "beside", payloadHash: "h", response: { answers: { overall: { choice: 0 } } } };
    let undoing: Promise<unknown> = Promise.resolve();
    await db().$transaction(async (tx) => {
      await tx.annotation.create({ data: { id: newId("annotation"), ...scope, taskId, ...answer } });
      await tx.judge.create({ data: { id: newId("judge"), projectId, annotatorId: gpt.id, name: "gpt" } });
      undoing = undoImport(actor, { projectId, importId });
      await waitForLocks(1);
    });
    expect(await undoing).toEqual({ items: 0, labels: 1 });
    expect([await db().annotation.count({ where: { projectId } }), await db().judge.count({ where: { projectId } })]).toEqual([1, 1]);
  });

  it("leaves the judges that were set up since, though they have not answered yet", async () => {
    const scope = await newProject("undo-judge");
    const { projectId } = scope;
    const importId = await load(scope, { annotator: "ann", kind: "human", choice: 1 });
    const annotatorId = newId("annotator");
    await db().annotator.create({ data: { id: annotatorId, projectId, name: "gpt", source: "lm" }, select: { id: true } });
    await db().judge.create({ data: { id: newId("judge"), projectId, annotatorId, name: "gpt" }, select: { id: true } });
    expect(await undoImport(actor, { projectId, importId })).toEqual({ items: 1, labels: 1 });
    expect(await db().judge.count({ where: { projectId } })).toBe(1);
    expect(await db().annotator.findMany({ where: { projectId }, select: { name: true } })).toEqual([{ name: "gpt" }]);
  });

  it("takes the mark of a known answer off a task together with the answer", async () => {
    const scope = await newProject("undo-gold");
    const { projectId } = scope;
    const isGold = async (): Promise<boolean[]> =>
      (await db().task.findMany({ where: { projectId }, select: { isGold: true } })).map((task) => task.isGold);
    await load(scope, { annotator: "ann", kind: "human", choice: 1 });
    const importId = await load(scope, { annotator: "key", kind: "gold", choice: 1 });
    expect(await isGold()).toEqual([true]);
    const again = await load(scope, { annotator: "other key", kind: "gold", choice: 1 });
    expect(await undoImport(actor, { projectId, importId: again })).toEqual({ items: 0, labels: 1 });
    expect(await isGold()).toEqual([true]);
    expect(await undoImport(actor, { projectId, importId })).toEqual({ items: 0, labels: 1 });
    expect(await isGold()).toEqual([false]);
  });
});
