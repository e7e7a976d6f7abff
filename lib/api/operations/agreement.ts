import { z } from "zod";
import { named } from "@/lib/api/names";
import { none, read, write } from "@/lib/api/operation";
import type { Operation } from "@/lib/api/operation";
import { inCampaign, inProject } from "@/lib/api/params";
import { requestAggregation } from "@/lib/aggregation/aggregate-project";
import { getConsensus } from "@/lib/aggregation/get-consensus";
import { getNewestAggregation } from "@/lib/aggregation/get-newest-aggregation";
import { aggregateSchema, aggregationViewSchema, estimateSchema, labelSourceSchema } from "@/lib/aggregation/schema";
import { measureAgreement } from "@/lib/agreement/measure-agreement";
import { measureSelfConsistency } from "@/lib/agreement/measure-self-consistency";
import { agreementMetricSchema, agreementReportSchema, measurementLevelSchema } from "@/lib/agreement/schema";
import { summariseAgreement } from "@/lib/agreement/summarise-agreement";
import { jobViewSchema } from "@/lib/jobs/schema";

const question = { campaignId: z.string().optional(), question: z.string().optional() };

named("Aggregation", aggregationViewSchema);
named("AgreementReport", agreementReportSchema);
named("Estimate", estimateSchema);

const agreement: Operation[] = [
  read({
    id: "measureAgreement",
    method: "GET",
    path: "/projects/{projectId}/agreement",
    tag: "Agreement",
    summary: "Measure how far annotators agree, with an interval",
    scope: "aggregation:see",
    params: inProject,
    query: z.object({
      ...question,
      metric: agreementMetricSchema.optional(),
      level: measurementLevelSchema.optional(),
      source: labelSourceSchema.default("human"),
      seed: z.coerce.number().int().min(0).max(2_147_483_647).default(1),
    }),
    answer: agreementReportSchema,
    run: (actor, { params, query }) => measureAgreement(actor, { ...params, ...query }),
  }),
  read({
    id: "summariseAgreement",
    method: "GET",
    path: "/projects/{projectId}/agreement/summary",
    tag: "Agreement",
    summary: "Read all about agreement: three coefficients, annotators beside each other, contested tasks",
    scope: "aggregation:see",
    params: inProject,
    query: z.object({
      ...question,
      source: labelSourceSchema.default("human"),
      matrixAnnotators: z.coerce.number().int().min(2).max(60).default(12),
      contested: z.coerce.number().int().min(0).max(200).default(20),
    }),
    answer: z.object({
      main: agreementReportSchema,
      fleiss: agreementReportSchema,
      percent: agreementReportSchema,
      matrix: z.object({
        names: z.array(z.object({ annotatorId: z.string(), name: z.string(), source: z.string(), labels: z.number().int() })),
        pairs: z.array(z.looseObject({})),
      }),
      contested: z.array(
        z.object({
          taskId: z.string(),
          itemId: z.string(),
          title: z.string(),
          labels: z.number().int(),
          agreement: z.number(),
          votes: z.array(z.object({ choice: z.string(), people: z.number().int(), models: z.number().int() })),
        }),
      ),
      totalLabels: z.number().int(),
    }),
    run: async (actor, { params, query: { campaignId, question: name, ...query } }) => {
      const asked = { ...(campaignId === undefined ? {} : { campaignId }), ...(name === undefined ? {} : { question: name }) };
      const { matrix, ...summary } = await summariseAgreement(actor, { ...params, ...query, ...asked });
      return { ...summary, matrix: { names: matrix.names, pairs: matrix.pairs.map((pair) => ({ ...pair })) } };
    },
  }),
  read({
    id: "measureSelfConsistency",
    method: "GET",
    path: "/projects/{projectId}/campaigns/{campaignId}/self-consistency",
    tag: "Agreement",
    summary: "Measure how far people agree with themselves on repeated items",
    scope: "aggregation:see",
    params: inCampaign,
    query: none,
    answer: z.looseObject({}),
    run: async (actor, { params }) => ({ ...(await measureSelfConsistency(actor, params)) }),
  }),
];

const aggregation: Operation[] = [
  write({
    id: "requestAggregation",
    method: "POST",
    path: "/projects/{projectId}/aggregations",
    tag: "Aggregation",
    summary: "Aggregate labels into posteriors, as a job",
    scope: "aggregation:run",
    status: 202,
    params: inProject,
    body: aggregateSchema.omit({ projectId: true }),
    answer: z.object({ aggregationId: z.string(), jobId: z.string() }),
    run: (actor, { params, body }) => requestAggregation(actor, { ...params, ...body }),
  }),
  read({
    id: "getNewestAggregation",
    method: "GET",
    path: "/projects/{projectId}/campaigns/{campaignId}/aggregations/newest",
    tag: "Aggregation",
    summary: "Read the aggregation that was started last, with its job",
    scope: "aggregation:see",
    besides: ["jobs:see"],
    params: inCampaign,
    query: z.object({ source: labelSourceSchema.default("human") }),
    answer: z.object({ aggregation: aggregationViewSchema.nullable(), job: jobViewSchema.nullable() }),
    run: async (actor, { params, query }) =>
      (await getNewestAggregation(actor, { ...params, ...query })) ?? { aggregation: null, job: null },
  }),
  read({
    id: "getConsensus",
    method: "GET",
    path: "/projects/{projectId}/consensus",
    tag: "Aggregation",
    summary: "Read the newest finished aggregation: the posterior of each task, the reliability of each annotator",
    scope: "aggregation:see",
    params: inProject,
    query: z.object({ ...question, source: labelSourceSchema.optional() }),
    answer: z.object({
      aggregation: aggregationViewSchema.nullable(),
      consensus: z.array(
        z.object({
          taskId: z.string(),
          part: z.string(),
          itemId: z.string(),
          itemExternalId: z.string(),
          unitKey: z.string(),
          choice: z.string(),
          posterior: z.unknown(),
          pChoice: z.number().nullable(),
          labels: z.number().int(),
        }),
      ),
      annotators: z.array(
        z.object({
          annotatorId: z.string(),
          name: z.string(),
          source: z.string(),
          reliability: z.number(),
          ci: z.tuple([z.number(), z.number()]).nullable(),
          labels: z.number().int(),
        }),
      ),
    }),
    run: async (actor, { params, query: { campaignId, question: name, source } }) => {
      const asked = {
        ...(campaignId === undefined ? {} : { campaignId }),
        ...(name === undefined ? {} : { question: name }),
        ...(source === undefined ? {} : { source }),
      };
      return (await getConsensus(actor, { ...params, ...asked })) ?? { aggregation: null, consensus: [], annotators: [] };
    },
  }),
];

export const agreementOperations: Operation[] = [...agreement, ...aggregation];
