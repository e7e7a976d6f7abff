import { createGraph } from "@/lib/onnx/graph/graph";
import { serialiseModel } from "@/lib/onnx/graph/serialise";
import { openSession } from "@/lib/onnx/session";
import { encodeThroughCache, hashTexts } from "@/lib/onnx/text-cache";
import { openEncoderFolder } from "./open-folder";
import { runTokens } from "./token-batches";
import { pooledVectors } from "./transformer-graph";
import { applySteps, widthAfter } from "./vector-steps";
import type { SessionSettings } from "@/lib/onnx/session";
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
/** Output of an encoder's graph. */
export const VECTORS = "vectors";

/** Opens the encoder in `folder`. Close it: its weights are held by the runtime. */
export const openTextEncoder = async (folder: string, name: string, settings: TextEncoderSettings): Promise<TextEncoder> => {
  const opened = await openEncoderFolder(folder, settings);
  const { config, tokenizer, limit, sha256, files, steps } = opened;
  const width = widthAfter(config.width, steps);
  const session = await openSession(buildEncoderModel(opened), settings);
  let total = 0;
  const through = async (keys: readonly string[], tokens: (position: number) => TokenRow): Promise<Float32Array> => {
    const encoder = { encoder: `${ROWS_VERSION}:${sha256}`, width };
    const { values, computed } = await encodeThroughCache(settings.cache, encoder, keys, (positions) =>
      runTokens(
        session,
        config,
        positions.map((position) => tokens(position)),
        { name: VECTORS, width },
      ),
    );
    total += computed;
    return values;
  };
  return {
    width,
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

/** The whole encoder with named sizes, from token numbers to vectors of texts. */
export const buildEncoderModel = ({ config, weights, steps }: Pick<EncoderFolder, "config" | "weights" | "steps">): Uint8Array => {
  const graph = createGraph();
  return serialiseModel(graph, [{ name: VECTORS, value: applySteps(pooledVectors(graph, config, weights), steps) }]);
};
