import { AppError } from "@/lib/errors";
import type { EncoderConfig, Family } from "./encoder-config";
import type { WeightSource } from "./safetensors";

/** A weight by what it does, whatever its file calls it. Matrices are [out, in], as PyTorch stores them. */
export interface LayerWeights<T> {
  query: Linear<T>;
  key: Linear<T>;
  value: Linear<T>;
  attentionOutput: Linear<T>;
  attentionNorm: Norm<T>;
  up: Linear<T>;
  down: Linear<T>;
  outputNorm: Norm<T>;
}
export interface Linear<T> {
  weight: T;
  bias: T;
}
export interface Norm<T> {
  scale: T;
  shift: T;
}
export interface EncoderWeights<T> {
  words: T;
  positions: T;
  segments: T | null;
  norm: Norm<T>;
  layers: LayerWeights<T>[];
}

interface Named {
  name: string;
  shape: readonly number[];
}

const linear = (stem: string, out: number, into: number): Linear<Named> => ({
  weight: { name: `${stem}.weight`, shape: [out, into] },
  bias: { name: `${stem}.bias`, shape: [out] },
});
const norm = (stem: string, width: number): Norm<Named> => ({
  scale: { name: `${stem}.weight`, shape: [width] },
  shift: { name: `${stem}.bias`, shape: [width] },
});

/** Names and shapes that a family's files have. */
export const expectedWeights = (config: EncoderConfig): EncoderWeights<Named> => {
  const { width, inner, layers } = config;
  const distil = config.family === "distilbert";
  return {
    words: { name: "embeddings.word_embeddings.weight", shape: [config.vocabulary, width] },
    positions: { name: "embeddings.position_embeddings.weight", shape: [config.positions, width] },
    segments: config.segments > 0 ? { name: "embeddings.token_type_embeddings.weight", shape: [config.segments, width] } : null,
    norm: norm("embeddings.LayerNorm", width),
    layers: Array.from({ length: layers }, (_, layer): LayerWeights<Named> => {
      const stem = distil ? `transformer.layer.${layer}` : `encoder.layer.${layer}`;
      const attention = (bert: string, other: string): string => `${stem}.attention.${distil ? other : bert}`;
      return {
        query: linear(attention("self.query", "q_lin"), width, width),
        key: linear(attention("self.key", "k_lin"), width, width),
        value: linear(attention("self.value", "v_lin"), width, width),
        attentionOutput: linear(attention("output.dense", "out_lin"), width, width),
        attentionNorm: norm(distil ? `${stem}.sa_layer_norm` : `${stem}.attention.output.LayerNorm`, width),
        up: linear(distil ? `${stem}.ffn.lin1` : `${stem}.intermediate.dense`, inner, width),
        down: linear(distil ? `${stem}.ffn.lin2` : `${stem}.output.dense`, width, inner),
        outputNorm: norm(distil ? `${stem}.output_layer_norm` : `${stem}.output.LayerNorm`, width),
      };
    }),
  };
};

/** Every weight of a layer, in order, through `change`. */
export const mapLayer = <A, B>(layer: LayerWeights<A>, change: (weight: A) => B): LayerWeights<B> => {
  const both = ({ weight, bias }: Linear<A>): Linear<B> => ({ weight: change(weight), bias: change(bias) });
  const pair = ({ scale, shift }: Norm<A>): Norm<B> => ({ scale: change(scale), shift: change(shift) });
  return {
    query: both(layer.query),
    key: both(layer.key),
    value: both(layer.value),
    attentionOutput: both(layer.attentionOutput),
    attentionNorm: pair(layer.attentionNorm),
    up: both(layer.up),
    down: both(layer.down),
    outputNorm: pair(layer.outputNorm),
  };
};

/** Every weight of an encoder, in order, through `change`. */
export const mapWeights = <A, B>(weights: EncoderWeights<A>, change: (weight: A) => B): EncoderWeights<B> => ({
  words: change(weights.words),
  positions: change(weights.positions),
  segments: weights.segments === null ? null : change(weights.segments),
  norm: { scale: change(weights.norm.scale), shift: change(weights.norm.shift) },
  layers: weights.layers.map((layer) => mapLayer(layer, change)),
});

/** What a file may put before the names: a whole model holds its encoder under the family's name. */
const PREFIXES: Readonly<Record<Family, readonly string[]>> = {
  bert: ["", "bert.", "model.", "0.auto_model."],
  roberta: ["", "roberta.", "model.", "0.auto_model."],
  "xlm-roberta": ["", "roberta.", "model.", "0.auto_model."],
  camembert: ["", "roberta.", "camembert.", "model.", "0.auto_model."],
  distilbert: ["", "distilbert.", "model.", "0.auto_model."],
};

/** A tensor of the file, as the forward pass takes it. */
export interface LoadedWeight {
  /** Its name in the family, without what a file puts before it. */
  name: string;
  shape: readonly number[];
  data: Float32Array;
}

/** Loads an encoder's weights by name. A tensor that is missing, has another shape or is not finite is named in the refusal. */
export const loadWeights = async (config: EncoderConfig, source: WeightSource, file: string): Promise<EncoderWeights<LoadedWeight>> => {
  const expected = expectedWeights(config);
  const names = new Set(source.names());
  const nameIn = (prefix: string, name: string): string | null => {
    const whole = prefix + name;
    // Files of the first years call a norm's scale and shift gamma and beta.
    const old = whole.replace(/LayerNorm\.weight$/u, "LayerNorm.gamma").replace(/LayerNorm\.bias$/u, "LayerNorm.beta");
    return names.has(whole) ? whole : names.has(old) ? old : null;
  };
  const prefix = PREFIXES[config.family].find((candidate) => nameIn(candidate, expected.words.name) !== null);
  if (prefix === undefined) {
    throw refused(
      file,
      `it has no tensor ${expected.words.name}, under whatever prefix. It begins with: ${[...names].slice(0, 5).join(", ") || "nothing"}`,
    );
  }
  const load = async ({ name, shape }: Named): Promise<LoadedWeight> => {
    const found = nameIn(prefix, name);
    if (found === null) throw refused(file, `the tensor ${prefix}${name} is missing`);
    const actual = source.shapeOf(found) ?? [];
    if (actual.join() !== shape.join())
      throw refused(file, `the tensor ${found} is [${actual.join(", ")}], config.json makes it [${shape.join(", ")}]`);
    const data = await source.read(found);
    if (!data.every(Number.isFinite)) throw refused(file, `the tensor ${found} holds values that are not finite numbers`);
    return { name, shape, data };
  };
  const wanted: Named[] = [];
  mapWeights(expected, (named) => wanted.push(named));
  const loaded = new Map<string, LoadedWeight>();
  for (const named of wanted) loaded.set(named.name, await load(named));
  return mapWeights(expected, ({ name }) => {
    const weight = loaded.get(name);
    if (!weight) throw refused(file, `the tensor ${name} was not read`);
    return weight;
  });
};

const refused = (file: string, reason: string): AppError =>
  new AppError("refused", { userMessage: `The encoder's weights in ${file} cannot be used: ${reason}.` });
