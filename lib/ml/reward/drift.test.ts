import { describe, expect, it } from "vitest";
import { createRandom } from "../random/random";
import { isBelow } from "./drift";
import type { Estimate } from "../estimate";

const share = (right: number, n: number): Estimate => {
  const value = right / n;
  const half = 1.96 * Math.sqrt((value * (1 - value)) / n);
  return { value, ci: [value - half, value + half], n };
};

describe("isBelow", () => {
  it("is what is worked out by hand", () => {
    const before: Estimate = { value: 0.8, ci: [0.76, 0.84], n: 400 };
    // The difference −.06 ± √(.03² + .04²) = .05 ends at −.01, −.04 ± .05 at +.01.
    expect(isBelow({ value: 0.74, ci: [0.7, 0.77], n: 400 }, before)).toBe(true);
    expect(isBelow({ value: 0.76, ci: [0.7, 0.79], n: 400 }, before)).toBe(false);
    expect(isBelow({ value: 0.9, ci: [0.88, 0.92], n: 400 }, before)).toBe(false);
    expect(isBelow({ value: null, reason: "none" }, before)).toBe(false);
    expect(isBelow({ value: 0.1, ci: null, n: 1 }, before)).toBe(false);
  });

  it("sees a fall of a tenth, and one in forty times one where there is none", () => {
    const random = createRandom(3);
    const sample = (p: number, n: number): Estimate =>
      share(
        Array.from({ length: n }, () => (random.uniform() < p ? 1 : 0)).reduce<number>((sum, one) => sum + one, 0),
        n,
      );
    const alarms = (p: number): number =>
      Array.from({ length: 400 }, () => isBelow(sample(p, 300), sample(0.75, 300))).filter(Boolean).length;
    expect(alarms(0.75)).toBeLessThanOrEqual(18);
    expect(alarms(0.65)).toBeGreaterThan(250);
  });
});
