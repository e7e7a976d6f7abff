import { addAt, realAt } from "../math/access";
import { createRandom } from "../random/random";
import type { SparseRow } from "../text/tfidf";

/**
 * Heads turn a row's features into its outputs. Linear: x W + b. Low-rank: x W + (x U)² V + b, a quadratic form of rank r that
 * the outputs share. MLP: tanh(x W₁ + b₁) W₂ + b. Sparse features enter linearly in every one of them.
 * Source of the low-rank form: Rendle (2010), doi:10.1109/ICDM.2010.127, eq. 1, with squares in place of products of distinct features.
 */
export type HeadSpec = { head: "linear" } | { head: "low-rank"; rank: number } | { head: "mlp"; hidden: number };

export interface FeatureRows {
  rows: number;
  dimensions: number;
  /** // [rows, dimensions] row-major */
  dense: Float64Array;
  /** n-grams beside the dense part; null where there are none. // [rows] */
  sparse: { terms: number; rows: readonly SparseRow[] } | null;
}

export interface HeadShape {
  spec: HeadSpec;
  dimensions: number;
  terms: number;
  outputs: number;
  bias: boolean;
}

/** A block of the parameter vector. Biases are not penalised: where the zero lies is not a matter of size. */
export interface ParameterBlock {
  name: "dense" | "terms" | "bias" | "project" | "combine" | "hiddenBias";
  shape: readonly [number, number];
  from: number;
  penalised: boolean;
}

/** Blocks in the order in which they lie in the parameter vector; the loss's own parameters follow after them. */
export const headBlocks = ({ spec, dimensions, terms, outputs, bias }: HeadShape): ParameterBlock[] => {
  const inner = spec.head === "low-rank" ? spec.rank : spec.head === "mlp" ? spec.hidden : 0;
  const wanted: [ParameterBlock["name"], number, number, boolean][] = [
    ["dense", spec.head === "mlp" ? 0 : dimensions, outputs, true],
    ["terms", terms, outputs, true],
    ["project", inner > 0 ? dimensions : 0, inner, true],
    ["hiddenBias", spec.head === "mlp" ? 1 : 0, inner, false],
    ["combine", inner, outputs, true],
    ["bias", bias ? 1 : 0, outputs, false],
  ];
  let from = 0;
  return wanted.flatMap(([name, rows, columns, penalised]) => {
    if (rows * columns === 0) return [];
    from += rows * columns;
    return [{ name, shape: [rows, columns] as const, from: from - rows * columns, penalised }];
  });
};

/** Number of parameters, over all blocks. */
export const headSize = (shape: HeadShape): number =>
  headBlocks(shape).reduce((size, { shape: [rows, columns] }) => size + rows * columns, 0);

/** Where training starts: zero where that is no saddle, else small random numbers from the seed. // [headSize] */
export const startHead = (shape: HeadShape, seed: number): Float64Array => {
  const random = createRandom(seed);
  const point = new Float64Array(headSize(shape));
  // Several outputs may be multiplied with each other in the loss: then zero is a saddle for a linear head too.
  const scale: Partial<Record<ParameterBlock["name"], number>> =
    shape.spec.head === "linear"
      ? { dense: shape.outputs > 1 ? 0.02 : 0 }
      : { dense: shape.outputs > 1 ? 0.02 : 0, project: 1 / Math.sqrt(Math.max(1, shape.dimensions)), combine: 0.1 };
  for (const { name, shape: size, from } of headBlocks(shape)) {
    for (let index = 0; index < size[0] * size[1]; index += 1) point[from + index] = (scale[name] ?? 0) * random.normal();
  }
  return point;
};

export interface HeadPass {
  /** // [rows, outputs] row-major */
  outputs: Float64Array;
  /** Gradient of the parameters from that of the outputs. // [headSize] */
  backward: (upstream: Float64Array) => Float64Array;
}

/** Outputs at a parameter vector, in plain arithmetic: the reference, and what small fits use. Cost rows · parameters. */
export const runHead = (shape: HeadShape, features: FeatureRows, point: Float64Array): HeadPass => {
  const { rows } = features;
  const blocks = new Map(headBlocks(shape).map((block) => [block.name, block]));
  const part = (name: ParameterBlock["name"]): Float64Array | null => {
    const block = blocks.get(name);
    return block ? point.subarray(block.from, block.from + block.shape[0] * block.shape[1]) : null;
  };
  const { outputs: width, dimensions } = shape;
  const outputs = new Float64Array(rows * width);
  const [dense, terms, project, combine, hiddenBias, bias] = [
    part("dense"),
    part("terms"),
    part("project"),
    part("combine"),
    part("hiddenBias"),
    part("bias"),
  ];
  if (dense) multiplyInto(outputs, features.dense, dense, rows, dimensions, width);
  if (terms && features.sparse)
    eachEntry(features.sparse.rows, width, (row, term, value) => addAt(outputs, row, value * realAt(terms, term)));
  if (bias) for (let index = 0; index < outputs.length; index += 1) addAt(outputs, index, realAt(bias, index % width));
  const inner = blocks.get("combine")?.shape[0] ?? 0;
  const hidden = new Float64Array(rows * inner);
  let active = hidden;
  if (project && combine) {
    multiplyInto(hidden, features.dense, project, rows, dimensions, inner);
    if (hiddenBias) for (let index = 0; index < hidden.length; index += 1) addAt(hidden, index, realAt(hiddenBias, index % inner));
    active = hidden.map((value) => (hiddenBias ? Math.tanh(value) : value * value));
    multiplyInto(outputs, active, combine, rows, inner, width);
  }
  const backward = (upstream: Float64Array): Float64Array => {
    const gradient = new Float64Array(point.length);
    const into = (name: ParameterBlock["name"]): Float64Array => {
      const block = blocks.get(name);
      return block ? gradient.subarray(block.from, block.from + block.shape[0] * block.shape[1]) : new Float64Array(0);
    };
    if (dense) multiplyTransposedInto(into("dense"), features.dense, upstream, rows, dimensions, width);
    if (terms && features.sparse) {
      const target = into("terms");
      eachEntry(features.sparse.rows, width, (row, term, value) => addAt(target, term, value * realAt(upstream, row)));
    }
    const towardsBias = into("bias");
    if (bias) for (let index = 0; index < upstream.length; index += 1) addAt(towardsBias, index % width, realAt(upstream, index));
    if (!project || !combine) return gradient;
    multiplyTransposedInto(into("combine"), active, upstream, rows, inner, width);
    const towardsHidden = new Float64Array(hidden.length);
    for (let row = 0; row < rows; row += 1) {
      for (let unit = 0; unit < inner; unit += 1) {
        let sum = 0;
        for (let output = 0; output < width; output += 1)
          sum += realAt(upstream, row * width + output) * realAt(combine, unit * width + output);
        const at = row * inner + unit;
        towardsHidden[at] = sum * (hiddenBias ? 1 - realAt(active, at) ** 2 : 2 * realAt(hidden, at));
      }
    }
    multiplyTransposedInto(into("project"), features.dense, towardsHidden, rows, dimensions, inner);
    const towardsHiddenBias = into("hiddenBias");
    if (hiddenBias)
      for (let index = 0; index < towardsHidden.length; index += 1) addAt(towardsHiddenBias, index % inner, realAt(towardsHidden, index));
    return gradient;
  };
  return { outputs, backward };
};

/** target += x w. */
const multiplyInto = (target: Float64Array, x: Float64Array, w: Float64Array, rows: number, dimensions: number, width: number): void => {
  for (let row = 0; row < rows; row += 1) {
    for (let k = 0; k < dimensions; k += 1) {
      const value = realAt(x, row * dimensions + k);
      if (value === 0) continue;
      for (let column = 0; column < width; column += 1) addAt(target, row * width + column, value * realAt(w, k * width + column));
    }
  }
};

/** target += xᵀ u. */
const multiplyTransposedInto = (
  target: Float64Array,
  x: Float64Array,
  u: Float64Array,
  rows: number,
  dimensions: number,
  width: number,
): void => {
  for (let row = 0; row < rows; row += 1) {
    for (let k = 0; k < dimensions; k += 1) {
      const value = realAt(x, row * dimensions + k);
      if (value === 0) continue;
      for (let column = 0; column < width; column += 1) addAt(target, k * width + column, value * realAt(u, row * width + column));
    }
  }
};

/** Every stored n-gram once for every output, as flat places in outputs and in weights. */
const eachEntry = (rows: readonly SparseRow[], width: number, visit: (row: number, term: number, value: number) => void): void => {
  for (const [row, { index, value }] of rows.entries()) {
    for (const [k, term] of index.entries()) {
      for (let column = 0; column < width; column += 1) visit(row * width + column, term * width + column, value[k] ?? 0);
    }
  }
};
