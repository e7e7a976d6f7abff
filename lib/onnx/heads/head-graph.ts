import { headBlocks } from "@/lib/ml/reward/heads";
import { add, multiply, tanh } from "@/lib/onnx/graph/elementwise";
import { constant, integers } from "@/lib/onnx/graph/graph";
import { gather, scatterSum } from "@/lib/onnx/graph/indexing";
import { matmul } from "@/lib/onnx/graph/matrix";
import type { FeatureRows, HeadShape, ParameterBlock } from "@/lib/ml/reward/heads";
import type { Graph, Value } from "@/lib/onnx/graph/graph";

export type HeadParameters = Partial<Record<ParameterBlock["name"], Value>>;

/**
 * The heads of lib/ml/reward/heads.ts as a graph over R models at once: features are a constant that all share.
 *
 * @param parameters one tensor a block, [R, rows of the block, columns of the block]
 * @returns [R, rows, outputs]
 */
export const headNodes = (graph: Graph, shape: HeadShape, features: FeatureRows, parameters: HeadParameters): Value => {
  const dense = features.dimensions > 0 ? constant(graph, Float32Array.from(features.dense), [features.rows, features.dimensions]) : null;
  const parts = [
    ...(parameters.dense && dense ? [matmul(dense, parameters.dense)] : []),
    ...(parameters.terms && features.sparse ? [sparseNodes(graph, features.rows, features.sparse, parameters.terms)] : []),
    ...(parameters.project && parameters.combine && dense ? [innerNodes(dense, parameters.project, parameters.combine, parameters)] : []),
  ];
  const [first, ...others] = parts;
  if (!first) throw new RangeError(`a head on ${shape.dimensions} features and ${shape.terms} terms has nothing to read`);
  const sum = others.reduce((total, part) => add(total, part), first);
  return parameters.bias ? add(sum, parameters.bias) : sum;
};

const innerNodes = (dense: Value, project: Value, combine: Value, { hiddenBias }: HeadParameters): Value => {
  const hidden = matmul(dense, project);
  return matmul(hiddenBias ? tanh(add(hidden, hiddenBias)) : multiply(hidden, hidden), combine);
};

/** Σ over a row's n-grams of value · weight: a gather of weights and a scatter of sums. */
const sparseNodes = (graph: Graph, rows: number, sparse: NonNullable<FeatureRows["sparse"]>, weights: Value): Value => {
  const rowOf = sparse.rows.flatMap(({ index }, row) => index.map(() => row));
  const termOf = sparse.rows.flatMap(({ index }) => index);
  const values = Float32Array.from(sparse.rows.flatMap(({ value }) => value));
  const weighted = multiply(gather(weights, integers(graph, termOf), 1), constant(graph, values, [values.length, 1]));
  return scatterSum(weighted, integers(graph, rowOf), 1, rows);
};

/** Blocks that a shape has, with the names of their inputs in a training graph. */
export const blockInputs = (shape: HeadShape): { block: ParameterBlock; input: string }[] =>
  headBlocks(shape).map((block) => ({ block, input: `head_${block.name}` }));
