import { assertFinite, assertLength, realAt } from "../math/access";
import { logSigmoid, sigmoid } from "../math/special";

export interface TemperatureFit {
  /** τ: P = σ(logit / τ). Above 1 the scores were overconfident. */
  temperature: number;
  converged: boolean;
  iterations: number;
  /** Mean log loss at τ = 1 and at the fit, nats. */
  logLossBefore: number;
  logLossAfter: number;
}

/** Scores that separate the outcomes want τ → 0; the scale 1/τ stops here. */
const MAX_SCALE = 1e3;

/**
 * Temperature scaling: the single τ > 0 that minimises the log loss of σ(x/τ), by Newton's method on a = 1/τ, in which the
 * loss is convex. Order and therefore accuracy do not change.
 *
 * @param logits x. // [n]
 * @param outcome 0 or 1, or soft labels between. // [n]
 * Where the scores carry no order at all the best scale is ≤ 0; then a is held at 1/MAX_SCALE and `converged` is false.
 * Source: Guo, Pleiss, Sun and Weinberger (2017), ICML, section 4.2, arXiv:1706.04599.
 */
export function fitTemperature(logits: Float64Array, outcome: Float64Array): TemperatureFit {
  assertLength("outcome", outcome.length, logits.length);
  assertFinite("logits", logits);
  if (logits.length === 0) throw new RangeError("logits must not be empty");
  let scale = 1;
  let iterations = 0;
  let converged = false;
  while (!converged && iterations < 100) {
    iterations += 1;
    let gradient = 0;
    let curvature = 1e-12;
    logits.forEach((x, row) => {
      const p = sigmoid(scale * x);
      gradient += (p - realAt(outcome, row)) * x;
      curvature += p * (1 - p) * x * x;
    });
    const full = -gradient / curvature;
    const next = Math.min(MAX_SCALE, Math.max(1 / MAX_SCALE, scale + Math.max(-scale / 2, Math.min(2 * scale, full))));
    converged = Math.abs(full) < 1e-10 * scale;
    if (!converged && next === scale) break;
    scale = next;
  }
  return {
    temperature: 1 / scale,
    converged,
    iterations,
    logLossBefore: meanLoss(logits, outcome, 1),
    logLossAfter: meanLoss(logits, outcome, scale),
  };
}

function meanLoss(logits: Float64Array, outcome: Float64Array, scale: number): number {
  let sum = 0;
  logits.forEach((x, row) => {
    const y = realAt(outcome, row);
    sum -= y * logSigmoid(scale * x) + (1 - y) * logSigmoid(-scale * x);
  });
  return sum / logits.length;
}

export interface IsotonicFit {
  /** Ascending scores at which the fitted step function takes `value`; it is interpolated in between. // [k] */
  score: Float64Array;
  /** Non-decreasing. // [k] */
  value: Float64Array;
}

/**
 * Isotonic regression: the non-decreasing f that minimises Σ w_i (f(x_i) − y_i)², by pooling adjacent violators. Equal
 * scores are pooled first. Cost n log n for the sort.
 * Source: Ayer et al. (1955), doi:10.1214/aoms/1177728423; for calibration Zadrozny and Elkan (2002), doi:10.1145/775047.775151.
 */
export function fitIsotonic(scores: Float64Array, outcome: Float64Array): IsotonicFit {
  assertLength("outcome", outcome.length, scores.length);
  assertFinite("scores", scores);
  const blocks: { low: number; high: number; sum: number; weight: number }[] = [];
  for (const pool of poolsOfEqualScores(scores, outcome)) {
    let block = pool;
    for (let last = blocks.at(-1); last !== undefined && last.sum / last.weight >= block.sum / block.weight; last = blocks.at(-1)) {
      blocks.pop();
      block = { low: last.low, high: block.high, sum: last.sum + block.sum, weight: last.weight + block.weight };
    }
    blocks.push(block);
  }
  const knots = blocks.flatMap(({ low, high, sum, weight }) =>
    low === high ? [{ x: low, y: sum / weight }] : [low, high].map((x) => ({ x, y: sum / weight })),
  );
  return { score: Float64Array.from(knots, ({ x }) => x), value: Float64Array.from(knots, ({ y }) => y) };
}

/** Rows of one score each, ascending: pooled before any violator is, or the order of equal scores would decide what they join. */
function poolsOfEqualScores(scores: Float64Array, outcome: Float64Array): { low: number; high: number; sum: number; weight: number }[] {
  const pools: { low: number; high: number; sum: number; weight: number }[] = [];
  for (const row of Array.from(scores.keys()).sort((a, b) => realAt(scores, a) - realAt(scores, b))) {
    const x = realAt(scores, row);
    const last = pools.at(-1);
    if (last?.high === x) {
      last.sum += realAt(outcome, row);
      last.weight += 1;
    } else {
      pools.push({ low: x, high: x, sum: realAt(outcome, row), weight: 1 });
    }
  }
  return pools;
}

/** f(x) of an isotonic fit: linear between knots, constant beyond the ends. */
export function applyIsotonic(fit: IsotonicFit, x: number): number {
  if (fit.score.length === 0) throw new RangeError("fit has no knots");
  let low = 0;
  let high = fit.score.length - 1;
  if (x <= realAt(fit.score, low)) return realAt(fit.value, low);
  if (x >= realAt(fit.score, high)) return realAt(fit.value, high);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (realAt(fit.score, middle) <= x) low = middle;
    else high = middle;
  }
  const share = (x - realAt(fit.score, low)) / (realAt(fit.score, high) - realAt(fit.score, low));
  return realAt(fit.value, low) + share * (realAt(fit.value, high) - realAt(fit.value, low));
}
