import { addAt, assertLength, intAt, realAt } from "../math/access";
import { createRandom, permutation } from "../random/random";
import { sigmoid } from "../math/special";
import { sortedQuantile } from "../bootstrap/cluster-bootstrap";
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

/** `x > threshold` goes right. */
export interface Split {
  feature: number;
  threshold: number;
}

/** Depth 2: a root, a split on either side, and four leaves from left to right, the rate already multiplied in. */
export interface BoostedTree {
  root: Split;
  left: Split;
  right: Split;
  leaves: [number, number, number, number];
}

/** A threshold that no feature exceeds: a node that found no split sends everything left. */
const NEVER = 1e30;

/**
 * Gradient-boosted trees whose output is a reward r(x), fitted so that P(a beats b) = σ(r(a) − r(b)).
 *
 * Each tree takes one Newton step on Σ w [ln(1 + eᵐ) − pFirst · m], m = r_first − r_second, over a random part of the pairs: with p = σ(r_first − r_second),
 * a row collects G += ±w (p − pFirst) and H += w p (1 − p) over its pairs; a split gains G_L²/(H_L+λ) + G_R²/(H_R+λ) − G²/(H+λ); a
 * leaf moves by −rate · G/(H+λ). Histogram search over `cuts` quantiles. Cost: trees · (pairs + rows · features · featureShare).
 * Source: Friedman (2001), doi:10.1214/aos/1013203451; Newton form: Chen and Guestrin (2016), doi:10.1145/2939672.2939785, eq. 6 and 7.
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

/** Reward of the row that starts at `offset`. */
export const scoreTrees = (trees: readonly BoostedTree[], features: Float32Array, offset: number): number =>
  trees.reduce((total, tree) => total + scoreTree(tree, features, offset), 0);

const scoreTree = ({ root, left, right, leaves }: BoostedTree, features: Float32Array, offset: number): number =>
  goesRight(root, features, offset)
    ? goesRight(right, features, offset)
      ? leaves[3]
      : leaves[2]
    : goesRight(left, features, offset)
      ? leaves[1]
      : leaves[0];

const goesRight = ({ feature, threshold }: Split, features: Float32Array, offset: number): boolean =>
  (features[offset + feature] ?? 0) > threshold;

interface Growth {
  /** Feature by feature: a search walks down one column at a time. // [d, rows] */
  bins: Uint8Array;
  rowCount: number;
  cuts: readonly Float64Array[];
  columns: Int32Array;
  gradient: Float64Array; // [rows]
  curvature: Float64Array; // [rows]
  touched: Int32Array;
  spare: Int32Array; // [rows]
}

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

const growTree = (growth: Growth, { rate, ridge }: BoostingSettings): BoostedTree => {
  const root = bestSplit(growth, growth.touched, ridge);
  const sides = partition(growth, growth.touched, root);
  const left = bestSplit(growth, sides.left, ridge);
  const right = bestSplit(growth, sides.right, ridge);
  const leftSides = partition(growth, sides.left, left);
  const rightSides = partition(growth, sides.right, right);
  const leaf = (rows: Int32Array): number => {
    const { gradient, curvature } = totals(growth, rows);
    return rows.length === 0 ? 0 : (-rate * gradient) / (curvature + ridge);
  };
  return {
    root: root.split,
    left: left.split,
    right: right.split,
    leaves: [leaf(leftSides.left), leaf(leftSides.right), leaf(rightSides.left), leaf(rightSides.right)],
  };
};

interface Cut {
  split: Split;
  /** Bins up to this one go left. */
  bin: number;
}

const bestSplit = (growth: Growth, rows: Int32Array, ridge: number): Cut => {
  const { bins, cuts, rowCount, columns } = growth;
  const whole = totals(growth, rows);
  let best: Cut = { split: { feature: 0, threshold: NEVER }, bin: 255 };
  let bestGain = 1e-9;
  for (const feature of columns) {
    const thresholds = cuts[feature] ?? new Float64Array(0);
    const gradient = new Float64Array(thresholds.length + 1);
    const curvature = new Float64Array(thresholds.length + 1);
    for (let position = 0; position < rows.length; position += 1) {
      const row = rows[position] ?? 0;
      const bin = bins[feature * rowCount + row] ?? 0;
      addAt(gradient, bin, realAt(growth.gradient, row));
      addAt(curvature, bin, realAt(growth.curvature, row));
    }
    let g = 0;
    let h = 0;
    for (let bin = 0; bin < thresholds.length; bin += 1) {
      g += realAt(gradient, bin);
      h += realAt(curvature, bin);
      const rest = whole.curvature - h;
      if (h < ridge || rest < ridge) continue;
      const gain = (g * g) / (h + ridge) + (whole.gradient - g) ** 2 / (rest + ridge) - whole.gradient ** 2 / (whole.curvature + ridge);
      if (gain <= bestGain) continue;
      bestGain = gain;
      best = { split: { feature, threshold: realAt(thresholds, bin) }, bin };
    }
  }
  return best;
};

/** Rows on either side of a split, in their order, in the place of the rows themselves. */
const partition = ({ bins, rowCount, spare }: Growth, rows: Int32Array, { split, bin }: Cut): { left: Int32Array; right: Int32Array } => {
  let [left, right] = [0, 0];
  for (let position = 0; position < rows.length; position += 1) {
    const row = rows[position] ?? 0;
    if ((bins[split.feature * rowCount + row] ?? 0) <= bin) {
      rows[left] = row;
      left += 1;
    } else {
      spare[right] = row;
      right += 1;
    }
  }
  rows.set(spare.subarray(0, right), left);
  return { left: rows.subarray(0, left), right: rows.subarray(left) };
};

const totals = (growth: Growth, rows: Int32Array): { gradient: number; curvature: number } => {
  let gradient = 0;
  let curvature = 0;
  for (const row of rows) {
    gradient += realAt(growth.gradient, row);
    curvature += realAt(growth.curvature, row);
  }
  return { gradient, curvature };
};

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

const cutPoints = (features: Float32Array, dimensions: number, feature: number, rows: Int32Array, cuts: number): Float64Array => {
  const sorted = Float64Array.from(rows, (row) => features[row * dimensions + feature] ?? 0).sort();
  if (sorted.length === 0) return new Float64Array(0);
  // Rounded as the features are, so that the float32 scoring graph decides every comparison alike.
  const points = Array.from({ length: cuts }, (_, cut) => Math.fround(sortedQuantile(sorted, (cut + 1) / (cuts + 1))));
  return Float64Array.from(new Set(points));
};

const binFeatures = (features: Float32Array, dimensions: number, cuts: readonly Float64Array[]): Uint8Array => {
  const rowCount = features.length / dimensions;
  const bins = new Uint8Array(features.length);
  for (const [feature, thresholds] of cuts.entries()) {
    for (let row = 0; row < rowCount; row += 1) {
      const value = features[row * dimensions + feature] ?? 0;
      let bin = 0;
      while (bin < thresholds.length && realAt(thresholds, bin) < value) bin += 1;
      bins[feature * rowCount + row] = bin;
    }
  }
  return bins;
};

const draw = (random: RandomStream, from: Int32Array, share: number): Int32Array => {
  const order = permutation(random, from.length).slice(0, Math.max(1, Math.round(share * from.length)));
  return order.map((position) => intAt(from, position)).sort();
};
