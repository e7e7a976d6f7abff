import { none } from "@/lib/api/testing/example";
import type { MakeExample } from "@/lib/api/testing/example";
import { earner, judgeName, unique } from "@/lib/api/testing/planting";
import { markPaid } from "@/lib/budgets/pay-person";
import { setBudget } from "@/lib/budgets/set-budget";

export const moneyExamples: Record<string, MakeExample> = {
  readBudgets: none,
  setBudget: () => ({ body: { capMicros: 9_000_000_000 }, status: 201 }),
  dropBudget: async (world) => {
    const budget = { projectId: world.own.projectId, arm: `lm:${await judgeName(world)}`, capMicros: 1 };
    return { params: { budgetId: (await setBudget(world.actors.owner, budget)).budgetId }, status: 204 };
  },
  readLedger: none,
  listPay: none,
  setPayRate: () => ({ body: { basis: "item", amountMicros: 1 }, status: 201 }),
  setPayMinimum: () => ({ body: { hourlyMicros: 1 }, status: 204 }),
  readOwnStatement: none,
  readStatement: async (world) => ({ params: { annotatorId: await earner(world) }, status: 200 }),
  markPaid: async (world) => ({ params: { annotatorId: await earner(world) }, body: { amountMicros: 1, idemKey: unique() }, status: 201 }),
  adjustPay: async (world) => ({
    params: { annotatorId: await earner(world) },
    body: { amountMicros: 1, idemKey: unique(), note: "a bonus" },
    status: 201,
  }),
  reversePayLine: async (world) => {
    const who = { projectId: world.own.projectId, annotatorId: await earner(world) };
    const { lineId } = await markPaid(world.actors.owner, { ...who, amountMicros: 1, idemKey: unique() });
    return { params: { lineId }, body: { note: "came back" }, status: 201 };
  },
  countEarned: none,
};
