import { z } from "zod";
import { estimateSchema } from "@/lib/aggregation/schema";
import { named } from "@/lib/api/names";
import { act, command, none, read, write } from "@/lib/api/operation";
import type { Operation } from "@/lib/api/operation";
import { inProject } from "@/lib/api/params";
import { adjustPay, markPaid, reverseLine } from "@/lib/budgets/pay-person";
import { adjustPaySchema, markPaidSchema, reverseLineSchema } from "@/lib/budgets/schema";
import { monthSchema } from "@/lib/calendar-schema";
import { countEarned } from "@/lib/payments/count-earned";
import { listPay } from "@/lib/payments/list-pay";
import { readOwnStatement, readStatement } from "@/lib/payments/read-statement";
import { payBases, rateBodySchema, setMinimumSchema } from "@/lib/payments/schema";
import { setMinimum, setRate } from "@/lib/payments/set-rate";

const tag = "Money";
const micros = z.number().int();
const ofPerson = inProject.extend({ annotatorId: z.string().min(1) });

const verdictSchema = z.enum(["surely below", "below", "above", "not known"]);

const personPaySchema = z.object({
  annotatorId: z.string(),
  name: z.string(),
  items: z.number().int(),
  activeSeconds: z.number(),
  earnedMicros: micros,
  adjustedMicros: micros,
  paidMicros: micros,
  owedMicros: micros,
  waitingItems: z.number().int(),
  waitingMicros: micros,
  hourlyMicros: estimateSchema,
  minimum: verdictSchema,
});
named("PersonPay", personPaySchema);

const rateSchema = z.object({
  id: z.string(),
  campaign: z.string().nullable(),
  annotator: z.string().nullable(),
  basis: z.enum(payBases),
  amountMicros: micros,
  from: z.string().nullable(),
  replaced: z.boolean(),
  toCome: z.boolean(),
});
named("PayRate", rateSchema);

const statementSchema = z.object({
  annotatorId: z.string(),
  name: z.string(),
  month: z.string().nullable(),
  months: z.array(z.string()),
  openingMicros: micros,
  lines: z.array(
    z.object({
      campaign: z.string(),
      basis: z.enum(payBases),
      rateMicros: micros,
      items: z.number().int(),
      activeSeconds: z.number(),
      amountMicros: micros,
    }),
  ),
  notes: z.array(
    z.object({
      lineId: z.string(),
      at: z.string(),
      kind: z.enum(["adjust", "pay", "reverse"]),
      of: z.enum(["adjust", "pay"]),
      amountMicros: micros,
      note: z.string(),
      reversed: z.boolean(),
    }),
  ),
  items: z.number().int(),
  activeSeconds: z.number(),
  earnedMicros: micros,
  adjustedMicros: micros,
  paidMicros: micros,
  closingMicros: micros,
  waitingItems: z.number().int(),
  waitingMicros: micros,
  hourlyMicros: estimateSchema,
});
named("PayStatement", statementSchema);

const lineSchema = z.object({ lineId: z.string(), amountMicros: micros, owedMicros: micros });
const ofMonth = z.object({ month: monthSchema.optional() });

export const payOperations: Operation[] = [
  read({
    id: "listPay",
    method: "GET",
    path: "/projects/{projectId}/pay",
    tag,
    summary: "List what people earned, were paid and are owed, and what an hour brought them",
    scope: "pay:see",
    besides: ["budgets:see"],
    params: inProject,
    query: none,
    answer: z.object({
      rates: z.array(rateSchema),
      minimumMicros: micros.nullable(),
      people: z.array(personPaySchema),
      hourlyMicros: estimateSchema,
      minimum: verdictSchema,
      covered: z.boolean(),
      withoutMoney: z.array(z.object({ name: z.string(), state: z.string() })),
    }),
    run: (actor, { params }) => listPay(actor, params),
  }),
  write({
    id: "setPayRate",
    method: "POST",
    path: "/projects/{projectId}/pay/rates",
    tag,
    summary: "Set what an answer or an hour is worth, for everybody, a person or a campaign",
    scope: "pay:edit",
    besides: ["projects:see"],
    params: inProject,
    body: rateBodySchema,
    answer: z.object({ rateId: z.string() }),
    run: (actor, { params, body }) => setRate(actor, { ...body, ...params }),
  }),
  command({
    id: "setPayMinimum",
    method: "PUT",
    path: "/projects/{projectId}/pay/minimum",
    tag,
    summary: "Set the least that an hour of active time should bring",
    scope: "pay:edit",
    params: inProject,
    body: setMinimumSchema.omit({ projectId: true }),
    run: (actor, { params, body }) => setMinimum(actor, { ...params, ...body }),
  }),
  read({
    id: "readOwnStatement",
    method: "GET",
    path: "/projects/{projectId}/pay/mine",
    tag,
    summary: "Read what you earned, were paid and are owed",
    scope: "pay:own",
    params: inProject,
    query: ofMonth,
    answer: z.object({ statement: statementSchema.nullable() }),
    run: async (actor, { params, query }) => ({ statement: await readOwnStatement(actor, { ...params, ...query }) }),
  }),
  read({
    id: "readStatement",
    method: "GET",
    path: "/projects/{projectId}/pay/people/{annotatorId}",
    tag,
    summary: "Read a person’s statement, of a month or of all",
    scope: "pay:see",
    params: ofPerson,
    query: ofMonth,
    answer: statementSchema,
    run: (actor, { params: { annotatorId, projectId }, query }) => readStatement(actor, { projectId, annotator: annotatorId, ...query }),
  }),
  write({
    id: "markPaid",
    method: "POST",
    path: "/projects/{projectId}/pay/people/{annotatorId}/payments",
    tag,
    summary: "Enter that a person was handed money; the same idemKey enters it once",
    scope: "pay:edit",
    params: ofPerson,
    body: markPaidSchema.omit({ projectId: true, annotatorId: true }),
    answer: lineSchema,
    run: (actor, { params, body }) => markPaid(actor, { ...params, ...body }),
  }),
  write({
    id: "adjustPay",
    method: "POST",
    path: "/projects/{projectId}/pay/people/{annotatorId}/adjustments",
    tag,
    summary: "Add to what a person earned, or take from it",
    scope: "pay:edit",
    besides: ["projects:see"],
    params: ofPerson,
    body: adjustPaySchema.omit({ projectId: true, annotatorId: true }),
    answer: lineSchema,
    run: (actor, { params, body }) => adjustPay(actor, { ...params, ...body }),
  }),
  write({
    id: "reversePayLine",
    method: "POST",
    path: "/projects/{projectId}/pay/lines/{lineId}/reversal",
    tag,
    summary: "Take back a payment or an adjustment by a line of its own",
    scope: "pay:edit",
    params: inProject.extend({ lineId: reverseLineSchema.shape.lineId }),
    body: reverseLineSchema.omit({ projectId: true, lineId: true }),
    answer: lineSchema,
    run: (actor, { params, body }) => reverseLine(actor, { ...params, ...body }),
  }),
  act({
    id: "countEarned",
    method: "POST",
    path: "/projects/{projectId}/pay/count",
    tag,
    summary: "Bring the ledger up to what people’s answers earn, without waiting for the worker",
    about: "Each answer enters once, however often this is asked. `waitingIn` are campaigns whose budget has no room for all of them.",
    scope: "budgets:spend",
    status: 200,
    params: inProject,
    answer: z.object({ counted: z.number().int(), waitingIn: z.array(z.string()) }),
    run: (actor, { params }) => countEarned(actor, params),
  }),
];
