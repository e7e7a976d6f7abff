import { z } from "zod";
import { named } from "@/lib/api/names";
import { follow, none, readLines, take } from "@/lib/api/operation";
import type { Operation } from "@/lib/api/operation";
import { inProject, ofJob } from "@/lib/api/params";
import { annotationLineSchema } from "@/lib/annotations/schema";
import { walkAnnotations } from "@/lib/annotations/walk-annotations";
import { streamBody } from "@/lib/http/body-chunks";
import { onErrorSchema } from "@/lib/imports/schema";
import { startImport } from "@/lib/imports/start-import";
import { uploadImport } from "@/lib/imports/upload-import";
import { itemLineSchema, readItemLines } from "@/lib/items/read-item-lines";
import { followJob } from "@/lib/jobs/follow-job";
import { jobViewSchema } from "@/lib/jobs/schema";
import { findCampaign } from "@/lib/projects/find-campaign";

named("AnnotationLine", annotationLineSchema);
named("ItemLine", itemLineSchema);

export const bulkOperations: Operation[] = [
  take({
    id: "addItems",
    method: "POST",
    path: "/projects/{projectId}/bulk/items",
    tag: "Bulk",
    summary: "Add items from a stream of lines, as a job",
    about:
      "NDJSON: one item a line in our own import schema, with the labels that came with it. The stream is stored as it comes, however long it is, and then read into the campaign; the job tells how far it is, the import what was refused and why. Items that are there already are recognised by their content: sending a stream again adds nothing.",
    scope: "imports:create",
    status: 202,
    params: inProject,
    query: z.object({ campaignId: z.string().min(1), onError: onErrorSchema.default("skip") }),
    contentType: "application/x-ndjson",
    answer: z.object({ importId: z.string(), jobId: z.string() }),
    run: async (actor, { params, query, request }) => {
      // A stream may be long: it is not stored to be refused afterwards.
      await findCampaign(params.projectId, query.campaignId);
      const { id: importId } = await uploadImport(actor, { ...params, fileName: "stream.jsonl", body: streamBody(request) });
      const { jobId } = await startImport(actor, { ...params, ...query, importId, reading: { container: "jsonl", format: "plumbline" } });
      return { importId, jobId };
    },
  }),
  readLines({
    id: "readItems",
    method: "GET",
    path: "/projects/{projectId}/bulk/items",
    tag: "Bulk",
    summary: "Read all items with their responses, one a line",
    scope: "items:see",
    params: inProject,
    query: none,
    line: itemLineSchema,
    run: (actor, { params, request }) => readItemLines(actor, params, request.signal),
  }),
  readLines({
    id: "readAnnotations",
    method: "GET",
    path: "/projects/{projectId}/bulk/annotations",
    tag: "Bulk",
    summary: "Read all live answers, one a line, in the order in which they were made",
    about:
      "`after` takes the id of a line that one has: only later answers follow. An answer that was being stored while one read (an import, another server) may have an earlier place. To read on and miss none, ask with `settled=true` each time, the first included: the newest answers are then left for the next time, those of the last half minute and those made since the oldest write began that is under way.",
    scope: "annotations:see",
    params: inProject,
    query: z.object({
      campaignId: z.string().min(1).optional(),
      source: z.enum(["human", "lm", "gold", "adjudicator"]).optional(),
      // Anything else would sort somewhere, too, and most of it behind every answer.
      after: z
        .string()
        .regex(/^ann_[0-9a-z]{10,56}$/, "This is no id of an answer.")
        .optional()
        .describe("id of an answer"),
      settled: z.enum(["true", "false"]).default("false").describe("without the newest, so that reading on misses none"),
    }),
    line: annotationLineSchema,
    run: (actor, { params, query, request }) =>
      walkAnnotations(actor, { ...params, ...query, settled: query.settled === "true" }, request.signal),
  }),
  follow({
    id: "followJob",
    method: "GET",
    path: "/projects/{projectId}/jobs/{jobId}/events",
    tag: "Jobs",
    summary: "Follow a job: one event a change, until it ends",
    scope: "jobs:see",
    params: ofJob,
    query: none,
    event: jobViewSchema,
    run: (actor, { params, request }) => followJob(actor, params, request.signal),
  }),
];
