import { headBlocks } from "@/lib/ml/reward/heads";
import { add, multiply, tanh } from "@/lib/onnx/graph/elementwise";
import { constant } from "@/lib/onnx/graph/graph";
import { matmul } from "@/lib/onnx/graph/matrix";
import type { FeatureRows, HeadShape, ParameterBlock } from "@/lib/ml/reward/heads";
import type { Graph, Value } from "@/lib/onnx/graph/graph";

export type HeadParameters = Partial<Record<Exclude<ParameterBlock["name"], "terms">, Value>>;

/**
 * The heads of lib/ml/reward/heads.ts as a graph over R models at once: dense features are a constant that all share.
 *
 * n-grams are not in it. Gathers and scatters over their entries take the runtime tenfold the time of a plain loop and tenfold
 * the memory of the entries, so whoever runs the graph multiplies them outside (see `fitHeads`) and passes the sums in.
 *
 * @param parameters one tensor a block, [R, rows of the block, columns of the block]
 * @param termOutputs what the n-grams add to the outputs, [R, rows, outputs]; null without any
 * @returns [R, rows, outputs]
 */
export const headNodes = (
  graph: Graph,
  shape: HeadShape,
  features: FeatureRows,
  parameters: HeadParameters,
  termOutputs: Value | null,
): Value => {
  const dense = features.dimensions > 0 ? constant(graph, Float32Array.from(features.dense), [features.rows, features.dimensions]) : null;
  const parts = [
    ...(parameters.dense && dense ? [matmul(dense, parameters.dense)] : []),
    ...(termOutputs ? [termOutputs] : []),
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

/** Blocks that a training graph takes, with the names of their inputs: all but the n-grams. */
export const blockInputs = (shape: HeadShape): { block: ParameterBlock; input: string }[] =>
  headBlocks(shape)
    .filter(({ name }) => name !== "terms")
    .map((block) => ({ block, input: `head_${block.name}` }));
