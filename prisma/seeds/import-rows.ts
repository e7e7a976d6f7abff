import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { importFiles } from "@/lib/imports/import-files";
import { silentRun } from "@/lib/jobs/progress";

/** Takes a demo's rows in as a file, like anybody's, unless they are there. */
export const importRows = async (
  actor: Actor,
  scope: { projectId: string; campaignIds: string[] },
  name: string,
  rows: readonly unknown[],
): Promise<void> => {
  const folder = await mkdtemp(path.join(tmpdir(), "plumbline-seed-"));
  const file = path.join(folder, `${name}.jsonl`);
  try {
    await writeFile(file, rows.map((row) => JSON.stringify(row)).join("\n"));
    if ((await db().item.count({ where: { projectId: scope.projectId } })) >= rows.length) return;
    const { failure } = await importFiles(actor, { ...scope, paths: [file], format: "jsonl", onError: "stop" }, silentRun());
    if (failure !== null) throw new Error(`the demo's rows were refused: ${failure}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
