import { addAt, assertLength, dot, realAt } from "./access";

export interface SymmetricEigen {
  /** Ascending. // [n] */
  values: Float64Array;
  /** Orthonormal; the eigenvector of values[k] is row k. // [n, n] row-major */
  vectors: Float64Array;
}

/**
 * Eigenvalues and orthonormal eigenvectors of a symmetric matrix // [n, n] row-major: Householder reduction to tridiagonal
 * form, then implicit QL steps whose rotations are applied to rows. Cost about 6 n³.
 * Source: Golub and Van Loan (2013), Matrix Computations, 4th ed., algorithms 8.3.1 and 8.3.3.
 */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  assertLength("matrix", matrix.length, n * n);
  const { diagonal, below, basis } = tridiagonalise(matrix, n);
  diagonalise(diagonal, below, basis, n);
  const order = Array.from(diagonal.keys()).sort((a, b) => realAt(diagonal, a) - realAt(diagonal, b));
  const values = Float64Array.from(order, (source) => realAt(diagonal, source));
  const vectors = new Float64Array(n * n);
  order.forEach((source, target) => vectors.set(basis.subarray(source * n, (source + 1) * n), target * n));
  return { values, vectors };
}

/** T = Q A Qᵀ with T tridiagonal; `basis` holds Q, whose rows become the eigenvectors. */
function tridiagonalise(matrix: Float64Array, n: number) {
  const a = Float64Array.from(matrix);
  const basis = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) basis[i * n + i] = 1;
  for (let column = 0; column < n - 2; column += 1) {
    const v = householder(a, n, column);
    if (v === null) continue;
    reflectRows(a, n, v);
    reflectColumns(a, n, v);
    reflectRows(basis, n, v);
  }
  const diagonal = Float64Array.from({ length: n }, (_, i) => realAt(a, i * n + i));
  const below = Float64Array.from({ length: n }, (_, i) => (i + 1 < n ? realAt(a, (i + 1) * n + i) : 0));
  return { diagonal, below, basis };
}

/** Unit vector v with zeros up to `column`, such that (I − 2vvᵀ) clears the column below its subdiagonal; null if clear. */
function householder(a: Float64Array, n: number, column: number): Float64Array | null {
  const v = new Float64Array(n);
  let tail = 0;
  for (let row = column + 1; row < n; row += 1) {
    const entry = realAt(a, row * n + column);
    v[row] = entry;
    if (row > column + 1) tail += entry * entry;
  }
  if (tail === 0) return null;
  const head = realAt(v, column + 1);
  v[column + 1] = head + (head >= 0 ? 1 : -1) * Math.sqrt(head * head + tail);
  const norm = Math.sqrt(dot(v, 0, v, 0, n));
  return v.map((entry) => entry / norm);
}

/** M ← (I − 2vvᵀ) M. */
function reflectRows(m: Float64Array, n: number, v: Float64Array): void {
  const product = new Float64Array(n);
  for (let row = 0; row < n; row += 1) addMultiple(product, 0, realAt(v, row), m, row * n, n);
  for (let row = 0; row < n; row += 1) addMultiple(m, row * n, -2 * realAt(v, row), product, 0, n);
}

/** M ← M (I − 2vvᵀ). */
function reflectColumns(m: Float64Array, n: number, v: Float64Array): void {
  for (let row = 0; row < n; row += 1) addMultiple(m, row * n, -2 * dot(m, row * n, v, 0, n), v, 0, n);
}

function addMultiple(target: Float64Array, from: number, factor: number, source: Float64Array, sourceFrom: number, length: number): void {
  if (factor === 0) return;
  for (let k = 0; k < length; k += 1) target[from + k] = (target[from + k] ?? 0) + factor * (source[sourceFrom + k] ?? 0);
}

/** More steps than any matrix needs: 30 a value is the customary bound, reached only by entries that are not numbers. */
const MAX_STEPS = 60;

function diagonalise(d: Float64Array, e: Float64Array, basis: Float64Array, n: number): void {
  // Relative to the whole matrix: next to entries that are rounding noise themselves, a neighbour-relative test never ends.
  let scale = 0;
  for (let i = 0; i < n; i += 1) scale = Math.max(scale, Math.abs(realAt(d, i)) + Math.abs(realAt(e, i)));
  const negligible = Number.EPSILON * scale;
  for (let l = 0; l < n; l += 1) {
    for (let step = 0; ; step += 1) {
      let m = l;
      while (m < n - 1 && Math.abs(realAt(e, m)) > negligible) m += 1;
      if (m === l) break;
      if (step === MAX_STEPS) throw new RangeError("matrix must hold finite numbers");
      implicitStep(d, e, basis, n, l, m);
    }
  }
}

/** One QL step with Wilkinson's shift on the unreduced block l … m. */
function implicitStep(d: Float64Array, e: Float64Array, basis: Float64Array, n: number, l: number, m: number): void {
  let g = (realAt(d, l + 1) - realAt(d, l)) / (2 * realAt(e, l));
  const shift = g + (g >= 0 ? 1 : -1) * Math.hypot(g, 1);
  g = realAt(d, m) - realAt(d, l) + realAt(e, l) / shift;
  let sine = 1;
  let cosine = 1;
  let p = 0;
  for (let i = m - 1; i >= l; i -= 1) {
    const f = sine * realAt(e, i);
    const b = cosine * realAt(e, i);
    const radius = Math.hypot(f, g);
    e[i + 1] = radius;
    if (radius === 0) {
      addAt(d, i + 1, -p);
      e[m] = 0;
      return;
    }
    sine = f / radius;
    cosine = g / radius;
    g = realAt(d, i + 1) - p;
    const t = (realAt(d, i) - g) * sine + 2 * cosine * b;
    p = sine * t;
    d[i + 1] = g + p;
    g = cosine * t - b;
    rotateRows(basis, n, i, cosine, sine);
  }
  addAt(d, l, -p);
  e[l] = g;
  e[m] = 0;
}

function rotateRows(basis: Float64Array, n: number, i: number, cosine: number, sine: number): void {
  const first = i * n;
  const second = first + n;
  for (let k = 0; k < n; k += 1) {
    const x = basis[first + k] ?? 0;
    const y = basis[second + k] ?? 0;
    basis[second + k] = sine * x + cosine * y;
    basis[first + k] = cosine * x - sine * y;
  }
}
