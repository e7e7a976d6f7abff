import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { balanceOf } from "@/lib/exports/balance";
import { cardFacts } from "@/lib/exports/card-facts";
import type { CardFacts } from "@/lib/exports/card-facts";
import { datasetCard } from "@/lib/exports/dataset-card";
import { freshenConsensus } from "@/lib/exports/freshen-consensus";
import { formatOf, usesConsensus } from "@/lib/exports/formats/registry";
import type { RowShape } from "@/lib/exports/formats/text";
import { getDatasetVersion } from "@/lib/exports/get-dataset-version";
import { packParts } from "@/lib/exports/pack-parts";
import type { PackedFile } from "@/lib/exports/pack-parts";
import { prepareSources } from "@/lib/exports/prepare-sources";
import type { PreparedSource } from "@/lib/exports/prepare-sources";
import { publishedRecipe } from "@/lib/exports/pseudonyms";
import { refuseBuild } from "@/lib/exports/refuse-build";
import { recipeText } from "@/lib/exports/schema";
import type { DatasetVersionDetail, DatasetVersionView, Manifest, ManifestFile } from "@/lib/exports/version-schema";
import { readByIndex } from "@/lib/exports/source/store";
import { countItems, hasConversations, mediaNames, mostResponses } from "@/lib/exports/source/facts-store";
import { mainPart, stageRows } from "@/lib/exports/stage-rows";
import type { Staged } from "@/lib/exports/stage-rows";
import { beginBuild, endBuild, findVersion, finishBuild } from "@/lib/exports/store";
import { versionBlobs } from "@/lib/exports/version-blobs";
import type { RunControl } from "@/lib/jobs/progress";
import { silentRun } from "@/lib/jobs/progress";
import { getProject } from "@/lib/projects/get-project";
import type { ProjectView } from "@/lib/projects/schema";
import { deleteBlob, writeBlob } from "@/lib/storage";
import { scratchFolder } from "@/lib/scratch-folder";
import packageJson from "@/package.json";

export const codeVersion = `plumbline ${packageJson.version}`;

type Work = {
  version: DatasetVersionView;
  project: ProjectView;
  sources: PreparedSource[];
  shape: RowShape;
  staged: Staged;
  facts: CardFacts;
  folder: string;
  /** where this try's files go: see `versionBlobs` */
  blobs: string;
};

/**
 * Builds a version that was asked for: its consensus where answers came since, rows from one snapshot of the database, files,
 * checksums, card, manifest. Running it again is safe: a finished version is returned untouched, an interrupted one is built anew.
 * So is running it twice at once, as where a worker stood still for so long that another took its job: each writes to a place of its
 * own, and the first to finish is the version.
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
    const folder = await scratchFolder();
    const blobs = `${versionBlobs(versionId)}/${randomBytes(6).toString("hex")}`;
    try {
      await build(actor, await freshenConsensus(actor, { projectId, version }, control), projectId, { folder, blobs }, control);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return getDatasetVersion(actor, { projectId, number: version.number });
};

const build = async (
  actor: Actor,
  version: DatasetVersionView,
  projectId: string,
  { folder, blobs }: Pick<Work, "folder" | "blobs">,
  control: RunControl,
): Promise<void> => {
  const { project, campaigns } = await getProject(actor, { projectId });
  const { recipe } = version;
  const format = formatOf(version.format);
  const stage = async (tx: Tx): Promise<Work> => {
    await readByIndex(tx);
    const shape: RowShape = recipe.shape === "conversational" || (await hasConversations(tx, projectId)) ? "conversational" : "standard";
    const sources = await prepareSources(tx, { projectId, recipe, campaigns, consensus: usesConsensus(format), lastOrdinal: null });
    const staged = await stageRows(
      tx,
      folder,
      {
        projectId,
        recipe,
        campaigns: sources,
        media: await mediaNames(tx, projectId),
        format,
        shape,
        mostResponses: format?.wide ? await mostResponses(tx, projectId, recipe.resolved.campaigns) : 0,
        totalItems: await countItems(tx, projectId, recipe.itemSources),
        cut: version.container === "parquet" || version.container === "hf",
      },
      control,
    );
    refuseBuild(version, staged);
    return { version, project, sources, shape, staged, folder, blobs, facts: await cardFacts(tx, projectId, recipe, sources) };
  };
  // One snapshot for every part, however long the reading takes: labels go on meanwhile.
  const work = await db().$transaction(stage, { isolationLevel: "RepeatableRead", timeout: 3_600_000 });
  const { files, training } = await store(work, control).catch(async (error: unknown) => {
    await deleteBlob(blobs);
    throw error;
  });
  // What a build leaves that dies from here on may be the version's already: `sweepDatasetFiles` knows.
  if (!(await finish(projectId, work, files, training))) await deleteBlob(blobs);
};

/** Main part first: it is what people come for, and what the hub shows. */
const partOrder = [mainPart, "annotations", "consensus", "items"];

type StoredFile = ManifestFile & { storageKey: string };

const keep = async (blobs: string, packed: PackedFile): Promise<StoredFile> => {
  const blob = await writeBlob(`${blobs}/${packed.path}`, createReadStream(packed.file));
  return {
    path: packed.path,
    part: packed.part,
    split: packed.part === mainPart ? packed.split : null,
    rows: packed.rows,
    bytes: packed.bytes,
    sha256: blob.sha256,
    columns: packed.columns.map(({ name }) => name),
    storageKey: blob.key,
  };
};

const store = async (work: Work, control: RunControl): Promise<{ files: StoredFile[]; training: Record<string, number> }> => {
  const { version, staged, folder, blobs } = work;
  const place = (part: string): number => (partOrder.includes(part) ? partOrder.indexOf(part) : partOrder.length);
  const ordered = [...staged.parts].sort((a, b) => place(a.part) - place(b.part));
  const settings = { container: version.container, compression: version.recipe.compression, stem: formatOf(version.format)?.stem };
  const packed = await packParts(ordered, folder, settings, (done, total, part) => {
    control.signal.throwIfAborted();
    control.report({ done, total, message: `Packing ${part}` });
  });
  const files: StoredFile[] = [];
  for (const one of packed) {
    control.signal.throwIfAborted();
    files.push(await keep(blobs, one));
  }
  const training = balanceOf(staged.classes);
  const card = datasetCard({ ...work, ...staged, training, files: packed, codeVersion });
  const readme = await writeBlob(`${blobs}/README.md`, Buffer.from(card, "utf8"));
  const readmeFile = { path: "README.md", part: null, split: null, rows: 0, bytes: readme.byteSize, sha256: readme.sha256, columns: [] };
  files.push({ ...readmeFile, storageKey: readme.key });
  return { files, training };
};

const manifestOf = (work: Work, files: ManifestFile[], training: Record<string, number>): Manifest => {
  const { version, staged, project, shape, sources, facts } = work;
  const splits: Record<string, number> = {};
  for (const file of files) if (file.split !== null) splits[file.split] = (splits[file.split] ?? 0) + file.rows;
  return {
    schema: "plumbline-manifest/2",
    project: project.slug,
    format: version.format,
    container: version.container,
    shape,
    codeVersion,
    recipe: publishedRecipe(recipeText(version.recipe), sources),
    campaigns: sources.map(({ campaign, asked }, index) => ({
      slug: campaign.slug,
      name: campaign.name,
      kind: campaign.kind,
      question: asked.question,
      consensus: facts.campaigns[index]?.consensus ?? null,
    })),
    models: { annotators: facts.annotators.models, candidates: facts.models },
    training,
    considered: staged.considered,
    exported: staged.exported,
    excluded: staged.excluded,
    splits,
    files,
    fingerprint: createHash("sha256")
      .update(files.map(({ path: filed, sha256 }) => `${sha256}  ${filed}\n`).join(""))
      .digest("hex"),
  };
};

/** @returns whether the version is made of these files; false where another try was first */
const finish = async (projectId: string, work: Work, stored: StoredFile[], training: Record<string, number>): Promise<boolean> => {
  const { version, staged } = work;
  const manifest = manifestOf(
    work,
    stored.map(({ storageKey: _, ...file }) => file),
    training,
  );
  const main = work.staged.parts.filter(({ part }) => part === mainPart);
  const rows = formatOf(version.format) === null ? staged.exported : main.reduce((sum, part) => sum + part.rows, 0);
  const files = stored.map(({ path: filed, rows: count, bytes, sha256, storageKey }) => ({
    path: filed,
    rows: count,
    byteSize: bytes,
    sha256,
    storageKey,
  }));
  const finished = await db().$transaction((tx) =>
    finishBuild(tx, projectId, version.id, { rows, excluded: staged.excluded, recipe: version.recipe, manifest, files }),
  );
  if (finished) return true;
  if ((await findVersion(projectId, { id: version.id }))?.state === "done") return false;
  throw new AppError("cancelled", { userMessage: `Version ${version.number} was cancelled while it was built.` });
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
  if (version && version.state !== "done") await deleteBlob(versionBlobs(input.subjectId));
};
