import { addAt, intAt, realAt } from "../math/access";
import { logSigmoid, sigmoid } from "../math/special";
import { asDistributions, climb } from "./climb";
import { betaReliability, classPrior, expectedRight, labelsOf, normaliseLogJoint, voteShares } from "./posteriors";
import type { AnnotatorFit, Votes } from "./votes";
import { assertVotes } from "./votes";

export interface GladOptions {
  /** Normal priors α ~ N(mean, 1) and log β ~ N(mean, 1); 1 and 1 as published. */
  abilityPriorMean: number;
  logEasePriorMean: number;
  classPseudoCount: number;
  maxIterations: number;
  /** Stop when the loss falls by less than this many nats a label. */
  tolerance: number;
}

const DEFAULTS: GladOptions = { abilityPriorMean: 1, logEasePriorMean: 1, classPseudoCount: 1, maxIterations: 1000, tolerance: 1e-13 };

export interface GladFit extends AnnotatorFit {
  /** α_a: 0 guesses, negative answers against the truth. // [annotators] */
  ability: Float64Array;
  /** β_t > 0: how easily the task is answered rightly; 1/β_t is its difficulty. // [tasks] */
  ease: Float64Array;
}

interface Parameters {
  ability: Float64Array;
  logEase: Float64Array;
}

/**
 * GLAD: annotators differ in ability and tasks in difficulty.
 *
 *   P(y_at = z_t) = σ(α_a β_t),   P(y_at = c ≠ z_t) = (1 − σ(α_a β_t))/(K − 1),   β_t = e^{b_t} > 0
 *
 * Generalised EM for the posterior mode under the normal priors that fix the scale: the M-step makes one guarded Newton
 * move for every α and then for every b, each halved until the expected log posterior does not fall, so the loss never
 * rises. Reliability is the mean and the central interval of Beta(1 + expected right, 1 + expected wrong): α and β together
 * overfit annotators of middling skill, the expected count of right labels does not.
 *
 * Cost: iterations × labels × K. Source: Whitehill et al. (2009), NeurIPS 22, eq. 1–5; K > 2 with wrong labels spread
 * evenly is section 3 of its supplement.
 */
export function fitGlad(votes: Votes, options: Partial<GladOptions> = {}): GladFit {
  const settings = { ...DEFAULTS, ...options };
  assertVotes(votes);
  const { tasks, annotators, classes } = votes;
  const byAnnotator = groupRows(votes.annotator, annotators);
  const byTask = groupRows(votes.task, tasks);
  const start = Float64Array.from([
    ...voteShares(votes),
    ...new Float64Array(annotators).fill(settings.abilityPriorMean),
    ...new Float64Array(tasks).fill(settings.logEasePriorMean),
  ]);
  const easesFrom = tasks * classes + annotators;
  const { round, converged, lossHistory } = climb(
    start,
    // A point is posteriors, abilities and eases end to end: the moves of the last two start where they are.
    (at) => {
      const shares = at.subarray(0, tasks * classes);
      const parameters: Parameters = { ability: at.slice(tasks * classes, easesFrom), logEase: at.slice(easesFrom) };
      const right = votes.task.length === 0 ? new Float64Array(0) : rightProbability(votes, shares);
      const prior = classPrior(shares, tasks, classes, settings.classPseudoCount);
      moveAbilities(votes, parameters, byAnnotator, right, settings.abilityPriorMean);
      moveEases(votes, parameters, byTask, right, settings.logEasePriorMean);
      const { posterior, logLikelihood } = expectation(votes, parameters, prior);
      const next = Float64Array.from([...posterior, ...parameters.ability, ...parameters.logEase]);
      return { at, parameters, posterior, next, loss: -logLikelihood - logPrior(parameters, prior, settings) };
    },
    (point) => Float64Array.from([...asDistributions(point.subarray(0, tasks * classes), classes), ...point.subarray(tasks * classes)]),
    { ...settings, labels: votes.task.length },
  );
  const { posterior, parameters } = round;
  const expected = expectedRight(votes, posterior);
  const reliability = Array.from(expected.right, (count, annotator) =>
    betaReliability((count + 1) / (realAt(expected.given, annotator) + 2), labelsOf(expected, annotator), 1, 1),
  );
  const ease = parameters.logEase.map((b) => Math.exp(b));
  return { posterior, reliability, ability: parameters.ability, ease, converged, iterations: lossHistory.length, lossHistory };
}

/** r = P(label is right) under the current posteriors. // [labels] */
function rightProbability(votes: Votes, posterior: Float64Array): Float64Array {
  return Float64Array.from(votes.task, (task, row) => realAt(posterior, task * votes.classes + intAt(votes.label, row)));
}

interface Grouped {
  start: Int32Array;
  rows: Int32Array;
}

function groupRows(key: Int32Array, groups: number): Grouped {
  const start = new Int32Array(groups + 1);
  for (const group of key) start[group + 1] = intAt(start, group + 1) + 1;
  for (let group = 0; group < groups; group += 1) start[group + 1] = intAt(start, group + 1) + intAt(start, group);
  const next = Int32Array.from(start);
  const rows = new Int32Array(key.length);
  key.forEach((group, row) => {
    rows[intAt(next, group)] = row;
    next[group] = intAt(next, group) + 1;
  });
  return { start, rows };
}

/** Σ r log σ(x) + (1 − r) log σ(−x) − (θ − mean)²/2 over the rows of one coordinate, with its first two derivatives. */
interface Slice {
  value: number;
  gradient: number;
  /** Positive: a bound of minus the second derivative. */
  curvature: number;
}

/** Largest Newton step in α or b; both live on a scale where 2 is far. */
const MAX_STEP = 2;

function guardedMove(current: number, evaluate: (candidate: number) => Slice): number {
  const here = evaluate(current);
  let step = Math.max(-MAX_STEP, Math.min(MAX_STEP, here.gradient / here.curvature));
  for (let halving = 0; halving < 30; halving += 1) {
    if (evaluate(current + step).value >= here.value) return current + step;
    step /= 2;
  }
  return current;
}

function moveAbilities(votes: Votes, parameters: Parameters, rows: Grouped, right: Float64Array, mean: number): void {
  const ease = parameters.logEase.map((b) => Math.exp(b));
  for (let annotator = 0; annotator < votes.annotators; annotator += 1) {
    parameters.ability[annotator] = guardedMove(realAt(parameters.ability, annotator), (ability) => {
      const slice: Slice = { value: -0.5 * (ability - mean) ** 2, gradient: mean - ability, curvature: 1 };
      for (let position = intAt(rows.start, annotator); position < intAt(rows.start, annotator + 1); position += 1) {
        const row = intAt(rows.rows, position);
        const beta = realAt(ease, intAt(votes.task, row));
        addTerm(slice, ability * beta, realAt(right, row), beta);
      }
      return slice;
    });
  }
}

function moveEases(votes: Votes, parameters: Parameters, rows: Grouped, right: Float64Array, mean: number): void {
  for (let task = 0; task < votes.tasks; task += 1) {
    parameters.logEase[task] = guardedMove(realAt(parameters.logEase, task), (logEase) => {
      const slice: Slice = { value: -0.5 * (logEase - mean) ** 2, gradient: mean - logEase, curvature: 1 };
      for (let position = intAt(rows.start, task); position < intAt(rows.start, task + 1); position += 1) {
        const row = intAt(rows.rows, position);
        const x = realAt(parameters.ability, intAt(votes.annotator, row)) * Math.exp(logEase);
        addTerm(slice, x, realAt(right, row), x);
      }
      return slice;
    });
  }
}

function addTerm(slice: Slice, x: number, right: number, derivative: number): void {
  const probability = sigmoid(x);
  slice.value += right * logSigmoid(x) + (1 - right) * logSigmoid(-x);
  slice.gradient += (right - probability) * derivative;
  slice.curvature += probability * (1 - probability) * derivative * derivative;
}

function expectation(votes: Votes, parameters: Parameters, prior: Float64Array): { posterior: Float64Array; logLikelihood: number } {
  const { tasks, classes } = votes;
  const logJoint = new Float64Array(tasks * classes);
  for (let task = 0; task < tasks; task += 1)
    for (let c = 0; c < classes; c += 1) logJoint[task * classes + c] = Math.log(realAt(prior, c));
  const logOthers = Math.log(Math.max(1, classes - 1));
  for (let row = 0; row < votes.task.length; row += 1) {
    const task = intAt(votes.task, row);
    const x = realAt(parameters.ability, intAt(votes.annotator, row)) * Math.exp(realAt(parameters.logEase, task));
    const given = intAt(votes.label, row);
    const logRight = logSigmoid(x);
    const logWrong = logSigmoid(-x) - logOthers;
    for (let c = 0; c < classes; c += 1) addAt(logJoint, task * classes + c, c === given ? logRight : logWrong);
  }
  return { logLikelihood: normaliseLogJoint(logJoint, tasks, classes), posterior: logJoint };
}

function logPrior(parameters: Parameters, prior: Float64Array, settings: GladOptions): number {
  let sum = 0;
  for (const ability of parameters.ability) sum -= 0.5 * (ability - settings.abilityPriorMean) ** 2;
  for (const logEase of parameters.logEase) sum -= 0.5 * (logEase - settings.logEasePriorMean) ** 2;
  for (const share of prior) sum += settings.classPseudoCount * Math.log(share);
  return sum;
}
