import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { importFiles } from "@/lib/imports/import-files";
import { silentRun } from "@/lib/jobs/progress";
import { exportVersion, plantRows, readVersionFile } from "@/scripts/testing/export-project";
import type { ExportProject } from "@/scripts/testing/export-project";
import { pairRows, ratingRows } from "@/scripts/testing/export-rows";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

/** Exports a project's tasks, which somebody else labels in Label Studio, and brings them back. */
const labelThere = async (at: ExportProject, into = at) => {
  const version = await exportVersion(at, { format: "label-studio", container: "jsonl", recipe: { annotators: "names" } });
  const file = path.join(await mkdtemp(path.join(tmpdir(), "plumbline-tasks-")), "tasks.jsonl");
  const tasks = String(await readVersionFile(at.actor, version.id, "train.jsonl")).replaceAll(
    '"created_username":"ada"',
    '"created_username":"eve"',
  );
  await writeFile(file, tasks);
  const input = {
    projectId: into.projectId,
    campaignIds: [into.campaignId],
    paths: [file],
    format: "auto" as const,
    onError: "skip" as const,
  };
  const [report] = (await importFiles(into.actor, input, silentRun())).imports;
  return report;
};

it("brings back what was labelled there to the items that it was made of", async () => {
  const at = await plantRows("pairwise", pairRows(14));
  // Two of fourteen are conversations, of which a task shows one text: those are items of their own.
  expect(await labelThere(at)).toMatchObject({ itemsExisting: 12, itemsAdded: 2, rowsRefused: 0 });
});

it("refuses no task of a second file, whose tasks have the same numbers, nor one that shows a part of its item", async () => {
  const at = await plantRows("pointwise", ratingRows(5));
  expect(await labelThere(at)).toMatchObject({ itemsAdded: 10, rowsRefused: 0 });
  const others = await plantRows(
    "pointwise",
    ratingRows(8)
      .slice(5)
      .map((row) => ({ ...row, prompt: "Another" })),
  );
  expect(await labelThere(others, at)).toMatchObject({ itemsAdded: 6, rowsRefused: 0 });
});
