import { describe, expect, it } from "vitest";
import { distanceAgreement } from "./distance-agreement";

const pairs = (rows: [unit: number, between: number, chance: number][]) => ({
  unit: Int32Array.from(rows, ([unit]) => unit),
  cluster: Int32Array.from(rows, ([unit]) => unit),
  between: Float64Array.from(rows, ([, between]) => between),
  chance: Float64Array.from(rows, ([, , chance]) => chance),
});

describe("agreement by distance", () => {
  it("is one where no answers differ and zero where they differ as by chance", () => {
    expect(
      distanceAgreement(
        pairs([
          [0, 0, 0.5],
          [1, 0, 0.4],
        ]),
      ).value,
    ).toBe(1);
    expect(
      distanceAgreement(
        pairs([
          [0, 0.5, 0.5],
          [1, 0.4, 0.4],
        ]),
      ).value,
    ).toBeCloseTo(0, 12);
  });

  it("gives the worked value, and every unit the same weight whatever its number of pairs", () => {
    expect(distanceAgreement(pairs([[0, 1 / 3, 0.5]])).value).toBeCloseTo(1 / 3, 12);
    const once = distanceAgreement(
      pairs([
        [0, 0.2, 0.5],
        [1, 0.4, 0.5],
      ]),
    ).value;
    const thrice = distanceAgreement(
      pairs([
        [0, 0.2, 0.5],
        [0, 0.2, 0.5],
        [0, 0.2, 0.5],
        [1, 0.4, 0.5],
      ]),
    );
    expect(thrice.value).toBeCloseTo(once ?? Number.NaN, 12);
    expect(thrice).toHaveProperty("n", 2);
  });

  it("has an interval that holds the value and narrows with more units", () => {
    const rows = (units: number): [number, number, number][] => Array.from({ length: units }, (_, unit) => [unit, (unit % 4) / 8, 0.5]);
    const width = (units: number): number => {
      const estimate = distanceAgreement(pairs(rows(units)), { seed: 3 });
      if (estimate.value === null || !estimate.ci) throw new Error("an interval was expected");
      expect(estimate.ci[0]).toBeLessThanOrEqual(estimate.value);
      expect(estimate.ci[1]).toBeGreaterThanOrEqual(estimate.value);
      return estimate.ci[1] - estimate.ci[0];
    };
    expect(width(400)).toBeLessThan(width(25));
  });

  it("says why it is undefined", () => {
    expect(distanceAgreement(pairs([]))).toMatchObject({ value: null, reason: expect.stringContaining("two annotators") });
    expect(distanceAgreement(pairs([[0, 0, 0]]))).toMatchObject({ value: null, reason: expect.stringContaining("could have differed") });
    expect(() => distanceAgreement({ ...pairs([[0, 0, 0]]), chance: new Float64Array(2) })).toThrow(/chance/);
  });
});
