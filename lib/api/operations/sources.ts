import { z } from "zod";
import { named } from "@/lib/api/names";
import { drop, none, read, write } from "@/lib/api/operation";
import type { Operation } from "@/lib/api/operation";
import { inProject } from "@/lib/api/params";
import { addConnection, dropConnection } from "@/lib/connections/add-connection";
import { listConnections } from "@/lib/connections/open-connection";
import { connectionViewSchema, newConnectionSchema } from "@/lib/connections/schema";
import { browseServer } from "@/lib/imports/browse-server";
import { fetchImport } from "@/lib/imports/fetch-import";
import { dropMapping, saveMapping } from "@/lib/imports/save-mapping";
import { fetchImportSchema, saveMappingSchema } from "@/lib/imports/schema";

/** Where files to import come from besides uploads, and how such files are read. */

const ofConnection = inProject.extend({ connectionId: z.string().min(1).max(100) });
const ofReading = inProject.extend({ readingId: z.string().min(1).max(100) });

named("Connection", connectionViewSchema);

const connections: Operation[] = [
  read({
    id: "listConnections",
    method: "GET",
    path: "/projects/{projectId}/connections",
    tag: "Connections",
    summary: "List the buckets and hubs that the project knows, with the ends of their keys",
    scope: "connections:see",
    besides: ["secrets:use"],
    params: inProject,
    query: none,
    answer: z.object({ data: z.array(connectionViewSchema) }),
    run: async (actor, { params }) => ({ data: await listConnections(actor, params) }),
  }),
  write({
    id: "addConnection",
    method: "POST",
    path: "/projects/{projectId}/connections",
    tag: "Connections",
    summary: "Keep where a bucket or a hub lies and what opens it",
    about: "The key goes in and never comes out. The host must be among those that an operator lets the server call.",
    scope: "connections:edit",
    besides: ["secrets:keep"],
    params: inProject,
    body: newConnectionSchema,
    answer: z.object({ connectionId: z.string() }),
    run: (actor, { params, body }) => addConnection(actor, { ...params, ...body }),
  }),
  drop({
    id: "dropConnection",
    method: "DELETE",
    path: "/projects/{projectId}/connections/{connectionId}",
    tag: "Connections",
    summary: "Forget a bucket or a hub, and its key. What came from there or went there stays",
    scope: "connections:edit",
    besides: ["secrets:keep"],
    params: ofConnection,
    run: (actor, { params }) => dropConnection(actor, params),
  }),
];

export const sourceOperations: Operation[] = [
  ...connections,
  write({
    id: "fetchImport",
    method: "POST",
    path: "/projects/{projectId}/imports",
    tag: "Imports",
    summary: "Begin an import from an address, a bucket, a hub or a folder of the server",
    about:
      "A folder is read where it lies, and there is no job; all else is fetched by one first. Look into it with previewImport, then start it.",
    scope: "imports:create",
    besides: ["connections:see", "secrets:use"],
    status: 202,
    params: inProject,
    body: fetchImportSchema.omit({ projectId: true }),
    answer: z.object({ importId: z.string(), jobId: z.string().nullable() }),
    run: (actor, { params, body }) => fetchImport(actor, { ...params, ...body }),
  }),
  read({
    id: "browseServer",
    method: "GET",
    path: "/projects/{projectId}/server-files",
    tag: "Imports",
    summary: "List a folder of the server that an operator opened to imports; the opened folders where none is named",
    scope: "imports:create",
    params: inProject,
    query: z.object({ path: z.string().max(4_000).default("") }),
    answer: z.object({
      data: z.array(z.object({ path: z.string(), name: z.string(), isFolder: z.boolean(), byteSize: z.number() })),
    }),
    run: async (actor, { params, query }) => ({ data: await browseServer(actor, { ...params, ...query }) }),
  }),
  write({
    id: "saveReading",
    method: "POST",
    path: "/projects/{projectId}/readings",
    tag: "Imports",
    summary: "Keep how a file is read under a name, for files with the same columns",
    about: "The same name again takes the place of the one before. previewImport lists what was kept.",
    scope: "imports:create",
    params: inProject,
    body: saveMappingSchema.omit({ projectId: true }),
    answer: z.object({ readingId: z.string() }),
    run: async (actor, { params, body }) => ({ readingId: (await saveMapping(actor, { ...params, ...body })).mappingId }),
  }),
  drop({
    id: "dropReading",
    method: "DELETE",
    path: "/projects/{projectId}/readings/{readingId}",
    tag: "Imports",
    summary: "Forget how a file is read",
    scope: "imports:create",
    params: ofReading,
    run: (actor, { params: { projectId, readingId } }) => dropMapping(actor, { projectId, mappingId: readingId }),
  }),
];
