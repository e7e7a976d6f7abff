import { addAt, assertLength, dot, realAt } from "../math/access";
import type { SparseRow } from "../text/tfidf";

/** Differences of pairs of responses, first minus second, in columns of two kinds. */
export interface MixedDifferences {
  dimensions: number;
  /** // [pairs, dimensions] row-major */
  dense: Float64Array;
  terms: number;
  /** // [pairs] */
  sparse: readonly SparseRow[];
}

/** Variance of a weight beforehand, by the kind of its column. */
export interface ColumnWidths {
  dense: number;
  terms: number;
}

/** Leads of pairs as those of m chosen ones tell them, under weights that are normal beforehand: Δ · w = coordinates · c + the rest. */
export interface InducedCoordinates {
  /** m, at most as many as were asked for. */
  count: number;
  /** c ~ N(0, 1). // [pairs, m] row-major */
  coordinates: Float64Array;
  /** Variance of the rest. // [pairs] */
  apart: Float64Array;
  /** Weights whose leads are those of c, and nothing apart. // c: [m] → [dimensions + terms] */
  lift: (c: Float64Array) => Float64Array;
  /** The coordinates c of weights. // [dimensions + terms] → [m] */
  lower: (weights: Float64Array) => Float64Array;
}

/** Pairs that the chosen ones tell to this share of the largest variance are told. */
const TOLD = 1e-9;

/**
 * Chooses pairs one after the other, each the one of which those before it tell least: the partial Cholesky factor of the covariance of
 * leads, K = Δ diag(widths) Δᵀ. n-grams are more than labels, and hardly any two pairs share many: what the chosen ones leave of a pair
 * belongs to nearly itself alone.
 *
 * @param among only the first so many pairs are chosen from
 * Cost: pairs × m²/2, and m passes over the n-grams. Source: Fine and Scheinberg (2001), JMLR 2, 243–264; Bach and Jordan (2002), JMLR 3, 1–48.
 */
export function induceCoordinates(pairs: MixedDifferences, widths: ColumnWidths, among: number, most: number): InducedCoordinates {
  const { dimensions: d, dense, terms, sparse } = pairs;
  const n = sparse.length;
  assertLength("dense", dense.length, n * d);
  const apart = Float64Array.from(sparse, ({ value }, pair) => {
    const squares = value.reduce((sum, one) => sum + one * one, 0);
    return widths.dense * dot(dense, pair * d, dense, pair * d, d) + widths.terms * squares;
  });
  const largest = apart.reduce((top, value) => Math.max(top, value), 0);
  const chosen: number[] = [];
  // By column while they grow: a column is read whole for every later one.
  const columns: Float64Array[] = [];
  const scattered = new Float64Array(terms);
  while (chosen.length < Math.min(most, among)) {
    let next = 0;
    for (let pair = 1; pair < among; pair += 1) if (realAt(apart, pair) > realAt(apart, next)) next = pair;
    const own = realAt(apart, next);
    if (!(own > TOLD * largest)) break;
    const root = Math.sqrt(own);
    scatter(scattered, sparse[next], widths.terms);
    const column = Float64Array.from(
      sparse,
      (row, pair) => widths.dense * dot(dense, pair * d, dense, next * d, d) + gather(scattered, row),
    );
    scatter(scattered, sparse[next], 0);
    for (const before of columns) {
      const factor = realAt(before, next);
      if (factor !== 0) for (let pair = 0; pair < n; pair += 1) column[pair] = (column[pair] ?? 0) - factor * (before[pair] ?? 0);
    }
    for (let pair = 0; pair < n; pair += 1) {
      const value = realAt(column, pair) / root;
      column[pair] = value;
      apart[pair] = Math.max(0, realAt(apart, pair) - value * value);
    }
    apart[next] = 0;
    columns.push(column);
    chosen.push(next);
  }
  const count = chosen.length;
  const coordinates = new Float64Array(n * count);
  columns.forEach((column, k) => column.forEach((value, pair) => (coordinates[pair * count + k] = value)));
  const entry = (row: number, k: number): number => realAt(coordinates, (chosen[row] ?? 0) * count + k);
  return {
    count,
    coordinates,
    apart,
    lift: (c) => {
      assertLength("c", c.length, count);
      const solved = Float64Array.from(c);
      for (let row = count - 1; row >= 0; row -= 1) {
        const value = realAt(solved, row) / entry(row, row);
        solved[row] = value;
        for (let k = 0; k < row; k += 1) addAt(solved, k, -entry(row, k) * value);
      }
      const weights = new Float64Array(d + terms);
      for (const [row, pair] of chosen.entries()) {
        const times = realAt(solved, row);
        for (let k = 0; k < d; k += 1) addAt(weights, k, times * widths.dense * realAt(dense, pair * d + k));
        const { index, value } = sparse[pair] ?? { index: [], value: [] };
        for (const [k, term] of index.entries()) addAt(weights, d + term, times * widths.terms * (value[k] ?? 0));
      }
      return weights;
    },
    lower: (weights) => {
      assertLength("weights", weights.length, d + terms);
      const own = weights.subarray(d);
      const solved = Float64Array.from(chosen, (pair) => dot(dense, pair * d, weights, 0, d) + gather(own, sparse[pair]));
      for (let row = 0; row < count; row += 1) {
        let sum = realAt(solved, row);
        for (let k = 0; k < row; k += 1) sum -= entry(row, k) * realAt(solved, k);
        solved[row] = sum / entry(row, row);
      }
      return solved;
    },
  };
}

/** a − b of sparse rows. */
export function subtractRows(a: SparseRow | undefined, b: SparseRow | undefined): SparseRow {
  const sums = new Map<number, number>();
  for (const [row, sign] of [
    [a, 1],
    [b, -1],
  ] as const)
    for (const [k, term] of (row?.index ?? []).entries()) sums.set(term, (sums.get(term) ?? 0) + sign * (row?.value[k] ?? 0));
  const left = [...sums].filter(([, value]) => value !== 0);
  return { index: left.map(([term]) => term), value: left.map(([, value]) => value) };
}

const scatter = (into: Float64Array, row: SparseRow | undefined, factor: number): void => {
  for (const [k, term] of (row?.index ?? []).entries()) into[term] = factor * (row?.value[k] ?? 0);
};

const gather = (from: Float64Array, row: SparseRow | undefined): number => {
  let sum = 0;
  for (const [k, term] of (row?.index ?? []).entries()) sum += (from[term] ?? 0) * (row?.value[k] ?? 0);
  return sum;
};
