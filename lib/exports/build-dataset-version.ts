import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { cardFacts } from "@/lib/exports/card-facts";
import type { CardFacts } from "@/lib/exports/card-facts";
import { datasetCard } from "@/lib/exports/dataset-card";
import type { CardPart } from "@/lib/exports/dataset-card";
import { getDatasetVersion } from "@/lib/exports/get-dataset-version";
import { writeCsv } from "@/lib/exports/formats/csv";
import { writeParquet } from "@/lib/exports/formats/parquet";
import type { RowShape } from "@/lib/exports/preference-rows";
import type { DatasetVersionDetail, DatasetVersionView, ExportContainer, ManifestFile, SplitName } from "@/lib/exports/schema";
import { countItems, hasConversations } from "@/lib/exports/source/store";
import { stageRows } from "@/lib/exports/stage-rows";
import type { StagedPart } from "@/lib/exports/line-file";
import type { Staged } from "@/lib/exports/stage-rows";
import { beginBuild, endBuild, findAggregation, findVersion, finishBuild } from "@/lib/exports/store";
import type { AggregationRow } from "@/lib/exports/store";
import { surveyRows } from "@/lib/exports/survey-rows";
import type { RunControl } from "@/lib/jobs/progress";
import { silentRun } from "@/lib/jobs/progress";
import { kindOf } from "@/lib/kinds/registry";
import { getProject } from "@/lib/projects/get-project";
import type { CampaignView, ProjectView } from "@/lib/projects/schema";
import { deleteBlob, writeBlob } from "@/lib/storage";
import packageJson from "@/package.json";

export const codeVersion = `plumbline ${packageJson.version}`;

type Work = {
  version: DatasetVersionView;
  project: ProjectView;
  campaign: CampaignView;
  aggregation: AggregationRow | null;
  shape: RowShape;
  staged: Staged;
  facts: CardFacts;
  folder: string;
};

const blobFolder = (versionId: string): string => `datasets/${versionId}`;

/**
 * Builds a version that was asked for: rows from one snapshot of the database, files, checksums, card, manifest. Running it
 * again is safe: a finished version is returned untouched, an interrupted one is built anew.
 */
export const buildDatasetVersion = async (
  actor: Actor,
  input: { projectId: string; versionId: string },
  control: RunControl = silentRun(),
): Promise<DatasetVersionDetail> => {
  const { projectId, versionId } = input;
  await guard(actor, "exports:create", { projectId });
  const version = await findVersion(projectId, { id: versionId });
  if (!version) throw notFound("data set version");
  if (version.state !== "done") {
    if (!(await beginBuild(projectId, versionId))) {
      throw new AppError("conflict", { userMessage: `Version ${version.number} was ended (${version.state}). Ask for a new one.` });
    }
    const folder = await mkdtemp(path.join(tmpdir(), "plumbline-export-"));
    try {
      await deleteBlob(blobFolder(versionId));
      await build(actor, version, projectId, folder, control);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return getDatasetVersion(actor, { projectId, number: version.number });
};

const build = async (actor: Actor, version: DatasetVersionView, projectId: string, folder: string, control: RunControl): Promise<void> => {
  const { project, campaigns } = await getProject(actor, { projectId });
  const campaign = campaigns.find(({ id }) => id === version.recipe.resolved.campaignId);
  if (!campaign) throw notFound("campaign");
  const { aggregationId } = version.recipe.resolved;
  const aggregation = aggregationId === null ? null : await findAggregation(projectId, aggregationId);
  const stage = async (tx: Tx): Promise<Work> => {
    const shape: RowShape =
      version.recipe.shape === "conversational" || (await hasConversations(tx, projectId)) ? "conversational" : "standard";
    const asked = { kind: kindOf(campaign.kind), config: campaign.config, question: version.recipe.resolved.question };
    const scope = { projectId, ...version.recipe.resolved };
    const withMargin =
      version.format !== "annotations" &&
      version.recipe.margin === "auto" &&
      (await surveyRows(tx, scope, asked, version.recipe, control.signal)).allMargins;
    const wanted = {
      projectId,
      asked,
      format: version.format,
      recipe: version.recipe,
      shape,
      withMargin,
      totalItems: await countItems(tx, projectId),
    };
    const staged = await stageRows(tx, folder, wanted, control);
    return {
      version,
      project,
      campaign,
      aggregation,
      shape,
      staged,
      folder,
      facts: await cardFacts(actor, tx, projectId, version.recipe, aggregation?.source ?? null),
    };
  };
  // One snapshot for every part, however long the reading takes: labels go on meanwhile.
  const work = await db().$transaction(stage, { isolationLevel: "RepeatableRead", timeout: 3_600_000 });
  await store(projectId, work, control);
};

/** Main part first: it is what people come for, and what the hub shows. */
const partOrder = ["preference", "annotations", "consensus", "items"];

const extensions: Record<ExportContainer, string> = { parquet: "parquet", hf: "parquet", jsonl: "jsonl", csv: "csv" };

const filePath = ({ part, split }: { part: string; split: SplitName }, container: ExportContainer): string => {
  if (container === "hf") return `${part === "preference" ? "data" : part}/${split}-00000-of-00001.parquet`;
  return `${part === "preference" ? split : part}.${extensions[container]}`;
};

const convert = async (part: StagedPart, container: ExportContainer, folder: string): Promise<string> => {
  const target = path.join(folder, "out", filePath(part, container));
  await mkdir(path.dirname(target), { recursive: true });
  if (container === "jsonl") return part.path;
  if (container === "csv") await writeCsv(part.path, target, part.columns);
  else await writeParquet(part.path, target, part.columns);
  return target;
};

const store = async (projectId: string, work: Work, control: RunControl): Promise<void> => {
  const { version, staged, folder } = work;
  const place = (part: string): number => (partOrder.includes(part) ? partOrder.indexOf(part) : partOrder.length);
  const ordered = [...staged.parts].sort((a, b) => place(a.part) - place(b.part));
  const files: (ManifestFile & { storageKey: string })[] = [];
  const cardParts = new Map<string, CardPart>();
  for (const part of ordered) {
    control.signal.throwIfAborted();
    control.report({ done: files.length, total: ordered.length, message: `Packing ${part.part}` });
    const file = await convert(part, version.container, folder);
    const filed = filePath(part, version.container);
    const blob = await writeBlob(`${blobFolder(version.id)}/${filed}`, createReadStream(file));
    const bytes = (await stat(file)).size;
    files.push({
      path: filed,
      part: part.part,
      split: part.part === "preference" ? part.split : null,
      rows: part.rows,
      bytes,
      sha256: blob.sha256,
      columns: part.columns.map(({ name }) => name),
      storageKey: blob.key,
    });
    const card = cardParts.get(part.part) ?? { part: part.part, columns: part.columns, splits: [] };
    card.splits.push({ split: part.split, path: filed, rows: part.rows, bytes, stagedBytes: part.bytes });
    cardParts.set(part.part, card);
  }
  const card = datasetCard({
    ...work,
    ...staged,
    format: version.format,
    container: version.container,
    recipe: version.recipe,
    parts: [...cardParts.values()],
    codeVersion,
  });
  const readme = await writeBlob(`${blobFolder(version.id)}/README.md`, Buffer.from(card, "utf8"));
  files.push({
    path: "README.md",
    part: null,
    split: null,
    rows: 0,
    bytes: readme.byteSize,
    sha256: readme.sha256,
    columns: [],
    storageKey: readme.key,
  });
  await finish(projectId, work, files);
};

const finish = async (
  projectId: string,
  { version, staged, project, shape, aggregation }: Work,
  files: (ManifestFile & { storageKey: string })[],
): Promise<void> => {
  const splits: Record<string, number> = {};
  for (const file of files) if (file.split !== null) splits[file.split] = file.rows;
  const finished = await db().$transaction((tx) =>
    finishBuild(tx, projectId, version.id, {
      rows: staged.exported,
      excluded: staged.excluded,
      manifest: {
        schema: "plumbline-manifest/1",
        project: project.slug,
        version: version.number,
        format: version.format,
        container: version.container,
        shape,
        codeVersion,
        aggregation: aggregation && {
          id: aggregation.id,
          model: aggregation.model,
          source: aggregation.source,
          converged: aggregation.converged,
        },
        recipe: version.recipe,
        considered: staged.considered,
        exported: staged.exported,
        excluded: staged.excluded,
        splits,
        files: files.map(({ storageKey: _, ...file }) => file),
      },
      files: files.map(({ path: filed, rows, bytes, sha256, storageKey }) => ({ path: filed, rows, byteSize: bytes, sha256, storageKey })),
    }),
  );
  if (!finished) throw new AppError("cancelled", { userMessage: `Version ${version.number} was cancelled while it was built.` });
};

/** Marks a version whose build will not be tried again, and takes away what lay of it. */
export const settleDatasetVersion = async (input: {
  projectId: string;
  subjectId: string;
  outcome: "failed" | "cancelled";
  message: string;
}): Promise<void> => {
  await endBuild(input.projectId, input.subjectId, input.outcome, input.message);
  const version = await findVersion(input.projectId, { id: input.subjectId });
  if (version && version.state !== "done") await deleteBlob(blobFolder(input.subjectId));
};
