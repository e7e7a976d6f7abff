import { assertIndices, assertLength, realAt } from "../math/access";
import { lbfgs } from "../optim/lbfgs";
import { evaluateTies, TIE_START, tieProbabilities, tieThreshold } from "../reward/losses/ties";

/** Answers to one question about pairs of responses, in long form. */
export interface TiedComparisons {
  items: number;
  // [n]
  first: Int32Array;
  // [n]
  second: Int32Array;
  /** 1 the first is better, −1 the second, 0 neither. // [n] */
  outcome: Int8Array;
}

export interface TiedBradleyTerryOptions {
  /** Standard deviation of the normal prior of the scores, in logits; see `fitBradleyTerry`. */
  priorDeviation: number;
  maxIterations: number;
}

const DEFAULTS: TiedBradleyTerryOptions = { priorDeviation: 2, maxIterations: 500 };

export interface TiedBradleyTerryFit {
  /** s_i in logits. // [items] */
  scores: Float64Array;
  /** k ≥ 1: how far apart two scores must be, e^|Δ| against k, before one counts as better. */
  k: number;
  converged: boolean;
  iterations: number;
  lossHistory: number[];
}

/**
 * Bradley–Terry scores of responses from answers that may be ties, with one threshold k for the whole question:
 *
 *   P(i ≻ j) = e^{s_i} / (e^{s_i} + k e^{s_j}),   P(tie) = (k² − 1) P(i ≻ j) P(j ≻ i),   s_i ~ N(0, priorDeviation²)
 *
 * Maximum a posteriori by L-BFGS over the scores and θ with ln k = softplus(θ). The prior identifies the scores, as in
 * `fitBradleyTerry`; k needs at least one answer of each sort, and falls towards 1 where nobody ever says “the same”.
 * Cost: iterations × n. Source: Rao and Kupper (1967), doi:10.1080/01621459.1967.10482901, eq. 2.3; per aspect as in Liu et
 * al. (2025), arXiv:2501.13918.
 */
export function fitTiedBradleyTerry(data: TiedComparisons, options: Partial<TiedBradleyTerryOptions> = {}): TiedBradleyTerryFit {
  const settings = { ...DEFAULTS, ...options };
  const n = data.first.length;
  assertLength("second", data.second.length, n);
  assertLength("outcome", data.outcome.length, n);
  assertIndices("first", data.first, data.items);
  assertIndices("second", data.second, data.items);
  if (!(settings.priorDeviation > 0)) throw new RangeError("priorDeviation must be positive");
  const examples = {
    first: data.first,
    second: data.second,
    pFirst: Float64Array.from(data.outcome, (outcome) => (outcome > 0 ? 1 : 0)),
    pTie: Float64Array.from(data.outcome, (outcome) => (outcome === 0 ? 1 : 0)),
    logK: null,
  };
  const ones = new Float64Array(n).fill(1);
  const precision = 1 / settings.priorDeviation ** 2;
  const start = new Float64Array(data.items + 1);
  start[data.items] = TIE_START;
  const search = lbfgs(start, { iterations: settings.maxIterations, gradientTolerance: 1e-6, valueTolerance: 1e-12 });
  let step = search.next();
  while (!step.done) {
    const point = step.value;
    const scores = point.subarray(0, data.items);
    const { losses, outputs, extras } = evaluateTies(examples, scores, point.subarray(data.items), ones);
    const gradient = new Float64Array(point.length);
    let value = losses.reduce((sum, loss) => sum + loss, 0);
    for (let item = 0; item < data.items; item += 1) {
      const score = realAt(scores, item);
      value += 0.5 * precision * score * score;
      gradient[item] = realAt(outputs, item) + precision * score;
    }
    gradient[data.items] = realAt(extras, 0);
    step = search.next({ value, gradient });
  }
  const { point, converged, iterations, lossHistory } = step.value;
  return {
    scores: point.slice(0, data.items),
    k: Math.exp(tieThreshold(realAt(point, data.items))),
    converged,
    iterations,
    lossHistory,
  };
}

/** P(first), P(second), P(tie) of two responses under a fit. */
export function tiedOutcome(fit: Pick<TiedBradleyTerryFit, "scores" | "k">, first: number, second: number) {
  return tieProbabilities(realAt(fit.scores, first) - realAt(fit.scores, second), Math.log(fit.k));
}
