import { assertLength, intAt, realAt } from "../math/access";
import { addToDiagonal, choleskyFactor, choleskySolve } from "../math/matrix";
import { sigmoid } from "../math/special";
import { takePairs } from "./cross-fit-margins";
import type { MixData } from "./midpoint";
import { addRows, fitRidgeBradleyTerry, gradientAt, hessianAt, marginsOf } from "./ridge-bradley-terry";

/** Reward models of all mixes without each fold in turn. // folds × mixes × [d] */
export type FoldedMixes = Float64Array[][];

/** A part of the rows settles the curvature well enough to walk by: so many for each column. */
const ROWS_A_COLUMN = 8;
/** Moves of a coefficient after which the folds' own step takes over, and how many of them at most. */
const NEAR = 1e-3;
const MOST_MOVES = 40;
/** Newton steps on the part of the rows: it is a place to start from, and noise of a few rows is not worth settling on. */
const ROUGH_STEPS = 2;

/**
 * Reward models of any number of mixes, cross-fitted, at hardly more than the cost of one. From a point θ_0 near the midpoint of all
 * rows every fold's models are one Newton step away: gradient and Hessian are sums over rows, so each fold's are those of all rows
 * less its own,
 *
 *   θ_{z,−f} = θ_0 − (H − H_f + λ_f I)⁻¹ (g_z − g_{z,f} + λ_f θ_0),   g_z = Σ_i (σ(θ_0·x_i) − t_zi) x_i
 *
 * and one pass over the rows gives the parts of all folds. The gradient at θ_0 stands in the step, so θ_0 itself is wanted only
 * roughly: it is reached with the Hessian of a part of the rows. λ_f is the ridge per row times the rows left.
 * Cost: n d²/2 for the Hessians, a good half of it for θ_0, mixes × rows that people label and the sources differ on × d,
 * folds × (d³/3 + mixes d²).
 * Source: one-step estimators, van der Vaart (1998), Asymptotic Statistics, sec. 5.7; Newton steps with the Hessian of a sample,
 * Erdogdu and Montanari (2015), arXiv:1508.02810.
 *
 * @param mixes 1 where people label the pair, 0 where the language model does. // mixes × [n]
 * @param fold of each row, 0-based. // [n]
 */
export function stepToFoldedMixes(data: MixData, mixes: readonly Uint8Array[], fold: Int32Array): FoldedMixes {
  const { pairs, human, lm } = data;
  const { n, d } = pairs;
  assertLength("human", human.length, n);
  assertLength("lm", lm.length, n);
  assertLength("fold", fold.length, n);
  for (const mix of mixes) assertLength("mix", mix.length, n);
  const middle = human.map((value, row) => (value + realAt(lm, row)) / 2);
  const theta = nearMinimum(data, middle);
  const margins = marginsOf(pairs, theta);
  const perRow = data.penalty / n;
  const folds = fold.reduce((most, value) => Math.max(most, value + 1), 0);
  const rowsOf = Array.from({ length: folds }, (_, own) => Int32Array.from(fold.keys()).filter((row) => intAt(fold, row) === own));
  const hessians = Array.from({ length: folds }, (_, own) =>
    hessianAt(
      pairs,
      margins,
      Float64Array.from(fold, (value) => (value === own ? 1 : 0)),
      0,
    ),
  );
  // The gradient if the language model labelled every pair, and what people's labels of a mix add to it.
  const bases = rowsOf.map((rows) => {
    const base = new Float64Array(d);
    addRows(
      base,
      pairs,
      rows,
      Float64Array.from(rows, (row) => sigmoid(realAt(margins, row)) - realAt(lm, row)),
    );
    return base;
  });
  const pulls = rowsOf.map((rows) => {
    const differing = rows.filter((row) => realAt(human, row) !== realAt(lm, row));
    return mixes.map((mix) => {
      const chosen = differing.filter((row) => mix[row] === 1);
      const pull = new Float64Array(d);
      addRows(
        pull,
        pairs,
        chosen,
        Float64Array.from(chosen, (row) => realAt(human, row) - realAt(lm, row)),
      );
      return pull;
    });
  });
  const base = sumOf(bases, d);
  const hessian = sumOf(hessians, d * d);
  const pull = mixes.map((_, index) =>
    sumOf(
      pulls.map((parts) => parts[index] ?? new Float64Array(d)),
      d,
    ),
  );
  return rowsOf.map((rows, held) => {
    const penalty = perRow * (n - rows.length);
    const left = hessian.map((value, k) => value - realAt(hessians[held] ?? hessian, k));
    addToDiagonal(left, d, penalty);
    const factor = choleskyFactor(left, d);
    if (factor === null) throw new RangeError("x has entries too large for a stable Newton step");
    const still = base.map((value, k) => value - realAt(bases[held] ?? base, k) + penalty * realAt(theta, k));
    return mixes.map((_, index) => {
      const all = pull[index] ?? base;
      const own = pulls[held]?.[index] ?? base;
      const step = choleskySolve(
        factor,
        d,
        all.map((value, k) => value - realAt(own, k) - realAt(still, k)),
      );
      return step.map((value, k) => realAt(theta, k) + value);
    });
  });
}

/** The ridge Bradley–Terry fit of some labels to within a thousandth or so, by the Hessian of an even part of the rows. // [d] */
function nearMinimum({ pairs, penalty }: Pick<MixData, "pairs" | "penalty">, target: Float64Array): Float64Array {
  const { n, d } = pairs;
  const weight = new Float64Array(n).fill(1);
  const every = Math.floor(n / (ROWS_A_COLUMN * Math.max(1, d)));
  if (every < 2) return fitRidgeBradleyTerry({ pairs, target, weight, penalty }).theta;
  const part = Int32Array.from({ length: Math.ceil(n / every) }, (_, position) => position * every);
  const rough = fitRidgeBradleyTerry({
    pairs: takePairs(pairs, part),
    target: Float64Array.from(part, (row) => realAt(target, row)),
    weight: new Float64Array(part.length).fill(1),
    penalty: (penalty * part.length) / n,
    steps: ROUGH_STEPS,
  });
  const theta = Float64Array.from(rough.theta);
  for (let move = 0; move < MOST_MOVES; move += 1) {
    const gradient = gradientAt({ pairs, target, weight, penalty }, marginsOf(pairs, theta), theta);
    const step = choleskySolve(
      rough.factor,
      d,
      gradient.map((value) => (value * part.length) / n),
    );
    let size = 0;
    for (let k = 0; k < d; k += 1) {
      theta[k] = realAt(theta, k) - realAt(step, k);
      size = Math.max(size, Math.abs(realAt(step, k)));
    }
    if (size <= NEAR) return theta;
  }
  // The part is unlike the whole: then the whole it is.
  return fitRidgeBradleyTerry({ pairs, target, weight, penalty, start: rough.theta }).theta;
}

function sumOf(parts: readonly Float64Array[], length: number): Float64Array {
  const sum = new Float64Array(length);
  for (const part of parts) for (let k = 0; k < length; k += 1) sum[k] = (sum[k] ?? 0) + (part[k] ?? 0);
  return sum;
}
