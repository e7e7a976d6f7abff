import { Readable } from "node:stream";
import { expect, it } from "vitest";
import { systemActor } from "@/lib/auth/ensure-workspace";
import { importItems } from "@/lib/imports/import-items";
import { previewImport } from "@/lib/imports/preview-import";
import { startImport } from "@/lib/imports/start-import";
import { uploadImport } from "@/lib/imports/upload-import";
import { silentRun } from "@/lib/jobs/progress";
import { createProject } from "@/lib/projects/create-project";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

const row = (id: string, text: string): string =>
  JSON.stringify({ id, prompt: `p ${id}`, responses: [{ text }, { text: "b" }], labels: [{ annotator: "ada", kind: "human", choice: 0 }] });

it("names ids that are taken, in the file and in the project, before anything is written", async () => {
  const actor = await systemActor("test");
  const { project, campaign } = await createProject(actor, { name: "ids", slug: "ids" });
  const scope = { projectId: project.id, campaignId: campaign.id };
  const upload = async (lines: string[]): Promise<string> =>
    (await uploadImport(actor, { projectId: project.id, fileName: "rows.jsonl", body: Readable.from([Buffer.from(lines.join("\n"))]) })).id;
  const first = await upload([row("1", "a"), row("2", "a")]);
  const { reading } = await previewImport(actor, { ...scope, importId: first });
  await startImport(actor, { ...scope, importId: first, onError: "stop", reading });
  await importItems(actor, { projectId: project.id, importId: first }, silentRun());

  const second = await upload([row("1", "mended"), row("2", "a"), row("3", "a"), row("3", "a"), row("3", "other")]);
  const preview = await previewImport(actor, { ...scope, importId: second });
  expect(preview).toMatchObject({ rowsLooked: 5, rowsFine: 3, labels: 3, duplicates: 1, refused: 2 });
  expect(preview.refusals.map(({ line, reason }) => [line, reason])).toEqual([
    [5, "id “3” is already taken by a row with other content"],
    [1, "id “1” is already taken by a row with other content"],
  ]);
  await startImport(actor, { ...scope, importId: second, onError: "skip", reading });
  const done = await importItems(actor, { projectId: project.id, importId: second }, silentRun());
  expect(done).toMatchObject({ rowsRefused: preview.refused, itemsAdded: 1 });
});
