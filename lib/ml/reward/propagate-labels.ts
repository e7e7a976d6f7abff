import { addAt, assertLength, dot, intAt, realAt } from "../math/access";
import { addToDiagonal, choleskyFactor, choleskySolve } from "../math/matrix";
import { logSigmoid } from "../math/special";
import { invertLower } from "../math/triangular";

/** What labels say of a linear reward: of pair i, Δx_i · w = lead, P(first is better) = σ(lead). */
export interface LabelledDifferences {
  dimensions: number;
  /** Δx, first minus second. // [n, d] row-major */
  differences: Float64Array;
  /** 1, 0, or between them a probability. // [n] */
  pFirst: Float64Array;
  /** How many labels each counts for. // [n] */
  weight: Float64Array;
  /** What of each lead no column tells, N(0, apart/α) beside Δx · w and independent of all others. Default: nothing. // [n] */
  apart?: Float64Array;
}

/** What is known of the weights. */
export interface WeightMoments {
  // [d]
  mean: Float64Array;
  /** Symmetric. // [d, d] row-major */
  covariance: Float64Array;
}

/** A normal distribution in place of each label, exp(b z − c z²/2) of its lead z. // [n] each */
export interface LabelSites {
  precision: Float64Array;
  pull: Float64Array;
}

/** w ~ N(mean, H⁻¹) given the labels and w ~ N(0, 1/α). */
export interface PropagatedLabels {
  sites: LabelSites;
  /** Logarithm of the probability of the labels. */
  logEvidence: number;
}

/** Moments of a label's lead are taken at so many standard deviations, this far apart: the trapezium rule, exact for smooth functions. */
const REACH = 6;
const STEP = 0.25;
const SWEEPS = 20;
const DAMPING = 0.8;
/** Sites that change by less than this, c and b alike, change no deviation by as much as a hundredth. */
const TOLERANCE = 3e-3;
const LEAST = 1e-10;

/**
 * Expectation propagation for the Bradley–Terry posterior of a linear reward under a normal prior: each label is replaced by the normal
 * factor that gives its lead the mean and variance that the label itself gives it beside all other factors.
 *
 * Where columns outnumber labels, a Laplace approximation takes the mode for the mean and so leads for too small, and its evidence falls
 * by .03 to .06 nats a label as the prior widens where the true one does not move.
 *
 * @param start sites of a like prior, to begin with
 * @returns null where H cannot be factored
 * Cost: sweeps (5 to 8) × (n d² + 2 d³/3). Source: T. Minka (2001), Expectation propagation for approximate Bayesian inference, UAI,
 * arXiv:1301.2294; for classes: Rasmussen and Williams (2006), Gaussian Processes for Machine Learning, sec. 3.6, eq. 3.57–3.65;
 * with variances apart: Naish-Guzman and Holden (2007), The generalized FITC approximation, NIPS 20.
 */
export function propagateLabels(labels: LabelledDifferences, alpha: number, start: LabelSites | null): PropagatedLabels | null {
  const { dimensions: d, differences, pFirst, weight } = labels;
  const n = pFirst.length;
  assertLength("differences", differences.length, n * d);
  assertLength("weight", weight.length, n);
  // Without a start, each label as it is at a lead of nothing.
  const precision = start ? start.precision.slice() : weight.map((value) => value / 4);
  const pull = start ? start.pull.slice() : weight.map((value, pair) => value * (realAt(pFirst, pair) - 0.5));
  let logEvidence = 0;
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const told = toldByColumns(labels, { precision, pull }, alpha);
    const solved = solve(weightedSquares(differences, d, told.precision), pullOf(differences, d, told.pull), d, alpha);
    if (!solved) return null;
    const variance = squaresOf(solved.inverseFactor, differences, d);
    logEvidence = 0.5 * (d * Math.log(alpha) - solved.logDeterminant);
    let moved = 0;
    for (let pair = 0; pair < n; pair += 1) {
      const s2 = realAt(variance, pair);
      const own = (labels.apart?.[pair] ?? 0) / alpha;
      if (!(s2 + own > 0) || !(realAt(weight, pair) > 0)) continue;
      const [c, b] = [realAt(precision, pair), realAt(pull, pair)];
      const lead = dot(differences, pair * d, solved.mean, 0, d);
      const [columnC, columnB] = [realAt(told.precision, pair), realAt(told.pull, pair)];
      // What all other labels say: of the columns' part, then of the lead.
      const columns = s2 > 0 ? 1 / Math.max(LEAST, 1 / s2 - columnC) : 0;
      const cavity = columns + own;
      const centre = s2 > 0 ? columns * (lead / s2 - columnB) : 0;
      const tilted = momentsOf(centre, cavity, realAt(pFirst, pair), realAt(weight, pair));
      logEvidence +=
        tilted.logMass +
        0.5 *
          (columnB * lead +
            Math.log1p(c * cavity) +
            (centre * centre) / cavity -
            (centre / cavity + b) ** 2 / (1 / cavity + c) +
            own * b * columnB -
            Math.log1p(c * own));
      const [toC, toB] = [Math.max(LEAST, 1 / tilted.variance - 1 / cavity), tilted.mean / tilted.variance - centre / cavity];
      moved = Math.max(moved, Math.abs(toC - c), Math.abs(toB - b));
      precision[pair] = c + DAMPING * (toC - c);
      pull[pair] = b + DAMPING * (toB - b);
    }
    if (moved < TOLERANCE) break;
  }
  return { sites: { precision, pull }, logEvidence };
}

/**
 * Mean and covariance of w under all sites, and under those of all folds but one: what is left out says nothing.
 * @param fold 0 … folds − 1 of each pair // [n]
 * Cost: n d² for all, and 3 d³ for each.
 */
export function normalsOfSites(
  labels: LabelledDifferences,
  sites: LabelSites,
  alpha: number,
  fold: Int32Array,
  folds: number,
): { all: WeightMoments; without: WeightMoments[] } | null {
  const { dimensions: d, differences } = labels;
  const { precision, pull } = toldByColumns(labels, sites, alpha);
  const parts = Array.from({ length: folds }, (_, part) => {
    const own = (values: Float64Array): Float64Array => values.map((value, pair) => (intAt(fold, pair) === part ? value : 0));
    return { hessian: weightedSquares(differences, d, own(precision)), pulled: pullOf(differences, d, own(pull)) };
  });
  const normalWithout = (left: number | null): WeightMoments | null => {
    const hessian = new Float64Array(d * d);
    const pulled = new Float64Array(d);
    for (const [part, sums] of parts.entries()) {
      if (part === left) continue;
      sums.hessian.forEach((value, at) => addAt(hessian, at, value));
      sums.pulled.forEach((value, k) => addAt(pulled, k, value));
    }
    const solved = solve(hessian, pulled, d, alpha);
    // H⁻¹ = L⁻ᵀ L⁻¹, the sum of the squares of the rows of L⁻¹.
    return solved && { mean: solved.mean, covariance: weightedSquares(solved.inverseFactor, d, null) };
  };
  const all = normalWithout(null);
  const without = parts.map((_, left) => (folds < 2 ? all : normalWithout(left))).filter((one) => one !== null);
  return all && without.length === folds ? { all, without } : null;
}

/** Sites of leads as sites of Δx · w: what lies apart widens them. */
function toldByColumns({ apart }: LabelledDifferences, { precision, pull }: LabelSites, alpha: number): LabelSites {
  if (!apart) return { precision, pull };
  const factor = precision.map((c, pair) => 1 / (1 + (c * realAt(apart, pair)) / alpha));
  return { precision: precision.map((c, pair) => c * realAt(factor, pair)), pull: pull.map((b, pair) => b * realAt(factor, pair)) };
}

/** Of H = α I + the sites: H⁻¹ times what they pull, the inverse of its factor and its log determinant. Overwrites the sites' part. */
function solve(hessian: Float64Array, pulled: Float64Array, d: number, alpha: number) {
  addToDiagonal(hessian, d, alpha);
  const factor = choleskyFactor(hessian, d);
  if (!factor) return null;
  let logDeterminant = 0;
  for (let k = 0; k < d; k += 1) logDeterminant += 2 * Math.log(realAt(factor, k * d + k));
  return { mean: choleskySolve(factor, d, pulled), inverseFactor: invertLower(factor, d), logDeterminant };
}

/** Σ b x over rows x. // [d] */
function pullOf(differences: Float64Array, d: number, pull: Float64Array): Float64Array {
  const pulled = new Float64Array(d);
  for (const [pair, b] of pull.entries())
    if (b !== 0) for (let k = 0; k < d; k += 1) pulled[k] = (pulled[k] ?? 0) + b * (differences[pair * d + k] ?? 0);
  return pulled;
}

/** Mass, mean and variance of N(z; centre, variance) exp(weight (p ln σ(z) + (1 − p) ln σ(−z))). */
function momentsOf(centre: number, variance: number, p: number, weight: number) {
  const deviation = Math.sqrt(variance);
  const logs: number[] = [];
  let most = Number.NEGATIVE_INFINITY;
  for (let at = -REACH; at <= REACH; at += STEP) {
    const z = centre + deviation * at;
    const log = weight * (p * logSigmoid(z) + (1 - p) * logSigmoid(-z)) - 0.5 * at * at;
    logs.push(log);
    most = Math.max(most, log);
  }
  let [mass, first, second] = [0, 0, 0];
  logs.forEach((log, index) => {
    const at = index * STEP - REACH;
    const share = Math.exp(log - most);
    mass += share;
    first += share * at;
    second += share * at * at;
  });
  const mean = first / mass;
  return {
    logMass: most + Math.log((mass * STEP) / Math.sqrt(2 * Math.PI)),
    mean: centre + deviation * mean,
    variance: variance * Math.max(LEAST, second / mass - mean * mean),
  };
}

/**
 * Σ c x xᵀ over the rows x of a matrix, c = 1 where absent. // [d, d] row-major, whole
 * Four rows at a time: the sum is read and written once for them. Reads are unchecked, since lengths are those of the rows.
 */
function weightedSquares(rows: Float64Array, d: number, c: Float64Array | null): Float64Array {
  const sum = new Float64Array(d * d);
  const n = rows.length / d;
  const [one, two, three, four] = [new Float64Array(d), new Float64Array(d), new Float64Array(d), new Float64Array(d)];
  for (let row = 0; row < n; row += 4) {
    [one, two, three, four].forEach((scaled, place) => {
      if (row + place >= n) scaled.fill(0);
      else {
        const root = Math.sqrt(c === null ? 1 : (c[row + place] ?? 0));
        for (let k = 0; k < d; k += 1) scaled[k] = root * (rows[(row + place) * d + k] ?? 0);
      }
    });
    for (let i = 0; i < d; i += 1) {
      const [a, b, e, f] = [one[i] ?? 0, two[i] ?? 0, three[i] ?? 0, four[i] ?? 0];
      if (a === 0 && b === 0 && e === 0 && f === 0) continue;
      const from = i * d;
      for (let j = 0; j <= i; j += 1)
        sum[from + j] = (sum[from + j] ?? 0) + a * (one[j] ?? 0) + b * (two[j] ?? 0) + e * (three[j] ?? 0) + f * (four[j] ?? 0);
    }
  }
  for (let i = 0; i < d; i += 1) for (let j = 0; j < i; j += 1) sum[j * d + i] = sum[i * d + j] ?? 0;
  return sum;
}

/** |T x|² of each row x for a lower triangular T, four rows at a time: a processor adds up four sums as fast as one. // [n] */
function squaresOf(lower: Float64Array, rows: Float64Array, d: number): Float64Array {
  const n = rows.length / d;
  const squares = new Float64Array(n);
  for (let row = 0; row < n; row += 4) {
    const [a, b, c, e] = [row, row + 1, row + 2, row + 3].map((one) => Math.min(one, n - 1) * d) as [number, number, number, number];
    let [p, q, r, s] = [0, 0, 0, 0];
    for (let i = 0; i < d; i += 1) {
      let [w, x, y, z] = [0, 0, 0, 0];
      for (let k = 0; k <= i; k += 1) {
        const t = lower[i * d + k] ?? 0;
        w += t * (rows[a + k] ?? 0);
        x += t * (rows[b + k] ?? 0);
        y += t * (rows[c + k] ?? 0);
        z += t * (rows[e + k] ?? 0);
      }
      p += w * w;
      q += x * x;
      r += y * y;
      s += z * z;
    }
    [p, q, r, s].forEach((square, place) => {
      if (row + place < n) squares[row + place] = square;
    });
  }
  return squares;
}
