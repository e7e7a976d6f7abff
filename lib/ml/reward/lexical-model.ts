import { realAt } from "../math/access";
import { SURFACE_COUNT } from "../text/surface-features";
import { scoreTrees } from "./boosted-tree";
import { DENSE_COUNT } from "./lexical-encoder";
import type { BoostedTree } from "./boosted-tree";
import type { EncodedRows, LexicalEncoder } from "./lexical-encoder";
import type { SparseRow } from "../text/tfidf";

export type HeadName = "length" | "linear" | "trees";

/** z = (x − mean) / deviation, cut off at ±4; a constant column has deviation 0 and stays 0. // [SURFACE_COUNT] each */
export interface SurfaceScale {
  mean: number[];
  deviation: number[];
}

/** Weights of the linear head on [ TF-IDF , 0.1 · z(surface) ]. */
export interface LinearHead {
  terms: number[]; // [vocabulary]
  surface: number[]; // [SURFACE_COUNT]
}

/** A fitted lexical reward model: r = Σ coefficientₖ · headₖ, P(a beats b) = (1 − ε) σ(r(a) − r(b)) + ε/2. Plain data. */
export interface LexicalModel {
  encoder: LexicalEncoder;
  scale: SurfaceScale;
  linear: LinearHead | null;
  trees: BoostedTree[] | null;
  /** 0 for a head that is absent. */
  coefficients: Record<HeadName, number>;
  /** ε: share of labels that go against any reward by chance. */
  lapse: number;
}

/**
 * The surface block is scaled down so that the same penalty regularises it a hundred times harder than the n-grams: few dense
 * features that are always present would otherwise take everything.
 */
export const SURFACE_FACTOR = 0.1;
export const Z_LIMIT = 4;

/**
 * Mean and population deviation of each surface feature over the training rows. A feature that does not vary has deviation 0
 * and is left out of every score.
 *
 * @param dense // [rows, DENSE_COUNT] row-major
 */
export const fitSurfaceScale = (dense: Float32Array): SurfaceScale => {
  const rows = dense.length / DENSE_COUNT;
  const columns = Array.from({ length: SURFACE_COUNT }, (_, feature) =>
    Float64Array.from({ length: rows }, (_row, row) => dense[row * DENSE_COUNT + feature] ?? 0),
  );
  const mean = columns.map((column) => column.reduce((sum, value) => sum + value, 0) / Math.max(rows, 1));
  const deviation = columns.map((column, feature) =>
    Math.sqrt(column.reduce((sum, value) => sum + (value - (mean[feature] ?? 0)) ** 2, 0) / Math.max(rows, 1)),
  );
  return { mean, deviation: deviation.map((value) => (value > 1e-7 ? value : 0)) };
};

/** z-scores times 0.1: the dense columns of the linear head. // [rows, SURFACE_COUNT] row-major */
export const scaleSurface = (scale: SurfaceScale, dense: Float32Array): Float64Array => {
  const rows = dense.length / DENSE_COUNT;
  const result = new Float64Array(rows * SURFACE_COUNT);
  for (let row = 0; row < rows; row += 1) {
    for (let feature = 0; feature < SURFACE_COUNT; feature += 1) {
      const deviation = scale.deviation[feature] ?? 0;
      const z = deviation === 0 ? 0 : ((dense[row * DENSE_COUNT + feature] ?? 0) - (scale.mean[feature] ?? 0)) / deviation;
      result[row * SURFACE_COUNT + feature] = SURFACE_FACTOR * Math.min(Math.max(z, -Z_LIMIT), Z_LIMIT);
    }
  }
  return result;
};

/** ln(1 + characters), which the encoder has worked out as its first feature. // [rows] */
export const scoreLength = (dense: Float32Array): Float64Array =>
  Float64Array.from({ length: dense.length / DENSE_COUNT }, (_, row) => dense[row * DENSE_COUNT] ?? 0);

/**
 * w · x of n-grams and scaled surface features, without a constant: it would cancel in every pair. // [rows]
 *
 * @param surface as `scaleSurface` gives it // [rows, SURFACE_COUNT] row-major
 */
export const scoreLinear = (head: LinearHead, sparse: readonly SparseRow[], surface: Float64Array): Float64Array =>
  Float64Array.from(sparse, ({ index, value }, row) => {
    let total = 0;
    for (const [k, term] of index.entries()) total += (value[k] ?? 0) * (head.terms[term] ?? 0);
    for (let feature = 0; feature < SURFACE_COUNT; feature += 1)
      total += realAt(surface, row * SURFACE_COUNT + feature) * (head.surface[feature] ?? 0);
    return total;
  });

/**
 * Sum of the trees for each row. // [rows]
 *
 * @param dense // [rows, DENSE_COUNT] row-major
 */
export const scoreBoosted = (trees: readonly BoostedTree[], dense: Float32Array): Float64Array =>
  Float64Array.from({ length: dense.length / DENSE_COUNT }, (_, row) => scoreTrees(trees, dense, row * DENSE_COUNT));

/** Rewards of encoded rows, in logits up to an additive constant a prompt. // [rows] */
export const scoreRows = (model: LexicalModel, { sparse, dense }: EncodedRows): Float64Array => {
  const length = scoreLength(dense);
  const linear = model.linear ? scoreLinear(model.linear, sparse, scaleSurface(model.scale, dense)) : null;
  const trees = model.trees ? scoreBoosted(model.trees, dense) : null;
  return length.map(
    (value, row) =>
      model.coefficients.length * value +
      model.coefficients.linear * (linear ? realAt(linear, row) : 0) +
      model.coefficients.trees * (trees ? realAt(trees, row) : 0),
  );
};
