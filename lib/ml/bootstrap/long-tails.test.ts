import { describe, expect, it } from "vitest";
import { createRandom } from "../random/random";
import { clusterBootstrap, meanWithin, scoreInterval, weightedMean } from "./cluster-bootstrap";
import { holdingLongTails } from "./long-tails";
import type { ClusteredRows } from "./cluster-bootstrap";
import type { Estimate } from "../estimate";

const meanOf = (values: Float64Array, data: ClusteredRows, draws = 300): Estimate =>
  clusterBootstrap(data, (weights) => weightedMean(values, weights), "none", { draws });
const ciOf = (estimate: Estimate): [number, number] => (estimate.value === null ? null : estimate.ci) ?? [Number.NaN, Number.NaN];

describe("scoreInterval", () => {
  it("is Wilson's of nineteen in twenty, in any range, and left to the percentiles where both outcomes came five times", () => {
    const error = Math.sqrt((0.95 * 0.05) / 20);
    const [low, high] = scoreInterval(0.95, error, 1.959964, [0, 1]) ?? [];
    expect([low, high]).toEqual([expect.closeTo(0.7639, 4), expect.closeTo(0.9911, 4)]);
    const doubled = scoreInterval(0.9, 2 * error, 1.959964, [-1, 1]);
    expect(doubled).toEqual([expect.closeTo(2 * (low ?? 0) - 1, 12), expect.closeTo(2 * (high ?? 0) - 1, 12)]);
    expect(scoreInterval(0.7, Math.sqrt(0.21 / 20), 1.959964, [0, 1])).toBeNull();
    expect(scoreInterval(1, 0, 1.959964, [0, 1])).toBeNull();
  });

  it("widens the interval of a share of twenty of which one is wrong", () => {
    const values = new Float64Array(20).fill(1);
    values[3] = 0;
    const rows = { rows: 20, cluster: null };
    const plain = ciOf(meanOf(values, rows));
    const share = ciOf(clusterBootstrap(rows, (weights) => weightedMean(values, weights), "none", { draws: 300, alike: meanWithin(0, 1) }));
    expect(share[0]).toBeLessThan(0.78);
    expect(plain[0]).toBeGreaterThan(0.8);
    expect(share[1]).toBeLessThanOrEqual(1);
  });
});

describe("holdingLongTails", () => {
  /** Losses of a model that is much too sure: mostly next to nothing, now and then several nats. */
  const losses = (seed: number, n: number): Float64Array => {
    const random = createRandom(seed);
    return Float64Array.from({ length: n }, () => {
      const margin = 6 * random.normal();
      return Math.log1p(Math.exp(random.uniform() < 1 / (1 + Math.exp(-0.3 * margin)) ? -margin : margin));
    });
  };

  it("holds the mean of ten losses where percentiles do not reach it", () => {
    const truth = losses(1, 200_000).reduce((sum, value) => sum + value, 0) / 200_000;
    let [before, after] = [0, 0];
    for (let seed = 10; seed < 130; seed += 1) {
      const values = losses(seed, 10);
      const rows = { rows: 10, cluster: null };
      const plain = meanOf(values, rows);
      const held = ([low, high]: [number, number]): number => (low <= truth && truth <= high ? 1 : 0);
      before += held(ciOf(plain));
      after += held(ciOf(holdingLongTails(plain, values, rows, { draws: 300, range: [0, Number.POSITIVE_INFINITY] })));
    }
    expect(after / 120).toBeGreaterThan(0.88);
    expect(after).toBeGreaterThan(before + 5);
  });

  it("takes rows of one prompt together, and leaves many prompts, two, and rows that are all alike as they are", () => {
    const values = losses(3, 40);
    const cluster = Int32Array.from({ length: 40 }, (_, row) => row % 10);
    const sums = Float64Array.from({ length: 10 }, (_, own) =>
      values.reduce((sum, value, row) => sum + (row % 10 === own ? value / 4 : 0), 0),
    );
    const estimate: Estimate = { value: 1, ci: [1, 1], n: 40 };
    const [one, other] = [
      holdingLongTails(estimate, values, { rows: 40, cluster }),
      holdingLongTails(estimate, sums, { rows: 10, cluster: null }),
    ].map(ciOf);
    expect(one?.[0]).toBeCloseTo(other?.[0] ?? 0, 9);
    expect(one?.[1]).toBeCloseTo(other?.[1] ?? 0, 9);
    expect(holdingLongTails(estimate, losses(4, 60), { rows: 60, cluster: null })).toBe(estimate);
    expect(holdingLongTails(estimate, losses(4, 2), { rows: 2, cluster: null })).toBe(estimate);
    expect(holdingLongTails(estimate, new Float64Array(8).fill(0.5), { rows: 8, cluster: null })).toBe(estimate);
  });
});
