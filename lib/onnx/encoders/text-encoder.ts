import { createGraph, input } from "@/lib/onnx/graph/graph";
import { serialiseModel } from "@/lib/onnx/graph/serialise";
import { openSession } from "@/lib/onnx/session";
import { encodeThroughCache, hashTexts } from "@/lib/onnx/text-cache";
import { openEncoderFolder } from "./open-folder";
import {
  embedTokens,
  encoderInputs,
  encoderLayer,
  hidePadding,
  longestInput,
  placeLayer,
  poolTokens,
  tokenInputs,
} from "./transformer-graph";
import type { Session, SessionSettings } from "@/lib/onnx/session";
import type { TextCache } from "@/lib/onnx/text-cache";
import type { TokenRow } from "@/lib/onnx/tokenizer";
import type { EncoderConfig } from "./encoder-config";
import type { EncoderFile, EncoderFolder, FolderSettings } from "./open-folder";

/** An encoder that is loaded and ready: texts in, vectors out. */
export interface TextEncoder {
  /** Length of a vector. */
  width: number;
  /** Vectors of responses in the light of their prompts. // [rows, width] row-major */
  encode: (rows: readonly { prompt: string; response: string }[]) => Promise<Float32Array>;
  /** Vectors of texts by themselves, as sentence encoders are used. // [texts, width] row-major */
  encodeTexts: (texts: readonly string[]) => Promise<Float32Array>;
  describe: () => TextEncoderDescription;
  close: () => Promise<void>;
}

export interface TextEncoderDescription {
  name: string;
  sha256: string;
  files: EncoderFile[];
  config: EncoderConfig;
  limit: number;
  provider: string;
  /** Texts that were worked out by this encoder object, and not found in the cache. */
  computed: number;
}

export interface TextEncoderSettings extends SessionSettings, FolderSettings {
  cache: TextCache;
}

/** Version of how rows become inputs: vectors of another version are not reused. */
const ROWS_VERSION = "transformer-1";
/** Tokens of one run, padding included: enough to keep two cores busy, and a few megabytes of activations a layer. */
const TOKENS_A_RUN = 4096;
/** Lengths are rounded up to this, so that the runtime meets few shapes. */
const LENGTH_STEP = 16;

const OUTPUT = "vectors";

/** Opens the encoder in `folder`. Close it: its weights are held by the runtime. */
export const openTextEncoder = async (folder: string, name: string, settings: TextEncoderSettings): Promise<TextEncoder> => {
  const opened = await openEncoderFolder(folder, settings);
  const { config, tokenizer, limit, sha256, files } = opened;
  const session = await openSession(buildEncoderModel(opened), settings);
  let total = 0;
  const through = async (keys: readonly string[], tokens: (position: number) => TokenRow): Promise<Float32Array> => {
    const encoder = { encoder: `${ROWS_VERSION}:${sha256}`, width: config.width };
    const { values, computed } = await encodeThroughCache(settings.cache, encoder, keys, (positions) =>
      encodeTokens(
        session,
        config,
        positions.map((position) => tokens(position)),
      ),
    );
    total += computed;
    return values;
  };
  return {
    width: config.width,
    encode: (rows) =>
      through(
        rows.map(({ prompt, response }) => hashTexts(prompt, response)),
        (position) => tokenizer.pair(rows[position]?.prompt ?? "", rows[position]?.response ?? "", limit),
      ),
    encodeTexts: (texts) =>
      through(
        texts.map((text) => hashTexts(text)),
        (position) => tokenizer.text(texts[position] ?? "", limit),
      ),
    describe: () => ({ name, sha256, files, config, limit, provider: session.provider, computed: total }),
    close: () => session.release(),
  };
};

/** The whole encoder with named sizes, from token numbers to pooled vectors. */
export const buildEncoderModel = ({ config, weights }: Pick<EncoderFolder, "config" | "weights">): Uint8Array => {
  const graph = createGraph();
  const sizes = ["batch", "length"] as const;
  const tokens = tokenInputs(graph, config, sizes);
  const pooled = config.pooling === "mean" ? input(graph, encoderInputs.pooled, sizes, "int64") : null;
  const hidden = hidePadding(tokens.mask);
  let x = embedTokens(config, weights, tokens);
  for (const layer of weights.layers) x = encoderLayer(config, x, placeLayer(graph, layer), hidden);
  return serialiseModel(graph, [{ name: OUTPUT, value: poolTokens(config, x, pooled) }]);
};

/** Texts of like length go together, so that little is spent on padding. // [rows, width] in the order given */
export const encodeTokens = async (session: Session, config: EncoderConfig, rows: readonly TokenRow[]): Promise<Float32Array> => {
  const values = new Float32Array(rows.length * config.width);
  for (const { positions, length } of batchByLength(rows, longestInput(config))) {
    const results = await session.run(
      padTokens(
        config,
        positions.map((position) => rows[position]),
        length,
      ),
    );
    const vectors = results[OUTPUT];
    if (vectors?.length !== positions.length * config.width) throw new RangeError(`the encoder gave ${vectors?.length ?? 0} numbers`);
    for (const [place, position] of positions.entries())
      values.set(vectors.subarray(place * config.width, (place + 1) * config.width), position * config.width);
  }
  return values;
};

export const batchByLength = (rows: readonly TokenRow[], longest: number): { positions: number[]; length: number }[] => {
  const batches: { positions: number[]; length: number }[] = [];
  const byLength = [...rows.keys()].sort((a, b) => (rows[a]?.ids.length ?? 0) - (rows[b]?.ids.length ?? 0) || a - b);
  for (const position of byLength) {
    const length = Math.min(Math.ceil((rows[position]?.ids.length ?? 1) / LENGTH_STEP) * LENGTH_STEP, longest);
    const last = batches.at(-1);
    if (last?.length === length && (last.positions.length + 1) * length <= TOKENS_A_RUN) last.positions.push(position);
    else batches.push({ positions: [position], length });
  }
  return batches;
};

/** Inputs of one run; padding is masked, and its numbers do not matter. */
export const padTokens = (
  config: EncoderConfig,
  rows: readonly (TokenRow | undefined)[],
  length: number,
): Record<string, { data: BigInt64Array; shape: number[] }> => {
  const fill = (pad: number, of: (row: TokenRow) => readonly number[]): { data: BigInt64Array; shape: number[] } => {
    const data = new BigInt64Array(rows.length * length).fill(BigInt(pad));
    for (const [place, row] of rows.entries()) if (row) of(row).forEach((value, k) => (data[place * length + k] = BigInt(value)));
    return { data, shape: [rows.length, length] };
  };
  return {
    [encoderInputs.ids]: fill(config.padToken, (row) => row.ids),
    [encoderInputs.mask]: fill(0, (row) => row.ids.map(() => 1)),
    ...(config.segments > 0
      ? { [encoderInputs.segments]: fill(0, (row) => row.segments.map((segment) => Math.min(segment, config.segments - 1))) }
      : {}),
    ...(config.pooling === "mean" ? { [encoderInputs.pooled]: fill(0, (row) => row.marked) } : {}),
  };
};
