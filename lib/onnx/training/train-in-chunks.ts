import { AppError } from "@/lib/errors";
import { buildTrainingModel, LOOP, NEXT, stateSpecs } from "@/lib/onnx/graph/training-loop";
import { openSession } from "@/lib/onnx/session";
import { placeData } from "./data-files";
import { createBatchOrder, scheduleVectors } from "./schedule";
import type { TrainingProblem } from "@/lib/onnx/graph/training-loop";
import type { Provider, Session, Tensor } from "@/lib/onnx/session";
import type { DataFiles, TensorSource } from "./data-files";
import type { LearningRate } from "./schedule";
import type { StateTensor, TrainingState } from "./state";

export interface TrainingRun {
  problem: TrainingProblem;
  data: Readonly<Record<string, TensorSource>>;
  /** Folder of the data that is given as files. Default: a temporary one. */
  dataFolder?: string;
  /** First values of the parameters. */
  start: Readonly<Record<string, Float32Array>>;
  steps: number;
  learningRate: LearningRate;
  /** λ of the decoupled weight decay; one a model where the problem has models. Default 0. */
  weightDecay?: number | Float32Array;
  /** Factor on the learning rate of each model. Default 1. // [models] */
  rates?: Float32Array;
  /** Of the order of rows. Start values are the caller's. */
  seed: number;
  /** Bound on the runtime's threads. Default 1. */
  threads?: number;
  provider?: "auto" | Provider;
  /** Bound on the resident memory of this process, in megabytes. Default: none. */
  memoryLimitMb?: number;
  /** What a chunk should take, in seconds: between chunks a training can be stopped, watched and saved. Default 2. */
  chunkSeconds?: number;
  /** Steps of the first chunk, from whose time the lengths of the others follow. Default 8. */
  firstChunk?: number;
  /** Goes on from a saved state, to the same weights as if it had never stopped. */
  resume?: TrainingState | undefined;
  /** Awaited after each chunk; the place to save `state`. */
  onChunk?: (chunk: Chunk) => void | Promise<void>;
  signal?: AbortSignal | undefined;
}

export interface Chunk {
  state: TrainingState;
  steps: number;
  /** Loss of each step of this chunk; with models, R in a row for each step. // [chunk steps, models] */
  losses: Float32Array;
  provider: Provider;
}

const FIRST_CHUNK = 8;
const DEFAULT_CHUNK_SECONDS = 2;

/**
 * Trains by minibatches: a few seconds of steps in one run of the graph, then a look at the loss, the caller, the clock and the
 * signal. The same seed gives the same weights, bit for bit, on one machine and thread count, wherever the chunks end.
 */
export const trainInChunks = async (run: TrainingRun): Promise<TrainingState> => {
  const { problem, steps } = run;
  let state = run.resume ? checkedState(problem, run.resume) : startState(problem, run.start);
  const order = createBatchOrder(run.seed, problem.rows, problem.batch);
  const files = await placeData(problem.data, run.data, run.dataFolder ?? null);
  let session: Session | null = null;
  try {
    assertMemory(run, files, state);
    session = await openSession(buildTrainingModel(problem, contentOf(files)), {
      dataFolder: files.folder,
      ...(run.threads === undefined ? {} : { threads: run.threads }),
      ...(run.provider === undefined ? {} : { provider: run.provider }),
    });
    let length = run.firstChunk ?? FIRST_CHUNK;
    while (state.step < steps) {
      run.signal?.throwIfAborted();
      const from = state.step;
      const to = Math.min(steps, from + length);
      const started = performance.now();
      const results = await session.run({ ...runInputs(run, from, to, order.rows(from, to)), ...state.tensors });
      const seconds = (performance.now() - started) / 1000;
      const losses = results[LOOP.losses] ?? new Float32Array(0);
      state = nextState(problem, to, results);
      assertFinite(problem, from, losses, state);
      await run.onChunk?.({ state, steps, losses, provider: session.provider });
      assertResident(run);
      await new Promise((resolve) => setImmediate(resolve)); // lets a message in
      const fitting = Math.floor(((to - from) * (run.chunkSeconds ?? DEFAULT_CHUNK_SECONDS)) / Math.max(seconds, 1e-3));
      length = Math.max(1, Math.min(fitting, 4 * length, MOST_INDICES / problem.batch));
    }
    return state;
  } finally {
    await session?.release();
    await files.remove();
  }
};

/** Row numbers of a chunk take 8 bytes each; 4 million of them are 32 MB. */
const MOST_INDICES = 4_000_000;

const contentOf =
  (files: DataFiles) =>
  ({ name }: { name: string }) => {
    const content = files.contents.get(name);
    if (!content) throw new RangeError(`data must hold "${name}"`);
    return content;
  };

const runInputs = (
  { problem, steps, learningRate, weightDecay = 0, rates }: TrainingRun,
  from: number,
  to: number,
  rows: BigInt64Array,
): Record<string, Tensor> => {
  const models = problem.models === null ? [] : [problem.models];
  const each = (values: number | Float32Array): Tensor => {
    const data = values instanceof Float32Array ? values : new Float32Array(problem.models ?? 1).fill(values);
    if (data.length !== (problem.models ?? 1)) throw new RangeError(`one number a model is wanted, ${problem.models ?? 1} in all`);
    return { data, shape: models };
  };
  const vectors = Object.entries(scheduleVectors(problem.optimiser, learningRate, { from, to, steps }));
  return {
    [LOOP.steps]: { data: BigInt64Array.of(BigInt(to - from)), shape: [] },
    [LOOP.order]: { data: rows, shape: [to - from, problem.batch] },
    [LOOP.rates]: each(rates ?? 1),
    [LOOP.decays]: each(weightDecay),
    ...Object.fromEntries(vectors.map(([name, data]) => [name, { data, shape: [to - from] }])),
  };
};

const elementsOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

const startState = (problem: TrainingProblem, start: Readonly<Record<string, Float32Array>>): TrainingState => {
  const parameters = new Set(problem.parameters.map(({ name }) => name));
  const tensors = stateSpecs(problem).map(({ name, shape }): [string, StateTensor] => {
    const data = parameters.has(name) ? start[name] : new Float32Array(elementsOf(shape));
    if (!data || data.length !== elementsOf(shape)) throw new RangeError(`start.${name} must have [${shape.join(", ")}] elements`);
    return [name, { shape, data }];
  });
  return { step: 0, tensors: Object.fromEntries(tensors) };
};

const checkedState = (problem: TrainingProblem, resume: TrainingState): TrainingState => {
  for (const { name, shape } of stateSpecs(problem)) {
    if (resume.tensors[name]?.shape.join() !== shape.join()) {
      throw new AppError("refused", {
        message: `the saved state has no ${name} of shape [${shape.join(", ")}]`,
        userMessage: "The saved state of this training belongs to other settings. Start the training again.",
      });
    }
  }
  return resume;
};

const nextState = (problem: TrainingProblem, step: number, results: Readonly<Record<string, Float32Array>>): TrainingState => ({
  step,
  tensors: Object.fromEntries(
    stateSpecs(problem).map(({ name, shape }) => {
      const data = results[`${name}${NEXT}`];
      if (!data) throw new RangeError(`the run returned no ${name}`);
      return [name, { shape, data }];
    }),
  ),
});

/** Before anything is saved: a state that went wrong must not replace one that was right. */
const assertFinite = (problem: TrainingProblem, from: number, losses: Float32Array, { tensors, step }: TrainingState): void => {
  const models = problem.models ?? 1;
  const place = losses.findIndex((loss) => !Number.isFinite(loss));
  if (place >= 0) throw diverged(`the loss is ${losses[place]}`, from + Math.floor(place / models) + 1, models > 1 ? place % models : null);
  for (const [name, { data }] of Object.entries(tensors)) {
    if (!data.every((value) => Number.isFinite(value))) throw diverged(`${name} is no longer finite`, step, null);
  }
};

const diverged = (what: string, step: number, model: number | null): AppError =>
  new AppError("refused", {
    message: `training diverged at step ${step}${model === null ? "" : ` in model ${model}`}: ${what}`,
    userMessage: `The training broke down at step ${step}${model === null ? "" : ` in model ${model + 1}`}: ${what}. Lower the learning rate, and look for values that are not numbers or very large in the features. No version was made.`,
  });

/** A copy of parameters and slots goes in, one comes out, and one is in the loop. */
const STATE_COPIES = 3;

const assertMemory = ({ memoryLimitMb }: TrainingRun, files: DataFiles, { tensors }: TrainingState): void => {
  if (memoryLimitMb === undefined) return;
  const state = Object.values(tensors).reduce((total, { data }) => total + data.byteLength, 0);
  const neededMb = (files.byteLength + STATE_COPIES * state + process.memoryUsage().rss) / 2 ** 20;
  if (neededMb > memoryLimitMb) throw tooLarge(neededMb, memoryLimitMb);
};

const assertResident = ({ memoryLimitMb }: TrainingRun): void => {
  const residentMb = process.memoryUsage().rss / 2 ** 20;
  if (memoryLimitMb !== undefined && residentMb > memoryLimitMb) throw tooLarge(residentMb, memoryLimitMb);
};

const tooLarge = (neededMb: number, limitMb: number): AppError =>
  new AppError("too_large", {
    userMessage: `The training needs at least ${Math.ceil(neededMb)} MB of memory and may take ${limitMb} MB. Train on fewer pairs, take a smaller batch or a smaller model, or raise the limit (PLUMBLINE_TRAINING_MEMORY_MB).`,
  });
