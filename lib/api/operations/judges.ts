import { z } from "zod";
import { estimateSchema } from "@/lib/aggregation/schema";
import { named } from "@/lib/api/names";
import { command, none, read, write } from "@/lib/api/operation";
import type { Operation } from "@/lib/api/operation";
import { inProject } from "@/lib/api/params";
import { addJudge, archiveJudge, editJudge } from "@/lib/judges/add-judge";
import { askJudge } from "@/lib/judges/ask-judge";
import { compareJudges, getJudgeCard } from "@/lib/judges/judge-card";
import { priceUnanswered } from "@/lib/judges/price-unanswered";
import { explainFailures, listAsks, listImportedJudges, listJudges } from "@/lib/judges/list-judges";
import {
  addJudgeSchema,
  askJudgeSchema,
  askScopeSchema,
  askStates,
  editJudgeSchema,
  judgeSettingsSchema,
  replyModes,
} from "@/lib/judges/schema";

const tag = "Judges";
export const ofJudge = inProject.extend({ judgeId: z.string().min(1) });
const ofOneCampaign = z.object({ campaignId: z.string().min(1).optional().describe("the project’s first unless given") });

const judgeSchema = z.object({
  id: z.string(),
  name: z.string(),
  annotatorId: z.string(),
  version: z.number().int(),
  versionId: z.string(),
  settings: judgeSettingsSchema,
  template: z.string(),
  replyMode: z.enum(replyModes),
  keyEnding: z.string().nullable(),
  archived: z.boolean(),
  createdAt: z.string(),
  labels: z.number().int(),
});
named("Judge", judgeSchema);

const askSchema = z.object({
  id: z.string(),
  judge: z.string(),
  campaign: z.string(),
  scope: askScopeSchema,
  state: z.enum(askStates),
  error: z.string().nullable(),
  tasks: z.number().int(),
  labels: z.number().int(),
  calls: z.object({ waiting: z.number().int(), asking: z.number().int(), done: z.number().int(), failed: z.number().int() }),
  unanswered: z.number().int(),
  costMicros: z.number().int(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
});
named("JudgeRound", askSchema);

const unansweredViewSchema = z.object({
  tasks: z.number().int(),
  questions: z.number().int(),
  mostMicros: z.number().int(),
  reasons: z.array(z.object({ reason: z.string(), questions: z.number().int() })),
  replies: z.array(
    z.object({
      item: z.string(),
      itemId: z.string(),
      reason: z.string(),
      reply: z.string(),
      at: z.string().nullable(),
      attempts: z.number().int(),
    }),
  ),
});

const cardSchema = z.object({
  judge: judgeSchema,
  campaign: z.object({ id: z.string(), name: z.string() }),
  question: z.string(),
  units: z.number().int(),
  referenced: z.number().int(),
  calls: z.object({ answered: z.number().int(), unanswered: z.number().int(), unknownCost: z.number().int() }),
  costMicros: z.number().int(),
  measures: z.object({
    accuracy: estimateSchema,
    kappa: estimateSchema,
    firstShown: estimateSchema,
    orderFlips: estimateSchema,
    lengthBias: estimateSchema,
    selfConsistency: estimateSchema,
    ece: estimateSchema,
    costPerCorrectMicros: estimateSchema,
  }),
});
named("JudgeCard", cardSchema);

export const judgeOperations: Operation[] = [
  read({
    id: "listJudges",
    method: "GET",
    path: "/projects/{projectId}/judges",
    tag,
    summary: "List language models that answer as annotators do",
    scope: "judges:see",
    besides: ["secrets:use"],
    params: inProject,
    query: none,
    answer: z.object({ data: z.array(judgeSchema) }),
    run: async (actor, { params }) => ({ data: await listJudges(actor, params) }),
  }),
  write({
    id: "addJudge",
    method: "POST",
    path: "/projects/{projectId}/judges",
    tag,
    summary: "Add a judge: a model on a server, imported labels given again, or the project’s reward model",
    scope: "judges:edit",
    besides: ["secrets:keep"],
    params: inProject,
    body: addJudgeSchema.omit({ projectId: true }),
    answer: z.object({ judgeId: z.string() }),
    run: (actor, { params, body }) => addJudge(actor, { ...params, ...body }),
  }),
  write({
    id: "editJudge",
    method: "PUT",
    path: "/projects/{projectId}/judges/{judgeId}",
    tag,
    summary: "Change what a judge is asked with: its next version. Earlier labels keep the version that gave them",
    scope: "judges:edit",
    besides: ["secrets:keep"],
    status: 200,
    params: ofJudge,
    body: editJudgeSchema.omit({ projectId: true, judgeId: true }),
    answer: z.object({ version: z.number().int() }),
    run: (actor, { params, body }) => editJudge(actor, { ...params, ...body }),
  }),
  command({
    id: "archiveJudge",
    method: "PUT",
    path: "/projects/{projectId}/judges/{judgeId}/archived",
    tag,
    summary: "Ask a judge no more, or again. Its labels stay",
    scope: "judges:edit",
    params: ofJudge,
    body: z.object({ archived: z.boolean() }),
    run: (actor, { params, body }) => archiveJudge(actor, { ...params, ...body }),
  }),
  read({
    id: "getJudgeCard",
    method: "GET",
    path: "/projects/{projectId}/judges/{judgeId}",
    tag,
    summary: "Read how good a judge is in a campaign, against known answers and people",
    scope: "judges:see",
    besides: ["secrets:use", "projects:see"],
    params: ofJudge,
    query: ofOneCampaign,
    answer: cardSchema,
    run: (actor, { params: { judgeId, projectId }, query }) => getJudgeCard(actor, { projectId, judge: judgeId, ...query }),
  }),
  read({
    id: "listJudgeRounds",
    method: "GET",
    path: "/projects/{projectId}/judges/{judgeId}/rounds",
    tag,
    summary: "List the newest rounds of asking a judge",
    scope: "judges:see",
    params: ofJudge,
    query: none,
    answer: z.object({ data: z.array(askSchema) }),
    run: async (actor, { params }) => ({ data: await listAsks(actor, params) }),
  }),
  write({
    id: "askJudge",
    method: "POST",
    path: "/projects/{projectId}/judges/{judgeId}/rounds",
    tag,
    summary: "Ask a judge about tasks, as a job",
    scope: "judges:ask",
    besides: ["projects:see"],
    status: 202,
    params: ofJudge,
    body: askJudgeSchema.omit({ projectId: true, judgeId: true }),
    answer: z.object({ askId: z.string(), jobId: z.string() }),
    run: (actor, { params, body }) => askJudge(actor, { ...params, ...body }),
  }),
  read({
    id: "priceUnanswered",
    method: "GET",
    path: "/projects/{projectId}/judges/{judgeId}/unanswered",
    tag,
    summary: "Read what a judge left unanswered, why, and what asking it again can cost at the most",
    about: "Of its present version, in one campaign. A round with the scope `unanswered` asks again.",
    scope: "judges:see",
    besides: ["projects:see"],
    params: ofJudge,
    query: ofOneCampaign,
    answer: unansweredViewSchema,
    run: (actor, { params, query }) => priceUnanswered(actor, { ...params, ...query }),
  }),
  read({
    id: "explainFailures",
    method: "GET",
    path: "/projects/{projectId}/judge-rounds/{askId}/failures",
    tag,
    summary: "Read why questions of a round have no answer, the commonest reason first",
    scope: "judges:see",
    params: inProject.extend({ askId: z.string().min(1) }),
    query: none,
    answer: z.object({ data: z.array(z.object({ reason: z.string(), calls: z.number().int() })) }),
    run: async (actor, { params }) => ({ data: await explainFailures(actor, params) }),
  }),
  read({
    id: "compareJudges",
    method: "GET",
    path: "/projects/{projectId}/judge-cards",
    tag,
    summary: "Read the cards of all judges in a campaign, to compare them",
    scope: "judges:see",
    besides: ["secrets:use", "projects:see"],
    params: inProject,
    query: ofOneCampaign,
    answer: z.object({ data: z.array(cardSchema) }),
    run: async (actor, { params, query }) => ({ data: await compareJudges(actor, { ...params, ...query }) }),
  }),
  read({
    id: "listImportedJudges",
    method: "GET",
    path: "/projects/{projectId}/imported-judges",
    tag,
    summary: "List the names of language models whose labels were imported: what a judge can give again",
    scope: "judges:see",
    params: inProject,
    query: none,
    answer: z.object({ data: z.array(z.string()) }),
    run: async (actor, { params }) => ({ data: await listImportedJudges(actor, params) }),
  }),
];
