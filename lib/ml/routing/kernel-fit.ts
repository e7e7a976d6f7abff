import { addAt, dot, realAt } from "../math/access";
import { gramOfRows } from "../math/matrix";
import { standardise } from "./ridge-logistic";

/** A predictor ŷ(u) = offset + Σ_i α_i k(u, x_i), with k centred on the training rows where `centred`. */
export interface KernelFit {
  kernel: "linear" | "quadratic" | "gaussian";
  /** Training rows after standardising (or as given). // [n, d] row-major */
  rows: Float64Array;
  n: number;
  d: number;
  mean: Float64Array;
  deviation: Float64Array;
  alpha: Float64Array;
  offset: number;
  /** Mean of each training row's kernel and of all of them: what centring subtracts. // [n] */
  rowMean: Float64Array;
  grandMean: number;
  lengthScale: number;
  /** Ridge on the kernel's diagonal; 0 is the minimum-norm interpolator or least squares. */
  ridge: number;
}

/** ŷ at one row u // [d]. */
export function predictKernel(fit: KernelFit, u: Float64Array): number {
  const row = standardise(u, 1, fit.d, fit.mean, fit.deviation);
  const values = new Float64Array(fit.n);
  let mean = 0;
  for (let i = 0; i < fit.n; i += 1) {
    values[i] = evaluateKernel(fit, row, i);
    mean += realAt(values, i) / fit.n;
  }
  let sum = fit.offset;
  const isCentred = fit.kernel !== "gaussian";
  for (let i = 0; i < fit.n; i += 1) {
    const value = realAt(values, i) - (isCentred ? mean + realAt(fit.rowMean, i) - fit.grandMean : 0);
    sum += realAt(fit.alpha, i) * value;
  }
  return sum;
}

/** A fit multiplied out: ŷ(u) = constant + linear·u + u'Qu, for kernels that are polynomials of u. */
export interface ExpandedKernel {
  constant: number;
  /** // [d] */
  linear: Float64Array;
  /** // [d, d] row-major; null for a linear fit */
  quadratic: Float64Array | null;
}

/**
 * Σ_i α_i k(z, z_i) over the training rows z_i, with Σ α_i = 0 for centred kernels, is (Σ α_i z_i)·z + z'(Σ α_i (z_i z_i' + diag z_i²))z/2.
 * Columns that were standardised are put back: of z = (u − m)/s, z'Qz has the linear part −2 Q m/s.
 * @throws RangeError for a Gaussian kernel, which has no such form.
 */
export function expandKernel(fit: KernelFit): ExpandedKernel {
  const { kernel, n, d, rows, alpha, mean, deviation } = fit;
  if (kernel === "gaussian") throw new RangeError("kernel = gaussian cannot be multiplied out");
  // Their sum is 0 but for rounding, which kernels of large counts would blow up.
  const mid = alpha.reduce((sum, value) => sum + value, 0) / n;
  const linear = new Float64Array(d);
  const quadratic = kernel === "quadratic" ? new Float64Array(d * d) : null;
  for (let i = 0; i < n; i += 1) {
    const weight = realAt(alpha, i) - mid;
    for (let a = 0; a < d; a += 1) {
      const value = realAt(rows, i * d + a);
      if (value === 0) continue;
      addAt(linear, a, weight * value);
      if (quadratic === null) continue;
      for (let b = 0; b < d; b += 1) addAt(quadratic, a * d + b, (weight * value * realAt(rows, i * d + b) * (a === b ? 2 : 1)) / 2);
    }
  }
  const inverse = deviation.map((value) => (value > 0 ? 1 / value : 0));
  const origin = mean.map((value, a) => value * realAt(inverse, a));
  for (let a = 0; a < d; a += 1) {
    const shift = quadratic === null ? 0 : 2 * dot(quadratic, a * d, origin, 0, d);
    linear[a] = (realAt(linear, a) - shift) * realAt(inverse, a);
  }
  quadratic?.forEach((value, place) => {
    quadratic[place] = value * realAt(inverse, Math.floor(place / d)) * realAt(inverse, place % d);
  });
  return { constant: predictKernel(fit, new Float64Array(d)), linear, quadratic };
}

function evaluateKernel(fit: KernelFit, row: Float64Array, i: number): number {
  if (fit.kernel === "gaussian") return gaussian(row, 0, fit.rows, i * fit.d, fit.d, fit.lengthScale);
  return polynomial(row, 0, fit.rows, i * fit.d, fit.d, fit.kernel);
}

function polynomial(a: Float64Array, from: number, b: Float64Array, start: number, d: number, kernel: "linear" | "quadratic"): number {
  let product = 0;
  let squares = 0;
  for (let k = 0; k < d; k += 1) {
    const term = realAt(a, from + k) * realAt(b, start + k);
    product += term;
    squares += term * term;
  }
  return kernel === "linear" ? product : 1 + product + (product * product + squares) / 2;
}

/** exp(−|u − v|² / 2ℓ²) of the rows u of `a` and v of `b` that begin at `from` and `start`; both have d columns. */
export function gaussian(a: Float64Array, from: number, b: Float64Array, start: number, d: number, lengthScale: number): number {
  let distance = 0;
  for (let k = 0; k < d; k += 1) distance += (realAt(a, from + k) - realAt(b, start + k)) ** 2;
  return Math.exp(-distance / (2 * lengthScale * lengthScale));
}

/** Sums of hundreds of doubles are exact to about so much of their size. */
const CENTRING_ROUNDING = 1e-14;

/** Kernel of the training rows, centred, and what a fit keeps of it. */
export function centredKernel(
  x: Float64Array,
  n: number,
  d: number,
  kernel: "linear" | "quadratic",
  scale: { mean: Float64Array; deviation: Float64Array },
) {
  const rows = standardise(x, n, d, scale.mean, scale.deviation);
  const gram = kernel === "linear" ? gramOfRows(rows, n, d) : new Float64Array(n * n);
  if (kernel === "quadratic") {
    for (let i = 0; i < n; i += 1) for (let j = 0; j < n; j += 1) gram[i * n + j] = polynomial(rows, i * d, rows, j * d, d, kernel);
  }
  const rowMean = new Float64Array(n);
  for (let i = 0; i < n; i += 1) for (let j = 0; j < n; j += 1) addAt(rowMean, i, realAt(gram, i * n + j) / n);
  const grandMean = rowMean.reduce((sum, value) => sum + value, 0) / n;
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < n; j += 1) {
      const [entry, means] = [realAt(gram, i * n + j), realAt(rowMean, i) + realAt(rowMean, j)];
      const left = entry + grandMean - means;
      // Rows that are the same leave nothing; what is left of them is rounding, which an inverse would blow up.
      gram[i * n + j] = Math.abs(left) <= CENTRING_ROUNDING * (Math.abs(entry) + Math.abs(grandMean) + Math.abs(means)) ? 0 : left;
    }
  }
  return { gram, base: { kernel, rows, n, d, ...scale, rowMean, grandMean } };
}
