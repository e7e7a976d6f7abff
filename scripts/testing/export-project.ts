import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { DuckDBInstance } from "@duckdb/node-api";
import { aggregateProject } from "@/lib/aggregation/aggregate-project";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { buildDatasetVersion } from "@/lib/exports/build-dataset-version";
import { createDatasetVersion } from "@/lib/exports/create-dataset-version";
import { openDatasetFile } from "@/lib/exports/open-dataset-file";
import type { DatasetInput } from "@/lib/exports/schema";
import type { DatasetVersionDetail } from "@/lib/exports/version-schema";
import { newId } from "@/lib/ids";
import { importFiles } from "@/lib/imports/import-files";
import { silentRun } from "@/lib/jobs/progress";
import { createProject } from "@/lib/projects/create-project";

/** A project filled from rows of the import schema, for tests that export it again. */

export type ExportProject = { actor: Actor; projectId: string; campaignId: string };

export const plantRows = async (kind: string, rows: object[], options: { aggregate?: boolean } = {}): Promise<ExportProject> => {
  const workspaceId = newId("workspace");
  const slug = workspaceId.replace("_", "-");
  await db().workspace.create({ data: { id: workspaceId, slug, name: slug } });
  const actor: Actor = { kind: "system", workspaceId, name: "test" };
  const { project, campaign } = await createProject(actor, { name: "Rows", slug: "rows", kind });
  const folder = await mkdtemp(path.join(tmpdir(), "plumbline-rows-"));
  try {
    const file = path.join(folder, "rows.jsonl");
    await writeFile(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    const input = { projectId: project.id, campaignIds: [campaign.id], paths: [file], format: "auto" as const, onError: "stop" as const };
    const { failure } = await importFiles(actor, input, silentRun());
    if (failure !== null) throw new Error(`the rows were refused: ${JSON.stringify(failure)}`);
  } finally {
    await rm(folder, { recursive: true });
  }
  if (options.aggregate !== false) await aggregateProject(actor, { projectId: project.id });
  return { actor, projectId: project.id, campaignId: campaign.id };
};

export const exportVersion = async (
  { actor, projectId }: Pick<ExportProject, "actor" | "projectId">,
  input: Omit<DatasetInput, "projectId">,
): Promise<DatasetVersionDetail> => {
  const created = await createDatasetVersion(actor, { projectId, build: "caller", ...input });
  return buildDatasetVersion(actor, { projectId, versionId: created.id });
};

export const readVersionFile = async (actor: Actor, versionId: string, file: string): Promise<Buffer> =>
  buffer((await openDatasetFile(actor, { versionId, path: file })).stream);

/** Rows of a file of JSON lines, parsed. */
export const jsonRows = (bytes: Buffer): Record<string, unknown>[] => {
  const text = bytes.toString("utf8").trim();
  return text === "" ? [] : text.split("\n").map((line): Record<string, unknown> => JSON.parse(line));
};

/** Rows of a Parquet file as DuckDB reads them. */
export const duckdbRows = async (bytes: Buffer): Promise<{ columns: string[]; rows: Record<string, unknown>[] }> => {
  const folder = await mkdtemp(path.join(tmpdir(), "plumbline-read-"));
  const instance = await DuckDBInstance.create(":memory:");
  try {
    const file = path.join(folder, "x.parquet");
    await writeFile(file, bytes);
    const result = await (await instance.connect()).runAndReadAll(`select * from read_parquet('${file}')`);
    return { columns: result.columnNames(), rows: result.getRowObjectsJson() };
  } finally {
    instance.closeSync();
    await rm(folder, { recursive: true, force: true });
  }
};
