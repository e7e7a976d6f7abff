import { z } from "zod";
import { page, pageOf, pageQuery } from "@/lib/api/cursor";
import { named } from "@/lib/api/names";
import { act, none, read, take, write } from "@/lib/api/operation";
import type { Operation } from "@/lib/api/operation";
import { inProject, ofImport, ofJob } from "@/lib/api/params";
import { jobRefSchema } from "@/lib/api/views";
import { streamBody } from "@/lib/http/body-chunks";
import { getImport } from "@/lib/imports/get-import";
import { listImports } from "@/lib/imports/list-imports";
import { listRefusals } from "@/lib/imports/list-refusals";
import { previewImport } from "@/lib/imports/preview-import";
import { importPreviewSchema, importViewSchema, readingSchema, refusalSchema, startImportSchema } from "@/lib/imports/schema";
import { startImport } from "@/lib/imports/start-import";
import { requestUndo } from "@/lib/imports/undo-import";
import { uploadImport } from "@/lib/imports/upload-import";
import { cancelJob } from "@/lib/jobs/cancel-job";
import { jobStateSchema } from "@/lib/jobs/catalogue";
import { getJob } from "@/lib/jobs/get-job";
import { jobViewSchema } from "@/lib/jobs/schema";
import { listMedia, mediaPerPage } from "@/lib/media/list-media";
import { mediaAssetSchema } from "@/lib/media/schema";
import { uploadMedia } from "@/lib/media/upload-media";
import { summariseProject } from "@/lib/overview/summarise-project";

const fileName = z.object({ fileName: z.string().min(1).max(1_000) });

named("Import", importViewSchema);
named("Job", jobViewSchema);
named("MediaAsset", mediaAssetSchema);
named("ImportPreview", importPreviewSchema);

const imports: Operation[] = [
  read({
    id: "listImports",
    method: "GET",
    path: "/projects/{projectId}/imports",
    tag: "Imports",
    summary: "List imports, the newest first",
    scope: "imports:see",
    params: inProject,
    query: pageQuery({}),
    answer: pageOf(importViewSchema),
    run: (actor, { params, query }) =>
      page(
        `imports ${params.projectId}`,
        query,
        async ({ at, take: wanted }) => (await listImports(actor, { ...params, skip: at, take: wanted })).imports,
      ),
  }),
  take({
    id: "uploadImport",
    method: "PUT",
    path: "/projects/{projectId}/bulk/import-files",
    tag: "Imports",
    summary: "Upload a file to import",
    about: "The bytes are streamed to the store. Nothing is read into the project until the import is started.",
    scope: "imports:create",
    status: 201,
    params: inProject,
    query: fileName,
    contentType: "application/octet-stream",
    answer: importViewSchema,
    run: (actor, { params, query, request }) => uploadImport(actor, { ...params, ...query, body: streamBody(request) }),
  }),
  read({
    id: "getImport",
    method: "GET",
    path: "/projects/{projectId}/imports/{importId}",
    tag: "Imports",
    summary: "Read an import with its counts",
    scope: "imports:see",
    params: ofImport,
    query: none,
    answer: importViewSchema,
    run: (actor, { params }) => getImport(actor, params),
  }),
  write({
    id: "previewImport",
    method: "POST",
    path: "/projects/{projectId}/imports/{importId}/preview",
    tag: "Imports",
    summary: "Look into an uploaded file: how it reads, samples, problems. Writes nothing",
    scope: "imports:create",
    status: 200,
    params: ofImport,
    body: z.object({ campaignId: z.string().min(1), reading: readingSchema.optional() }),
    answer: importPreviewSchema,
    run: (actor, { params, body }) => previewImport(actor, { ...params, ...body }),
  }),
  write({
    id: "startImport",
    method: "POST",
    path: "/projects/{projectId}/imports/{importId}/start",
    tag: "Imports",
    summary: "Read an uploaded file into the project, as a job",
    scope: "imports:create",
    status: 202,
    params: ofImport,
    body: startImportSchema.omit({ projectId: true, importId: true }),
    answer: jobRefSchema,
    run: (actor, { params, body }) => startImport(actor, { ...params, ...body }),
  }),
  read({
    id: "listRefusals",
    method: "GET",
    path: "/projects/{projectId}/imports/{importId}/refusals",
    tag: "Imports",
    summary: "List refused lines in the order of the file",
    scope: "imports:see",
    params: ofImport,
    query: pageQuery({}),
    answer: pageOf(refusalSchema),
    run: (actor, { params, query }) =>
      page(`refusals ${params.importId}`, query, async ({ at, take: wanted }) => {
        await getImport(actor, params);
        return listRefusals(actor, { ...params, skip: at, take: wanted });
      }),
  }),
  act({
    id: "undoImport",
    method: "POST",
    path: "/projects/{projectId}/imports/{importId}/undo",
    tag: "Imports",
    summary: "Take out what an import brought",
    about:
      "Whole or not at all, and refused where people or other files have labelled its items since. More than 5,000 items and labels are taken out by a job: `jobId` names it, and nothing is removed yet where it is answered.",
    scope: "imports:undo",
    status: 200,
    params: ofImport,
    answer: z.object({ items: z.number().int(), labels: z.number().int(), jobId: z.string().nullable() }),
    run: (actor, { params }) => requestUndo(actor, params),
  }),
];

const media: Operation[] = [
  read({
    id: "listMedia",
    method: "GET",
    path: "/projects/{projectId}/media",
    tag: "Media",
    summary: "List uploaded images, videos and sounds, the newest first",
    scope: "imports:see",
    params: inProject,
    query: z.object({ page: z.coerce.number().int().min(1).max(1_000_000).default(1) }),
    answer: z.object({ data: z.array(mediaAssetSchema), total: z.number().int(), perPage: z.number().int() }),
    run: async (actor, { params, query }) => {
      const { assets, total } = await listMedia(actor, { ...params, ...query });
      return { data: assets, total, perPage: mediaPerPage };
    },
  }),
  take({
    id: "uploadMedia",
    method: "PUT",
    path: "/projects/{projectId}/bulk/media",
    tag: "Media",
    summary: "Upload an image, video or sound; its type is told from its bytes",
    scope: "imports:create",
    status: 201,
    params: inProject,
    query: fileName,
    contentType: "application/octet-stream",
    answer: mediaAssetSchema,
    run: (actor, { params, query, request }) => uploadMedia(actor, { ...params, ...query, body: streamBody(request) }),
  }),
];

const jobs: Operation[] = [
  read({
    id: "getJob",
    method: "GET",
    path: "/projects/{projectId}/jobs/{jobId}",
    tag: "Jobs",
    summary: "Read a job: its state, progress and message",
    scope: "jobs:see",
    params: ofJob,
    query: none,
    answer: jobViewSchema,
    run: (actor, { params }) => getJob(actor, params),
  }),
  act({
    id: "cancelJob",
    method: "POST",
    path: "/projects/{projectId}/jobs/{jobId}/cancel",
    tag: "Jobs",
    summary: "Ask a job to stop",
    scope: "jobs:cancel",
    status: 202,
    params: ofJob,
    answer: z.object({ state: jobStateSchema }),
    run: (actor, { params }) => cancelJob(actor, params),
  }),
  read({
    id: "summariseProject",
    method: "GET",
    path: "/projects/{projectId}/overview",
    tag: "Projects",
    summary: "Read the line as one picture: counts, models, plans, what is stuck, what happened last",
    scope: "overview:see",
    params: inProject,
    query: none,
    answer: z.looseObject({ counts: z.record(z.string(), z.number()) }),
    run: async (actor, { params }) => ({ ...(await summariseProject(actor, params)) }),
  }),
];

export const dataOperations: Operation[] = [...imports, ...media, ...jobs];
