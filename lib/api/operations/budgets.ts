import { z } from "zod";
import { estimateSchema } from "@/lib/aggregation/schema";
import { named } from "@/lib/api/names";
import { drop, none, read, write } from "@/lib/api/operation";
import type { Operation } from "@/lib/api/operation";
import { inProject } from "@/lib/api/params";
import { readBudgets } from "@/lib/budgets/read-budgets";
import { readLedger } from "@/lib/budgets/read-ledger";
import { entryKinds, periods, setBudgetSchema } from "@/lib/budgets/schema";
import { dropBudget, setBudget } from "@/lib/budgets/set-budget";

const tag = "Money";
const micros = z.number().int();

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

export const budgetOperations: Operation[] = [
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
];
