import { addAt, assertFinite, assertIndices, assertLength, intAt, realAt } from "../math/access";
import { sigmoid } from "../math/special";
import { crossFitPreferences } from "./cross-fit-preferences";
import { betaReliability, labelsOf } from "./posteriors";
import type { Learner, PairFeatures } from "./cross-fit-preferences";
import type { ExpectedLabels } from "./posteriors";
import type { ReliabilityEstimate } from "./votes";

/** Pairs with features and directed answers to them. Ties say nothing of who is right and are left out by the caller. */
export interface NoisyPreferences extends PairFeatures {
  annotators: number;
  // [answers]
  annotator: Int32Array;
  /** 1 the first is better, 0 the second. // [answers] */
  first: Int32Array;
}

export interface LabelNoiseOptions {
  /** Beta prior of η as counts of [right, flipped] answers; η is its posterior mean, since the mode of [4, 1] is 1. */
  priorCounts: [number, number];
  /** Ridges tried; the one with the best out-of-fold likelihood is kept. */
  penalties: readonly number[];
  folds: number;
  maxIterations: number;
  /** Stop when no η moves by more than this, and no posterior by more than ten times as much. */
  tolerance: number;
  seed: number;
}

const DEFAULTS: LabelNoiseOptions = {
  priorCounts: [4, 1],
  penalties: [0.1, 0.3, 1, 3, 10],
  folds: 5,
  maxIterations: 200,
  tolerance: 2e-4,
  seed: 1,
};

export interface LabelNoiseFit {
  /** P(the first is better | answers, features). // [tasks] */
  pFirst: Float64Array;
  /** P(the answer is right). // [answers] */
  pCorrect: Float64Array;
  /** η_a, the share of answers that say what the collective prefers. // [annotators] */
  reliability: ReliabilityEstimate[];
  penalty: number;
  converged: boolean;
  iterations: number;
  /** −mean log P(answers of a task) under out-of-fold predictions; not monotone, since no fit sees what it is judged on. */
  lossHistory: number[];
}

/**
 * Latent collective preferences: every recorded answer is right with probability η_a, and what is right follows a linear
 * Bradley–Terry model of the responses' features.
 *
 *   p_t = P(first ≻ second | x_t) = σ(θ·x_t)
 *   E:  P(z_t = first | answers) ∝ p_t Π_a η_a^[a says first] (1 − η_a)^[a says second]
 *   M:  θ by ridge logistic regression on the soft z, η_a by its Beta posterior mean
 *
 * p_t always comes from a model that has not seen the prompt (cross-fitting). Without it the model learns the flipped
 * labels by heart, takes them for right and finds too little noise; the E-step presupposes calibrated probabilities.
 * With one answer a task this is the published soft label η p / (η p + (1 − η)(1 − p)).
 *
 * Cost: folds × tasks × d² once, then iterations × folds × tasks × d × 15. Source: Latent Collective Preference Optimization, arXiv:2509.24159,
 * for the E-step and the mean for η; several annotators a task, the prior and cross-fitting are ours.
 */
export function fitLabelNoise(data: NoisyPreferences, options: Partial<LabelNoiseOptions> = {}): LabelNoiseFit {
  const settings = { ...DEFAULTS, ...options };
  assertPreferences(data);
  const [priorRight, priorFlipped] = settings.priorCounts;
  if (!(priorRight > 0 && priorFlipped > 0)) throw new RangeError("priorCounts must both be positive, so that nobody is ever certain");
  let eta: Float64Array = new Float64Array(data.annotators).fill(priorRight / (priorRight + priorFlipped));
  const flat = new Float64Array(data.tasks).fill(0.5);
  let z = expectation(data, flat, eta).z;
  const learnerOf = crossFitPreferences(data, settings);
  const penalty = choosePenalty(data, learnerOf, z, eta, settings);
  const learner = learnerOf(penalty);
  const lossHistory: number[] = [];
  let converged = data.task.length === 0;
  while (!converged && lossHistory.length < settings.maxIterations) {
    const p = learner.learn(z, lossHistory.length === 0 ? FIRST_STEPS : STEPS);
    const step = expectation(data, p, eta);
    const before = z;
    z = step.z;
    lossHistory.push(step.loss);
    let next = etaMeans(data, z, priorRight, priorFlipped);
    // η moves slowly under EM and costs nothing next to θ: it settles for these p before θ is fitted again.
    for (let inner = 0; inner < INNER_STEPS; inner += 1) {
      z = expectation(data, p, next).z;
      next = etaMeans(data, z, priorRight, priorFlipped);
    }
    // Means settle long before what is said of a single task does.
    converged =
      next.every((value, annotator) => Math.abs(value - realAt(eta, annotator)) <= settings.tolerance) &&
      z.every((value, task) => Math.abs(value - realAt(before, task)) <= 10 * settings.tolerance);
    eta = next;
  }
  const pCorrect = Float64Array.from(data.task, (task, row) => (intAt(data.first, row) === 1 ? realAt(z, task) : 1 - realAt(z, task)));
  const expected = rightCounts(data, z);
  const reliability = Array.from(eta, (value, annotator) =>
    betaReliability(value, labelsOf(expected, annotator), priorRight, priorFlipped),
  );
  return { pFirst: z, pCorrect, reliability, penalty, converged, iterations: lossHistory.length, lossHistory };
}

/** Most steps of θ before the first look, and in each round after it: every round continues where the one before stopped. */
const FIRST_STEPS = 12;
const STEPS = 1;
const INNER_STEPS = 20;

function assertPreferences(data: NoisyPreferences): void {
  assertLength("differences", data.differences.length, data.tasks * data.d);
  assertFinite("differences", data.differences);
  assertLength("prompt", data.prompt.length, data.tasks);
  assertLength("annotator", data.annotator.length, data.task.length);
  assertLength("first", data.first.length, data.task.length);
  assertIndices("task", data.task, data.tasks);
  assertIndices("annotator", data.annotator, data.annotators);
  assertIndices("first", data.first, 2);
}

function choosePenalty(
  data: NoisyPreferences,
  learnerOf: (penalty: number) => Learner,
  z: Float64Array,
  eta: Float64Array,
  settings: LabelNoiseOptions,
): number {
  let best = { penalty: settings.penalties[0] ?? 1, loss: Infinity };
  for (const penalty of settings.penalties) {
    const { loss } = expectation(data, learnerOf(penalty).learn(z, FIRST_STEPS), eta);
    if (loss < best.loss) best = { penalty, loss };
  }
  return best.penalty;
}

function expectation(data: NoisyPreferences, p: Float64Array, eta: Float64Array): { z: Float64Array; loss: number } {
  const logFirst = p.map((value) => Math.log(Math.max(1e-12, value)));
  const logSecond = p.map((value) => Math.log(Math.max(1e-12, 1 - value)));
  data.task.forEach((task, row) => {
    const q = realAt(eta, intAt(data.annotator, row));
    const saysFirst = intAt(data.first, row) === 1;
    addAt(logFirst, task, Math.log(saysFirst ? q : 1 - q));
    addAt(logSecond, task, Math.log(saysFirst ? 1 - q : q));
  });
  let loss = 0;
  const z = logFirst.map((first, task) => {
    const second = realAt(logSecond, task);
    const largest = Math.max(first, second);
    loss -= (largest + Math.log(Math.exp(first - largest) + Math.exp(second - largest))) / Math.max(1, data.tasks);
    return sigmoid(first - second);
  });
  return { z, loss };
}

function rightCounts(data: NoisyPreferences, z: Float64Array): ExpectedLabels {
  const unknown = new Float64Array(data.annotators);
  const right = new Float64Array(data.annotators);
  const given = new Float64Array(data.annotators);
  data.task.forEach((task, row) => {
    const annotator = intAt(data.annotator, row);
    const p = realAt(z, task);
    addAt(right, annotator, intAt(data.first, row) === 1 ? p : 1 - p);
    addAt(given, annotator, 1);
    addAt(unknown, annotator, p * (1 - p));
  });
  return { right, given, unknown };
}

function etaMeans(data: NoisyPreferences, z: Float64Array, priorRight: number, priorFlipped: number): Float64Array {
  const { right, given } = rightCounts(data, z);
  return right.map((count, annotator) => (count + priorRight) / (realAt(given, annotator) + priorRight + priorFlipped));
}
