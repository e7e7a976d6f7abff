import { createRandom, deriveSeed } from "@/lib/ml/random/random";
import { multiply, softplus, subtract } from "@/lib/onnx/graph/elementwise";
import { concat, gather, slice } from "@/lib/onnx/graph/indexing";
import { reduceMean, reshape } from "@/lib/onnx/graph/layout";
import { matmul } from "@/lib/onnx/graph/matrix";
import { encoderLayer, hidePadding, isMatrix, poolsTokens, poolTokens, turned } from "./transformer-graph";
import { mapLayer } from "./weight-names";
import type { Value } from "@/lib/onnx/graph/graph";
import type { Step, TensorSpec, TrainingProblem } from "@/lib/onnx/graph/training-loop";
import type { EncoderConfig } from "./encoder-config";
import type { Adapter, GraphLayer } from "./transformer-graph";
import type { EncoderWeights, LayerWeights, LoadedWeight } from "./weight-names";

/**
 * Low-rank adaptation of an encoder's top layers, with a linear head on the pooled vector: queries and values get
 * x W + (α/r) x A B, A [d, r], B [r, d], and only A, B and the head are trained.
 * Source: Hu et al. (2022), LoRA, arXiv:2106.09685, eq. 3 and sec. 4.2.
 */
export interface LoraSettings {
  /** r. Default 8. */
  rank: number;
  /** α; additions count α/r. Default 16. */
  alpha: number;
  /** How many of the top layers are adapted. What lies below is computed once for each text. Default 2. */
  layers: number;
  /** Passes over the pairs. Default 3. */
  epochs: number;
  /** Pairs of a step. Default 8. */
  batch: number;
  /** Highest learning rate. Default 3e-4, of the size that the authors use. */
  learningRate: number;
  /** Share of the steps over which it rises. Default 0.1. */
  warmup: number;
  /** What it does afterwards. Default linear. */
  decay: "constant" | "linear" | "cosine";
  /** λ of the decoupled weight decay. Default 0.01. */
  weightDecay: number;
}

export const DEFAULT_LORA: LoraSettings = {
  rank: 8,
  alpha: 16,
  layers: 2,
  epochs: 3,
  batch: 8,
  learningRate: 3e-4,
  warmup: 0.1,
  decay: "linear",
  weightDecay: 0.01,
};

/** Names of the data that a fine-tuning reads. Sizes: R texts of L tokens, n pairs of them. */
export const tuningData = {
  /** [R, L, d]: vectors of tokens below the lowest adapted layer. */
  activations: "activations",
  /** [R, L]: 1 for a token, 0 for padding. */
  mask: "mask",
  /** [R, L]: 1 for the tokens that are pooled. */
  marked: "marked",
  /** [n] int64: the texts of each pair. */
  first: "first",
  second: "second",
  /** [n] */
  pFirst: "pFirst",
  weight: "weight",
} as const;
export const HEAD = "head";

export interface TuningSizes {
  texts: number;
  length: number;
  pairs: number;
}

const ADAPTED = ["query", "value"] as const;
type Adapted = (typeof ADAPTED)[number];
const adapterName = (layer: number, what: Adapted, part: "down" | "up"): string => `layer.${layer}.${what}.${part}`;

/** The layers that are adapted, from the lowest. */
export const adaptedLayers = ({ layers: all }: EncoderConfig, { layers }: LoraSettings): number[] => {
  if (!(Number.isInteger(layers) && layers >= 1 && layers <= all))
    throw new RangeError(`layers = ${layers} must be an integer in [1, ${all}], the number of the encoder's layers`);
  return Array.from({ length: layers }, (_, k) => all - layers + k);
};

export const adapterSpecs = (config: EncoderConfig, settings: LoraSettings): TensorSpec[] => [
  ...adaptedLayers(config, settings).flatMap((layer) =>
    ADAPTED.flatMap((what) => [
      { name: adapterName(layer, what, "down"), shape: [config.width, settings.rank] },
      { name: adapterName(layer, what, "up"), shape: [settings.rank, config.width] },
    ]),
  ),
  { name: HEAD, shape: [config.width, 1] },
];

/** A at random, B zero: the first step starts at the encoder as it is (arXiv:2106.09685, sec. 4.1). */
export const startAdapters = (
  config: EncoderConfig,
  settings: LoraSettings,
  head: Float32Array,
  seed: number,
): Record<string, Float32Array> =>
  Object.fromEntries(
    adapterSpecs(config, settings).map(({ name, shape }, position) => {
      if (name === HEAD) return [name, head];
      const random = createRandom(deriveSeed(seed, position));
      const size = shape.reduce((product, axis) => product * axis, 1);
      const spread = name.endsWith("down") ? 1 / Math.sqrt(config.width) : 0;
      return [name, Float32Array.from({ length: size }, () => spread * random.normal())];
    }),
  );

/** The frozen weights of the adapted layers, as a graph takes them. */
export const frozenWeights = (config: EncoderConfig, weights: EncoderWeights<LoadedWeight>, settings: LoraSettings): LoadedWeight[] => {
  const frozen: LoadedWeight[] = [];
  for (const layer of adaptedLayers(config, settings)) {
    const own = weights.layers[layer];
    if (own) mapLayer(own, (weight) => frozen.push(isMatrix(weight) ? turned(weight) : weight));
  }
  return frozen;
};

/** What to train: the mean of w [ln(1 + eᵐ) − pFirst m] over the pairs of a step, m = r_first − r_second. */
export const tuningProblem = (
  config: EncoderConfig,
  weights: EncoderWeights<LoadedWeight>,
  settings: LoraSettings,
  { texts, length, pairs }: TuningSizes,
): TrainingProblem => ({
  parameters: adapterSpecs(config, settings),
  data: [
    { name: tuningData.activations, shape: [texts, length, config.width] },
    { name: tuningData.mask, shape: [texts, length] },
    { name: tuningData.marked, shape: [texts, length] },
    { name: tuningData.first, shape: [pairs], type: "int64" },
    { name: tuningData.second, shape: [pairs], type: "int64" },
    { name: tuningData.pFirst, shape: [pairs] },
    { name: tuningData.weight, shape: [pairs] },
    ...frozenWeights(config, weights, settings).map(({ name, shape }) => ({ name, shape })),
  ],
  rows: pairs,
  batch: Math.min(settings.batch, pairs),
  models: null,
  optimiser: { kind: "adamw" },
  gradientLimit: 1,
  loss: (step) => tuningLoss(config, weights, settings, step),
});

/** Loss of the pairs of a step, a single number. */
export const tuningLoss = (
  config: EncoderConfig,
  weights: EncoderWeights<LoadedWeight>,
  settings: LoraSettings,
  { data, parameter, rows }: Pick<Step, "data" | "parameter" | "rows">,
): Value => {
  const pairs = Number(rows.shape[0]);
  const of = (name: string): Value => gather(data(name), rows, 0);
  const texts = concat([of(tuningData.first), of(tuningData.second)], 0);
  const pick = (name: string): Value => gather(data(name), texts, 0);
  const hidden = hidePadding(pick(tuningData.mask));
  let x = pick(tuningData.activations);
  for (const layer of adaptedLayers(config, settings)) {
    const own = weights.layers[layer];
    if (!own) throw new RangeError(`the encoder has no layer ${layer}`);
    const placed = layerFrom(own, data);
    x = encoderLayer(config, x, placed, hidden, adapterOf(layer, settings, parameter));
  }
  // The head reads the pooled vector as it is: what a folder does with it afterwards, such as scaling to unit length, takes from it.
  const pooled = poolTokens(config, x, poolsTokens(config) ? pick(tuningData.marked) : null);
  const rewards = reshape(matmul(pooled, parameter(HEAD)), [2 * pairs]);
  const margins = subtract(slice(rewards, 0, 0, pairs), slice(rewards, 0, pairs, 2 * pairs));
  const losses = subtract(softplus(margins), multiply(of(tuningData.pFirst), margins));
  return reduceMean(multiply(losses, of(tuningData.weight)), [0]);
};

const layerFrom = (layer: LayerWeights<LoadedWeight>, data: Step["data"]): GraphLayer => mapLayer(layer, ({ name }) => data(name));

const adapterOf = (layer: number, { rank, alpha }: LoraSettings, parameter: Step["parameter"]): Adapter => {
  const low =
    (what: Adapted) =>
    (x: Value): Value =>
      multiply(matmul(matmul(x, parameter(adapterName(layer, what, "down"))), parameter(adapterName(layer, what, "up"))), alpha / rank);
  return { query: low("query"), value: low("value") };
};

/** The encoder with what was learned added to its matrices: W + (α/r) (A B)ᵀ, since files hold [out, in]. Nothing is changed in place. */
export const mergeAdapters = (
  config: EncoderConfig,
  weights: EncoderWeights<LoadedWeight>,
  settings: LoraSettings,
  learned: Readonly<Record<string, Float32Array>>,
): EncoderWeights<LoadedWeight> => {
  const adapted = new Set(adaptedLayers(config, settings));
  const merge = (weight: LoadedWeight, layer: number, what: Adapted): LoadedWeight => {
    const down = learned[adapterName(layer, what, "down")];
    const up = learned[adapterName(layer, what, "up")];
    if (!down || !up) throw new RangeError(`learned must hold the adapters of layer ${layer}`);
    const { width } = config;
    const data = weight.data.slice();
    for (let out = 0; out < width; out += 1) {
      for (let into = 0; into < width; into += 1) {
        let sum = 0;
        for (let k = 0; k < settings.rank; k += 1) sum += (down[into * settings.rank + k] ?? 0) * (up[k * width + out] ?? 0);
        data[out * width + into] = (data[out * width + into] ?? 0) + (settings.alpha / settings.rank) * sum;
      }
    }
    return { ...weight, data };
  };
  const layers = weights.layers.map((layer, index) =>
    adapted.has(index)
      ? {
          ...layer,
          query: { ...layer.query, weight: merge(layer.query.weight, index, "query") },
          value: { ...layer.value, weight: merge(layer.value.weight, index, "value") },
        }
      : layer,
  );
  return { ...weights, layers };
};
