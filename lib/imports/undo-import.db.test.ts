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

const database = testDatabase();
let actor: Actor;
let files = 0;

const newProject = async (slug: string): Promise<{ projectId: string; campaignId: string }> => {
  const { project, campaign } = await createProject(actor, { name: slug, slug });
  return { projectId: project.id, campaignId: campaign.id };
};

/** One pair with a label; the import's id. */
const load = async ({ projectId, campaignId }: { projectId: string; campaignId: string }, label: object): Promise<string> => {
  files += 1;
  const file = path.join(database.home, `undone-${files}.jsonl`);
  writeFileSync(file, JSON.stringify({ id: "a", prompt: "Which?", responses: [{ text: "yes" }, { text: "no" }], labels: [label] }));
  const input: ImportFiles = { projectId, campaignIds: [campaignId], paths: [file], format: "auto", onError: "stop" };
  const { imports } = await importFiles(actor, input, silentRun());
  return imports[0]?.id ?? "";
};

beforeAll(async () => {
  actor = await systemActor("test");
});

describe("undoing an import", () => {
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
