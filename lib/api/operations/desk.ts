import { z } from "zod";
import { page, pageOf, pageQuery } from "@/lib/api/cursor";
import { named } from "@/lib/api/names";
import { command, none, read, write } from "@/lib/api/operation";
import type { Operation } from "@/lib/api/operation";
import { inCampaign, inProject } from "@/lib/api/params";
import { correctAnnotation } from "@/lib/annotations/correct-annotation";
import { getOwnItem } from "@/lib/annotations/get-own-item";
import { getOwnProgress, listOwnAnnotations } from "@/lib/annotations/own-work";
import { saveDraft } from "@/lib/annotations/save-draft";
import {
  annotationReceiptSchema,
  answeredItemSchema,
  correctSchema,
  draftSchema,
  ownAnswerSchema,
  submitSchema,
} from "@/lib/annotations/schema";
import { submitAnnotation } from "@/lib/annotations/submit-annotation";
import { undoLast } from "@/lib/annotations/undo-last";
import { leaseNext } from "@/lib/assignments/lease-next";
import { releaseLease } from "@/lib/assignments/release-lease";
import { renewLeases } from "@/lib/assignments/renew-leases";
import { leaseIdSchema, leaseRefSchema, maxLeasesHeld, skipSchema, workSchema } from "@/lib/assignments/schema";
import { skipAssignment } from "@/lib/assignments/skip-assignment";
import { acceptConsent } from "@/lib/qualification/accept-consent";
import { answerPractice } from "@/lib/qualification/answer-practice";
import { nextPractice } from "@/lib/qualification/next-practice";
import { readGate } from "@/lib/qualification/read-gate";
import { saveProfile } from "@/lib/qualification/save-profile";
import {
  acceptConsentSchema,
  answerTrainingSchema,
  gateSchema,
  saveProfileSchema,
  trainingFeedbackSchema,
  trainingWorkSchema,
} from "@/lib/qualification/schema";

const placed = { projectId: true, campaignId: true } as const;
const tag = "Desk";

named("Work", workSchema);
named("AnnotationReceipt", annotationReceiptSchema);
named("OwnAnswer", ownAnswerSchema);
named("Gate", gateSchema);

/** What an annotator's own front end needs: the same queue, leases and fences as our desk. A key annotates as its owner. */
export const deskOperations: Operation[] = [
  write({
    id: "leaseNext",
    method: "POST",
    path: "/projects/{projectId}/campaigns/{campaignId}/leases",
    tag,
    summary: "Take the next items to answer",
    about:
      "A lease lasts as long as the campaign says and is renewed in time. Its `epoch` goes with every answer: an answer under a lost lease is refused.",
    scope: "assignments:work",
    status: 200,
    params: inCampaign,
    body: z.object({
      holding: z.array(leaseIdSchema).max(500).default([]),
      assignmentId: leaseIdSchema.optional(),
      want: z.number().int().min(1).max(maxLeasesHeld).default(1),
    }),
    answer: z.object({ work: z.array(workSchema) }),
    run: async (actor, { params, body }) => ({ work: await leaseNext(actor, { ...params, ...body }) }),
  }),
  write({
    id: "renewLeases",
    method: "PUT",
    path: "/projects/{projectId}/campaigns/{campaignId}/leases",
    tag,
    summary: "Renew leases; those that are lost are named",
    scope: "assignments:work",
    params: inCampaign,
    body: z.object({ leases: z.array(leaseRefSchema).min(1).max(maxLeasesHeld) }),
    answer: z.object({ lost: z.array(z.string()) }),
    run: (actor, { params, body }) => renewLeases(actor, { ...params, ...body }),
  }),
  command({
    id: "releaseLease",
    method: "POST",
    path: "/projects/{projectId}/leases/release",
    tag,
    summary: "Give a lease back unanswered",
    scope: "assignments:work",
    params: inProject,
    body: leaseRefSchema,
    run: (actor, { params, body }) => releaseLease(actor, { ...params, ...body }),
  }),
  command({
    id: "skipAssignment",
    method: "POST",
    path: "/projects/{projectId}/leases/skip",
    tag,
    summary: "Skip an item, with the reason",
    scope: "assignments:work",
    params: inProject,
    body: skipSchema,
    run: (actor, { params, body }) => skipAssignment(actor, { ...params, ...body }),
  }),
  write({
    id: "saveDraft",
    method: "PUT",
    path: "/projects/{projectId}/leases/draft",
    tag,
    summary: "Keep an unfinished answer",
    scope: "annotations:own",
    params: inProject,
    body: z.object({ assignmentId: leaseIdSchema, draft: draftSchema }),
    answer: z.object({ draftVersion: z.number().int(), savedAt: z.string() }),
    run: (actor, { params, body }) => saveDraft(actor, { ...params, ...body }),
  }),
  write({
    id: "submitAnnotation",
    method: "POST",
    path: "/projects/{projectId}/campaigns/{campaignId}/annotations",
    tag,
    summary: "Submit an answer",
    about:
      "`idemKey` makes it safe to send again: the same answer is stored once. Work with `returned` was answered before and sent back by a reviewer: another answer takes its place, the same one is kept and needs a `reply`.",
    scope: "annotations:own",
    status: 200,
    params: inCampaign,
    body: submitSchema.omit(placed),
    answer: annotationReceiptSchema,
    run: (actor, { params, body }) => submitAnnotation(actor, { ...params, ...body }),
  }),
  write({
    id: "correctAnnotation",
    method: "POST",
    path: "/projects/{projectId}/campaigns/{campaignId}/annotations/{annotationId}/correction",
    tag,
    summary: "Put a new answer in the place of one of one's own",
    scope: "annotations:own",
    status: 200,
    params: inCampaign.extend({ annotationId: z.string().min(1) }),
    body: correctSchema.omit({ ...placed, annotationId: true }),
    answer: annotationReceiptSchema,
    run: (actor, { params, body }) => correctAnnotation(actor, { ...params, ...body }),
  }),
  write({
    id: "undoLast",
    method: "POST",
    path: "/projects/{projectId}/campaigns/{campaignId}/annotations/undo",
    tag,
    summary: "Take one's last answer or skip back",
    scope: "annotations:own",
    status: 200,
    params: inCampaign,
    body: none,
    answer: z.object({ assignmentId: z.string(), was: z.enum(["submit", "skip"]) }),
    run: (actor, { params }) => undoLast(actor, params),
  }),
  read({
    id: "listOwnAnnotations",
    method: "GET",
    path: "/projects/{projectId}/campaigns/{campaignId}/annotations/own",
    tag,
    summary: "List one's own answers, the newest first",
    scope: "annotations:own",
    params: inCampaign,
    query: pageQuery({}),
    answer: pageOf(ownAnswerSchema),
    run: (actor, { params, query }) =>
      // The use case gives a hundred at most; one more tells whether there are more.
      page(`own ${params.campaignId}`, { ...query, limit: Math.min(query.limit, 99) }, async ({ at, take }) =>
        (await listOwnAnnotations(actor, { ...params, take, skip: at })).map((row) =>
          ownAnswerSchema.parse({ ...row, createdAt: row.createdAt.toISOString() }),
        ),
      ),
  }),
  read({
    id: "getOwnItem",
    method: "GET",
    path: "/projects/{projectId}/annotations/{annotationId}/item",
    tag,
    summary: "Read the texts that one of one's own answers is about",
    scope: "annotations:own",
    params: inProject.extend({ annotationId: z.string().min(1) }),
    query: none,
    answer: answeredItemSchema,
    run: (actor, { params }) => getOwnItem(actor, params),
  }),
  read({
    id: "getOwnProgress",
    method: "GET",
    path: "/projects/{projectId}/campaigns/{campaignId}/progress",
    tag,
    summary: "Count what one has done and what is left",
    scope: "annotations:own",
    params: inCampaign,
    query: none,
    answer: z.object({
      done: z.number().int(),
      skipped: z.number().int(),
      left: z.number().int(),
      activeSeconds: z.number(),
    }),
    run: (actor, { params }) => getOwnProgress(actor, params),
  }),
  read({
    id: "readGate",
    method: "GET",
    path: "/projects/{projectId}/campaigns/{campaignId}/gate",
    tag,
    summary: "Read what stands between oneself and the next item",
    scope: "assignments:work",
    params: inCampaign,
    query: none,
    answer: gateSchema,
    run: (actor, { params }) => readGate(actor, params),
  }),
  command({
    id: "acceptConsent",
    method: "POST",
    path: "/projects/{projectId}/campaigns/{campaignId}/gate/consent",
    tag,
    summary: "Accept a version of the consent text",
    scope: "assignments:work",
    params: inCampaign,
    body: acceptConsentSchema.omit(placed),
    run: (actor, { params, body }) => acceptConsent(actor, { ...params, ...body }),
  }),
  command({
    id: "saveProfile",
    method: "PUT",
    path: "/projects/{projectId}/campaigns/{campaignId}/gate/profile",
    tag,
    summary: "Save one's profile",
    scope: "assignments:work",
    params: inCampaign,
    body: saveProfileSchema.omit(placed),
    run: (actor, { params, body }) => saveProfile(actor, { ...params, ...body }),
  }),
  write({
    id: "nextPractice",
    method: "POST",
    path: "/projects/{projectId}/campaigns/{campaignId}/gate/practice",
    tag,
    summary: "Take the next practice item; null where there is none",
    scope: "assignments:work",
    status: 200,
    params: inCampaign,
    body: none,
    answer: z.object({ work: trainingWorkSchema.nullable() }),
    run: async (actor, { params }) => ({ work: await nextPractice(actor, params) }),
  }),
  write({
    id: "answerPractice",
    method: "PUT",
    path: "/projects/{projectId}/campaigns/{campaignId}/gate/practice",
    tag,
    summary: "Answer a practice item and learn what was expected",
    scope: "assignments:work",
    params: inCampaign,
    body: answerTrainingSchema.omit(placed),
    answer: trainingFeedbackSchema,
    run: (actor, { params, body }) => answerPractice(actor, { ...params, ...body }),
  }),
];
