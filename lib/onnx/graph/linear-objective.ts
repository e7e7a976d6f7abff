import { add, divide, multiply, sigmoid, softplus, subtract } from "./elementwise";
import { constant, createGraph, emitOne, input, integers, storedTensor } from "./graph";
import { reduceSum, reshape, transposeMatrix } from "./layout";
import { concat, slice } from "./indexing";
import { matmul } from "./matrix";
import { serialiseModel } from "./serialise";
import type { ExternalContent, Graph, Value } from "./graph";

/** Sizes of a batch of linear logistic models on the same rows. */
export interface LinearSizes {
  rows: number;
  width: number;
  models: number;
  /** True: each model has labels (weights) of its own, [models, rows]; false: all share [1, rows]. */
  ownLabels: boolean;
  ownWeights: boolean | null;
}

/** Tensor names of the graphs below. */
export const LINEAR = {
  features: "features",
  /** Weight times label: the coefficient of the margin. */
  targets: "targets",
  weights: "weights",
  penalties: "penalties",
  points: "points",
  unscale: "unscale",
  losses: "losses",
  slopes: "slopes",
  steepest: "steepest",
  curvatures: "curvatures",
  sample: "sample",
  gram: "gram",
  noise: "noise",
} as const;

type Place = (name: string, shape: readonly number[]) => Float32Array | ExternalContent;

/**
 * Loss and gradient of R penalised logistic models at once, fₘ(w) = Σᵢ sₘᵢ [softplus(xᵢ·w) − pₘᵢ xᵢ·w] + λₘ/2 |w|².
 *
 * Points come in scaled coordinates u, w = u · `unscale`, so that a preconditioner is two small products and the host never sees a
 * large matrix. Losses leave as partial sums over blocks of rows and the penalty, [models, blocks + 1]: the host adds them in
 * float64. `curved` adds the second derivative of each row's loss in its margin, [models, rows].
 */
export const buildLinearObjective = (
  sizes: LinearSizes,
  { scaled, curved }: { scaled: boolean; curved: boolean },
  place: Place,
): Uint8Array => {
  const { width, models } = sizes;
  const graph = createGraph();
  const { features, targets, weights } = dataOf(graph, sizes, place);
  const penalties = storedTensor(graph, LINEAR.penalties, [models, 1], place(LINEAR.penalties, [models, 1]), { replaceable: true });
  const points = input(graph, LINEAR.points, [models, width]);
  const unscale = scaled ? input(graph, LINEAR.unscale, [width, width]) : null;
  const linear = unscale ? matmul(points, unscale) : points;
  const margins = marginsOf(linear, features, sizes);
  const raised = softplus(margins);
  const losses = subtract(weights ? multiply(raised, weights) : raised, multiply(margins, targets));
  const likely = sigmoid(margins);
  const residuals = subtract(weights ? multiply(likely, weights) : likely, targets);
  const slopes = add(matmul(residuals, features), multiply(linear, penalties));
  const penalty = multiply(multiply(reduceSum(multiply(linear, linear), [1], true), penalties), 0.5);
  const blocks = reduceSum(reshape(losses, [models, sizes.rows / blockLength(sizes.rows), blockLength(sizes.rows)]), [2]);
  const steepest = emitOne(
    graph,
    "ReduceMax",
    [emitOne(graph, "Abs", [slopes], { shape: slopes.shape }), integers(graph, [1])],
    { shape: [models] },
    { keepdims: { int: 0 } },
  );
  const curvatures = multiply(likely, subtract(1, likely));
  return serialiseModel(graph, [
    ...(curved ? [{ name: LINEAR.curvatures, value: weights ? multiply(curvatures, weights) : curvatures }] : []),
    { name: LINEAR.losses, value: concat([blocks, penalty], 1) },
    { name: LINEAR.slopes, value: unscale ? matmul(slopes, transposeMatrix(unscale)) : slopes },
    { name: LINEAR.steepest, value: steepest },
  ]);
};

/** Largest divisor of the rows that is at most this: blocks short enough for float32 sums, and few enough to add on the host. */
const LONGEST_BLOCK = 512;
const blockLength = (rows: number): number => {
  for (let length = Math.min(rows, LONGEST_BLOCK); length > 1; length -= 1) if (rows % length === 0) return length;
  return 1;
};

/** A single model is a product with a column: with a row, the runtime would repack the whole of the features. */
const marginsOf = (linear: Value, features: Value, { models, rows, width }: LinearSizes): Value =>
  models === 1 ? reshape(matmul(features, reshape(linear, [width, 1])), [1, rows]) : matmul(linear, transposeMatrix(features));

const dataOf = (graph: Graph, { rows, width, models, ownLabels, ownWeights }: LinearSizes, place: Place) => {
  const stored = (name: string, shape: readonly number[]): Value =>
    storedTensor(graph, name, shape, place(name, shape), { replaceable: true });
  return {
    features: stored(LINEAR.features, [rows, width]),
    targets: stored(LINEAR.targets, [ownLabels ? models : 1, rows]),
    weights: ownWeights === null ? null : stored(LINEAR.weights, [ownWeights ? models : 1, rows]),
  };
};

/** Elements of a block, which must stay in the cache between the two products that read it: 8 MB. */
const CACHED_ELEMENTS = 2 ** 21;

/**
 * Loss and gradient of a single model over many rows, block by block: out comes [blocks, width + 1], the gradient of each block's
 * losses and their sum, without the penalty. Reading the features is all the work of such a model, and here they cross from
 * memory once, not twice; that one tensor holds both keeps the runtime from computing all margins first. `features` is one file.
 */
export const buildSingleObjective = ({ rows, width, ownWeights }: LinearSizes, place: (name: string) => ExternalContent): Uint8Array => {
  const features = place(LINEAR.features);
  const graph = createGraph();
  const linear = reshape(input(graph, LINEAR.points, [1, width]), [width, 1]);
  const stored = (name: string): Value => storedTensor(graph, name, [1, rows], place(name), { replaceable: true });
  const targets = stored(LINEAR.targets);
  const weights = ownWeights === null ? null : stored(LINEAR.weights);
  const blocks: Value[] = [];
  const blockRows = Math.max(1, Math.floor(CACHED_ELEMENTS / width));
  for (let from = 0; from < rows; from += blockRows) {
    const count = Math.min(blockRows, rows - from);
    const content = { file: features.file, offset: features.offset + 4 * from * width, byteLength: 4 * count * width };
    const part = storedTensor(graph, `${LINEAR.features}.${from}`, [count, width], content, { replaceable: true });
    const own = (values: Value): Value => (count === rows ? values : slice(values, 1, from, from + count));
    const target = own(targets);
    const weight = weights && own(weights);
    const margins = reshape(matmul(part, linear), [1, count]);
    const raised = softplus(margins);
    const losses = subtract(weight ? multiply(raised, weight) : raised, multiply(margins, target));
    const likely = sigmoid(margins);
    const residuals = subtract(weight ? multiply(likely, weight) : likely, target);
    blocks.push(concat([matmul(residuals, part), reduceSum(losses, [1], true)], 1));
  }
  return serialiseModel(graph, [{ name: LINEAR.slopes, value: concat(blocks, 0) }]);
};

/**
 * G = Σᵢ hᵢ xᵢ xᵢᵀ over all rows, or over the `count` rows that a run brings as `sample`, [count, width]; h is `weights`, [count, 1].
 * For a sample also Σᵢ hᵢ² Σ_{j≠k} yᵢⱼ yᵢₖ with yᵢⱼ = xᵢⱼ² / Gⱼⱼ, [1, 1]: the second moments of all its entries off the diagonal, summed in
 * the scale of correlations. A sum over rows gives them at the cost of reading the sample, where entry by entry they cost what G costs.
 * `alike`: all rows have one weight, [1, 1], which multiplies the product and not a copy of the rows.
 */
export const buildWeightedGram = (
  { rows, width, alike }: { rows: number; width: number; alike: boolean },
  count: number | null,
  place: Place,
): Uint8Array => {
  const graph = createGraph();
  const all = (): Value =>
    storedTensor(graph, LINEAR.features, [rows, width], place(LINEAR.features, [rows, width]), { replaceable: true });
  const chosen = count === null ? all() : input(graph, LINEAR.sample, [count, width]);
  const weights = input(graph, LINEAR.weights, [alike ? 1 : (count ?? rows), 1]);
  const scaled = alike ? chosen : multiply(chosen, weights);
  const product = matmul(transposeMatrix(scaled), chosen);
  const gram = { name: LINEAR.gram, value: alike ? multiply(product, weights) : product };
  if (count === null) return serialiseModel(graph, [gram]);
  const ones = (size: number, shape: readonly number[]): Value => constant(graph, new Float32Array(size).fill(1), shape);
  const own = multiply(scaled, chosen);
  // A column of zeros stays one: 0 / 1e-30.
  const shares = divide(own, add(matmul(ones(count, [1, count]), own), 1e-30));
  const sums = matmul(shares, ones(width, [width, 1]));
  const ofEntries = matmul(multiply(shares, shares), ones(width, [width, 1]));
  const noise = matmul(ones(count, [1, count]), subtract(multiply(sums, sums), ofEntries));
  return serialiseModel(graph, [gram, { name: LINEAR.noise, value: noise }]);
};
