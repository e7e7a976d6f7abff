import { assertLength, dot, intAt, realAt } from "../math/access";
import { addToDiagonal, choleskyFactor, choleskySolve } from "../math/matrix";
import { sigmoid } from "../math/special";
import type { PairRows } from "./ridge-bradley-terry";
import { weightedGram } from "./ridge-bradley-terry";

export interface MixPerformance {
  /** Share of the judged pairs whose better response the mix's reward model scores higher; a score of 0 counts half. // [mixes] */
  accuracy: Float64Array;
  /** Mixes whose fit stood still before the steps ran out. */
  converged: number;
}

export interface MixTraining {
  /** Pairs that mixes are made of, then trained on. */
  pairs: PairRows;
  /** Of each mix: 1 the second is better, −1 the first, 0 the pair takes no part. // mixes × [n] */
  labels: readonly Int8Array[];
  penalty: number;
  /** Pairs that are judged on, and whose better response is known: −1 the first, 1 the second. */
  judged: PairRows;
  truth: Int32Array;
}

const STEPS = 200;
/** Largest component of the gradient, per trained pair, that counts as standing still: margins then move by less than they tell. */
const STILL = 1e-5;

/**
 * How good a reward model each mix of labels gives: a linear Bradley–Terry model is trained on the mix to convergence and its
 * accuracy is taken on pairs whose answer is known.
 *
 * All mixes share their rows, so one Cholesky factor of the bound X'X/4 + λI of every Hessian serves all of them: each step costs
 * two passes over the pairs and never raises the loss, and steps are lengthened by Nesterov's rule. λ > 0 makes each fit unique.
 * Cost: n d² once, then about 2 n d a step.
 * Source of the bound: Böhning and Lindsay (1988), doi:10.1007/BF00049423.
 */
export function measureMixes({ pairs, labels, penalty, judged, truth }: MixTraining): MixPerformance {
  const { n, d, x } = pairs;
  assertLength("x", x.length, n * d);
  assertLength("truth", truth.length, judged.n);
  if (!(penalty > 0)) throw new RangeError(`penalty = ${penalty} must be positive`);
  if (judged.n === 0) throw new RangeError("judged must hold at least one pair");
  const bound = weightedGram(pairs, new Float64Array(n).fill(0.25));
  addToDiagonal(bound, d, penalty);
  const factor = choleskyFactor(bound, d);
  if (factor === null) throw new RangeError("pairs give no positive definite bound");
  let converged = 0;
  const accuracy = Float64Array.from(labels, (mix) => {
    assertLength("labels", mix.length, n);
    const fit = fitUnderBound(pairs, mix, penalty, factor);
    if (fit.converged) converged += 1;
    return accuracyOf(judged, truth, fit.theta);
  });
  return { accuracy, converged };
}

function fitUnderBound(
  pairs: PairRows,
  labels: Int8Array,
  penalty: number,
  factor: Float64Array,
): { theta: Float64Array; converged: boolean } {
  const { d } = pairs;
  const rows = Int32Array.from(labels.keys()).filter((row) => labels[row] !== 0);
  let theta = new Float64Array(d);
  let ahead = theta;
  let momentum = 1;
  for (let step = 0; step < STEPS; step += 1) {
    const gradient = gradientAt(pairs, labels, rows, penalty, ahead);
    if (gradient.every((value) => Math.abs(value) <= STILL * (1 + rows.length))) return { theta: ahead, converged: true };
    const move = choleskySolve(factor, d, gradient);
    const next = ahead.map((value, k) => value - realAt(move, k));
    // Momentum that points uphill is dropped, so that it helps without overshooting.
    const uphill =
      dot(
        gradient,
        0,
        next.map((value, k) => value - realAt(theta, k)),
        0,
        d,
      ) > 0;
    const following = uphill ? 1 : (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const carry = uphill ? 0 : (momentum - 1) / following;
    ahead = next.map((value, k) => value + carry * (value - realAt(theta, k)));
    theta = next;
    momentum = following;
  }
  return { theta, converged: false };
}

/** λθ − Σ (y_i σ(−y_i θ·x_i)) x_i over the rows that take part. // [d] */
function gradientAt({ d, x }: PairRows, labels: Int8Array, rows: Int32Array, penalty: number, theta: Float64Array): Float64Array {
  const gradient = theta.map((value) => penalty * value);
  for (const row of rows) {
    const side = labels[row] ?? 0;
    const pull = side * sigmoid(-side * dot(x, row * d, theta, 0, d));
    for (let k = 0; k < d; k += 1) gradient[k] = (gradient[k] ?? 0) - pull * (x[row * d + k] ?? 0);
  }
  return gradient;
}

function accuracyOf({ n, d, x }: PairRows, truth: Int32Array, theta: Float64Array): number {
  let right = 0;
  for (let row = 0; row < n; row += 1) {
    const margin = dot(x, row * d, theta, 0, d) * intAt(truth, row);
    right += margin > 0 ? 1 : margin === 0 ? 0.5 : 0;
  }
  return right / n;
}
