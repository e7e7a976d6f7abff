import { describe, expect, it } from "vitest";
import { createRandom } from "../random/random";
import { fitBoostedPairs } from "./boosted-pairs";
import { scoreTrees } from "./boosted-tree";
import { crossFitStack } from "./cross-fit-stack";
import { assignFolds } from "./folds";
import { evaluatePairs, foldsFactor } from "./metrics";
import { indexPairs } from "./pairs";
import { fitStack, shrinkTowardsCoin } from "./stack";
import type { LabelledPair } from "./pairs";

const pair = (promptId: string, first: string, second: string, pFirst: number): LabelledPair => ({
  promptId,
  prompt: promptId,
  first,
  second,
  pFirst,
  weight: 1,
});

describe("assignFolds", () => {
  it("keeps prompts together, balances them, and repeats itself", () => {
    const clusters = Array.from({ length: 90 }, (_, index) => `p${index % 30}`);
    const fold = assignFolds(clusters, 5, 1);
    for (const [index, cluster] of clusters.entries()) expect(fold[index]).toBe(fold[clusters.indexOf(cluster)]);
    for (let k = 0; k < 5; k += 1) expect(fold.filter((value) => value === k)).toHaveLength(18);
    expect(assignFolds(clusters, 5, 1)).toEqual(fold);
    expect(assignFolds(clusters, 5, 2)).not.toEqual(fold);
    expect(Math.max(...assignFolds(["a", "b"], 5, 1))).toBe(1);
    expect(() => assignFolds(["a"], 1, 1)).toThrow(RangeError);
  });
});

describe("fitBoostedPairs", () => {
  it("learns an interaction that no linear reward can: exclusive or of two features", () => {
    const random = createRandom(3);
    const features: number[] = [];
    const pairs = Array.from({ length: 600 }, (_, index) => pair(`p${index}`, `a${index}`, `b${index}`, 0));
    const value = (x: number, y: number): number => (x > 0 === y > 0 ? 1 : 0);
    for (const one of pairs) {
      const [ax, ay, bx, by] = [random.normal(), random.normal(), random.normal(), random.normal()];
      features.push(ax, ay, bx, by);
      one.pFirst = value(ax, ay) > value(bx, by) ? 1 : value(ax, ay) < value(bx, by) ? 0 : 0.5;
    }
    const indexed = indexPairs(pairs);
    const dense = Float32Array.from(features);
    const trees = fitBoostedPairs(dense, 2, indexed, indexed.weight, 1, { featureShare: 1 });
    const right = pairs.filter(
      ({ pFirst }, index) =>
        pFirst !== 0.5 && scoreTrees(trees, dense, 4 * index) > scoreTrees(trees, dense, 4 * index + 2) === pFirst > 0.5,
    );
    expect(right.length / pairs.filter(({ pFirst }) => pFirst !== 0.5).length).toBeGreaterThan(0.95);
  });

  it("takes the Newton step of its formula in a single stump", () => {
    const pairs = Array.from({ length: 40 }, (_, index) => pair(`p${index}`, `a${index}`, `b${index}`, 1));
    const dense = Float32Array.from({ length: 80 }, (_, row) => (row % 2 === 0 ? 1 : 0));
    const indexed = indexPairs(pairs);
    const [tree] = fitBoostedPairs(dense, 1, indexed, indexed.weight, 1, { trees: 1, pairShare: 1, featureShare: 1, ridge: 3 });
    // 40 winners at p = ½: G = −20, H = 10, so the leaf moves by 0.05 · 20 / 13.
    expect(tree?.leaves[2]).toBeCloseTo((0.05 * 20) / 13, 12);
    expect(tree?.leaves[0]).toBeCloseTo((-0.05 * 20) / 13, 12);
  });

  it("makes no trees from no weight", () => {
    const indexed = indexPairs([pair("p", "a", "b", 1)]);
    expect(fitBoostedPairs(Float32Array.of(1, 2), 1, indexed, Float64Array.of(0), 1)).toEqual([]);
  });
});

describe("fitStack", () => {
  const random = createRandom(11);
  const truth = Float64Array.from({ length: 4000 }, () => 2 * random.normal());
  const labels = truth.map((margin) => (random.uniform() < 1 / (1 + Math.exp(-margin)) ? 1 : 0));
  const ones = labels.map(() => 1);
  const apart = Array.from(labels, (_, pair) => `prompt ${pair}`);

  it("recovers the temperature of an over-confident head", () => {
    const { coefficients, temperatures, converged } = fitStack([truth.map((margin) => 4 * margin)], labels, ones, apart);
    expect(converged).toBe(true);
    expect(temperatures[0]).toBeGreaterThan(0.23);
    expect(temperatures[0]).toBeLessThan(0.27);
    expect(coefficients[0]).toBeCloseTo(0.25, 1);
  });

  it("gives its weight to the head that knows, and none below zero to one that is wrong", () => {
    const { weights } = fitStack([truth, truth.map((margin) => -margin)], labels, ones, apart);
    expect(weights[0]).toBeGreaterThan(0.85);
    expect(weights[1]).toBeGreaterThanOrEqual(0);
    // Heads that err nowhere are tempered to huge margins, whose curvature is all but nothing.
    const certain = labels.map((label) => (2 * label - 1) * (1 + random.uniform()));
    expect(fitStack([certain, certain.map((margin) => margin * (1 + random.uniform()))], labels, ones, apart).converged).toBe(true);
    const noise = fitStack([truth, truth.map(() => random.normal())], labels, ones, apart);
    expect(noise.coefficients[0]).toBeGreaterThan(5 * (noise.coefficients[1] ?? 0));
  });

  it("believes a clear signal, and draws one that may be chance back to a coin", () => {
    expect(fitStack([truth], labels, ones, apart).shrinkage).toBeGreaterThan(0.99);
    const chance = truth.map(() => random.normal());
    const { shrinkage } = fitStack([chance.subarray(0, 300)], labels.subarray(0, 300), ones.subarray(0, 300), apart.slice(0, 300));
    expect(shrinkage).toBe(0.05);
    // A thousand pairs of few prompts are few observations, even where those prompts agree by chance.
    const shared = (prompts: number) =>
      shrinkTowardsCoin(
        truth,
        labels,
        ones,
        apart.map((_, pair) => `prompt ${pair % prompts}`),
      );
    const own = shrinkTowardsCoin(truth, labels, ones, apart);
    expect(own.independent).toBeGreaterThan(0.9 * truth.length);
    expect(shared(2).shrinkage).toBeLessThan(own.shrinkage);
    expect(shared(2).independent).toBeLessThan(30);
    expect(shared(40).independent).toBeGreaterThan(5 * shared(2).independent);
    expect(shared(1)).toEqual({ shrinkage: 0.05, independent: 1 });
  });
});

describe("crossFitStack", () => {
  const random = createRandom(21);
  const n = 120;
  const fold = Int32Array.from({ length: n }, (_, row) => row % 4);
  const ones = new Float64Array(n).fill(1);
  const apart = Array.from(ones, (_, row) => `prompt ${row}`);

  it("judges a pair by what its fold took no part in", () => {
    const heads = [0, 1].map(() => Float64Array.from({ length: n }, () => 2 * random.normal()));
    const labels = Float64Array.from(heads[0] ?? [], (margin) => (random.uniform() < 1 / (1 + Math.exp(-margin)) ? 1 : 0));
    const turned = labels.map((label, row) => (fold[row] === 2 ? 1 - label : label));
    const [before, after] = [labels, turned].map((given) => crossFitStack(heads, given, ones, apart, fold));
    const moved = Array.from(fold.keys()).filter((row) => before?.[row] !== after?.[row]);
    expect(new Set(moved.map((row) => fold[row]))).toEqual(new Set([0, 1, 3]));
    expect(() => crossFitStack(heads, labels, ones, apart, new Int32Array(n))).toThrow("at least 2 folds");
  });

  it("does not find in coins what weights that saw them find", () => {
    const sets = 12;
    let [seen, unseen] = [0, 0];
    for (let set = 0; set < sets; set += 1) {
      const heads = Array.from({ length: 4 }, () => Float64Array.from({ length: n }, () => random.normal()));
      const labels = Float64Array.from({ length: n }, () => random.integer(2));
      const { coefficients } = fitStack(heads, labels, ones, apart);
      const isRight = (margin: number, row: number): number => (margin > 0 === (labels[row] === 1) ? 1 / (sets * n) : 0);
      for (const [row, margin] of crossFitStack(heads, labels, ones, apart, fold).entries()) {
        unseen += isRight(margin, row);
        const combined = heads.reduce((sum, head, index) => sum + (coefficients[index] ?? 0) * (head[row] ?? 0), 0);
        seen += isRight(combined, row);
      }
    }
    // Two standard errors of 1,440 coins are .026.
    expect(Math.abs(unseen - 0.5)).toBeLessThan(0.026);
    expect(seen).toBeGreaterThan(unseen + 0.02);
  });
});

describe("evaluatePairs", () => {
  it("knows that pairs judged by models of each other's labels are right and wrong together, where there is nothing to learn", () => {
    const [n, d, folds, worlds] = [60, 8, 5, 200];
    const random = createRandom(8);
    const accuracies = Array.from({ length: worlds }, () => {
      const x = Array.from({ length: n }, () => Array.from({ length: d }, () => random.normal()));
      const label = x.map(() => (random.uniform() < 0.5 ? 1 : -1));
      // Σ_j y_j x_j of each fold's other pairs // [folds, d]
      const weights = new Float64Array(folds * d);
      for (let i = 0; i < n; i += 1)
        for (let place = 0; place < folds * d; place += 1)
          if (i % folds !== Math.floor(place / d)) weights[place] = (weights[place] ?? 0) + (label[i] ?? 0) * (x[i]?.[place % d] ?? 0);
      const lead = (i: number): number => (x[i] ?? []).reduce((sum, value, k) => sum + value * (weights[(i % folds) * d + k] ?? 0), 0);
      return label.filter((own, i) => lead(i) * own > 0).length / n;
    });
    const variance = accuracies.reduce((sum, value) => sum + (value - 0.5) ** 2, 0) / worlds;
    expect(Math.abs(Math.sqrt(variance / (0.25 / n)) - foldsFactor(0.5))).toBeLessThan(0.15);
    expect(foldsFactor(1)).toBe(1);
    const pairs = Array.from({ length: n }, (_, i) => pair(`p${i}`, "a", "b", i % 3 === 0 ? 0 : 1));
    const width = (figure: "accuracy" | "logLoss", crossValidated: boolean): number => {
      const found = evaluatePairs(pairs, Array<number>(n).fill(1), 1, { crossValidated })[figure];
      return found.value === null || found.ci === null ? 0 : found.ci[1] - found.ci[0];
    };
    expect(width("accuracy", true) / width("accuracy", false)).toBeCloseTo(foldsFactor(2 / 3), 6);
    // Scores follow the leads themselves, not their signs alone.
    expect(width("logLoss", true) / width("logLoss", false)).toBeCloseTo(Math.sqrt(5 / 3), 6);
  });

  it("matches a worked example by hand, ties and identical texts counted out", () => {
    const pairs = [
      pair("p", "long answer", "short", 1),
      pair("q", "a", "bb", 1),
      pair("r", "x", "yy", 0),
      pair("s", "x", "y", 0.5),
      pair("t", "x", "x", 1),
    ];
    const metrics = evaluatePairs(pairs, [Math.log(3), Math.log(3), 0, 5, 5], 1);
    expect(metrics.accuracy).toMatchObject({ value: 2.5 / 3, n: 3 });
    expect(metrics.longerWins.value).toBeCloseTo(2 / 3, 12);
    expect(metrics.logLoss.value).toBeCloseTo((2 * Math.log(4 / 3) + Math.log(2)) / 3, 12);
    expect(metrics.ties).toBe(1);
    expect(metrics.identical).toBe(1);
    expect(metrics.gain.value).toBeCloseTo(2.5 / 3 - 2 / 3, 12);
  });

  it("is not certain of pairs that it all got right", () => {
    const pairs = Array.from({ length: 20 }, (_, index) => pair(`p${index}`, "longer", "short", 1));
    const metrics = evaluatePairs(pairs, Array<number>(20).fill(Math.log(9)), 1);
    const hidden = 1 - 0.025 ** (1 / 20);
    expect(metrics.accuracy).toMatchObject({ value: 1, ci: [expect.closeTo(1 - hidden, 12), 1] });
    expect(metrics.gain).toMatchObject({ value: 0, ci: [expect.closeTo(-hidden, 12), expect.closeTo(hidden, 12)] });
    // Said to be right in 90 %, and right in all: twenty do not show that it is not so.
    expect(metrics.ece).toMatchObject({ ci: [0, expect.closeTo(0.1 + 0.9 * hidden, 12)] });
    // One that is wrong costs ln 10, not ln(10/9).
    expect(metrics.logLoss).toMatchObject({
      value: expect.closeTo(Math.log(10 / 9), 12),
      ci: [expect.closeTo(Math.log(10 / 9), 12), expect.closeTo(Math.log(10 / 9) + hidden * Math.log(9), 12)],
    });
    const sure = pairs.map((_, index) => 5 + index / 20);
    const surer = evaluatePairs(pairs, sure, 1);
    // One that is wrong ends it: the resamples tell how often that is.
    const { ece } = evaluatePairs(
      pairs,
      sure.map((margin, index) => (index === 0 ? -margin : margin)),
      1,
    );
    expect(ece.value === null ? null : ece.ci?.[0]).toBeGreaterThanOrEqual(0);
    expect(surer.ece).toMatchObject({ ci: [0, expect.closeTo(hidden - (surer.ece.value ?? 0), 12)] });
  });

  it("does not change when every pair is turned round", () => {
    const random = createRandom(4);
    const pairs = Array.from({ length: 50 }, (_, index) =>
      pair(`p${index % 9}`, "a".repeat(1 + random.integer(9)), "b".repeat(1 + random.integer(9)), random.integer(2)),
    );
    const margins = pairs.map(() => random.normal());
    const turned = pairs.map(({ first, second, pFirst, ...rest }) => ({ ...rest, first: second, second: first, pFirst: 1 - pFirst }));
    expect(
      evaluatePairs(
        turned,
        margins.map((margin) => -margin),
        1,
      ),
    ).toEqual(evaluatePairs(pairs, margins, 1));
  });

  it("says why where there is nothing to judge, and refuses lengths that differ", () => {
    expect(evaluatePairs([], [], 1).accuracy).toEqual({ value: null, reason: "No pair says which response is better." });
    expect(() => evaluatePairs([pair("p", "a", "b", 1)], [], 1)).toThrow(RangeError);
  });
});
