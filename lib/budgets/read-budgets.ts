import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { forecastSpend } from "@/lib/budgets/forecast";
import type { Forecast, SpendDays } from "@/lib/budgets/forecast";
import { alertRows, budgetRows, spentByArm, spentByDay, spentThisMonth } from "@/lib/budgets/ledger-store";
import type { BudgetView } from "@/lib/budgets/schema";

export type ArmSpending = { arm: string; reservedMicros: number; spentMicros: number; shortMicros: number; calls: number; assumed: number };
export type BudgetOverview = { budgets: BudgetView[]; arms: ArmSpending[]; days: SpendDays; forecast: Forecast };

/** Every cap with what is promised and spent, spending by arm and day, and what the last two weeks say of the next. */
export const readBudgets = async (actor: Actor, input: { projectId: string }): Promise<BudgetOverview> => {
  const { projectId } = input;
  await guard(actor, "budgets:see", { projectId });
  const [rows, alerts, arms, byDay, thisMonth] = await Promise.all([
    budgetRows(projectId),
    alertRows(projectId),
    spentByArm(projectId),
    spentByDay(projectId, 14),
    spentThisMonth(projectId),
  ]);
  const budgets = rows.map(({ capMicros, reservedMicros, spentMicros, ...row }) => ({
    ...row,
    capMicros: Number(capMicros),
    reservedMicros: Number(reservedMicros),
    spentMicros: Number(spentMicros),
    alerts: alerts
      .filter(({ budgetId }) => budgetId === row.id)
      .map(({ month, share, raisedAt }) => ({ month, share, raisedAt: raisedAt.toISOString() })),
  }));
  const whole = budgets.filter(({ campaignId, arm }) => campaignId === "" && arm === "");
  const rooms = whole.map(({ capMicros, reservedMicros, spentMicros }) => capMicros - reservedMicros - spentMicros);
  const days = byDay.map(({ day, spentMicros }) => ({ day, spentMicros: Number(spentMicros) }));
  return {
    budgets,
    days,
    arms: arms.map(({ arm, calls, assumed, ...sums }) => ({
      arm,
      calls,
      assumed,
      reservedMicros: Number(sums.reservedMicros),
      spentMicros: Number(sums.spentMicros),
      shortMicros: Number(sums.shortMicros),
    })),
    forecast: forecastSpend({
      days,
      roomMicros: rooms.length > 0 ? Math.min(...rooms) : null,
      spentThisMonthMicros: Number(thisMonth),
      now: byDay.at(-1)?.now ?? new Date(),
    }),
  };
};
