import { describe, expect, it } from "vitest";
import { createRandom } from "../random/random";
import {
  agreementWithin,
  clusterBootstrap,
  clusterBootstrapEach,
  differenceWithin,
  fewClustersFactor,
  hiddenShare,
  holding,
  meanWithin,
  sortedQuantile,
  weightedMean,
} from "./cluster-bootstrap";
import type { Alike } from "./cluster-bootstrap";

function meanOf(values: Float64Array, cluster: Int32Array | null = null, seed = 1) {
  return clusterBootstrap({ rows: values.length, cluster }, (weights) => weightedMean(values, weights), "no rows", { seed, draws: 500 });
}

describe("clusterBootstrap", () => {
  it("gives about mean ± 1.96 standard errors for a mean", () => {
    const random = createRandom(1);
    const values = Float64Array.from({ length: 400 }, () => random.normal());
    const estimate = meanOf(values);
    if (estimate.value === null || estimate.ci === null) throw new Error("defined here");
    const halfWidth = (estimate.ci[1] - estimate.ci[0]) / 2;
    expect(halfWidth).toBeGreaterThan(0.8 * 0.098);
    expect(halfWidth).toBeLessThan(1.2 * 0.098);
  });

  it("covers a planted mean about as often as it says", () => {
    let covered = 0;
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = createRandom(seed);
      const estimate = meanOf(
        Float64Array.from({ length: 100 }, () => 3 + random.normal()),
        null,
        seed,
      );
      if (estimate.value !== null && estimate.ci !== null && estimate.ci[0] <= 3 && estimate.ci[1] >= 3) covered += 1;
    }
    expect(covered).toBeGreaterThan(178);
  });

  it("covers a planted mean on four prompts of unlike sizes, where percentiles alone do in three of four samples, and keeps to its range", () => {
    // √(4/3) · 3.1824 / 1.96, and √(100/99) · 1.9842 / 1.96
    expect(fewClustersFactor(4, 4, 0.95)).toBeCloseTo(1.8749, 4);
    expect(fewClustersFactor(100, 100, 0.95)).toBeCloseTo(1.0175, 4);
    let covered = 0;
    for (let seed = 1; seed <= 150; seed += 1) {
      const random = createRandom(seed);
      const sizes = Array.from({ length: 4 }, () => Math.max(1, Math.round(Math.exp(1.2 + random.normal()))));
      const cluster = Int32Array.from(sizes.flatMap((size, prompt) => Array.from({ length: size }, () => prompt)));
      const shift = sizes.map(() => 0.5 * random.normal());
      const values = Float64Array.from(cluster, (prompt) => 3 + (shift[prompt] ?? 0) + random.normal());
      const rows = { rows: values.length, cluster };
      const estimate = clusterBootstrap(rows, (weights) => weightedMean(values, weights), "", { draws: 200, range: [1, 5] });
      if (estimate.value === null || estimate.ci === null) throw new Error("defined here");
      expect(estimate.ci[0]).toBeGreaterThanOrEqual(1);
      expect(estimate.ci[1]).toBeLessThanOrEqual(5);
      if (estimate.ci[0] <= 3 && estimate.ci[1] >= 3) covered += 1;
    }
    expect(covered / 150).toBeGreaterThan(0.9);
  });

  it("widens with the size of clusters that move together and ignores their numbering", () => {
    const random = createRandom(2);
    const values = Float64Array.from(Array.from({ length: 100 }, () => random.normal()).flatMap((value) => [value, value, value, value]));
    const cluster = Int32Array.from({ length: 400 }, (_, row) => Math.floor(row / 4));
    const apart = meanOf(values);
    const together = meanOf(values, cluster);
    if (apart.value === null || together.value === null || apart.ci === null || together.ci === null) throw new Error("defined here");
    expect((together.ci[1] - together.ci[0]) / (apart.ci[1] - apart.ci[0])).toBeGreaterThan(1.6);
    expect(meanOf(values, cluster)).toEqual(together);
  });

  it("gives several statistics of the same resamples what each would get alone", () => {
    const random = createRandom(3);
    const values = Float64Array.from({ length: 60 }, () => random.uniform());
    const cluster = Int32Array.from({ length: 60 }, (_, row) => Math.floor(row / 3));
    const rows = { rows: 60, cluster };
    const settings = { draws: 80, seed: 5, alike: meanWithin(0, 1) };
    const first = (weights: Float64Array): number | null => weightedMean(values, weights);
    const seldom = (weights: Float64Array): number | null => ((weights[0] ?? 0) > 0 ? 1 : null);
    const certain = (): number => 0.5;
    const alone = [first, seldom, certain].map((statistic) => clusterBootstrap(rows, statistic, "no", settings));
    expect(clusterBootstrapEach(rows, (weights) => [first(weights), seldom(weights), certain()], "no", settings)).toEqual(alone);
    expect(alone[1]).toMatchObject({ value: 1, ci: null });
    const nothing = { rows: 0, cluster: null };
    expect(clusterBootstrapEach(nothing, () => [1, null], "no rows")).toEqual(Array(2).fill({ value: null, reason: "no rows" }));
  });

  it("has no interval for one cluster and no value for no rows", () => {
    expect(meanOf(Float64Array.of(1, 2), Int32Array.of(0, 0))).toEqual({ value: 1.5, ci: null, n: 2 });
    expect(meanOf(new Float64Array(0))).toEqual({ value: null, reason: "no rows" });
    expect(() => clusterBootstrap({ rows: 1, cluster: null }, () => 1, "", { draws: 0 })).toThrow(/draws/);
    expect(sortedQuantile(Float64Array.of(1, 2, 3, 4), 0.5)).toBe(2.5);
  });

  it("says what rows that are all alike may hide, by Clopper and Pearson, and gives a single cluster an interval of a bounded mean", () => {
    const alike = (values: Float64Array, settings: Alike, cluster: Int32Array | null = null) =>
      clusterBootstrap({ rows: values.length, cluster }, (weights) => weightedMean(values, weights), "", { alike: settings, draws: 100 });
    const hidden = 1 - 0.025 ** (1 / 30);
    expect(hiddenShare(30, 0.95)).toBe(hidden);
    expect(hiddenShare(0, 0.95)).toBe(1);
    expect(alike(new Float64Array(30).fill(1), meanWithin(0, 1))).toEqual({ value: 1, ci: [1 - hidden, 1], n: 30 });
    expect(alike(new Float64Array(30).fill(1), meanWithin(-1, 1))).toEqual({ value: 1, ci: [1 - 2 * hidden, 1], n: 30 });
    expect(alike(new Float64Array(30), meanWithin(0, 1))).toEqual({ value: 0, ci: [0, hidden], n: 30 });
    expect(alike(Float64Array.of(0, 1), meanWithin(0, 1), Int32Array.of(0, 0))).toMatchObject({ ci: [0.5 - 0.975 / 2, 0.5 + 0.975 / 2] });
    expect(alike(Float64Array.of(1), agreementWithin(2))).toMatchObject({ ci: null });
    expect(alike(new Float64Array(30).fill(1), agreementWithin(2))).toMatchObject({ ci: [1 - 2 * hidden, 1] });
    expect(alike(new Float64Array(30), agreementWithin(2))).toMatchObject({ ci: [-2 * hidden, 2 * hidden] });
    // Thirty forecasts of .9 that all came true do not show that they are .1 too low.
    expect(alike(new Float64Array(30).fill(0.1), differenceWithin)).toMatchObject({ ci: [0, expect.closeTo(0.1 + 0.9 * hidden, 12)] });
    expect(alike(new Float64Array(30).fill(1), differenceWithin)).toMatchObject({ ci: [1 - 2 * hidden, 1] });
    expect(alike(new Float64Array(30), differenceWithin)).toMatchObject({ ci: [0, hidden] });
    expect(alike(Float64Array.of(1, 1), agreementWithin(9))).toMatchObject({ ci: [-1, 1] });
  });

  it("takes other ends than percentiles where it is given some, and never reports an interval beside its value", () => {
    const random = createRandom(9);
    const values = Float64Array.from({ length: 200 }, () => random.normal());
    const sizeOfMean = (weights: Float64Array) => Math.abs(weightedMean(values, weights) ?? 0);
    const value = sizeOfMean(new Float64Array(200).fill(1));
    const given = clusterBootstrap({ rows: 200, cluster: null }, sizeOfMean, "", { ends: (level) => [0, value * level], draws: 50 });
    expect(given).toMatchObject({ value, ci: [0, value] });
    expect(holding([2, 3], 1)).toEqual([1, 3]);
    expect(holding([2, 3], 4)).toEqual([2, 4]);
  });
});
