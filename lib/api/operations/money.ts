import { z } from "zod";
import { estimateSchema } from "@/lib/aggregation/schema";
import { named } from "@/lib/api/names";
import { command, drop, none, read, write } from "@/lib/api/operation";
import type { Operation } from "@/lib/api/operation";
import { inProject } from "@/lib/api/params";
import { adjustPay, markPaid, reverseLine } from "@/lib/budgets/pay-person";
import { readBudgets } from "@/lib/budgets/read-budgets";
import { readLedger } from "@/lib/budgets/read-ledger";
import { adjustPaySchema, entryKinds, markPaidSchema, periods, reverseLineSchema, setBudgetSchema } from "@/lib/budgets/schema";
import { dropBudget, setBudget } from "@/lib/budgets/set-budget";
import { listPay } from "@/lib/payments/list-pay";
import { readOwnStatement, readStatement } from "@/lib/payments/read-statement";
import { monthSchema, payBases, rateBodySchema, setMinimumSchema } from "@/lib/payments/schema";
import { setMinimum, setRate } from "@/lib/payments/set-rate";

const tag = "Money";
const micros = z.number().int();
const ofPerson = inProject.extend({ annotatorId: z.string().min(1) });

const budgetSchema = z.object({
  id: z.string(),
  campaignId: z.string(),
  campaign: z.string().nullable(),
  arm: z.string(),
  period: z.enum(periods),
  month: z.string(),
  capMicros: micros,
  reservedMicros: micros,
  spentMicros: micros,
  alertShares: z.array(z.number()),
  alerts: z.array(z.object({ month: z.string(), share: z.number(), raisedAt: z.string() })),
});
named("Budget", budgetSchema);

const entrySchema = z.object({
  id: z.string(),
  kind: z.enum(entryKinds),
  reservedChangeMicros: micros,
  spentChangeMicros: micros,
  paidChangeMicros: micros,
  campaign: z.string().nullable(),
  arm: z.string(),
  annotator: z.string().nullable(),
  month: z.string(),
  note: z.string(),
  createdAt: z.string(),
});
named("LedgerEntry", entrySchema);

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

export const moneyOperations: Operation[] = [
  read({
    id: "readBudgets",
    method: "GET",
    path: "/projects/{projectId}/budgets",
    tag,
    summary: "Read every cap with what is spent and promised of it, and what the last days say of the next",
    scope: "budgets:see",
    params: inProject,
    query: none,
    answer: z.object({
      budgets: z.array(budgetSchema),
      arms: z.array(
        z.object({
          arm: z.string(),
          reservedMicros: micros,
          spentMicros: micros,
          shortMicros: micros,
          calls: z.number().int(),
          assumed: z.number().int(),
        }),
      ),
      days: z.array(z.object({ day: z.string(), spentMicros: micros })),
      forecast: z.object({ perDay: estimateSchema, daysLeft: z.number().nullable(), monthEndMicros: z.number().nullable() }),
    }),
    run: (actor, { params }) => readBudgets(actor, params),
  }),
  write({
    id: "setBudget",
    method: "POST",
    path: "/projects/{projectId}/budgets",
    tag,
    summary: "Set a cap, or change the one of the same scope",
    scope: "budgets:edit",
    besides: ["projects:see"],
    params: inProject,
    body: setBudgetSchema.omit({ projectId: true }),
    answer: z.object({ budgetId: z.string() }),
    run: (actor, { params, body }) => setBudget(actor, { ...params, ...body }),
  }),
  drop({
    id: "dropBudget",
    method: "DELETE",
    path: "/projects/{projectId}/budgets/{budgetId}",
    tag,
    summary: "Take a cap away; what was spent stays in the ledger",
    scope: "budgets:edit",
    params: inProject.extend({ budgetId: z.string().min(1) }),
    run: (actor, { params }) => dropBudget(actor, params),
  }),
  read({
    id: "readLedger",
    method: "GET",
    path: "/projects/{projectId}/ledger",
    tag,
    summary: "Read lines of the ledger, newest first",
    about: "`before` is the id of the last line seen. Whose pay a line is about is told to those who may see pay.",
    scope: "budgets:see",
    params: inProject,
    query: z.object({
      before: z
        .string()
        .regex(/^\d{1,18}$/)
        .optional(),
      take: z.coerce.number().int().min(1).max(1_000).default(100),
    }),
    answer: z.object({ data: z.array(entrySchema) }),
    run: async (actor, { params, query }) => ({ data: await readLedger(actor, { ...params, ...query }) }),
  }),
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
];
