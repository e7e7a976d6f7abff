import type { Estimate } from "@/lib/ml/estimate";

/** Money spent on each of the last days, oldest first, today last and not over. */
export type SpendDays = { day: string; spentMicros: number }[];

export type Forecast = {
  /** micro-dollars a day, mean of the whole days, with 95 % interval of the mean */
  perDay: Estimate;
  /** days until the cap at that rate; null where nothing is spent or there is no cap */
  daysLeft: number | null;
  /** what will be spent at the month's end at that rate */
  monthEndMicros: number | null;
};

// Two-sided 95 % points of Student's t for 1 … 30 degrees of freedom.
const studentT = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093, 2.086,
  2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/** @param days whole days only; at least three of them make an interval */
export const meanSpend = (days: readonly number[]): Estimate => {
  const n = days.length;
  if (n === 0) return { value: null, reason: "no whole day with a ledger yet" };
  const value = days.reduce((sum, one) => sum + one, 0) / n;
  if (n < 3) return { value, ci: null, n };
  const variance = days.reduce((sum, one) => sum + (one - value) ** 2, 0) / (n - 1);
  const half = (studentT[n - 2] ?? 1.96) * Math.sqrt(variance / n);
  return { value, ci: [Math.max(0, value - half), value + half], n };
};

/** What the last days say of the next ones. Days without spending count as they are. */
export const forecastSpend = (input: { days: SpendDays; roomMicros: number | null; spentThisMonthMicros: number; now: Date }): Forecast => {
  const whole = input.days.slice(0, -1).map(({ spentMicros }) => spentMicros);
  const perDay = meanSpend(whole);
  if (perDay.value === null) return { perDay, daysLeft: null, monthEndMicros: null };
  const { now } = input;
  const monthEnd = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
  return {
    perDay,
    daysLeft: input.roomMicros === null || perDay.value <= 0 ? null : input.roomMicros / perDay.value,
    monthEndMicros: input.spentThisMonthMicros + (perDay.value * (monthEnd - now.getTime())) / 86_400_000,
  };
};
