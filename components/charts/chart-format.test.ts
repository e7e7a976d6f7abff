import { describe, expect, it } from "vitest";
import { formatReference, formatTick, padDomain, spreadLabels } from "@/components/charts/chart-format";
import { stageThickness } from "@/components/charts/pipeline-geometry";

describe("formatTick", () => {
  it("writes no more digits than tell neighbours apart", () => {
    expect([0, 0.25, 0.5, 1].map((value) => formatTick(value, "probability", 0.25))).toEqual(["0", ".25", ".5", "1"]);
    expect([0.5, 0.55].map((value) => formatTick(value, "percent", 0.05))).toEqual(["50", "55"]);
    expect([0.7, 0.705].map((value) => formatTick(value, "percent", 0.005))).toEqual(["70.0", "70.5"]);
    expect([0, 400_000_000].map((value) => formatTick(value, "money", 400_000_000))).toEqual(["$0", "$400"]);
    expect(formatTick(Date.UTC(2026, 10, 7), "day", 1)).toBe("7 Nov");
  });
});

describe("formatReference", () => {
  it("drops digits that say nothing", () => {
    expect([
      formatReference(0.5, "percent"),
      formatReference(0.634, "percent"),
      formatReference(0.667, "probability"),
      formatReference(0, "probability"),
    ]).toEqual(["50", "63.4", ".667", "0"]);
  });
});

describe("padDomain", () => {
  it("gives room to a single value and to none", () => {
    const [low, high] = padDomain([0.7]);
    expect(low).toBeLessThan(0.7);
    expect(high).toBeGreaterThan(0.7);
    expect(padDomain([])).toEqual([0, 1]);
  });
});

describe("spreadLabels", () => {
  it("keeps the order, parts what would collide, and stays above the floor", () => {
    expect(spreadLabels([10, 100], 20, 200)).toEqual([10, 100]);
    const spread = spreadLabels([100, 98, 99], 20, 120);
    expect(spread[1]).toBeLessThan(spread[2] ?? 0);
    expect(spread[2]).toBeLessThan(spread[0] ?? 0);
    expect(Math.max(...spread)).toBeLessThanOrEqual(120);
    const [a = 0, b = 0, c = 0] = spread.toSorted((x, y) => x - y);
    expect(Math.min(b - a, c - b)).toBeGreaterThanOrEqual(20);
  });
});

describe("stageThickness", () => {
  it("follows the volume, shows the smallest and draws nothing for nothing", () => {
    const [most = 0, quarter = 0, one = 0, none = -1] = stageThickness([10_000, 2_500, 1, 0]);
    expect(quarter).toBeCloseTo(most / 2);
    expect(one).toBeGreaterThan(0);
    expect(none).toBe(0);
    expect(stageThickness([0, 0])).toEqual([0, 0]);
  });
});
