import { minimiseMany } from "@/lib/ml/optim/minimise";
import { gradients } from "@/lib/onnx/graph/differentiate";
import { createGraph, input, storedTensor } from "@/lib/onnx/graph/graph";
import { reduceSum } from "@/lib/onnx/graph/layout";
import { serialiseModel } from "@/lib/onnx/graph/serialise";
import { openSession } from "@/lib/onnx/session";
import { placeData } from "./data-files";
import type { Evaluation, LbfgsSettings, Minimum } from "@/lib/ml/optim/lbfgs";
import type { ExternalContent, Graph, Value } from "@/lib/onnx/graph/graph";
import type { TensorSpec } from "@/lib/onnx/graph/training-loop";
import type { Provider, Session, Tensor } from "@/lib/onnx/session";
import type { TensorSource } from "./data-files";

/** Any loss over all rows at once. With `models` = R every parameter has a leading axis of R, and no model feels another. */
export interface FullBatchProblem {
  parameters: readonly TensorSpec[];
  data: readonly TensorSpec[];
  models: number | null;
  /** The losses that are summed, in any shape; with models, of a leading axis of R. */
  losses: (all: { graph: Graph; parameter: (name: string) => Value; data: (name: string) => Value }) => Value;
}

export interface FullBatchRun extends Partial<LbfgsSettings> {
  problem: FullBatchProblem;
  data: Readonly<Record<string, TensorSource>>;
  /** Folder of the data that is given as files. */
  dataFolder?: string;
  start: Readonly<Record<string, Float32Array>>;
  /** λ of λ/2 |θ|² on the sum of the losses, for each parameter by name; one number, or one a model. Default 0. */
  penalties?: Readonly<Record<string, number | Float32Array>>;
  /** Bound on the runtime's threads. Default 1. */
  threads?: number;
  provider?: "auto" | Provider;
  onIteration?: (evaluations: number) => void;
  signal?: AbortSignal | undefined;
}

export interface FullBatchFit extends Minimum {
  /** The model's own part of each parameter. */
  parameters: Record<string, Float32Array>;
}

const VALUE_NOISE = 2e-7;

/**
 * Minimises by L-BFGS, for one model or for many in step. The graph gives losses and gradients in float32; sums, penalties and
 * the optimiser are float64 on the host. For plain linear models `fitLinearModels` is faster. Source: as `lbfgs`.
 */
export const fitFullBatch = async (run: FullBatchRun): Promise<{ fits: FullBatchFit[]; provider: Provider }> => {
  const { problem } = run;
  const files = await placeData(problem.data, run.data, run.dataFolder ?? null);
  try {
    const session = await openSession(buildObjective(problem, files.contents), {
      dataFolder: files.folder,
      ...(run.threads === undefined ? {} : { threads: run.threads }),
      ...(run.provider === undefined ? {} : { provider: run.provider }),
    });
    try {
      const parts = partsOf(run);
      const minima = await minimiseMany(startPoints(parts, run), createObjective(session, parts, run), {
        ...run,
        valueNoise: run.valueNoise ?? VALUE_NOISE,
      });
      const fits = minima.map((minimum) => ({
        ...minimum,
        parameters: Object.fromEntries(
          parts.map(({ name, from, size }) => [name, Float32Array.from(minimum.point.subarray(from, from + size))]),
        ),
      }));
      return { fits, provider: session.provider };
    } finally {
      await session.release();
    }
  } finally {
    await files.remove();
  }
};

/** Where a parameter lies in a model's vector. */
interface Part extends TensorSpec {
  from: number;
  size: number;
  /** λ of each model. */
  penalties: Float32Array;
}

const partsOf = ({ problem, penalties = {} }: FullBatchRun): Part[] => {
  const models = problem.models ?? 1;
  let from = 0;
  return problem.parameters.map((spec) => {
    const size = spec.shape.reduce((product, axis) => product * axis, 1) / models;
    const penalty = penalties[spec.name] ?? 0;
    const each = typeof penalty === "number" ? new Float32Array(models).fill(penalty) : penalty;
    if (each.length !== models) throw new RangeError(`penalties.${spec.name} has ${each.length} entries, expected ${models}`);
    from += size;
    return { ...spec, from: from - size, size, penalties: each };
  });
};

const startPoints = (parts: readonly Part[], { problem, start }: FullBatchRun): Float64Array[] =>
  Array.from({ length: problem.models ?? 1 }, (_, model) =>
    Float64Array.from(
      parts.flatMap(({ name, size }) => {
        const values = start[name];
        if (values?.length !== size * (problem.models ?? 1)) throw new RangeError(`start.${name} must hold ${size} numbers a model`);
        return [...values.subarray(model * size, (model + 1) * size)];
      }),
    ),
  );

const createObjective = (session: Session, parts: readonly Part[], run: FullBatchRun) => {
  let evaluations = 0;
  return async (points: readonly Float64Array[]): Promise<Evaluation[]> => {
    run.signal?.throwIfAborted();
    const inputs = parts.map(({ name, shape, from, size }): [string, Tensor] => {
      const data = new Float32Array(points.length * size);
      for (const [model, point] of points.entries()) data.set(point.subarray(from, from + size), model * size);
      return [name, { data, shape }];
    });
    const results = await session.run(Object.fromEntries(inputs));
    evaluations += 1;
    run.onIteration?.(evaluations);
    return points.map((point, model) => evaluationOf(point, model, points.length, parts, results));
  };
};

const evaluationOf = (
  point: Float64Array,
  model: number,
  models: number,
  parts: readonly Part[],
  results: Readonly<Record<string, Float32Array>>,
): Evaluation => {
  const own = (values: Float32Array | undefined): Float32Array =>
    values ? values.subarray((model * values.length) / models, ((model + 1) * values.length) / models) : new Float32Array(0);
  let value = 0;
  for (const loss of own(results[LOSSES])) value += loss;
  const gradient = new Float64Array(point.length);
  for (const { name, from, penalties } of parts) {
    const penalty = penalties[model] ?? 0;
    for (const [k, slope] of own(results[slopeName(name)]).entries()) {
      const weight = point[from + k] ?? 0;
      value += (penalty / 2) * weight * weight;
      gradient[from + k] = slope + penalty * weight;
    }
  }
  return { value, gradient };
};

const LOSSES = "losses";
const slopeName = (parameter: string): string => `${parameter}.slope`;

const buildObjective = (problem: FullBatchProblem, contents: ReadonlyMap<string, ExternalContent>): Uint8Array => {
  const graph = createGraph();
  const data = new Map(
    problem.data.map(({ name, shape, type = "float" }) => {
      const content = contents.get(name);
      if (!content) throw new RangeError(`data must hold "${name}"`);
      return [name, storedTensor(graph, name, shape, content, { replaceable: true, type })];
    }),
  );
  const parameters = problem.parameters.map(({ name, shape }) => input(graph, name, shape));
  const find = (values: readonly Value[], name: string): Value => {
    const value = values.find((known) => known.name === name);
    if (!value) throw new RangeError(`the loss asks for "${name}", which the problem does not have`);
    return value;
  };
  const losses = problem.losses({ graph, parameter: (name) => find(parameters, name), data: (name) => find([...data.values()], name) });
  if (problem.models !== null && losses.shape[0] !== problem.models)
    throw new RangeError(`losses must have a leading axis of ${problem.models}, not [${losses.shape.join(", ")}]`);
  const axes = losses.shape.map((_, axis) => axis);
  const slopes = gradients(axes.length > 0 ? reduceSum(losses, axes) : losses, parameters);
  const named = slopes.map((value, position) => ({ name: slopeName(problem.parameters[position]?.name ?? ""), value }));
  return serialiseModel(graph, [{ name: LOSSES, value: losses }, ...named]);
};
