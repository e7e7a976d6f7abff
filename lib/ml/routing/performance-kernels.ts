import { addToDiagonal, choleskyFactor, choleskySolve } from "../math/matrix";
import { symmetricEigen } from "../math/symmetric-eigen";
import { addAt, dot, realAt } from "../math/access";
import { centredKernel, gaussian } from "./kernel-fit";
import { columnScale, standardise } from "./ridge-logistic";
import type { KernelFit } from "./kernel-fit";

/** Eigenvalues below this share of the largest count as zero in the minimum-norm solutions. */
const PSEUDO_INVERSE_CUTOFF = 1e-13;

/** Columns beside the constant that a kernel of d columns stands for. */
const columnsOf = (kernel: "linear" | "quadratic", d: number): number => (kernel === "linear" ? d : d + (d * (d + 1)) / 2);

/**
 * Least squares with an intercept, and its extension by all squares and products, both of minimum norm: exact where rows
 * determine the coefficients, the shortest of all perfect fits where columns outnumber rows.
 * The quadratic kernel stands for the 1 + d + d(d+1)/2 columns of a second-degree polynomial:
 *   k(u, w) = 1 + u·w + ((u·w)² + Σ u_k² w_k²)/2
 * so that only an n × n system is solved.
 */
export function fitMinimumNorm(x: Float64Array, n: number, d: number, y: Float64Array, kernel: "linear" | "quadratic"): KernelFit {
  const target = centred(y);
  // Where rows determine the coefficients least squares does not depend on the columns' units and origins, for squares and products of
  // them span the same space; and on standardised ones it is solved most exactly: squares of counts are ill-conditioned.
  const scale = columnScale(x, n, d);
  const columns = columnsOf(kernel, scale.deviation.filter((value) => value > 0).length);
  if (columns < n) {
    const scaled = pseudoInverse(centredKernel(x, n, d, kernel, scale), n, target);
    if (scaled.rank === columns) return scaled.fit;
  }
  const identity = { mean: new Float64Array(d), deviation: new Float64Array(d).fill(1) };
  return pseudoInverse(centredKernel(x, n, d, kernel, identity), n, target).fit;
}

function pseudoInverse(
  { gram, base }: ReturnType<typeof centredKernel>,
  n: number,
  target: { mean: number; values: Float64Array },
): { fit: KernelFit; rank: number } {
  const { values, vectors } = symmetricEigen(gram, n);
  const largest = Math.max(0, realAt(values, n - 1));
  const alpha = new Float64Array(n);
  // The centred rows span no more than this; what is found beyond is rounding.
  const columns = columnsOf(base.kernel, base.d);
  let rank = 0;
  for (let k = Math.max(0, n - Math.min(columns, n - 1)); k < n; k += 1) {
    const value = realAt(values, k);
    if (value <= PSEUDO_INVERSE_CUTOFF * largest) continue;
    rank += 1;
    const weight = project(vectors, n, k, target.values) / value;
    for (let row = 0; row < n; row += 1) addAt(alpha, row, weight * realAt(vectors, k * n + row));
  }
  return { fit: { ...base, alpha, offset: target.mean, lengthScale: 1, ridge: 0 }, rank };
}

/** Ridge regression on standardised columns; λ minimises the leave-one-out error over a grid of powers of ten. */
export function fitRidge(x: Float64Array, n: number, d: number, y: Float64Array): KernelFit {
  const fit = centredKernel(x, n, d, "linear", columnScale(x, n, d));
  const { values, vectors } = symmetricEigen(fit.gram, n);
  const target = centred(y);
  let best = { error: Infinity, ridge: 1, alpha: new Float64Array(n) };
  for (let power = -3; power <= 4; power += 0.5) {
    const ridge = 10 ** power * Math.max(1, d);
    const candidate = leaveOneOut(values, vectors, n, target.values, ridge);
    if (candidate.error < best.error) best = { ...candidate, ridge };
  }
  return { ...fit.base, alpha: best.alpha, offset: target.mean, lengthScale: 1, ridge: best.ridge };
}

/** Share of the kernel's mean diagonal that is added to it: flat between .01 and .2 on simulated mixes. */
const QUADRATIC_RIDGE = 0.05;

/**
 * The published quadratic predictor, repaired: the same kernel on fractions of the largest entry (of counts, what the tag that most
 * items have counts in the mix of most people: fractions of the items), with a ridge of {@link QUADRATIC_RIDGE} of the mean diagonal
 * in place of none. It then smooths where the minimum-norm solution passes through every row. Fit it to a log-likelihood: accuracy on
 * gold moves in steps and ties mixes.
 */
export function fitQuadraticRidge(x: Float64Array, n: number, d: number, y: Float64Array): KernelFit {
  const unit = x.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const fit = centredKernel(x, n, d, "quadratic", { mean: new Float64Array(d), deviation: new Float64Array(d).fill(unit) });
  let trace = 0;
  for (let row = 0; row < n; row += 1) trace += realAt(fit.gram, row * n + row);
  // Of rows that are all the same the kernel is 0, and any ridge predicts their mean.
  const ridge = trace > 0 ? (QUADRATIC_RIDGE * trace) / n : 1;
  addToDiagonal(fit.gram, n, ridge);
  const factor = choleskyFactor(fit.gram, n);
  if (factor === null) throw new RangeError("x gives no positive definite kernel");
  const target = centred(y);
  return { ...fit.base, alpha: choleskySolve(factor, n, target.values), offset: target.mean, lengthScale: 1, ridge };
}

/**
 * Leave-one-out residuals of ridge with an intercept: (y_i − ŷ_i)/(1 − 1/n − H_ii), H = K(K + λI)⁻¹ for the centred kernel.
 * Source: Golub, Heath and Wahba (1979), doi:10.1080/00401706.1979.10489751.
 */
function leaveOneOut(values: Float64Array, vectors: Float64Array, n: number, target: Float64Array, ridge: number) {
  const alpha = new Float64Array(n);
  const leverage = new Float64Array(n).fill(1 / n);
  for (let k = 0; k < n; k += 1) {
    const value = Math.max(0, realAt(values, k));
    const weight = project(vectors, n, k, target) / (value + ridge);
    for (let row = 0; row < n; row += 1) {
      const entry = realAt(vectors, k * n + row);
      addAt(alpha, row, weight * entry);
      addAt(leverage, row, (value / (value + ridge)) * entry * entry);
    }
  }
  let error = 0;
  for (let row = 0; row < n; row += 1) error += ((ridge * realAt(alpha, row)) / Math.max(1e-9, 1 - realAt(leverage, row))) ** 2;
  return { error, alpha };
}

/**
 * Gaussian process with a squared-exponential kernel on standardised columns; length scale and noise maximise the marginal
 * likelihood on a grid, the signal variance in closed form. Source: Rasmussen and Williams (2006), eq. 2.25 and 5.8.
 */
export function fitGaussianProcess(x: Float64Array, n: number, d: number, y: Float64Array): KernelFit {
  const scale = columnScale(x, n, d);
  const rows = standardise(x, n, d, scale.mean, scale.deviation);
  const target = centred(y);
  const base = { kernel: "gaussian" as const, rows, n, d, ...scale, rowMean: new Float64Array(n), grandMean: 0, offset: target.mean };
  let best: { evidence: number; fit: KernelFit } | null = null;
  for (const factor of [0.25, 0.5, 1, 2, 4, 8, 16]) {
    const lengthScale = factor * Math.sqrt(d);
    const gram = new Float64Array(n * n);
    for (let i = 0; i < n; i += 1) for (let j = 0; j < n; j += 1) gram[i * n + j] = gaussian(rows, i * d, rows, j * d, d, lengthScale);
    for (const ridge of [0.001, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]) {
      const noisy = Float64Array.from(gram);
      addToDiagonal(noisy, n, ridge);
      const factorised = choleskyFactor(noisy, n);
      if (factorised === null) continue;
      const alpha = choleskySolve(factorised, n, target.values);
      const evidence = logEvidence(factorised, n, target.values, alpha);
      if (best === null || evidence > best.evidence) best = { evidence, fit: { ...base, alpha, lengthScale, ridge } };
    }
  }
  if (best === null) throw new RangeError("x gives no positive definite covariance");
  return best.fit;
}

/** Marginal log likelihood with the signal variance profiled out, up to a constant. */
function logEvidence(factor: Float64Array, n: number, target: Float64Array, alpha: Float64Array): number {
  let quadratic = 1e-300;
  let logDeterminant = 0;
  for (let row = 0; row < n; row += 1) {
    quadratic += realAt(target, row) * realAt(alpha, row);
    logDeterminant += Math.log(realAt(factor, row * n + row));
  }
  return -0.5 * n * Math.log(quadratic / n) - logDeterminant;
}

function centred(y: Float64Array): { mean: number; values: Float64Array } {
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  return { mean, values: y.map((value) => value - mean) };
}

function project(vectors: Float64Array, n: number, k: number, target: Float64Array): number {
  return dot(vectors, k * n, target, 0, n);
}
