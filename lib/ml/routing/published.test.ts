import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hasReferenceData, referenceDataAbsent, referenceFile } from "@/scripts/testing/reference-data";
import { createRandom } from "../random/random";
import { expandKernel } from "./kernel-fit";
import { fitPerformanceModel, performanceModels, predictPerformance } from "./performance-prediction";
import { countTags, itemsOfTags, sampleCandidates, sampleMix, trainingItems } from "./published-candidates";
import type { TaggedItems } from "./published-candidates";
import {
  instanceGains,
  linearPredictor,
  mixPredictor,
  routeAtRandom,
  routeByCoin,
  routePositive,
  routeSimulated,
  routeTopK,
  routeUnlimited,
  tagGains,
} from "./published-routing";
import { publishedTags } from "./published-tags";

const sum = (values: Uint8Array): number => values.reduce((total, value) => total + value, 0);

/** Items with tags drawn at random, the first tag on all of them. */
const world = (seed: number, n: number, t: number): TaggedItems => {
  const random = createRandom(seed);
  return { n, t, tags: Uint8Array.from({ length: n * t }, (_, place) => (place % t === 0 || random.uniform() < 0.3 ? 1 : 0)) };
};

/** Explicit minimum-norm least squares on all second-degree columns by orthogonalising the centred rows. */
const explicitQuadratic = (x: number[][], y: number[], u: number[]): number => {
  const expand = (row: number[]): number[] => [...row, ...row.flatMap((a, i) => row.slice(i).map((b) => a * b))];
  const rows = x.map(expand);
  const mean = (rows[0] ?? []).map((_, k) => rows.reduce((total, row) => total + (row[k] ?? 0), 0) / rows.length);
  const yMean = y.reduce((total, value) => total + value, 0) / y.length;
  const dot = (a: number[], b: number[]): number => a.reduce((total, value, k) => total + value * (b[k] ?? 0), 0);
  const basis: { q: number[]; value: number }[] = [];
  // The last centred row is minus the sum of the others.
  rows.slice(0, -1).forEach((row, i) => {
    let rest = row.map((value, k) => value - (mean[k] ?? 0));
    let target = (y[i] ?? 0) - yMean;
    for (const pass of [0, 1]) {
      for (const { q, value } of basis) {
        const along = dot(rest, q);
        rest = rest.map((entry, k) => entry - along * (q[k] ?? 0));
        target -= along * value;
      }
      if (pass === 1) {
        const norm = Math.sqrt(dot(rest, rest));
        basis.push({ q: rest.map((entry) => entry / norm), value: target / norm });
      }
    }
  });
  const centred = expand(u).map((value, k) => value - (mean[k] ?? 0));
  return yMean + basis.reduce((total, { q, value }) => total + dot(centred, q) * value, 0);
};

describe("the quadratic model", () => {
  it.each([1, 2, 3])("equals the explicit expansion to 1e-6 relative, seed %d", (seed) => {
    const random = createRandom(seed);
    const x = Array.from({ length: 12 }, () => Array.from({ length: 5 }, () => random.integer(20)));
    const y = x.map(() => 0.5 + 0.1 * random.normal());
    const fit = fitPerformanceModel("quadratic", Float64Array.from(x.flat()), 5, Float64Array.from(y));
    for (let draw = 0; draw < 5; draw += 1) {
      const u = Array.from({ length: 5 }, () => random.integer(20));
      const expected = explicitQuadratic(x, y, u);
      const kernel = predictPerformance(fit, Float64Array.from(u), 5)[0] ?? 0;
      expect(Math.abs(kernel - expected) / Math.abs(expected)).toBeLessThan(1e-6);
    }
  });

  it("multiplied out predicts what the kernel predicts; so does every other model as a predictor", () => {
    const random = createRandom(9);
    const [n, t] = [50, 6];
    const x = Float64Array.from({ length: n * t }, () => random.integer(30));
    const y = Float64Array.from({ length: n }, () => random.uniform());
    for (const model of performanceModels) {
      const fit = fitPerformanceModel(model, x, t, y);
      const predict = mixPredictor(fit, t);
      const u = Float64Array.from({ length: t }, () => random.integer(30));
      expect(predict(u)).toBeCloseTo(predictPerformance(fit, u, t)[0] ?? 0, 6);
    }
    const gaussian = fitPerformanceModel("gp", x, t, y);
    if (gaussian.model === "gp") expect(() => expandKernel(gaussian.kernel)).toThrow(/gaussian/);
  });
});

describe("linear least squares", () => {
  it("is exact for columns of very different units", () => {
    const random = createRandom(4);
    const x = Float64Array.from({ length: 60 * 3 }, (_, place) => random.normal() * (place % 3 === 0 ? 1 : place % 3 === 1 ? 1e9 : 1e-6));
    const y = Float64Array.from(
      { length: 60 },
      (_, row) => 3 + (x[row * 3] ?? 0) + 2e-9 * (x[row * 3 + 1] ?? 0) + 5e6 * (x[row * 3 + 2] ?? 0),
    );
    const fit = fitPerformanceModel("linear", x, 3, y);
    expect(predictPerformance(fit, Float64Array.of(1, 1e9, 1e-6), 3)[0]).toBeCloseTo(3 + 1 + 2 + 5, 6);
  });
});

describe("single-instance gains", () => {
  it("are w · e for a linear predictor", () => {
    const items: TaggedItems = { n: 3, t: 3, tags: Uint8Array.of(1, 0, 0, 1, 1, 0, 0, 0, 0) };
    expect([...instanceGains(items, linearPredictor(Float64Array.of(2, -3, 5), 7))]).toEqual([2, -1, 0]);
  });

  it.skipIf(!hasReferenceData("hybrid/ppm_linear_multipref_coefs.csv"))(
    `from the published coefficients equal sums by hand (${referenceDataAbsent})`,
    () => {
      const lines = readFileSync(referenceFile("hybrid/ppm_linear_multipref_coefs.csv"), "utf8").trim().split("\n").slice(1);
      const published = new Map(
        lines.map((line) => [line.slice(line.indexOf(",") + 1, line.lastIndexOf(",")), Number(line.slice(line.lastIndexOf(",") + 1))]),
      );
      const weights = Float64Array.from(publishedTags, ({ name }) => published.get(name) ?? Number.NaN);
      const column = (name: string): number => publishedTags.findIndex((tag) => tag.name === name);
      const tags = new Uint8Array(2 * 90);
      for (const name of ["rouge::min_val=0.33|max_val=0.67", "analyzer_closed_set::feature_name=languages|constraints=English"])
        tags[column(name)] = 1;
      for (const name of ["analyzer_scalar::feature_name=safety_concern|value=moderate", "prompt_len::min_val=0.0|max_val=0.33"])
        tags[90 + column(name)] = 1;
      const gains = instanceGains({ n: 2, t: 90, tags }, linearPredictor(weights));
      expect(gains[0]).toBeCloseTo(-0.000329 + 2.7674e-3, 12);
      expect(gains[1]).toBeCloseTo(-0.000332 - 0.000239, 12);
    },
  );

  it("for a quadratic predictor are ŷ(e) − ŷ(0)", () => {
    const items = world(5, 20, 4);
    const predict = (counts: Float64Array): number => 1 + 2 * (counts[1] ?? 0) ** 2 - (counts[0] ?? 0) * (counts[2] ?? 0);
    instanceGains(items, predict).forEach((gain, item) => {
      const [, one = 0, two = 0] = items.tags.subarray(item * 4, item * 4 + 4);
      expect(gain).toBe(2 * one - two);
    });
  });
});

describe("the candidate sampler", () => {
  const items = world(1, 120, 8);
  const lists = itemsOfTags(items);

  it("meets its budget exactly, and only with tagged items", () => {
    for (const budget of [0, 1, 17, 120]) expect(sum(sampleMix(lists, 120, budget, createRandom(3)))).toBe(budget);
    const bare: TaggedItems = { n: 4, t: 2, tags: Uint8Array.of(1, 0, 0, 0, 0, 1, 0, 0) };
    expect([...sampleMix(itemsOfTags(bare), 4, 4, createRandom(1))]).toEqual([1, 0, 1, 0]);
    expect(() => sampleMix(lists, 120, 121, createRandom(1))).toThrow(/budget/);
  });

  it("fills whole tags before it starts the next: all but the last tag it touched are exhausted", () => {
    const apart: TaggedItems = {
      n: 30,
      t: 3,
      tags: Uint8Array.from({ length: 90 }, (_, place) => (Math.floor(place / 30) === place % 3 ? 1 : 0)),
    };
    for (let seed = 0; seed < 20; seed += 1) {
      const counts = countTags(apart, sampleMix(itemsOfTags(apart), 30, 14, createRandom(seed)));
      expect([...counts].sort((a, b) => a - b)).toEqual([0, 4, 10]);
    }
  });

  it("draws budgets without replacement, then adds all-human and all-LM, and repeats itself", () => {
    const mixes = sampleCandidates(items, 50, 7);
    expect(mixes).toHaveLength(52);
    expect(new Set(mixes.slice(0, 50).map(sum)).size).toBe(50);
    expect(mixes.slice(50).map(sum)).toEqual([120, 0]);
    expect(sampleCandidates(items, 50, 7)).toEqual(mixes);
    expect(sampleCandidates(items, 500, 7)).toHaveLength(122);
    const budgets = sampleCandidates(world(2, 1000, 3), 1000, 1)
      .slice(0, 1000)
      .map(sum);
    expect(budgets.reduce((total, value) => total + value, 0) / 1000).toBeCloseTo(500.5, 6);
  });

  it("counts survivors: ties of the chosen source drop out, then the sample is drawn", () => {
    const human = Int32Array.of(1, 0, -1, 1);
    const lm = Int32Array.of(0, 1, 0, 1);
    expect([...trainingItems({ human, lm }, Uint8Array.of(1, 1, 0, 0), 10, createRandom(1))]).toEqual([1, 0, 0, 1]);
    expect(sum(trainingItems({ human, lm }, Uint8Array.of(1, 0, 1, 0), 2, createRandom(1)))).toBe(2);
    const few: TaggedItems = { n: 4, t: 1, tags: Uint8Array.of(1, 1, 1, 1) };
    expect([...countTags(few, Uint8Array.of(1, 1, 0, 0), Uint8Array.of(1, 0, 0, 1))]).toEqual([1]);
  });
});

describe("routing", () => {
  const items = world(6, 200, 5);
  const predict = linearPredictor(Float64Array.of(0, 0.5, -0.2, 0.1, -1), 60);
  const gains = instanceGains(items, predict);
  const valueOf = (routed: Uint8Array): number => predict(countTags(items, routed));

  it("top k is the best mix there is for a linear predictor; simulation lies between it and chance", () => {
    const best = valueOf(routeTopK(gains, 50));
    const simulated = routeSimulated(items, predict, { budget: 50, seed: 1 });
    const chance = Array.from({ length: 50 }, (_, seed) => valueOf(routeAtRandom(200, 50, seed))).reduce((a, b) => a + b, 0) / 50;
    expect(sum(simulated.routed)).toBe(50);
    expect(simulated.predicted).toBeCloseTo(valueOf(simulated.routed), 9);
    expect(best).toBeGreaterThanOrEqual(simulated.predicted);
    expect(simulated.predicted).toBeGreaterThan(chance);
    const one = routeSimulated(items, predict, { budget: 50, seed: 1, draws: 1 });
    expect(simulated.predicted).toBeGreaterThanOrEqual(one.predicted);
  });

  it("all-positive takes exactly the gains above its threshold, and no linear mix beats it", () => {
    const positive = routePositive(gains);
    positive.forEach((routed, item) => expect(routed === 1).toBe((gains[item] ?? 0) > 0));
    expect(sum(routePositive(gains, 0.45))).toBeLessThan(sum(positive));
    expect(routeUnlimited(items, predict, { seed: 2 }).predicted).toBeLessThanOrEqual(valueOf(positive) + 1e-9);
  });

  it("a coin meets its share in expectation, a random draw exactly", () => {
    expect(sum(routeByCoin(10_000, 0.3, 1)) / 10_000).toBeCloseTo(0.3, 1);
    expect(sum(routeAtRandom(100, 30, 1))).toBe(30);
    expect(() => routeByCoin(1, 1.1, 1)).toThrow(/share/);
  });

  it("tag gains are per item routed, and those of a linear predictor the mean gain of the tag's items", () => {
    const apart: TaggedItems = { n: 4, t: 3, tags: Uint8Array.of(1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0) };
    const by = tagGains(apart, linearPredictor(Float64Array.of(2, -1, 9)), { seed: 1 });
    expect([...by]).toEqual([2, -1, 0]);
  });

  it("takes no items at all", () => {
    const none: TaggedItems = { n: 0, t: 5, tags: new Uint8Array(0) };
    expect(routeSimulated(none, predict, { budget: 0, seed: 1 }).routed).toHaveLength(0);
    expect(instanceGains(none, predict)).toHaveLength(0);
    expect(routeUnlimited(none, predict, { seed: 1, budgets: 2 }).routed).toHaveLength(0);
  });
});
