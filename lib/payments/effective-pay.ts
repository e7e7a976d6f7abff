import type { Estimate } from "@/lib/ml/estimate";
import { betaQuantile } from "@/lib/ml/math/special";
import type { MinimumVerdict } from "@/lib/payments/schema";

/** Sums over answers, or over people: pay in micro-dollars, active time in seconds, and their squares and products. */
export type RatioSums = { n: number; pay: number; seconds: number; payPay: number; secondsSeconds: number; paySeconds: number };

const undefinedPay = "No answer with measured active time yet.";

/** Two-sided 95 % point of Student's t: with x the 5 % point of a Beta(df/2, 1/2), t² = df (1/x − 1). */
const studentT95 = (degrees: number): number => {
  const x = betaQuantile(0.05, degrees / 2, 0.5);
  return Math.sqrt(degrees * (1 / x - 1));
};

/**
 * What an hour of active time brings, in micro-dollars: R = 3600 Σa / Σs over answers with pay a and time s, with the 95 %
 * interval of a ratio of means, Var(R) ≈ Σ(a − R s)² / (n (n − 1) s̄²) and Student's t with n − 1 degrees of freedom.
 * None below three units. Cochran (1977), Sampling Techniques, 3rd ed., sec. 2.11 and 6.3.
 *
 * @param sums of one unit each: answers for one person, people for a project
 */
export const hourlyPay = ({ n, pay, seconds, payPay, secondsSeconds, paySeconds }: RatioSums): Estimate => {
  if (n === 0 || seconds <= 0) return { value: null, reason: undefinedPay };
  const ratio = pay / seconds;
  const value = ratio * 3600;
  if (n < 3) return { value, ci: null, n };
  const residual = Math.max(0, payPay - 2 * ratio * paySeconds + ratio * ratio * secondsSeconds);
  const half = (3600 * studentT95(n - 1) * Math.sqrt(residual / (n * (n - 1)))) / (seconds / n);
  return { value, ci: [Math.max(0, value - half), value + half], n };
};

/** People as the units of a project: whose answers go together. */
export const sumsOverPeople = (people: readonly RatioSums[]): RatioSums =>
  people.reduce<RatioSums>(
    (sum, { pay, seconds }) => ({
      n: sum.n + 1,
      pay: sum.pay + pay,
      seconds: sum.seconds + seconds,
      payPay: sum.payPay + pay * pay,
      secondsSeconds: sum.secondsSeconds + seconds * seconds,
      paySeconds: sum.paySeconds + pay * seconds,
    }),
    { n: 0, pay: 0, seconds: 0, payPay: 0, secondsSeconds: 0, paySeconds: 0 },
  );

/**
 * How an estimate stands to the least that an hour should bring. Each answer's pay is rounded to a whole micro-dollar, so pay
 * that is exactly the least is not called below it.
 */
export const againstMinimum = (estimate: Estimate, sums: RatioSums, minimumMicros: number | null): MinimumVerdict => {
  if (minimumMicros === null || estimate.value === null) return "not known";
  const rounding = (0.5 * sums.n * 3600) / sums.seconds;
  if (estimate.value + rounding >= minimumMicros) return "above";
  return estimate.ci !== null && estimate.ci[1] < minimumMicros ? "surely below" : "below";
};
