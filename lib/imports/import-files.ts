import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { chooseReading } from "@/lib/imports/choose-reading";
import { mappingsOf } from "@/lib/imports/mapping-store";
import { sweepImports, withHeartbeat } from "@/lib/imports/heartbeat";
import { findSource } from "@/lib/imports/containers/find-source";
import { discardImport } from "@/lib/imports/discard-import";
import { runImports } from "@/lib/imports/run-imports";
import type { ImportWork } from "@/lib/imports/run-imports";
import type { NamedReading } from "@/lib/imports/read-map-file";
import type { ImportView, OnError, Refusal, WantedFormat } from "@/lib/imports/schema";
import { keepNamesIn } from "@/lib/imports/metadata-columns";
import { openTargets } from "@/lib/imports/targets";
import { findImport, insertImport, listRefusalRows, markStarted } from "@/lib/imports/store";
import type { RunControl } from "@/lib/jobs/progress";
import { getProject } from "@/lib/projects/get-project";

export type ImportFiles = {
  projectId: string;
  /** where labels may go, each to the first whose kind it fits */
  campaignIds: string[];
  paths: string[];
  format: WantedFormat;
  /** which column is what, where somebody told it */
  mapping?: NamedReading | undefined;
  onError: OnError;
};
export type FilesReport = {
  /** what each file was recognised as, how surely, 0 … 1, and which of its columns are kept in the items' metadata */
  formats: { file: string; container: string; format: string; confidence: number; metadata: string[] }[];
  /** columns of choices of which no labels were made: places on scales of which nobody told which end is which response */
  scales: { file: string; column: string; from: number; to: number }[];
  imports: ImportView[];
  refused: Refusal[];
  failure: string | null;
};

const refusalsReported = 100;

/** Reads local files into a project at once, without the worker: the command line's and the seed's way in. */
export const importFiles = async (actor: Actor, input: ImportFiles, control: RunControl): Promise<FilesReport> => {
  await guard(actor, "imports:create", { projectId: input.projectId });
  const { projectId, campaignIds, onError } = input;
  const { campaigns } = await getProject(actor, { projectId });
  const chosen = campaignIds.flatMap((id) => campaigns.find((candidate) => candidate.id === id) ?? []);
  const [campaignId] = campaignIds;
  if (campaignId === undefined || chosen.length < campaignIds.length) throw notFound("campaign");
  const works: ImportWork[] = [];
  const recognised: FilesReport["formats"] = [];
  const scales: FilesReport["scales"] = [];
  const saved = await mappingsOf(projectId);
  for (const file of input.paths) {
    const source = await findSource(file);
    const { detected, reading } = await chooseReading(source, { format: input.format, mapping: input.mapping, saved });
    const { confidence } = detected;
    if (detected.scale) scales.push({ file: source.fileName, ...detected.scale });
    // Filled while the file is read: what stands there only far below counts as well.
    const metadata: string[] = [];
    recognised.push({ file: source.fileName, container: reading.container, format: reading.format, confidence, metadata });
    works.push({ importId: newId("import"), source, reading, kept: keepNamesIn(metadata, reading, detected.columns) });
  }
  await sweepImports();
  for (const { importId, source, reading } of works) {
    await insertImport(projectId, importId, {
      fileName: source.fileName,
      byteSize: source.byteSize,
      storageKey: null,
      createdById: actorUserId(actor),
    });
    await db().$transaction(async (tx) => {
      await markStarted(tx, projectId, importId, { campaignId, onError, reading });
      await appendAudit(tx, actor, { action: "imports:create", projectId, subjectId: importId, detail: { onError, campaignIds } });
    });
  }
  const ids = works.map(({ importId }) => importId);
  const targets = await openTargets(projectId, chosen, ids);
  const failure = await withHeartbeat(ids, control.signal, (signal) =>
    runOrDiscard({ projectId, targets }, works, onError, { ...control, signal }),
  );
  const imports: ImportView[] = [];
  const refused: Refusal[] = [];
  for (const { importId } of works) {
    const view = await findImport(projectId, importId);
    if (view) imports.push(view);
    refused.push(...(await listRefusalRows(projectId, importId, { skip: 0, take: refusalsReported - refused.length })));
  }
  return { formats: recognised, scales, imports, refused, failure };
};

/** Why a file did not go in, or null. Anything that is not a refusal of rows takes back what was written and is thrown on. */
const runOrDiscard = async (
  scope: Parameters<typeof runImports>[0],
  works: ImportWork[],
  onError: OnError,
  control: RunControl,
): Promise<string | null> => {
  try {
    return await runImports(scope, works, onError, control);
  } catch (error) {
    const cancelled = error instanceof AppError && error.code === "cancelled";
    // Closed by the sweep: what is in was counted and told there.
    if (error instanceof AppError && error.code === "conflict") throw error;
    for (const { importId } of works) {
      await discardImport(scope.projectId, importId, {
        state: cancelled ? "cancelled" : "failed",
        error: error instanceof AppError ? error.userMessage : "It broke off; nothing was kept.",
      });
    }
    throw error;
  }
};
