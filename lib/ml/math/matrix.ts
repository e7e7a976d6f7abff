import { addAt, assertLength, dot, realAt } from "./access";

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
      const sum = realAt(matrix, row * n + column) - dot(factor, row * n, factor, column * n, column);
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
  // By columns of Lᵀ, which are rows of L: read in their order.
  for (let row = n - 1; row >= 0; row -= 1) {
    const value = realAt(solution, row) / realAt(factor, row * n + row);
    solution[row] = value;
    for (let k = 0; k < row; k += 1) solution[k] = (solution[k] ?? 0) - (factor[row * n + k] ?? 0) * value;
  }
  return solution;
}

/** X Xᵀ for X // [rows, columns] row-major. // [rows, rows] */
export function gramOfRows(x: Float64Array, rows: number, columns: number): Float64Array {
  assertLength("x", x.length, rows * columns);
  const gram = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      const sum = dot(x, i * columns, x, j * columns, columns);
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
