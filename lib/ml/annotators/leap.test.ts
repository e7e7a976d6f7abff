import { describe, expect, it } from "vitest";
import { leap } from "./leap";

describe("leap", () => {
  it("lands on the fixed point of a linear iteration of one rate", () => {
    // x ← 0.9 x + 0.1 c creeps to c.
    const [start, first, second] = [0, 1, 2].map((k) => Float64Array.of(5 - 4 * 0.9 ** k, -2 + 3 * 0.9 ** k));
    const there = leap(start ?? new Float64Array(0), first ?? new Float64Array(0), second ?? new Float64Array(0));
    [5, -2].forEach((fixed, k) => expect(there[k]).toBeCloseTo(fixed, 9));
  });

  it("stays where nothing moves, goes to the second point where a leap would fall short, and refuses other lengths", () => {
    expect(Array.from(leap(Float64Array.of(3), Float64Array.of(3), Float64Array.of(3)))).toEqual([3]);
    expect(leap(Float64Array.of(0), Float64Array.of(1), Float64Array.of(-1))[0]).toBeCloseTo(-1, 12);
    expect(() => leap(Float64Array.of(0), Float64Array.of(1, 2), Float64Array.of(1))).toThrow(/first/);
  });
});
