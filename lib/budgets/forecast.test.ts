import { describe, expect, it } from "vitest";
import { forecastSpend, meanSpend } from "@/lib/budgets/forecast";

const days = (spent: number[]) => spent.map((spentMicros, index) => ({ day: `2026-11-0${index + 1}`, spentMicros }));

describe("forecast", () => {
  it("is the mean of the whole days with Student's interval", () => {
    // 10, 20, 30: mean 20, standard error 10/√3, t(2) = 4.303
    expect(meanSpend([10, 20, 30])).toEqual({ value: 20, ci: [0, expect.closeTo(20 + (4.303 * 10) / Math.sqrt(3), 9)], n: 3 });
    expect(meanSpend([10, 20])).toEqual({ value: 15, ci: null, n: 2 });
    expect(meanSpend([])).toMatchObject({ value: null });
  });
  it("leaves today out, and counts days without spending", () => {
    const now = new Date("2026-11-29T12:00:00Z");
    const found = forecastSpend({ days: days([30, 0, 30, 999]), roomMicros: 100, spentThisMonthMicros: 500, now });
    expect(found.perDay).toMatchObject({ value: 20, n: 3 });
    expect(found.daysLeft).toBe(5);
    expect(found.monthEndMicros).toBe(500 + 30);
  });
  it("says nothing of the end where nothing is spent or nothing limits", () => {
    const now = new Date("2026-11-29T12:00:00Z");
    expect(forecastSpend({ days: days([0, 0, 0, 5]), roomMicros: 100, spentThisMonthMicros: 5, now }).daysLeft).toBeNull();
    expect(forecastSpend({ days: days([5, 5, 5, 5]), roomMicros: null, spentThisMonthMicros: 5, now }).daysLeft).toBeNull();
    expect(forecastSpend({ days: days([5]), roomMicros: 10, spentThisMonthMicros: 5, now }).monthEndMicros).toBeNull();
  });
});
