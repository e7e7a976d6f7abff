import { addAt, assertLength, intAt, realAt } from "../math/access";
import { createRandom, permutation } from "../random/random";
import { sigmoid } from "../math/special";
import { binFeatures, cutPoints, growTree, scoreTree } from "./boosted-tree";
import type { BoostedTree } from "./boosted-tree";
import type { IndexedPairs } from "./pairs";
import type { RandomStream } from "../random/random";

/** Settings of `fitBoostedPairs`; the defaults won over twelve preference sets and are never tuned to one. */
export interface BoostingSettings {
  trees: number;
  rate: number;
  /** Share of the pairs that a tree sees. */
  pairShare: number;
  /** Share of the features that a tree may split on. */
  featureShare: number;
  /** Added to the curvature of a leaf, and the least that a child must have. */
  ridge: number;
  /** Cut points a feature, at even quantiles. */
  cuts: number;
}

export const DEFAULT_BOOSTING: BoostingSettings = { trees: 200, rate: 0.05, pairShare: 0.8, featureShare: 0.3, ridge: 3, cuts: 31 };

/**
 * Gradient-boosted trees whose output is a reward r(x), fitted so that P(a beats b) = σ(r(a) − r(b)).
 *
 * Each tree takes one Newton step on Σ w [ln(1 + eᵐ) − pFirst · m], m = r_first − r_second, over a random part of the pairs: with p = σ(r_first − r_second),
 * a row collects G += ±w (p − pFirst) and H += w p (1 − p) over its pairs, on which `growTree` grows the tree. Cost: trees · (pairs + rows · features · featureShare).
 * Source: Friedman (2001), doi:10.1214/aos/1013203451.
 *
 * @param features one row a response. // [rows, d] row-major
 * @param pairWeights overrides the pairs' own weights, 0 leaves a pair out. // [pairs]
 */
export const fitBoostedPairs = (
  features: Float32Array,
  dimensions: number,
  pairs: IndexedPairs,
  pairWeights: Float64Array,
  seed: number,
  settings: Partial<BoostingSettings> = {},
): BoostedTree[] => {
  const chosen = { ...DEFAULT_BOOSTING, ...settings };
  assertLength("features", features.length, pairs.rows.length * dimensions);
  const seen = rowsOf(pairs, pairWeights);
  const cuts = Array.from({ length: dimensions }, (_, feature) => cutPoints(features, dimensions, feature, seen, chosen.cuts));
  const bins = binFeatures(features, dimensions, cuts);
  const rowCount = pairs.rows.length;
  const random = createRandom(seed);
  const scores = new Float64Array(pairs.rows.length);
  const workspace = createWorkspace(pairs.rows.length);
  const active = Int32Array.from(pairWeights.keys()).filter((pair) => realAt(pairWeights, pair) > 0);
  return Array.from({ length: active.length === 0 ? 0 : chosen.trees }, () => {
    const statistics = pairStatistics(pairs, pairWeights, scores, draw(random, active, chosen.pairShare), workspace);
    const columns = draw(
      random,
      Int32Array.from({ length: dimensions }, (_, feature) => feature),
      chosen.featureShare,
    );
    const tree = growTree({ bins, rowCount, cuts, columns, ...statistics, spare: workspace.spare }, chosen);
    for (let row = 0; row < scores.length; row += 1) addAt(scores, row, scoreTree(tree, features, row * dimensions));
    return tree;
  });
};

/**
 * What every tree writes anew. Arrays of its own would be some megabytes of garbage a tree, and the collector, which counts them as
 * none of its heap, lets gigabytes of them gather in a loop that never pauses.
 */
interface Workspace {
  gradient: Float64Array; // [rows]
  curvature: Float64Array; // [rows]
  touched: Int32Array; // [rows]
  spare: Int32Array; // [rows]
}

const createWorkspace = (rows: number): Workspace => ({
  gradient: new Float64Array(rows),
  curvature: new Float64Array(rows),
  touched: new Int32Array(rows),
  spare: new Int32Array(rows),
});

const pairStatistics = (
  pairs: IndexedPairs,
  weights: Float64Array,
  scores: Float64Array,
  sample: Int32Array,
  { gradient, curvature, touched }: Workspace,
): { gradient: Float64Array; curvature: Float64Array; touched: Int32Array } => {
  gradient.fill(0);
  curvature.fill(0);
  for (const pair of sample) {
    const first = intAt(pairs.first, pair);
    const second = intAt(pairs.second, pair);
    const p = sigmoid(realAt(scores, first) - realAt(scores, second));
    const weight = realAt(weights, pair);
    const slope = weight * (p - realAt(pairs.pFirst, pair));
    addAt(gradient, first, slope);
    addAt(gradient, second, -slope);
    addAt(curvature, first, weight * p * (1 - p));
    addAt(curvature, second, weight * p * (1 - p));
  }
  let count = 0;
  for (let row = 0; row < curvature.length; row += 1) {
    if (realAt(curvature, row) <= 0) continue;
    touched[count] = row;
    count += 1;
  }
  return { gradient, curvature, touched: touched.subarray(0, count) };
};

const rowsOf = (pairs: IndexedPairs, weights: Float64Array): Int32Array => {
  const used = new Uint8Array(pairs.rows.length);
  for (const [pair, weight] of weights.entries()) {
    if (weight <= 0) continue;
    used[intAt(pairs.first, pair)] = 1;
    used[intAt(pairs.second, pair)] = 1;
  }
  return Int32Array.from(used.keys()).filter((row) => used[row] === 1);
};

const draw = (random: RandomStream, from: Int32Array, share: number): Int32Array => {
  const order = permutation(random, from.length).slice(0, Math.max(1, Math.round(share * from.length)));
  return order.map((position) => intAt(from, position)).sort();
};
