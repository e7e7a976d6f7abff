import { multiply } from "./elementwise";
import { bodyInput, createBody, createGraph, emit, emitOne, input, integers, storedTensor } from "./graph";
import { gather } from "./indexing";
import { reduceSum, reshape } from "./layout";
import { gradients } from "./differentiate";
import { alongModels, limitLength, optimiserSlots, SCHEDULE, updateParameter } from "./optimisers";
import { serialiseModel } from "./serialise";
import type { ElementType, ExternalContent, Graph, Value } from "./graph";
import type { Optimiser, StepNumbers } from "./optimisers";

/** A tensor's name, sizes and elements: what a problem says of its parameters and its data. */
export interface TensorSpec {
  name: string;
  shape: readonly number[];
  type?: ElementType;
}

/** What the loss of a step is built from. */
export interface Step {
  graph: Graph;
  parameter: (name: string) => Value;
  data: (name: string) => Value;
  /** Positions of the rows of this step. // [batch] int64 */
  rows: Value;
}

/**
 * What to train, apart from any numbers. With `models` = R every parameter has a leading axis of R, the loss is [R], and each
 * model goes its own way: own weights and labels (data of shape [R, …]), own learning rate and weight decay, one run.
 */
export interface TrainingProblem {
  parameters: readonly TensorSpec[];
  data: readonly TensorSpec[];
  /** Examples that minibatches are drawn from. */
  rows: number;
  batch: number;
  models: number | null;
  optimiser: Optimiser;
  /** Bound on the length of all gradients of a model together; null for none. */
  gradientLimit?: number | null;
  /** False leaves weight decay out of the graph. Default true. */
  decays?: boolean;
  /** Mean loss of the rows of a step: a single number, or [models]. */
  loss: (step: Step) => Value;
}

/** Names of the chunk model's own inputs and outputs. Those of parameters and slots are `stateName`s; next values end in `NEXT`. */
export const LOOP = { steps: "steps", order: "order", rates: "rates", decays: "decays", losses: "losses" } as const;
export const NEXT = ".next";
export const slotName = (parameter: string, slot: string): string => `${parameter}.${slot}`;

/** Names and sizes of all that a training carries from chunk to chunk, in the order of the loop's operands. */
export const stateSpecs = ({ parameters, optimiser }: TrainingProblem): TensorSpec[] => [
  ...parameters,
  ...parameters.flatMap(({ name, shape }) => optimiserSlots(optimiser).map((slot) => ({ name: slotName(name, slot), shape }))),
];

/**
 * A model of as many training steps as its caller asks for in one run: a `Loop` whose body is forward pass, gradient and update.
 *
 * Parameters and what the optimiser remembers are loop-carried, so they never leave the device within a run; data sets are
 * initializers, uploaded once. Inputs of a run: `steps` (int64 scalar), `order` [steps, batch] int64, one [steps] vector for each
 * name of `SCHEDULE`, `rates` and `decays` ([models], or a scalar), and the state.
 */
export const buildTrainingModel = (problem: TrainingProblem, place: (spec: TensorSpec) => Float32Array | ExternalContent): Uint8Array => {
  const top = createGraph();
  const data = new Map(
    problem.data.map((spec) => {
      const settings = { replaceable: true, ...(spec.type ? { type: spec.type } : {}) };
      return [spec.name, storedTensor(top, spec.name, spec.shape, place(spec), settings)];
    }),
  );
  const perModel = problem.models === null ? [] : [problem.models];
  const steps = input(top, LOOP.steps, [], "int64");
  const order = input(top, LOOP.order, ["steps", problem.batch], "int64");
  const schedule = SCHEDULE.map((name) => input(top, name, ["steps"]));
  const rates = input(top, LOOP.rates, perModel);
  const decays = input(top, LOOP.decays, perModel);
  const specs = stateSpecs(problem);
  const state = specs.map(({ name, shape }) => input(top, name, shape));

  const body = createBody(top);
  bodyInput(body, [], "int64");
  const goOn = bodyInput(body, [], "bool");
  // Our own counter: the runtime keeps its own on the host, from where a GPU would have to fetch it each step.
  const counter = bodyInput(body, [], "int64");
  const carried = specs.map(({ shape }) => bodyInput(body, shape));
  const now = schedule.map((values) => gather(values, counter, 0));
  const next = buildStep(problem, body, data, gather(order, counter, 0), carried, { now, rates, decays });
  const outputs = [
    emitOne(body, "Identity", [goOn], { shape: [], type: "bool" }),
    emitOne(body, "Add", [counter, integers(top, [1], [])], { shape: [], type: "int64" }),
    ...next.state,
    next.loss,
  ];

  const first = integers(top, [0], []);
  const endless = emitOne(top, "Cast", [integers(top, [1], [])], { shape: [], type: "bool" }, { to: { int: 9 } });
  const results = emit(
    top,
    "Loop",
    [steps, endless, first, ...state],
    [{ shape: [], type: "int64" }, ...specs.map(({ shape }) => ({ shape })), { shape: ["steps", ...perModel] }],
    { body: { body: { graph: body, outputs } } },
  );
  const [, ...produced] = results;
  const names = [...specs.map(({ name }) => `${name}${NEXT}`), LOOP.losses];
  return serialiseModel(
    top,
    produced.map((value, position) => ({ name: names[position] ?? "", value })),
  );
};

const buildStep = (
  problem: TrainingProblem,
  body: Graph,
  data: ReadonlyMap<string, Value>,
  rows: Value,
  carried: readonly Value[],
  numbers: { now: readonly Value[]; rates: Value; decays: Value },
): { state: Value[]; loss: Value } => {
  const parameters = carried.slice(0, problem.parameters.length);
  const named = new Map(problem.parameters.map(({ name }, position) => [name, parameters[position]]));
  const find = (values: ReadonlyMap<string, Value | undefined>, name: string): Value => {
    const value = values.get(name);
    if (!value) throw new RangeError(`the loss asks for "${name}", which the problem does not have`);
    return value;
  };
  const loss = problem.loss({ graph: body, rows, parameter: (name) => find(named, name), data: (name) => find(data, name) });
  const expected = problem.models === null ? 1 : problem.models;
  if (loss.shape.reduce<number>((product, size) => product * Number(size), 1) !== expected)
    throw new RangeError(`loss must be ${expected === 1 ? "a single number" : `[${expected}]`}, not [${loss.shape.join(", ")}]`);
  const total =
    loss.shape.length === 0
      ? loss
      : reduceSum(
          loss,
          loss.shape.map((_, axis) => axis),
        );
  let slopes = gradients(total, parameters);
  if (problem.gradientLimit) slopes = limitLength(slopes, problem.gradientLimit, problem.models !== null);
  const slots = carried.slice(parameters.length);
  const slotCount = optimiserSlots(problem.optimiser).length;
  const updated = parameters.map((parameter, position) => {
    const gradient = slopes[position];
    if (!gradient) throw new RangeError("a parameter has no gradient");
    const own = slots.slice(position * slotCount, (position + 1) * slotCount);
    return updateParameter(problem.optimiser, parameter, gradient, own, numbersFor(problem, parameter, numbers));
  });
  return {
    state: [...updated.map(({ parameter }) => parameter), ...updated.flatMap((update) => update.slots)],
    loss: reshape(loss, problem.models === null ? [] : [problem.models]),
  };
};

const numbersFor = (
  { models, decays: wanted = true }: TrainingProblem,
  parameter: Value,
  { now, rates, decays }: { now: readonly Value[]; rates: Value; decays: Value },
): StepNumbers => {
  const [stepSize, epsilon, decay] = now;
  if (!stepSize || !epsilon || !decay) throw new RangeError("the schedule is incomplete");
  if (models === null) return { stepSize, epsilon, decay: wanted ? multiply(decay, decays) : null };
  const rate = alongModels(rates, parameter);
  return {
    stepSize: multiply(stepSize, rate),
    epsilon,
    decay: wanted ? multiply(decay, multiply(rate, alongModels(decays, parameter))) : null,
  };
};
