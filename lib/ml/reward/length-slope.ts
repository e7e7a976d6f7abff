import { drawMultiplicities, effectiveClusters, fewClustersFactor, percentileInterval, stretched } from "../bootstrap/cluster-bootstrap";
import { addAt, intAt, realAt } from "../math/access";
import { addToDiagonal, choleskyFactor, choleskySolve } from "../math/matrix";
import { sigmoid } from "../math/special";
import { createRandom } from "../random/random";
import type { Estimate } from "../estimate";

/** Pairs as a check of length sees them. */
export interface LengthPairs {
  /** What the model says, first minus second, logits. // [n] */
  margin: Float64Array;
  /** ln of the first's length minus ln of the second's. // [n] */
  logLengthGap: Float64Array;
  /** P(first is better) by the labels. // [n] */
  pFirst: Float64Array;
  /** Prompt of each pair, 0-based and dense. // [n] */
  cluster: Int32Array;
}

export interface LengthCheck {
  /** Labels on length alone: logits for each unit of ln length. */
  people: Estimate;
  /** The model's choices on length alone. */
  model: Estimate;
  /** Labels on length at equal margin. Below 0 the model gives length more than people do. */
  beyond: Estimate;
  /** Labels on being named first, at equal margin and length: 0 where position means nothing. */
  position: Estimate;
  /** Mean length of what the model picks over that of what people pick. */
  ratio: Estimate;
  alarm: boolean;
}

/** The model's picks are this much longer than people's: the size at which published reports call it exploitation. */
const ALARM_RATIO = 1.2;
const DRAWS = 200;
const RIDGE = 1e-3;
const LONGEST_STEP = 2;
const MOST_STEPS = 30;
/** A Newton step below a twentieth of a logit leaves an error of the order of its square. */
const RESAMPLE_TOLERANCE = 0.05;
const TOO_FEW = "There are fewer than 20 pairs of different lengths.";
const ONE_SIDE = "All choices are of the same side.";

/**
 * Does the model buy its agreement with length? Logistic regressions of labels (and of the model's choices) on the margin, the
 * difference of log lengths and a constant, whose interval resamples prompts. The alarm wants both: at equal margin people like
 * length significantly less than the model does, or picks at least 1.2 times as long as people's, with the interval above 1.
 * Source of the control: Dubois et al. (2024), arXiv:2404.04475, sec. 3; threshold after arXiv:2410.07025.
 */
export const checkLength = (pairs: LengthPairs, picks: { model: Float64Array; people: Float64Array }, seed = 1): LengthCheck => {
  const { margin, logLengthGap, pFirst, cluster } = pairs;
  const n = margin.length;
  const varied = logLengthGap.filter((gap) => gap !== 0).length;
  /** Intervals of entries of one statistic, so that what a resample costs is paid once for all of them. */
  const bootstrap = (statistic: (weights: Float64Array) => Float64Array | null, entries: readonly number[]): Estimate[] => {
    const clusters = cluster.reduce((most, one) => Math.max(most, one), -1) + 1;
    const weights = new Float64Array(n).fill(1);
    const whole = varied < 20 ? null : statistic(weights);
    if (whole === null) return entries.map(() => ({ value: null, reason: TOO_FEW }));
    const random = createRandom(seed);
    const multiplicity = new Int32Array(clusters);
    const resampled: Float64Array[] = [];
    const factor = clusters < 2 ? 1 : fewClustersFactor(clusters, effectiveClusters({ rows: n, cluster }, clusters), 0.95);
    for (let draw = 0; clusters >= 2 && draw < DRAWS; draw += 1) {
      drawMultiplicities(multiplicity, () => random.integer(clusters));
      for (let row = 0; row < n; row += 1) weights[row] = intAt(multiplicity, intAt(cluster, row));
      const values = statistic(weights);
      if (values !== null) resampled.push(values);
    }
    return entries.map((entry) => {
      const value = realAt(whole, entry);
      const values = resampled.map((one) => realAt(one, entry));
      const ci = clusters < 2 ? null : percentileInterval(values, DRAWS, 0.95);
      return { value, ci: ci && stretched(ci, value, factor), n };
    });
  };
  const only = ([estimate]: Estimate[]): Estimate => estimate ?? { value: null, reason: TOO_FEW };
  const chosen = margin.map((m) => (m > 0 ? 1 : m < 0 ? 0 : 0.5));
  const logistic = (raw: readonly Float64Array[], outcome: Float64Array): ((weights: Float64Array) => Float64Array | null) => {
    // In units of their own spread, so that a step is as long for ratios of length near 1 as for large ones.
    const scales = raw.map((values) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / n) || 1);
    const columns = raw.map((values, index) => values.map((value) => value / (scales[index] ?? 1)));
    const whole = newton(columns, outcome, new Float64Array(n).fill(1), new Float64Array(columns.length + 1), 1e-9);
    return (weights) => {
      const fit = whole && newton(columns, outcome, weights, whole, RESAMPLE_TOLERANCE);
      return fit && fit.map((value, index) => value / (scales[index] ?? 1));
    };
  };
  /** Choices without a contrast have no finite constant: what the ridge makes of them, with its narrow interval, is no finding. */
  const regressed = (columns: readonly Float64Array[], outcome: Float64Array, entries: readonly number[]): Estimate[] =>
    varied >= 20 && outcome.every((value) => value === outcome[0])
      ? entries.map(() => ({ value: null, reason: ONE_SIDE }))
      : bootstrap(logistic(columns, outcome), entries);
  const alone = (outcome: Float64Array): Estimate => only(regressed([logLengthGap], outcome, [0]));
  const controlled = regressed([margin, logLengthGap], pFirst, [1, 2]);
  const [beyond, position] = [only(controlled), only(controlled.slice(1))];
  const ratio = only(
    bootstrap((weights) => Float64Array.of(weightedSum(picks.model, weights) / Math.max(1e-9, weightedSum(picks.people, weights))), [0]),
  );
  const below = beyond.value !== null && beyond.ci !== null && beyond.ci[1] < 0;
  const longer = ratio.value !== null && ratio.value >= ALARM_RATIO && ratio.ci !== null && ratio.ci[0] > 1;
  return {
    people: alone(pFirst),
    model: alone(chosen),
    beyond,
    position,
    ratio,
    alarm: (below && ratio.value !== null && ratio.value > 1) || longer,
  };
};

const weightedSum = (values: Float64Array, weights: Float64Array): number =>
  values.reduce((sum, value, row) => sum + value * realAt(weights, row), 0);

/**
 * Coefficients in logits for one unit of each column, the constant last, by Newton's method from a start, until a step changes
 * none by more than the tolerance. From the solution on the data themselves a resample takes two steps or three.
 */
const newton = (
  columns: readonly Float64Array[],
  outcome: Float64Array,
  weights: Float64Array,
  start: Float64Array,
  tolerance: number,
): Float64Array | null => {
  const d = columns.length + 1;
  let theta = start;
  const x = new Float64Array(d).fill(1);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const gradient = theta.map((value) => RIDGE * value);
    const hessian = new Float64Array(d * d);
    addToDiagonal(hessian, d, RIDGE);
    for (let row = 0; row < outcome.length; row += 1) {
      const weight = realAt(weights, row);
      if (weight === 0) continue;
      let score = realAt(theta, d - 1);
      for (const [k, values] of columns.entries()) {
        x[k] = realAt(values, row);
        score += realAt(theta, k) * realAt(x, k);
      }
      const p = sigmoid(score);
      for (let i = 0; i < d; i += 1) {
        addAt(gradient, i, weight * (p - realAt(outcome, row)) * realAt(x, i));
        for (let j = 0; j <= i; j += 1) addAt(hessian, i * d + j, weight * p * (1 - p) * realAt(x, i) * realAt(x, j));
      }
    }
    const factor = choleskyFactor(hessian, d);
    if (!factor) return null;
    const move = choleskySolve(factor, d, gradient);
    // Separated outcomes want an endless step; the ridge holds them in the end, this on the way.
    theta = theta.map((value, index) => value - Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, realAt(move, index))));
    if (move.every((value) => Math.abs(value) < tolerance)) break;
  }
  return theta;
};
