import { setImmediate } from "node:timers/promises";
import { realAt } from "@/lib/ml/math/access";
import { conditionHead } from "@/lib/ml/reward/condition-head";
import { addPenalty, evaluateHead, shapeOf, startPoint } from "@/lib/ml/reward/fit-head";
import { headSize } from "@/lib/ml/reward/heads";
import { exampleCount, extraCount } from "@/lib/ml/reward/losses/loss";
import { DEFAULT_LBFGS, startState, stateBytes } from "@/lib/ml/optim/lbfgs";
import { minimise, minimiseMany } from "@/lib/ml/optim/minimise";
import { deriveSeed } from "@/lib/ml/random/random";
import { multiply } from "@/lib/onnx/graph/elementwise";
import { gradients } from "@/lib/onnx/graph/differentiate";
import { constant, createGraph, input } from "@/lib/onnx/graph/graph";
import { reduceSum, reshape } from "@/lib/onnx/graph/layout";
import { serialiseModel } from "@/lib/onnx/graph/serialise";
import { openSession } from "@/lib/onnx/session";
import { AppError } from "@/lib/errors";
import { blockInputs, headNodes } from "./head-graph";
import { lossNodes } from "./loss-graph";
import { createTermProducts, termsOf } from "./term-products";
import type { HeadFit, HeadProblem } from "@/lib/ml/reward/fit-head";
import type { ConditionedHead } from "@/lib/ml/reward/condition-head";
import type { Evaluation, LbfgsState, Minimum } from "@/lib/ml/optim/lbfgs";
import type { Provider, SessionSettings } from "@/lib/onnx/session";
import type { Terms } from "./term-products";

export interface HeadsRun extends SessionSettings {
  /** After each round of the optimiser: how many there were in this batch, the loss of each of its models, and which model is its first. */
  onRound?: (round: number, losses: readonly number[], first: number) => void;
  signal?: AbortSignal | undefined;
  /** Memory that the whole training may take, in megabytes; models that do not fit follow when the first are done. Default: no bound. */
  memoryMb?: number;
  /** Where an interrupted fit goes on, to the very same models. */
  resume?: HeadsState | null;
  /** Called with what a resumption needs, and waited for: after every batch, and after a round where that is small. Whoever keeps it decides how often. */
  onState?: (state: () => HeadsState, after: "round" | "batch") => void | Promise<void>;
}

export interface HeadsState {
  done: HeadFit[];
  /** The minimisations at work; empty between two batches, and where they are too large to be written while they run. */
  atWork: LbfgsState[];
}

/**
 * What the models of one batched run may hold between two rounds, as a share of the training's memory. The rest is for texts, features
 * and the runtime: 50,000 pairs held 1.16 GB beside 120 MB of this, and more at once made it no faster.
 */
const SHARE_IN_FLIGHT = 1 / 32;
/**
 * States of minimisations that are written between two rounds: what L-BFGS remembers is twenty times the parameters. Larger ones would
 * take longer to write than their batch to fit again.
 */
const LARGEST_STATE_BYTES = 16e6;
/** Below this share, what a step gains is drowned in the rounding of float32 losses. */
const FLOAT32_GAIN = 1e-8;
/** Share of the loss (of one label's at least) that may be left to gain in a fit that counts as converged. */
const MOST_EXCESS = 1e-6;
/** Where a whole step gains less than this share, it is the bound on what is left that is too wide: a penalty of nearly nothing gives one. */
const LEAST_GAIN = 1e-12;
/** Steps and changes of slopes that L-BFGS remembers, and what it holds beside them, in floats a parameter. */
const FLOATS_A_PARAMETER = 2 * (2 * DEFAULT_LBFGS.memory + 6);

/**
 * Fits one head for each row of weights: the folds of a cross-validation, the members of an ensemble and the final model
 * differ in nothing but the weights of the examples, so that they share features, loss and graph on a leading model axis.
 * L-BFGS in float64 drives them in step; the runtime returns losses and gradients.
 */
export const fitHeads = async (
  problem: HeadProblem,
  weights: readonly Float64Array[],
  run: HeadsRun = {},
): Promise<{ fits: HeadFit[]; provider: Provider }> => {
  const shape = shapeOf(problem);
  const inner = problem.spec.head === "mlp" ? problem.spec.hidden : problem.spec.head === "low-rank" ? problem.spec.rank : 0;
  const floats =
    problem.features.rows * (4 * problem.outputs + 2 * inner) + 8 * exampleCount(problem.loss) + FLOATS_A_PARAMETER * headSize(shape);
  const bytesInFlight = (run.memoryMb ?? Number.POSITIVE_INFINITY) * 2 ** 20 * SHARE_IN_FLIGHT;
  const atOnce = Math.max(1, Math.min(weights.length, Math.floor(bytesInFlight / (4 * Math.max(1, floats)))));
  const fits: HeadFit[] = [...(run.resume?.done ?? [])];
  const conditioned = conditionHead(problem);
  const terms = termsOf(problem);
  let provider: Provider = "cpu";
  let waiting = run.resume?.atWork ?? [];
  for (let from = fits.length; from < weights.length; from += atOnce) {
    const batch = weights.slice(from, from + atOnce);
    const starts = batch.map((_, index) =>
      startState(
        startPoint({ ...problem, seed: deriveSeed(problem.seed, from + index) }).map((value, k) => value / realAt(conditioned.steps, k)),
      ),
    );
    const resumed = waiting.length === starts.length && waiting.every(({ point }, index) => point.length === starts[index]?.point.length);
    const states = resumed ? waiting : starts;
    const small = states.reduce((bytes, { point }) => bytes + stateBytes(point.length), 0) <= LARGEST_STATE_BYTES;
    const afterRound = async (round: number, losses: readonly number[]): Promise<void> => {
      if (small) await run.onState?.(() => ({ done: [...fits], atWork: states }), "round");
      run.onRound?.(round, losses, from);
    };
    const done = await fitBatch(conditioned, terms, batch, states, run, afterRound);
    waiting = [];
    fits.push(...done.fits);
    provider = done.provider;
    await run.onState?.(() => ({ done: [...fits], atWork: [] }), "batch");
  }
  return { fits, provider };
};

const fitBatch = async (
  conditioned: ConditionedHead,
  terms: Terms | null,
  weights: readonly Float64Array[],
  starts: readonly LbfgsState[],
  run: HeadsRun,
  afterRound: (round: number, losses: readonly number[]) => Promise<void>,
): Promise<{ fits: HeadFit[]; provider: Provider }> => {
  const { problem, steps, measure, unit, restore } = conditioned;
  const models = weights.length;
  const shape = shapeOf(problem);
  const size = headSize(shape);
  const extras = extraCount(problem.loss);
  const blocks = blockInputs(shape);
  const products = terms && createTermProducts(terms, problem, weights);
  const session = await openSession(buildObjective(problem, weights), run);
  let rounds = 0;
  const parametersAt = createParameters(steps);
  const objective = async (coordinates: readonly Float64Array[]): Promise<Evaluation[]> => {
    run.signal?.throwIfAborted();
    const points = parametersAt(coordinates);
    const feeds = Object.fromEntries([
      ...blocks.map(({ block, input: name }) => {
        const length = block.shape[0] * block.shape[1];
        return [name, { data: stack(points, block.from, block.from + length), shape: [models, ...block.shape] }] as const;
      }),
      ...(extras > 0 ? [["extras", { data: stack(points, size, size + extras), shape: [models, extras] }] as const] : []),
      ...(products
        ? [[TERM_OUTPUTS, { data: products.outputs(points), shape: [models, problem.features.rows, problem.outputs] }] as const]
        : []),
    ]);
    const results = await session.run(feeds);
    const evaluations = points.map((point, model) => {
      const gradient = new Float64Array(point.length);
      for (const { block, input: name } of blocks) gradient.set(part(results[`d_${name}`], model, models), block.from);
      if (extras > 0) gradient.set(part(results.d_extras, model, models), size);
      products?.addGradient(model, part(results[`d_${TERM_OUTPUTS}`], model, models), gradient);
      // Summed here in float64: in float32 thousands of losses would drown each other's last digits.
      const value = part(results.losses, model, models).reduce((sum, loss) => sum + loss, 0);
      return measure(addPenalty(shape, problem.penalty, point, { value, gradient }));
    });
    rounds += 1;
    if (rounds === 1) for (const { value } of evaluations) assertFiniteLoss(value);
    await afterRound(
      rounds,
      evaluations.map(({ value }) => value * unit),
    );
    return evaluations;
  };
  try {
    const minima = await minimiseMany(starts, objective, {
      gradientTolerance: MOST_EXCESS,
      // Whatever float32 leaves to a linear head, float64 goes on with.
      ...(problem.spec.head === "linear" ? { valueTolerance: FLOAT32_GAIN } : {}),
    });
    const fits: HeadFit[] = [];
    for (const [model, minimum] of minima.entries()) {
      assertFiniteLoss(minimum.value);
      const { point, value, converged, iterations, lossHistory } = await settle(
        conditioned,
        weights[model] ?? new Float64Array(0),
        minimum,
        run,
      );
      const parameters = restore(point.map((coordinate, k) => coordinate * realAt(steps, k)));
      fits.push({
        head: parameters.slice(0, size),
        extras: parameters.slice(size),
        value: value * unit,
        converged,
        iterations,
        lossHistory: lossHistory.map((loss) => loss * unit),
      });
    }
    return { fits, provider: session.provider };
  } finally {
    await session.release();
  }
};

/**
 * A fit counts as converged only where no more than a trifle can be left to gain. Where float32 cannot tell, float64 looks, and a linear
 * head goes on in it; the others have valleys so flat that plain arithmetic would take minutes, and say that they did not converge.
 */
const settle = async (
  { problem, steps, moved, measure }: ConditionedHead,
  weights: Float64Array,
  found: Minimum,
  run: HeadsRun,
): Promise<Minimum> => {
  const certain = found.gradientNorm <= MOST_EXCESS;
  const linear = problem.spec.head === "linear";
  if (moved && (certain || !linear)) return { ...found, converged: certain };
  const settled = await minimise(
    found.point,
    async (coordinates) => {
      // A turn of the event loop, in which a cancellation arrives.
      await setImmediate();
      run.signal?.throwIfAborted();
      const parameters = coordinates.map((value, k) => value * realAt(steps, k));
      return measure(evaluateHead(problem, weights, parameters));
    },
    { gradientTolerance: MOST_EXCESS, valueTolerance: LEAST_GAIN, ...(linear ? {} : { iterations: 0 }) },
  );
  return {
    ...settled,
    iterations: found.iterations + settled.iterations,
    lossHistory: [...found.lossHistory.slice(0, -1), ...settled.lossHistory],
  };
};

/** Inputs that are not numbers make every loss one that is not a number; said before a model of nonsense is stored. */
export const assertFiniteLoss = (value: number): void => {
  if (Number.isFinite(value)) return;
  throw new AppError("refused", {
    message: `the loss is ${value}`,
    userMessage:
      "The loss stopped being a number, so the training was ended and nothing was stored. A feature or a label is not finite or far too large, or the penalty is far too small: look at the labels and the encoder, and try a larger penalty.",
  });
};

const buildObjective = (problem: HeadProblem, weights: readonly Float64Array[]): Uint8Array => {
  const graph = createGraph();
  const models = weights.length;
  const shape = shapeOf(problem);
  const blocks = blockInputs(shape).map(({ block, input: name }) => ({
    name,
    kind: block.name,
    value: input(graph, name, [models, ...block.shape]),
  }));
  const extraInputs = extraCount(problem.loss);
  const extras = extraInputs > 0 ? input(graph, "extras", [models, extraInputs]) : null;
  const terms = problem.features.sparse ? input(graph, TERM_OUTPUTS, [models, problem.features.rows, problem.outputs]) : null;
  const outputs = headNodes(graph, shape, problem.features, Object.fromEntries(blocks.map(({ kind, value }) => [kind, value])), terms);
  const flat = reshape(outputs, [models, problem.features.rows * problem.outputs]);
  const examples = exampleCount(problem.loss);
  const weighted = multiply(
    lossNodes(problem.loss, flat, extras),
    constant(graph, Float32Array.from(weights.flatMap((values) => [...values])), [models, examples]),
  );
  const wanted = [
    ...blocks.map(({ name, value }) => ({ name, value })),
    ...(extras ? [{ name: "extras", value: extras }] : []),
    ...(terms ? [{ name: TERM_OUTPUTS, value: terms }] : []),
  ];
  const derivatives = gradients(
    reduceSum(weighted, [0, 1]),
    wanted.map(({ value }) => value),
  );
  return serialiseModel(graph, [
    { name: "losses", value: weighted },
    ...derivatives.map((value, index) => ({ name: `d_${wanted[index]?.name ?? ""}`, value })),
  ]);
};

const TERM_OUTPUTS = "term_outputs";

/** Parameters at coordinates; those of a model that rests are the same array again, which `createTermProducts` goes by. */
const createParameters = (steps: Float64Array) => {
  let before: { coordinates: Float64Array; parameters: Float64Array }[] = [];
  return (points: readonly Float64Array[]): Float64Array[] => {
    before = points.map((coordinates, model) => {
      const known = before[model];
      if (known?.coordinates === coordinates) return known;
      return { coordinates, parameters: coordinates.map((value, k) => value * realAt(steps, k)) };
    });
    return before.map(({ parameters }) => parameters);
  };
};

const stack = (points: readonly Float64Array[], from: number, to: number): Float32Array => {
  const stacked = new Float32Array(points.length * (to - from));
  for (const [model, point] of points.entries()) stacked.set(point.subarray(from, to), model * (to - from));
  return stacked;
};

const part = (values: Float32Array | undefined, model: number, models: number): Float32Array => {
  if (!values) throw new RangeError("the training graph lacks an output");
  const width = values.length / models;
  return values.subarray(model * width, (model + 1) * width);
};
