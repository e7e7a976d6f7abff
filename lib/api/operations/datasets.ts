import { z } from "zod";
import { named } from "@/lib/api/names";
import { download, none, read, readLines, write } from "@/lib/api/operation";
import type { Operation } from "@/lib/api/operation";
import { inProject, numbered } from "@/lib/api/params";
import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { createDatasetVersion } from "@/lib/exports/create-dataset-version";
import { diffVersions, versionDiffSchema } from "@/lib/exports/diff-versions";
import { getDatasetVersion, listDatasetVersions } from "@/lib/exports/get-dataset-version";
import { openDatasetArchive, openDatasetFile } from "@/lib/exports/open-dataset-file";
import { previewDatasetVersion } from "@/lib/exports/preview-dataset-version";
import { listPushes, pushVersion } from "@/lib/exports/push/push-version";
import { pushInputSchema, pushViewSchema } from "@/lib/exports/push/schema";
import { datasetInputSchema, exportFormatSchema, recipeSchema } from "@/lib/exports/schema";
import { countsSchema, datasetStateSchema } from "@/lib/exports/version-schema";
import { streamExport } from "@/lib/exports/stream-export";
import type { StreamedRow } from "@/lib/exports/stream-export";

const tag = "Data sets";

const datasetVersion = z.object({
  id: z.string(),
  number: z.number().int(),
  format: z.string(),
  container: z.string(),
  state: datasetStateSchema,
  rows: z.number().int(),
  excluded: countsSchema,
  error: z.string().nullable(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  recipe: z.looseObject({}),
});
named("DatasetVersion", datasetVersion);
named("DatasetDiff", versionDiffSchema);
named("DatasetPush", pushViewSchema);

const worded = ({ path, message }: z.core.$ZodIssue): string => (path.length === 0 ? message : `${path.join(".")} ${message}`);

const readRecipe = (text: string | undefined): z.input<typeof recipeSchema> => {
  try {
    return recipeSchema.parse(text === undefined ? {} : JSON.parse(text));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? (cause.issues.map(worded)[0] ?? "") : "it is no JSON";
    throw new AppError("invalid_input", { userMessage: `The recipe cannot be read: ${why}`, cause });
  }
};

async function* everyRow(actor: Actor, input: Parameters<typeof streamExport>[1]): AsyncGenerator<StreamedRow> {
  for await (const rows of streamExport(actor, input)) yield* rows;
}

export const datasetOperations: Operation[] = [
  read({
    id: "listDatasets",
    method: "GET",
    path: "/projects/{projectId}/datasets",
    tag,
    summary: "List data set versions, the newest first",
    scope: "exports:see",
    params: inProject,
    query: none,
    answer: z.object({ data: z.array(datasetVersion) }),
    run: async (actor, { params }) => ({ data: await listDatasetVersions(actor, params) }),
  }),
  write({
    id: "createDataset",
    method: "POST",
    path: "/projects/{projectId}/datasets",
    tag,
    summary: "Build an immutable data set version, as a job",
    scope: "exports:create",
    status: 202,
    params: inProject,
    body: datasetInputSchema.omit({ projectId: true }),
    answer: z.object({ id: z.string(), number: z.number().int(), jobId: z.string().nullable() }),
    run: (actor, { params, body }) => createDatasetVersion(actor, { ...params, ...body, build: "worker" }),
  }),
  write({
    id: "previewDataset",
    method: "POST",
    path: "/projects/{projectId}/datasets/preview",
    tag,
    summary: "Count what a recipe would give. Writes nothing",
    scope: "exports:see",
    status: 200,
    params: inProject,
    body: datasetInputSchema.omit({ projectId: true }),
    answer: z.looseObject({ considered: z.number().int(), rows: z.number().int() }),
    run: async (actor, { params, body }) => ({ ...(await previewDatasetVersion(actor, { ...params, ...body })) }),
  }),
  read({
    id: "getDataset",
    method: "GET",
    path: "/projects/{projectId}/datasets/{number}",
    tag,
    summary: "Read a version with its files and its manifest",
    scope: "exports:see",
    params: numbered,
    query: none,
    answer: datasetVersion.extend({
      files: z.array(z.object({ path: z.string(), rows: z.number().int(), byteSize: z.number(), sha256: z.string() })),
      manifest: z.looseObject({}).nullable(),
      namedPeople: z
        .array(z.string())
        .describe("people whom the manifest calls by name although the recipe gives them pseudonyms, as older versions do: build it again"),
    }),
    run: async (actor, { params }) => {
      const { manifest, ...version } = await getDatasetVersion(actor, params);
      return { ...version, manifest: manifest && { ...manifest } };
    },
  }),
  read({
    id: "diffDatasets",
    method: "GET",
    path: "/projects/{projectId}/datasets/diff",
    tag,
    summary: "Compare two versions: settings, reasons, and rows that only one has",
    scope: "exports:see",
    params: inProject,
    query: z.object({ a: numbered.shape.number.describe("the one before"), b: numbered.shape.number.describe("the one after") }),
    answer: versionDiffSchema,
    run: (actor, { params, query }) => diffVersions(actor, { ...params, from: query.a, to: query.b }),
  }),
  readLines({
    id: "streamDataset",
    method: "GET",
    path: "/projects/{projectId}/bulk/dataset",
    tag,
    summary: "Read the rows of a format as they are now, one a line. Nothing is stored",
    about: "The first row comes at once. For figures in a paper build a version instead: those never change.",
    scope: "exports:see",
    params: inProject,
    query: z.object({ format: exportFormatSchema, recipe: z.string().max(20_000).optional().describe("a recipe as JSON") }),
    line: z.looseObject({}),
    run: async (actor, { params, query: { format, recipe } }) => everyRow(actor, { ...params, format, recipe: readRecipe(recipe) }),
  }),
  write({
    id: "pushDataset",
    method: "POST",
    path: "/projects/{projectId}/datasets/{number}/pushes",
    tag,
    summary: "Send a finished version to a bucket or a hub, as a job",
    about: "`place` is a folder in the bucket, or OWNER/NAME on the hub. What a hub has already is not sent again.",
    scope: "exports:create",
    besides: ["connections:see"],
    status: 202,
    params: numbered,
    body: pushInputSchema.omit({ projectId: true, number: true }),
    answer: z.object({ pushId: z.string(), jobId: z.string() }),
    run: (actor, { params, body }) => pushVersion(actor, { ...params, ...body }),
  }),
  read({
    id: "listPushes",
    method: "GET",
    path: "/projects/{projectId}/datasets/{number}/pushes",
    tag,
    summary: "List where a version was sent, the newest first",
    scope: "exports:see",
    params: numbered,
    query: none,
    answer: z.object({ data: z.array(pushViewSchema) }),
    run: async (actor, { params }) => ({ data: await listPushes(actor, params) }),
  }),
  download({
    id: "downloadDatasetFile",
    method: "GET",
    path: "/projects/{projectId}/datasets/{number}/files/{path}",
    tag,
    summary: "Download one file of a version; manifest.json is one of them",
    scope: "exports:see",
    params: numbered.extend({ path: z.string().min(1) }),
    query: none,
    run: async (actor, { params: { path, ...version } }) =>
      openDatasetFile(actor, { versionId: (await getDatasetVersion(actor, version)).id, path }),
  }),
  download({
    id: "downloadDataset",
    method: "GET",
    path: "/projects/{projectId}/datasets/{number}/archive",
    tag,
    summary: "Download a whole version as a ZIP archive",
    scope: "exports:see",
    params: numbered,
    query: none,
    run: async (actor, { params }) => openDatasetArchive(actor, { versionId: (await getDatasetVersion(actor, params)).id }),
  }),
];
