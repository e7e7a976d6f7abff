import { addAt, realAt } from "../math/access";
import { choleskyFactor } from "../math/matrix";
import { createRandom } from "../random/random";
import type { SparseRow } from "./tfidf";

/** Directions of a term space along which given rows vary most. */
export interface TermDirections {
  terms: number;
  size: number;
  /** Orthonormal columns. // [terms, size] row-major */
  vectors: Float64Array;
}

const ROUNDS = 5;

/**
 * The `size` leading right singular directions of sparse rows A // [rows, terms], by block power iteration on AᵀA with
 * Cholesky orthonormalisation. The span converges, which is all that a linear model of the projections needs; columns are
 * neither ordered nor signed. Fewer directions come back where the rows do not span that many.
 * Cost: rounds × (entries · size + terms · size²). Source: Halko, Martinsson and Tropp (2011), doi:10.1137/090771806, alg. 4.4.
 */
export function fitTermDirections(rows: readonly SparseRow[], terms: number, size: number, seed: number): TermDirections {
  const kept = Math.max(0, Math.min(size, terms, rows.length));
  const random = createRandom(seed);
  let vectors: Float64Array = Float64Array.from({ length: terms * kept }, () => random.normal());
  for (let round = 0; round < ROUNDS && kept > 0; round += 1) {
    const next = new Float64Array(terms * kept);
    for (const row of rows) {
      const projected = projectTerms({ terms, size: kept, vectors }, row);
      row.index.forEach((term, position) => {
        const value = row.value[position] ?? 0;
        for (let k = 0; k < kept; k += 1) addAt(next, term * kept + k, value * realAt(projected, k));
      });
    }
    vectors = orthonormalise(next, terms, kept);
  }
  return { terms, size: kept, vectors };
}

/** Coordinates of one row. // [size] */
export function projectTerms({ size, vectors }: TermDirections, row: SparseRow): Float64Array {
  const projected = new Float64Array(size);
  row.index.forEach((term, position) => {
    const value = row.value[position] ?? 0;
    for (let k = 0; k < size; k += 1) addAt(projected, k, value * realAt(vectors, term * size + k));
  });
  return projected;
}

/** Q of the columns by P L⁻ᵀ with PᵀP = L Lᵀ; a little is added to the diagonal where columns are dependent. */
function orthonormalise(columns: Float64Array, rows: number, size: number): Float64Array {
  const gram = new Float64Array(size * size);
  for (let row = 0; row < rows; row += 1) {
    for (let a = 0; a < size; a += 1) {
      const value = realAt(columns, row * size + a);
      if (value === 0) continue;
      for (let b = 0; b <= a; b += 1) addAt(gram, a * size + b, value * realAt(columns, row * size + b));
    }
  }
  let trace = 0;
  for (let k = 0; k < size; k += 1) trace += realAt(gram, k * size + k);
  let factor: Float64Array | null = null;
  for (let added = 1e-12 * trace + 1e-300; factor === null; added *= 100) {
    const shifted = Float64Array.from(gram);
    for (let k = 0; k < size; k += 1) addAt(shifted, k * size + k, added);
    factor = choleskyFactor(shifted, size);
  }
  const result = new Float64Array(rows * size);
  for (let row = 0; row < rows; row += 1) {
    for (let k = 0; k < size; k += 1) {
      let sum = realAt(columns, row * size + k);
      for (let j = 0; j < k; j += 1) sum -= realAt(factor, k * size + j) * realAt(result, row * size + j);
      result[row * size + k] = sum / realAt(factor, k * size + k);
    }
  }
  return result;
}
