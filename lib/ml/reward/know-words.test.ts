import { describe, expect, it } from "vitest";
import { dot } from "../math/access";
import { sigmoid } from "../math/special";
import { createRandom } from "../random/random";
import { induceCoordinates, subtractRows } from "./inducing-pairs";
import { knowWords } from "./know-words";
import { normalsOfSites, propagateLabels } from "./propagate-labels";
import type { MixedDifferences } from "./inducing-pairs";

/** Pairs of rows of some of many terms, beside two features. */
const draw = (count: number, terms: number, seed: number): MixedDifferences => {
  const random = createRandom(seed);
  const row = () => {
    const index = [...new Set(Array.from({ length: 6 }, () => random.integer(terms)))];
    return { index, value: index.map(() => 0.2 + random.uniform()) };
  };
  return {
    dimensions: 2,
    dense: Float64Array.from({ length: count * 2 }, () => random.normal()),
    terms,
    sparse: Array.from({ length: count }, () => subtractRows(row(), row())),
  };
};
const leadOf = ({ dimensions: d, dense, sparse }: MixedDifferences, weights: Float64Array, pair: number): number =>
  dot(dense, pair * d, weights, 0, d) +
  (sparse[pair]?.index ?? []).reduce((sum, term, k) => sum + (weights[d + term] ?? 0) * (sparse[pair]?.value[k] ?? 0), 0);

describe("subtractRows", () => {
  it("leaves out what both have alike", () => {
    expect(subtractRows({ index: [3, 1], value: [1, 2] }, { index: [1, 7], value: [2, 0.5] })).toEqual({ index: [3, 7], value: [1, -0.5] });
  });
});

describe("induceCoordinates", () => {
  const pairs = draw(30, 40, 1);
  const widths = { dense: 0.4, terms: 1.5 };
  const covariance = (a: number, b: number): number => {
    const at = new Map(pairs.sparse[b]?.index.map((term, k) => [term, pairs.sparse[b]?.value[k] ?? 0]));
    const words = (pairs.sparse[a]?.index ?? []).reduce((sum, term, k) => sum + (pairs.sparse[a]?.value[k] ?? 0) * (at.get(term) ?? 0), 0);
    return widths.dense * dot(pairs.dense, 2 * a, pairs.dense, 2 * b, 2) + widths.terms * words;
  };

  it("tells all of every lead once as many are chosen as pairs differ", () => {
    const { count, coordinates, apart } = induceCoordinates(pairs, widths, 30, 30);
    expect(count).toBe(30);
    for (let a = 0; a < 30; a += 1) {
      expect(apart[a]).toBeLessThan(1e-6);
      for (let b = 0; b < 30; b += 1) expect(dot(coordinates, a * count, coordinates, b * count, count)).toBeCloseTo(covariance(a, b), 6);
    }
  });

  it("gives each pair the variance that the chosen ones leave, also those that may not be chosen", () => {
    const { count, coordinates, apart } = induceCoordinates(pairs, widths, 20, 8);
    expect(count).toBe(8);
    for (let pair = 0; pair < 30; pair += 1)
      expect(dot(coordinates, pair * count, coordinates, pair * count, count) + (apart[pair] ?? 0)).toBeCloseTo(covariance(pair, pair), 9);
    expect(apart.subarray(20).every((value) => value > 0)).toBe(true);
  });

  it("goes from coordinates to weights and back", () => {
    const { count, coordinates, lift, lower } = induceCoordinates(pairs, widths, 20, 8);
    const random = createRandom(3);
    const c = Float64Array.from({ length: count }, () => random.normal());
    const weights = lift(c);
    lower(weights).forEach((value, k) => expect(value).toBeCloseTo(c[k] ?? Number.NaN, 8));
    for (let pair = 0; pair < 30; pair += 1)
      expect(leadOf(pairs, weights, pair)).toBeCloseTo(dot(coordinates, pair * count, c, 0, count), 8);
  });

  it("chooses no more pairs than differ", () => {
    const [one] = pairs.sparse;
    const twice = { dimensions: 0, dense: new Float64Array(0), terms: 40, sparse: one ? [one, one, one] : [] };
    expect(induceCoordinates(twice, widths, 3, 3).count).toBe(1);
    expect(induceCoordinates({ ...twice, sparse: [{ index: [], value: [] }] }, widths, 1, 1).count).toBe(0);
  });
});

it("what lies apart of a lead counts as a column of its own for that pair", () => {
  const random = createRandom(8);
  const [n, d, alpha] = [12, 3, 0.7];
  const rows = Array.from({ length: n }, () => Array.from({ length: d }, () => random.normal()));
  const apart = Float64Array.from({ length: n }, (_, pair) => (pair % 3 === 0 ? 0 : random.uniform()));
  const labels = {
    pFirst: Float64Array.from({ length: n }, () => (random.uniform() < 0.6 ? 1 : 0)),
    weight: Float64Array.from({ length: n }, (_, pair) => (pair === 4 ? 2 : 1)),
  };
  const short = { dimensions: d, differences: Float64Array.from(rows.flat()), ...labels, apart };
  const long = {
    dimensions: d + n,
    differences: Float64Array.from(
      rows.flatMap((row, pair) => [...row, ...Array.from({ length: n }, (_, other) => (other === pair ? Math.sqrt(apart[pair] ?? 0) : 0))]),
    ),
    ...labels,
  };
  const [a, b] = [propagateLabels(short, alpha, null), propagateLabels(long, alpha, null)];
  if (!a || !b) throw new RangeError("no factor");
  expect(a.logEvidence).toBeCloseTo(b.logEvidence, 2);
  const fold = Int32Array.from(rows, (_, pair) => pair % 2);
  const [known, full] = [normalsOfSites(short, a.sites, alpha, fold, 2), normalsOfSites(long, b.sites, alpha, fold, 2)];
  for (let k = 0; k < d; k += 1) {
    expect(known?.all.mean[k]).toBeCloseTo(full?.all.mean[k] ?? Number.NaN, 2);
    expect(known?.all.covariance[k * d + k]).toBeCloseTo(full?.all.covariance[k * (d + n) + k] ?? Number.NaN, 2);
    expect(known?.without[1]?.mean[k]).toBeCloseTo(full?.without[1]?.mean[k] ?? Number.NaN, 2);
  }
});

describe("knowWords", () => {
  const pairs = draw(400, 60, 5);
  const random = createRandom(6);
  const truth = Float64Array.from({ length: 62 }, () => random.normal());
  const leads = Float64Array.from({ length: 400 }, (_, pair) => leadOf(pairs, truth, pair));
  const n = 300;
  const pFirst = Float64Array.from({ length: n }, (_, pair) => (random.uniform() < sigmoid(leads[pair] ?? 0) ? 1 : 0));
  const fold = Int32Array.from({ length: n }, (_, pair) => pair % 5);
  const known = knowWords(pairs, { pFirst, weight: pFirst.map(() => 1), fold });
  if (!known) throw new RangeError("nothing is known");

  it("draws weights whose leads differ from a model's as far as it says, of labelled pairs and of others", () => {
    const model = truth.map((value) => value / 3);
    const drawOne = known.around(model);
    const members = Array.from({ length: 3000 }, () => drawOne(() => random.normal()));
    for (const pair of [0, 150, 320, 399]) {
      const lead = leadOf(pairs, model, pair);
      const squares = members.reduce((sum, weights) => sum + (leadOf(pairs, weights, pair) - lead) ** 2, 0) / members.length;
      expect(Math.abs(Math.sqrt(squares) / known.deviation(pair, null, lead) - 1)).toBeLessThan(0.06);
    }
  });

  it("is further off without a pair's fold, and the further the more a lead is off", () => {
    const off = (without: number | null): number =>
      Array.from({ length: n }, (_, pair) => known.deviation(pair, without === null ? null : (fold[pair] ?? 0), leads[pair] ?? 0)).reduce(
        (sum, value) => sum + value,
        0,
      );
    expect(off(0)).toBeGreaterThan(off(null));
    expect(known.deviation(0, null, 30)).toBeGreaterThan(20);
  });

  it("knows nothing of responses that are all alike, and of one kind of columns what it says", () => {
    const none = { index: [], value: [] };
    const labels = { pFirst: Float64Array.of(1, 0), weight: Float64Array.of(1, 1), fold: Int32Array.of(0, 0) };
    expect(knowWords({ dimensions: 1, dense: Float64Array.of(0, 0), terms: 1, sparse: [none, none] }, labels)).toBeNull();
    const dense = knowWords({ dimensions: 1, dense: Float64Array.of(1, -1), terms: 1, sparse: [none, none] }, labels);
    expect(dense?.deviation(0, null, 0)).toBeGreaterThan(0.5);
    const words = knowWords({ dimensions: 0, dense: new Float64Array(0), terms: 1, sparse: [{ index: [0], value: [1] }, none] }, labels);
    expect(words?.deviation(0, null, 0)).toBeGreaterThan(words?.deviation(1, null, 0) ?? Number.NaN);
  });
});
