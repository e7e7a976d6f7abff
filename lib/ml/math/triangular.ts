import { assertLength, dot, realAt } from "./access";

/** L⁻¹ of a lower triangular L with a positive diagonal; itself lower triangular. // [n, n] row-major. Cost n³/3. */
export function invertLower(factor: Float64Array, n: number): Float64Array {
  assertLength("factor", factor.length, n * n);
  // Built as the transpose, so that the inner loop reads both operands in the order of memory.
  const transposed = new Float64Array(n * n);
  for (let column = 0; column < n; column += 1) {
    transposed[column * n + column] = 1 / realAt(factor, column * n + column);
    for (let row = column + 1; row < n; row += 1) {
      const sum = dot(factor, row * n + column, transposed, column * n + column, row - column);
      transposed[column * n + row] = -sum / realAt(factor, row * n + row);
    }
  }
  const inverse = new Float64Array(n * n);
  for (let row = 0; row < n; row += 1)
    for (let column = 0; column <= row; column += 1) inverse[row * n + column] = realAt(transposed, column * n + row);
  return inverse;
}

/** u L for a row u [n] and a lower triangular L // [n, n] row-major. Cost n². */
export function rowTimesLower(u: Float64Array, lower: Float64Array, n: number): Float64Array {
  assertLength("u", u.length, n);
  assertLength("lower", lower.length, n * n);
  const product = new Float64Array(n);
  for (let row = 0; row < n; row += 1) {
    const factor = realAt(u, row);
    // Lengths are checked above; done for hundreds of models, checked reads would cost as much as a pass over the features.
    for (let column = 0; column <= row; column += 1) product[column] = (product[column] ?? 0) + factor * (lower[row * n + column] ?? 0);
  }
  return product;
}

/** L g for a column g [n] and a lower triangular L // [n, n] row-major. Cost n². */
export function lowerTimesColumn(lower: Float64Array, g: Float64Array, n: number): Float64Array {
  assertLength("g", g.length, n);
  return Float64Array.from({ length: n }, (_, row) => dot(lower, row * n, g, 0, row + 1));
}
