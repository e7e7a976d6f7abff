import { addAt, realAt } from "../math/access";
import { sortedQuantile } from "../bootstrap/cluster-bootstrap";

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

/** Reward of the row that starts at `offset`. */
export const scoreTrees = (trees: readonly BoostedTree[], features: Float32Array, offset: number): number =>
  trees.reduce((total, tree) => total + scoreTree(tree, features, offset), 0);

/** One tree’s part of the reward. A feature equal to its threshold goes left, as while growing. */
export const scoreTree = ({ root, left, right, leaves }: BoostedTree, features: Float32Array, offset: number): number =>
  goesRight(root, features, offset)
    ? goesRight(right, features, offset)
      ? leaves[3]
      : leaves[2]
    : goesRight(left, features, offset)
      ? leaves[1]
      : leaves[0];

const goesRight = ({ feature, threshold }: Split, features: Float32Array, offset: number): boolean =>
  (features[offset + feature] ?? 0) > threshold;

/** What a tree is grown on: rows in bins, and what each row collected. */
export interface Growth {
  /** Feature by feature: a search walks down one column at a time. // [d, rows] */
  bins: Uint8Array;
  rowCount: number;
  cuts: readonly Float64Array[];
  columns: Int32Array;
  gradient: Float64Array; // [rows]
  curvature: Float64Array; // [rows]
  touched: Int32Array;
  /** Room for `partition`. */
  spare: Int32Array; // [rows]
}

/**
 * A tree by histogram search: a split gains G_L²/(H_L+λ) + G_R²/(H_R+λ) − G²/(H+λ), a leaf moves by −rate · G/(H+λ).
 * Source: Chen and Guestrin (2016), doi:10.1145/2939672.2939785, eq. 6 and 7.
 */
export const growTree = (growth: Growth, { rate, ridge }: { rate: number; ridge: number }): BoostedTree => {
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

/** Even quantiles of one feature over some rows. */
export const cutPoints = (features: Float32Array, dimensions: number, feature: number, rows: Int32Array, cuts: number): Float64Array => {
  const sorted = Float64Array.from(rows, (row) => features[row * dimensions + feature] ?? 0).sort();
  if (sorted.length === 0) return new Float64Array(0);
  // Rounded as the features are, so that the float32 scoring graph decides every comparison alike.
  const points = Array.from({ length: cuts }, (_, cut) => Math.fround(sortedQuantile(sorted, (cut + 1) / (cuts + 1))));
  return Float64Array.from(new Set(points));
};

/** Which bin every value falls into. // [d, rows] */
export const binFeatures = (features: Float32Array, dimensions: number, cuts: readonly Float64Array[]): Uint8Array => {
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
