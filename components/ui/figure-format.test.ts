import { describe, expect, it } from "vitest";
import { describeEstimate, formatFigure } from "@/components/ui/figure-format";

describe("formatFigure", () => {
  it("writes shares, probabilities, counts and money each in its manner", () => {
    expect(formatFigure(0.731, "percent")).toBe("73.1");
    expect(formatFigure(0.71, "probability")).toBe(".71");
    expect(formatFigure(1, "probability")).toBe("1.00");
    expect(formatFigure(12_480, "count")).toBe("12,480");
    expect([812_000_000, 31_600, 2_204_000_000, 4_200_000, 0].map((micros) => formatFigure(micros, "money"))).toEqual([
      "$812.00",
      "$0.0316",
      "$2,204",
      "$4.20",
      "$0.00",
    ]);
  });

  it("uses a true minus sign, and none for a rounded zero", () => {
    expect(formatFigure(-0.25, "probability")).toBe("\u2212.25");
    expect(formatFigure(-0.001, "probability")).toBe(".00");
    expect(formatFigure(-4_200_000, "money")).toBe("\u2212$4.20");
  });
});

describe("describeEstimate", () => {
  it("gives number, interval and n, or the reason why there is none", () => {
    expect(describeEstimate({ value: 0.731, low: 0.706, high: 0.756, n: 1112 }, "percent")).toBe("73.1 % [70.6, 75.6], n = 1,112");
    expect(describeEstimate({ value: 0.5, low: null, high: null, n: null }, "probability")).toBe(".50");
    expect(describeEstimate({ value: null, reason: "one annotator only", n: 12 }, "probability")).toBe(
      "undefined: one annotator only, n = 12",
    );
  });
});
