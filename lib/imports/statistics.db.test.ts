import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { systemActor } from "@/lib/auth/ensure-workspace";
import { db } from "@/lib/db";
import { importFiles } from "@/lib/imports/import-files";
import type { OnError } from "@/lib/imports/schema";
import { silentRun } from "@/lib/jobs/progress";
import { createProject } from "@/lib/projects/create-project";
import { testDatabase } from "@/scripts/testing/database";

const database = testDatabase();

it.each<[OnError, number]>([
  ["stop", 3],
  ["skip", 7],
])("after an import the server knows how many annotators there are, few as they may be (%s)", async (onError, people) => {
  const actor = await systemActor("test");
  const { project, campaign } = await createProject(actor, { name: onError, slug: onError });
  const file = path.join(database.home, `${onError}.jsonl`);
  const labels = Array.from({ length: people }, (_, i) => ({ annotator: `person ${i}`, kind: "human", choice: i % 2 }));
  writeFileSync(file, JSON.stringify({ prompt: "Which?", responses: [{ text: "one" }, { text: "two" }], labels }));
  await importFiles(actor, { projectId: project.id, campaignIds: [campaign.id], paths: [file], format: "jsonl", onError }, silentRun());
  const [known] = await db().$queryRaw<{ rows: number }[]>`select reltuples::int as rows from pg_class where oid = 'annotator'::regclass`;
  expect(known?.rows).toBe(await db().annotator.count());
});
