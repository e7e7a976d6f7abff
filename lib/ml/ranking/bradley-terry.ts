import { addAt, assertFinite, assertIndices, assertLength, intAt, realAt } from "../math/access";
import { logSigmoid, sigmoid } from "../math/special";

/** Comparisons in long form: comparison r says that `first[r]` beat `second[r]` with target `pFirst[r]` and weight `weight[r]`. */
export interface Comparisons {
  items: number;
  // [n]
  first: Int32Array;
  // [n]
  second: Int32Array;
  /** 1 where the first won, 0 where the second did, 0.5 for a tie; anything between for a soft label. // [n] */
  pFirst: Float64Array;
  /** Non-negative. // [n] */
  weight: Float64Array;
}

export interface BradleyTerryOptions {
  /** Standard deviation of the normal prior of the scores, in logits: 2 lets one item win 98 % against an average one freely. */
  priorDeviation: number;
  maxIterations: number;
  /** Stop when no score moves by more than this in a sweep, in logits. */
  tolerance: number;
  /** Scores to start from. // [items] */
  start: Float64Array | null;
}

const DEFAULTS: BradleyTerryOptions = { priorDeviation: 2, maxIterations: 500, tolerance: 1e-7, start: null };

export interface BradleyTerryFit {
  /** s_i in logits, mean zero where the prior is the only other anchor. // [items] */
  scores: Float64Array;
  converged: boolean;
  iterations: number;
  /** Minus the log posterior after each sweep; never rises. */
  lossHistory: number[];
}

/**
 * Bradley–Terry scores with a normal prior, by cyclic coordinate moves.
 *
 *   P(i beats j) = σ(s_i − s_j),   s_i ~ N(0, priorDeviation²)
 *
 * The prior identifies the scores (only differences enter the likelihood) and keeps items that won or lost everything, and
 * groups of items never compared with each other, at finite values around zero. Each move minimises a quadratic that lies
 * above the coordinate's loss and touches it (curvature (σ(m) − ½)/m a comparison of margin m), so the loss cannot rise.
 *
 * Cost: sweeps × comparisons. The bound: Jaakkola and Jordan (2000), doi:10.1023/A:1008932416310. Source: R. A. Bradley and M. E. Terry (1952), doi:10.2307/2334029; uniqueness with a prior:
 * Caron and Doucet (2012), doi:10.1080/10618600.2012.638220.
 */
export function fitBradleyTerry(comparisons: Comparisons, options: Partial<BradleyTerryOptions> = {}): BradleyTerryFit {
  const settings = { ...DEFAULTS, ...options };
  assertComparisons(comparisons);
  if (!(settings.priorDeviation > 0)) throw new RangeError("priorDeviation must be positive");
  const precision = 1 / settings.priorDeviation ** 2;
  const scores = settings.start === null ? new Float64Array(comparisons.items) : Float64Array.from(settings.start);
  assertLength("start", scores.length, comparisons.items);
  const incident = incidentRows(comparisons);
  const lossHistory: number[] = [];
  let converged = false;
  while (!converged && lossHistory.length < settings.maxIterations) {
    let largestMove = 0;
    for (let item = 0; item < comparisons.items; item += 1) {
      const moved = moveScore(comparisons, scores, incident, item, precision);
      largestMove = Math.max(largestMove, Math.abs(moved - realAt(scores, item)));
      scores[item] = moved;
    }
    centre(scores);
    lossHistory.push(negativeLogPosterior(comparisons, scores, precision));
    converged = largestMove <= settings.tolerance;
  }
  return { scores, converged, iterations: lossHistory.length, lossHistory };
}

/** Only the prior sees the mean, so single moves would creep towards zero mean for hundreds of sweeps; one shift gets there. */
function centre(scores: Float64Array): void {
  const mean = scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
  for (let item = 0; item < scores.length; item += 1) addAt(scores, item, -mean);
}

function assertComparisons(comparisons: Comparisons): void {
  const n = comparisons.first.length;
  assertLength("second", comparisons.second.length, n);
  assertLength("pFirst", comparisons.pFirst.length, n);
  assertLength("weight", comparisons.weight.length, n);
  assertIndices("first", comparisons.first, comparisons.items);
  assertIndices("second", comparisons.second, comparisons.items);
  assertFinite("weight", comparisons.weight);
  if (comparisons.pFirst.some((p) => !(p >= 0 && p <= 1))) throw new RangeError("pFirst must lie in [0, 1]");
}

function incidentRows(comparisons: Comparisons): { start: Int32Array; rows: Int32Array } {
  const start = new Int32Array(comparisons.items + 1);
  for (const side of [comparisons.first, comparisons.second]) for (const item of side) start[item + 1] = intAt(start, item + 1) + 1;
  for (let item = 0; item < comparisons.items; item += 1) start[item + 1] = intAt(start, item + 1) + intAt(start, item);
  const next = Int32Array.from(start);
  const rows = new Int32Array(2 * comparisons.first.length);
  for (const side of [comparisons.first, comparisons.second]) {
    side.forEach((item, row) => {
      rows[intAt(next, item)] = row;
      next[item] = intAt(next, item) + 1;
    });
  }
  return { start, rows };
}

function moveScore(
  comparisons: Comparisons,
  scores: Float64Array,
  incident: { start: Int32Array; rows: Int32Array },
  item: number,
  precision: number,
): number {
  const current = realAt(scores, item);
  let gradient = precision * current;
  let curvature = precision;
  const end = intAt(incident.start, item + 1);
  for (let position = intAt(incident.start, item); position < end; position += 1) {
    const row = intAt(incident.rows, position);
    const isFirst = intAt(comparisons.first, row) === item;
    const margin = current - realAt(scores, intAt(isFirst ? comparisons.second : comparisons.first, row));
    const target = isFirst ? realAt(comparisons.pFirst, row) : 1 - realAt(comparisons.pFirst, row);
    const weight = realAt(comparisons.weight, row);
    const probability = sigmoid(margin);
    gradient += weight * (probability - target);
    curvature += weight * (Math.abs(margin) < 1e-6 ? 0.25 : (probability - 0.5) / margin);
  }
  return current - gradient / curvature;
}

function negativeLogPosterior(comparisons: Comparisons, scores: Float64Array, precision: number): number {
  const losses = new Float64Array(1);
  for (const score of scores) addAt(losses, 0, 0.5 * precision * score * score);
  for (let row = 0; row < comparisons.first.length; row += 1) {
    const margin = realAt(scores, intAt(comparisons.first, row)) - realAt(scores, intAt(comparisons.second, row));
    const target = realAt(comparisons.pFirst, row);
    addAt(losses, 0, -realAt(comparisons.weight, row) * (target * logSigmoid(margin) + (1 - target) * logSigmoid(-margin)));
  }
  return realAt(losses, 0);
}
