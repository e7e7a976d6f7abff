import { addAt, assertLength, realAt } from "./access";

/**
 * Cholesky factor L of a symmetric positive definite A = L Lᵀ. A and L are // [n, n] row-major; only the lower triangle of
 * A is read and the upper triangle of L is zero. Returns null where A is not positive definite to working precision, so
 * that the caller can add to the diagonal and say so. Cost n³/3.
 */
export function choleskyFactor(matrix: Float64Array, n: number): Float64Array | null {
  assertLength("matrix", matrix.length, n * n);
  const factor = new Float64Array(n * n);
  for (let row = 0; row < n; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = realAt(matrix, row * n + column);
      for (let k = 0; k < column; k += 1) sum -= realAt(factor, row * n + k) * realAt(factor, column * n + k);
      if (row === column) {
        if (!(sum > 0)) return null;
        factor[row * n + row] = Math.sqrt(sum);
      } else {
        factor[row * n + column] = sum / realAt(factor, column * n + column);
      }
    }
  }
  return factor;
}

/** Solves L Lᵀ x = b for x given the factor of {@link choleskyFactor}. Cost n². */
export function choleskySolve(factor: Float64Array, n: number, rightHandSide: Float64Array): Float64Array {
  assertLength("rightHandSide", rightHandSide.length, n);
  const solution = Float64Array.from(rightHandSide);
  for (let row = 0; row < n; row += 1) {
    let sum = realAt(solution, row);
    for (let k = 0; k < row; k += 1) sum -= realAt(factor, row * n + k) * realAt(solution, k);
    solution[row] = sum / realAt(factor, row * n + row);
  }
  for (let row = n - 1; row >= 0; row -= 1) {
    let sum = realAt(solution, row);
    for (let k = row + 1; k < n; k += 1) sum -= realAt(factor, k * n + row) * realAt(solution, k);
    solution[row] = sum / realAt(factor, row * n + row);
  }
  return solution;
}

export interface SymmetricEigen {
  /** Ascending. // [n] */
  values: Float64Array;
  /** Eigenvector of values[k] in column k. // [n, n] row-major */
  vectors: Float64Array;
}

/**
 * Eigenvalues and orthonormal eigenvectors of a symmetric matrix // [n, n] row-major, by cyclic Jacobi rotations: plain,
 * accurate for small eigenvalues too, and quick enough for the few hundred rows it is used on. Cost about 6 n³ a sweep.
 * Source: Golub and Van Loan (2013), Matrix Computations, 4th ed., algorithm 8.5.3.
 */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  assertLength("matrix", matrix.length, n * n);
  const a = Float64Array.from(matrix);
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) v[i * n + i] = 1;
  let scale = 0;
  for (const entry of a) scale += entry * entry;
  for (let sweep = 0; sweep < 60; sweep += 1) {
    let offDiagonal = 0;
    for (let p = 0; p < n; p += 1) for (let q = p + 1; q < n; q += 1) offDiagonal += realAt(a, p * n + q) ** 2;
    if (offDiagonal <= 1e-30 * scale) break;
    for (let p = 0; p < n; p += 1) for (let q = p + 1; q < n; q += 1) rotate(a, v, n, p, q);
  }
  const order = Array.from({ length: n }, (_, index) => index).sort(
    (left, right) => realAt(a, left * n + left) - realAt(a, right * n + right),
  );
  const values = new Float64Array(n);
  const vectors = new Float64Array(n * n);
  order.forEach((source, target) => {
    values[target] = realAt(a, source * n + source);
    for (let row = 0; row < n; row += 1) vectors[row * n + target] = realAt(v, row * n + source);
  });
  return { values, vectors };
}

function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const off = realAt(a, p * n + q);
  if (off === 0) return;
  const theta = (realAt(a, q * n + q) - realAt(a, p * n + p)) / (2 * off);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(t * t + 1);
  const sine = t * cosine;
  for (let k = 0; k < n; k += 1) rotatePair(a, k * n + p, k * n + q, cosine, sine);
  for (let k = 0; k < n; k += 1) rotatePair(a, p * n + k, q * n + k, cosine, sine);
  for (let k = 0; k < n; k += 1) rotatePair(v, k * n + p, k * n + q, cosine, sine);
}

function rotatePair(values: Float64Array, first: number, second: number, cosine: number, sine: number): void {
  const x = realAt(values, first);
  const y = realAt(values, second);
  values[first] = cosine * x - sine * y;
  values[second] = sine * x + cosine * y;
}

/** X Xᵀ for X // [rows, columns] row-major. // [rows, rows] */
export function gramOfRows(x: Float64Array, rows: number, columns: number): Float64Array {
  assertLength("x", x.length, rows * columns);
  const gram = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = 0;
      for (let k = 0; k < columns; k += 1) sum += realAt(x, i * columns + k) * realAt(x, j * columns + k);
      gram[i * rows + j] = sum;
      gram[j * rows + i] = sum;
    }
  }
  return gram;
}

/** Adds `amount` to the diagonal in place; used on matrices that the caller has just built. */
export function addToDiagonal(matrix: Float64Array, n: number, amount: number): void {
  for (let i = 0; i < n; i += 1) addAt(matrix, i * n + i, amount);
}
