import { add, clip, divide, gelu, greater, multiply, relu, sqrt, subtract, tanh, where } from "@/lib/onnx/graph/elementwise";
import { emitOne, input, integers, storedTensor } from "@/lib/onnx/graph/graph";
import { gather } from "@/lib/onnx/graph/indexing";
import { cast, reduceSum, reshape, transpose } from "@/lib/onnx/graph/layout";
import { dense, layerNorm, matmul, reduceMax, softmax } from "@/lib/onnx/graph/matrix";
import { fixedShape } from "@/lib/onnx/graph/shape";
import { mapLayer } from "./weight-names";
import type { Dimension, Graph, Value } from "@/lib/onnx/graph/graph";
import type { EncoderConfig } from "./encoder-config";
import type { EncoderWeights, LayerWeights, Linear, LoadedWeight, Norm } from "./weight-names";

/**
 * The forward pass of a BERT-like encoder as our own graph: token, position and segment embeddings, then layers of attention and
 * a two-layer network, each followed by a layer norm. Sizes may be named, for scoring, or fixed, where gradients flow.
 * Source: Devlin et al. (2019), arXiv:1810.04805; Vaswani et al. (2017), arXiv:1706.03762, eq. 1; RoBERTa: arXiv:1907.11692.
 */

/** Weights of a graph: matrices are [in, out] there, so that a product needs no transposition. */
export type GraphLayer = LayerWeights<Value>;

/** Puts a layer into a graph under its weights' names. */
export const placeLayer = (graph: Graph, layer: LayerWeights<LoadedWeight>): GraphLayer =>
  mapLayer(layer, (weight) => place(graph, isMatrix(weight) ? turned(weight) : weight));

const place = (graph: Graph, { name, shape, data }: LoadedWeight): Value => storedTensor(graph, name, shape, data);

export const isMatrix = ({ shape }: LoadedWeight): boolean => shape.length === 2;

/** A matrix as a graph takes it: [in, out]. */
export const turned = ({ name, shape: [out = 1, into = 1], data }: LoadedWeight): LoadedWeight => ({
  name,
  shape: [into, out],
  data: transposed(data, out, into),
});

/** [rows, columns] row-major to [columns, rows]. */
export const transposed = (data: Float32Array, rows: number, columns: number): Float32Array => {
  const result = new Float32Array(data.length);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) result[column * rows + row] = data[row * columns + column] ?? 0;
  return result;
};

/** Names of the inputs that every encoder graph has; those of exports elsewhere are the same. */
export const encoderInputs = {
  /** [batch, length] int64 */
  ids: "input_ids",
  /** [batch, length] int64, 1 for a token and 0 for padding. */
  mask: "attention_mask",
  /** [batch, length] int64, only where the model tells segments apart. */
  segments: "token_type_ids",
  /** [batch, length] int64, 1 for the tokens whose vectors are pooled; not where the first token's is taken. */
  pooled: "pooled_tokens",
} as const;

export interface Tokens {
  ids: Value;
  mask: Value;
  segments: Value | null;
}

export const tokenInputs = (graph: Graph, config: EncoderConfig, sizes: readonly [Dimension, Dimension]): Tokens => ({
  ids: input(graph, encoderInputs.ids, sizes, "int64"),
  mask: input(graph, encoderInputs.mask, sizes, "int64"),
  segments: config.segments > 0 ? input(graph, encoderInputs.segments, sizes, "int64") : null,
});

/** The whole encoder with named sizes, from token numbers to one vector a text. // [batch, width] */
export const pooledVectors = (graph: Graph, config: EncoderConfig, weights: EncoderWeights<LoadedWeight>): Value => {
  const sizes = ["batch", "length"] as const;
  const tokens = tokenInputs(graph, config, sizes);
  const pooled = poolsTokens(config) ? input(graph, encoderInputs.pooled, sizes, "int64") : null;
  const hidden = hidePadding(tokens.mask);
  let x = embedTokens(config, weights, tokens);
  for (const layer of weights.layers) x = encoderLayer(config, x, placeLayer(graph, layer), hidden);
  return poolTokens(config, x, pooled);
};

/** Vectors of tokens before the first layer. // [batch, length, width] */
export const embedTokens = (config: EncoderConfig, weights: EncoderWeights<LoadedWeight>, { ids, segments }: Tokens): Value => {
  const { graph } = ids;
  const sizes = emitOne(graph, "Shape", [ids], { shape: [2], type: "int64" });
  const length = gather(sizes, integers(graph, [1], []), 0);
  const first = integers(graph, [config.firstPosition], []);
  const limit = emitOne(graph, "Add", [length, first], { shape: [], type: "int64" });
  const positions = emitOne(graph, "Range", [first, limit, integers(graph, [1], [])], { shape: [ids.shape[1] ?? 1], type: "int64" });
  let x = add(gather(place(graph, weights.words), ids, 0), gather(place(graph, weights.positions), positions, 0));
  if (weights.segments && segments) x = add(x, gather(place(graph, weights.segments), segments, 0));
  const { scale, shift } = weights.norm;
  return normalise(config, x, { scale: place(graph, scale), shift: place(graph, shift) });
};

const normalise = ({ epsilon }: EncoderConfig, x: Value, { scale, shift }: Norm<Value>): Value => layerNorm(x, scale, shift, epsilon);

/** What is added to attention scores: 0 for a token, a large negative number for padding. // [batch, 1, 1, length] */
export const hidePadding = (mask: Value): Value => {
  const [batch = 1, length = 1] = mask.shape;
  const wide = emitOne(mask.graph, "Unsqueeze", [cast(mask, "float"), integers(mask.graph, [1, 2])], { shape: [batch, 1, 1, length] });
  return multiply(subtract(wide, 1), HIDDEN);
};

/** e^−10000 is 0 in float32, and the number survives being added to any score. */
const HIDDEN = 1e4;

/** Low-rank additions to the weights of a layer, where there are any. */
export interface Adapter {
  query?: (x: Value) => Value;
  value?: (x: Value) => Value;
}

/** One layer. // [batch, length, width] → the same */
export const encoderLayer = (config: EncoderConfig, x: Value, layer: GraphLayer, hidden: Value, adapter: Adapter = {}): Value => {
  const size = config.width / config.heads;
  const project = ({ weight, bias }: Linear<Value>, adapted?: (x: Value) => Value): Value => {
    const plain = dense(x, weight, bias);
    return transpose(regroup(adapted ? add(plain, adapted(x)) : plain, [config.heads, size]), [0, 2, 1, 3]);
  };
  const queries = project(layer.query, adapter.query);
  const keys = project(layer.key);
  const values = project(layer.value, adapter.value);
  const scores = multiply(matmul(queries, transpose(keys, [0, 1, 3, 2])), 1 / Math.sqrt(size));
  const mixed = regroup(transpose(matmul(softmax(add(scores, hidden)), values), [0, 2, 1, 3]), [config.width]);
  const attended = normalise(config, add(x, dense(mixed, layer.attentionOutput.weight, layer.attentionOutput.bias)), layer.attentionNorm);
  const inner = activate(config, dense(attended, layer.up.weight, layer.up.bias));
  return normalise(config, add(attended, dense(inner, layer.down.weight, layer.down.bias)), layer.outputNorm);
};

/** Keeps batch and length, whatever they are called, and gives the rest another shape. */
const regroup = (x: Value, rest: readonly number[]): Value => {
  const shape = [...x.shape.slice(0, 2), ...rest];
  return emitOne(x.graph, "Reshape", [x, integers(x.graph, [0, 0, ...rest])], { shape }, {}, (upstream) => [
    reshape(upstream, fixedShape(x.shape)),
    null,
  ]);
};

const activate = ({ activation }: EncoderConfig, x: Value): Value => {
  if (activation === "gelu") return gelu(x);
  if (activation === "relu") return relu(x);
  // The approximation that some models were trained with (Hendrycks and Gimpel 2016, sec. 2).
  const cubic = add(x, multiply(multiply(multiply(x, x), x), 0.044715));
  return multiply(multiply(x, 0.5), add(tanh(multiply(cubic, Math.sqrt(2 / Math.PI))), 1));
};

/** Whether the vector of a text is made of those of marked tokens. */
export const poolsTokens = ({ pooling }: EncoderConfig): boolean => pooling !== "cls";

/**
 * One vector a text: the mean of the marked tokens' vectors, their sum over the root of their number, the largest of each coordinate
 * (0 where no token is marked), or the first token's. // [batch, length, width] → [batch, width]
 */
export const poolTokens = ({ pooling }: EncoderConfig, x: Value, pooled: Value | null): Value => {
  if (!pooled) return gather(x, integers(x.graph, [0], []), 1);
  const [batch = 1, length = 1] = pooled.shape;
  const marks = emitOne(x.graph, "Unsqueeze", [cast(pooled, "float"), integers(x.graph, [2])], { shape: [batch, length, 1] });
  const count = reduceSum(marks, [1]);
  if (pooling === "max") return where(greater(count, 0), reduceMax(where(greater(marks, 0), x, -1e9), 1), 0);
  const number = clip(count, 1e-9, 1e30);
  return divide(reduceSum(multiply(x, marks), [1]), pooling === "mean-sqrt" ? sqrt(number) : number);
};

/** Number of tokens a text may have: the position table bounds it. */
export const longestInput = (config: EncoderConfig): number => config.positions - config.firstPosition;
