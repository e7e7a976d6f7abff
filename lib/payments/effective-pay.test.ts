import { describe, expect, it } from "vitest";
import { createRandom } from "@/lib/ml/random/random";
import { againstMinimum, hourlyPay, sumsOverPeople } from "@/lib/payments/effective-pay";
import type { RatioSums } from "@/lib/payments/effective-pay";

const sumsOf = (answers: readonly { pay: number; seconds: number }[]): RatioSums =>
  sumsOverPeople(answers.map((one) => ({ ...one, n: 1, payPay: 0, secondsSeconds: 0, paySeconds: 0 })));

describe("what an hour of active time brings", () => {
  it("is the ratio of pay and time, with the interval of a ratio of means", () => {
    // Pay 100, 100, 100, 100; seconds 20, 40, 30, 30: R = 400/120 = 10/3; residuals 100 − R s = 33⅓, −33⅓, 0, 0.
    const found = hourlyPay(sumsOf([20, 40, 30, 30].map((seconds) => ({ pay: 100, seconds }))));
    const standardError = Math.sqrt((2 * (100 / 3) ** 2) / (4 * 3)) / 30;
    expect(found).toMatchObject({ value: expect.closeTo(12_000, 6), n: 4 });
    // Student's t with three degrees of freedom: 3.18245.
    expect(found.value === null ? null : found.ci?.[1]).toBeCloseTo(12_000 + 3600 * 3.182446 * standardError, 1);
  });

  it("covers the true ratio about as often as it says", () => {
    const random = createRandom(5);
    let covered = 0;
    for (let run = 0; run < 400; run += 1) {
      const answers = Array.from({ length: 30 }, () => ({ pay: 50_000, seconds: 10 + 40 * random.uniform() }));
      const found = hourlyPay(sumsOf(answers));
      const truth = (50_000 / 30) * 3600;
      if (found.value !== null && found.ci && found.ci[0] <= truth && truth <= found.ci[1]) covered += 1;
    }
    expect(covered / 400).toBeGreaterThan(0.91);
    expect(covered / 400).toBeLessThan(0.985);
  });

  it("says why there is none, and gives no interval to two answers", () => {
    expect(hourlyPay(sumsOf([]))).toMatchObject({ value: null, reason: /active time/ });
    expect(
      hourlyPay(
        sumsOf([
          { pay: 1, seconds: 1 },
          { pay: 2, seconds: 1 },
        ]),
      ),
    ).toEqual({ value: 5400, ci: null, n: 2 });
  });

  it("is held against the least, without taking rounding for underpayment", () => {
    // An hourly rate of exactly the least, rounded down in each answer.
    const exact = sumsOf([
      { pay: 2777, seconds: 1 },
      { pay: 2777, seconds: 1 },
      { pay: 2777, seconds: 1 },
    ]);
    expect(againstMinimum(hourlyPay(exact), exact, 9_998_000)).toBe("above");
    expect(againstMinimum(hourlyPay(exact), exact, 10_100_000)).toBe("surely below");
    const wide = sumsOf([
      { pay: 100, seconds: 1 },
      { pay: 100, seconds: 9 },
      { pay: 100, seconds: 2 },
    ]);
    expect(againstMinimum(hourlyPay(wide), wide, 100_000)).toBe("below");
    expect(againstMinimum(hourlyPay(wide), wide, null)).toBe("not known");
  });
});
