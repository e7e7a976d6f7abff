import { requestCommit } from "@/lib/routing/request-commit";
import { z } from "zod";
import { estimateSchema } from "@/lib/aggregation/schema";
import { page, pageOf, pageQuery } from "@/lib/api/cursor";
import { named } from "@/lib/api/names";
import { act, none, read, write } from "@/lib/api/operation";
import type { Operation } from "@/lib/api/operation";
import { inProject, numbered } from "@/lib/api/params";
import { dropPlan } from "@/lib/routing/drop-plan";
import { getPlan, listPendingPlans, listPlans } from "@/lib/routing/get-plan";
import { listArms } from "@/lib/routing/list-arms";
import { mapPlan } from "@/lib/routing/map-plan";
import { measurePlan } from "@/lib/routing/measure-plan";
import { requestRound } from "@/lib/routing/next-round";
import { requestPlan } from "@/lib/routing/plan-routes";
import { pendingPlanSchema, planInputSchema, planStateSchema, strategySchema } from "@/lib/routing/schema";

const tag = "Routing";
const ofPlan = inProject.extend({ planId: z.string().min(1) });

export const planSchema = z.object({
  id: z.string(),
  campaignId: z.string(),
  number: z.number().int(),
  strategy: strategySchema,
  seed: z.number().int(),
  budget: z.unknown(),
  prices: z.unknown(),
  overlap: z.number().int(),
  items: z.number().int(),
  humanItems: z.number().int(),
  costMicros: z.number().int(),
  state: planStateSchema,
  tasksOpened: z.number().int(),
  outlook: z.unknown(),
  createdAt: z.string(),
  committedAt: z.string().nullable(),
  alarmedAt: z.string().nullable(),
});
named("RoutePlan", planSchema);
/** A plan that the worker will draw. */
export const requestedPlanSchema = z.object({ planId: z.string(), number: z.number().int(), jobId: z.string() });
named("PendingPlan", pendingPlanSchema);

const decisionSchema = z.object({
  taskId: z.string(),
  item: z.string(),
  unitKey: z.string(),
  title: z.string(),
  arm: z.string(),
  rank: z.number().int(),
  gain: z.number().nullable(),
  costMicros: z.number().int(),
  why: z.string(),
});
named("RouteDecision", decisionSchema);

const measuredSchema = z.object({
  routed: estimateSchema,
  control: estimateSchema,
  lift: estimateSchema,
  predicted: z.number().nullable(),
  alarm: z.boolean(),
});

export const routingOperations: Operation[] = [
  read({
    id: "listPlans",
    method: "GET",
    path: "/projects/{projectId}/route-plans",
    tag,
    summary: "List routing plans, and those that are not drawn yet",
    scope: "routing:see",
    params: inProject,
    query: none,
    answer: z.object({ data: z.array(planSchema), pending: z.array(pendingPlanSchema) }),
    run: async (actor, { params }) => ({ data: await listPlans(actor, params), pending: await listPendingPlans(actor, params) }),
  }),
  write({
    id: "requestPlan",
    method: "POST",
    path: "/projects/{projectId}/route-plans",
    tag,
    summary: "Draw a routing plan under a budget, as a job",
    scope: "routing:plan",
    status: 202,
    params: inProject,
    body: planInputSchema.omit({ projectId: true }),
    answer: requestedPlanSchema,
    run: (actor, { params, body }) => requestPlan(actor, { ...params, ...body }),
  }),
  read({
    id: "listArms",
    method: "GET",
    path: "/projects/{projectId}/routing-arms",
    tag,
    summary: "List whom a plan could leave items to",
    scope: "routing:see",
    params: inProject,
    query: none,
    answer: z.object({
      judges: z.array(z.object({ name: z.string(), tasks: z.number().int(), answeredByPeople: z.number().int() })),
    }),
    run: (actor, { params }) => listArms(actor, params),
  }),
  read({
    id: "getPlan",
    method: "GET",
    path: "/projects/{projectId}/route-plans/{number}",
    tag,
    summary: "Read a plan with what is expected of it and how far it is",
    scope: "routing:see",
    params: numbered,
    query: none,
    answer: z.object({ plan: planSchema, progress: z.object({ done: z.number().int(), open: z.number().int() }) }),
    run: (actor, { params }) => getPlan(actor, { ...params, take: 1 }),
  }),
  read({
    id: "listPlanDecisions",
    method: "GET",
    path: "/projects/{projectId}/route-plans/{number}/decisions",
    tag,
    summary: "List a plan's decisions in the order of asking, each with its reason",
    scope: "routing:see",
    params: numbered,
    query: pageQuery({ arm: z.literal("human").optional() }),
    answer: pageOf(decisionSchema),
    run: (actor, { params, query: { arm, ...query } }) =>
      page(`decisions ${params.projectId} ${params.number} ${arm ?? ""}`, query, async ({ at, take }) =>
        (await getPlan(actor, { ...params, take: at + take, ...(arm === undefined ? {} : { arm }) })).decisions.slice(at, at + take),
      ),
  }),
  act({
    id: "commitPlan",
    method: "POST",
    path: "/projects/{projectId}/route-plans/{planId}/commit",
    tag,
    summary: "Open the tasks that a plan gives to people",
    about: "More than 5,000 are opened by a job, all or none: `jobId` names it, and nothing is open yet where it is answered.",
    scope: "routing:commit",
    status: 200,
    params: ofPlan,
    answer: z.object({ tasks: z.number().int(), slots: z.number().int(), jobId: z.string().nullable() }),
    run: (actor, { params }) => requestCommit(actor, params),
  }),
  act({
    id: "dropPlan",
    method: "POST",
    path: "/projects/{projectId}/route-plans/{planId}/drop",
    tag,
    summary: "Drop a plan and withdraw what nobody has begun",
    about: "More than 5,000 tasks are closed by a job: `jobId` names it, and nothing is withdrawn yet where it is answered.",
    scope: "routing:plan",
    status: 200,
    params: ofPlan,
    answer: z.object({ withdrawn: z.number().int(), jobId: z.string().nullable() }),
    run: (actor, { params }) => dropPlan(actor, params),
  }),
  read({
    id: "measurePlan",
    method: "GET",
    path: "/projects/{projectId}/route-plans/{number}/measured",
    tag,
    summary: "Measure what a plan has gained: chosen items against items drawn at random",
    scope: "routing:see",
    params: numbered,
    query: none,
    answer: measuredSchema,
    run: (actor, { params }) => measurePlan(actor, params),
  }),
  read({
    id: "mapPlan",
    method: "GET",
    path: "/projects/{projectId}/route-plans/{number}/map",
    tag,
    summary: "Read where a plan's items lie, and what its tags gain",
    scope: "routing:see",
    besides: ["tags:see"],
    params: numbered,
    query: none,
    answer: z.object({
      dots: z.array(
        z.object({ item: z.string(), toPeople: z.boolean(), agreementLogits: z.number().nullable(), pDisagree: z.number().nullable() }),
      ),
      tags: z
        .object({
          tagger: z.string(),
          shares: z.array(z.object({ tag: z.string(), items: z.number().int(), toPeople: z.number().int(), gain: z.number().nullable() })),
        })
        .nullable(),
    }),
    run: (actor, { params }) => mapPlan(actor, params),
  }),
  act({
    id: "requestRound",
    method: "POST",
    path: "/projects/{projectId}/route-plans/{planId}/next-round",
    tag,
    summary: "Draw what nobody has begun of a committed plan anew, as a job, which drops that plan once it is done",
    scope: "routing:commit",
    besides: ["routing:plan"],
    status: 202,
    params: ofPlan,
    answer: requestedPlanSchema,
    run: (actor, { params }) => requestRound(actor, params),
  }),
];
