import { describe, expect, it } from "vitest";
import { createRandom } from "../random/random";
import { fitLapse, lapsedMargin } from "./lapse";

describe("lapsedMargin", () => {
  it("is the logit of a probability that keeps ε/2 away from 0 and 1", () => {
    // (1 − 0.2) · 0.75 + 0.1 = 0.7
    expect(lapsedMargin(Math.log(3), 0.2)).toBeCloseTo(Math.log(0.7 / 0.3), 12);
    expect(lapsedMargin(-Math.log(3), 0.2)).toBeCloseTo(-Math.log(0.7 / 0.3), 12);
    expect(lapsedMargin(800, 0.2)).toBeCloseTo(Math.log(9), 12);
    expect(lapsedMargin(800, 0)).toBe(800);
    expect(lapsedMargin(0, 0.3)).toBe(0);
  });

  it("changes no order, and refuses a rate that is none", () => {
    const margins = [-9, -3, -0.1, 0, 0.2, 4, 8].map((margin) => lapsedMargin(margin, 0.4));
    expect(margins).toEqual([...margins].sort((a, b) => a - b));
    expect(() => lapsedMargin(1, 1)).toThrow("lapse = 1");
    expect(() => lapsedMargin(1, Number.NaN)).toThrow("lapse = NaN");
  });
});

describe("fitLapse", () => {
  const random = createRandom(5);
  const margins = Float64Array.from({ length: 8_000 }, () => 3 * random.normal());
  const draw = (scale: number, lapse: number): Float64Array =>
    margins.map((margin) =>
      random.uniform() < lapse ? (random.uniform() < 0.5 ? 1 : 0) : random.uniform() < 1 / (1 + Math.exp(-scale * margin)) ? 1 : 0,
    );
  const ones = margins.map(() => 1);

  it("recovers the rate and the scale of planted labels", () => {
    const { scale, lapse } = fitLapse(margins, draw(1.5, 0.2), ones);
    expect(lapse).toBeGreaterThan(0.17);
    expect(lapse).toBeLessThan(0.23);
    expect(scale).toBeGreaterThan(1.35);
    expect(scale).toBeLessThan(1.65);
  });

  it("leaves margins alone where labels do not lapse, and where there are too few to tell", () => {
    const honest = draw(1, 0);
    expect(fitLapse(margins, honest, ones).lapse).toBeLessThan(0.01);
    const few = fitLapse(margins.subarray(0, 60), draw(1, 0.1).subarray(0, 60), ones.subarray(0, 60));
    expect(few).toEqual({ scale: 1, lapse: 2 / 62 });
    expect(fitLapse(new Float64Array(0), new Float64Array(0), new Float64Array(0))).toEqual({ scale: 1, lapse: 0.5 });
  });

  it("is never surer than the number of labels allows, however well margins fit them", () => {
    const split = margins.subarray(0, 98).map((margin) => 1000 * margin);
    const { lapse } = fitLapse(
      split,
      split.map((margin) => (margin > 0 ? 1 : 0)),
      ones.subarray(0, 98),
    );
    expect(lapse).toBe(0.02);
    // Of as many pairs that say no more than eight would.
    expect(
      fitLapse(
        split,
        split.map((margin) => (margin > 0 ? 1 : 0)),
        ones.subarray(0, 98),
        8,
      ).lapse,
    ).toBe(0.2);
    expect(1 / (1 + Math.exp(-lapsedMargin(1e6, lapse)))).toBeCloseTo(0.99, 12);
  });

  it("does not depend on which response stands first", () => {
    const labels = draw(1.2, 0.15);
    const turned = fitLapse(
      margins.map((margin) => -margin),
      labels.map((label) => 1 - label),
      ones,
    );
    const as = fitLapse(margins, labels, ones);
    expect(turned.lapse).toBeCloseTo(as.lapse, 2);
    expect(turned.scale).toBeCloseTo(as.scale, 2);
  });
});
