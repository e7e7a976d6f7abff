import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { constant, createGraph } from "@/lib/onnx/graph/graph";
import { reduceSum } from "@/lib/onnx/graph/layout";
import { multiply } from "@/lib/onnx/graph/elementwise";
import { serialiseModel } from "@/lib/onnx/graph/serialise";
import { openSession } from "@/lib/onnx/session";
import { openTokenizer } from "@/lib/onnx/tokenizer";
import { FAMILIES, POOLINGS } from "./encoder-config";
import { openSafetensors, writeSafetensors } from "./safetensors";
import { runTokens } from "./token-batches";
import { pooledVectors } from "./transformer-graph";
import { loadWeights, mapWeights } from "./weight-names";
import type { SessionSettings } from "@/lib/onnx/session";
import { scratchFolder } from "@/lib/scratch-folder";
import type { EncoderConfig } from "./encoder-config";
import type { EncoderFolder } from "./open-folder";
import type { EncoderWeights, LoadedWeight } from "./weight-names";

/** A fine-tuned reward model: an encoder with merged weights, and a head on its pooled vector. */
export interface TunedModel {
  config: EncoderConfig;
  tokenizerJson: string;
  /** Tokens of a prompt with its answer that are read. */
  limit: number;
  weights: EncoderWeights<LoadedWeight>;
  /** Reward = head · vector, already calibrated. // [width] */
  head: Float32Array;
  /** The encoder that it began as. */
  base: Pick<EncoderFolder, "sha256">;
}

const FORMAT = "plumbline-transformer-1";
const HEAD_TENSOR = "reward_head.weight";
export const TUNED_OUTPUT = "score";

const metadataSchema = z.object({
  plumbline: z.literal(FORMAT),
  config: z.string(),
  tokenizer: z.string(),
  limit: z.coerce.number().int().positive(),
  base_sha256: z.string(),
});

const configSchema = z.object({
  family: z.enum(FAMILIES),
  layers: z.number().int().positive(),
  width: z.number().int().positive(),
  heads: z.number().int().positive(),
  inner: z.number().int().positive(),
  vocabulary: z.number().int().positive(),
  positions: z.number().int().positive(),
  segments: z.number().int().min(0),
  epsilon: z.number().positive(),
  activation: z.enum(["gelu", "gelu_tanh", "relu"]),
  firstPosition: z.number().int().min(0),
  padToken: z.number().int().min(0),
  pooling: z.enum(POOLINGS),
});

/** The whole model as one safetensors file: tensors under the family's names, so that other tools open it, the rest in its header. */
export const writeTunedModel = (model: TunedModel): Uint8Array => {
  const tensors = new Map<string, { shape: readonly number[]; data: Float32Array }>();
  mapWeights(model.weights, ({ name, shape, data }) => tensors.set(name, { shape, data }));
  tensors.set(HEAD_TENSOR, { shape: [1, model.config.width], data: model.head });
  return writeSafetensors(tensors, {
    plumbline: FORMAT,
    config: JSON.stringify(model.config),
    tokenizer: model.tokenizerJson,
    limit: String(model.limit),
    base_sha256: model.base.sha256,
  });
};

/** The reverse, from bytes. A damaged file is refused in words. */
export const readTunedModel = async (bytes: Uint8Array): Promise<TunedModel> => {
  const folder = await scratchFolder();
  const file = path.join(folder, "model.safetensors");
  try {
    await writeFile(file, bytes);
    const source = await openSafetensors(file);
    try {
      const about = metadataSchema.safeParse(source.metadata).data;
      const config = about && configSchema.safeParse(parseJson(about.config)).data;
      if (!about || !config) {
        throw new AppError("refused", {
          userMessage: "The file of this reward model cannot be read: it is damaged, or of another version. Train it again.",
        });
      }
      const weights = await loadWeights(config, source, "the stored reward model");
      const head = await source.read(HEAD_TENSOR);
      return { config, tokenizerJson: about.tokenizer, limit: about.limit, weights, head, base: { sha256: about.base_sha256 } };
    } finally {
      await source.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** Told by how it begins: the other models' files are gzip, and a safetensors header is a JSON object. */
export const isTunedModel = (bytes: Uint8Array): boolean =>
  bytes.length > 8 && bytes[8] === 0x7b && !(bytes[0] === 0x1f && bytes[1] === 0x8b);

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null; // the caller refuses the file as a whole
  }
};

/** From token numbers to rewards, for any ONNX runtime: `input_ids`, `attention_mask`, `token_type_ids`, `pooled_tokens` → `score`. */
export const buildTunedGraph = ({ config, weights, head }: TunedModel, metadata: Readonly<Record<string, string>> = {}): Uint8Array => {
  const graph = createGraph();
  const vector = pooledVectors(graph, config, weights);
  return serialiseModel(graph, [{ name: TUNED_OUTPUT, value: reduceSum(multiply(vector, constant(graph, head)), [1]) }], metadata);
};

/** A tuned model that is loaded. */
export interface TunedScorer {
  /** Rewards of responses to their prompts. // [rows] */
  score: (rows: readonly { prompt: string; response: string }[], signal?: AbortSignal) => Promise<Float64Array>;
  provider: string;
  close: () => Promise<void>;
}

export const openTunedModel = async (model: TunedModel, settings: SessionSettings): Promise<TunedScorer> => {
  const { config, limit } = model;
  const tokenizer = openTokenizer(parseJson(model.tokenizerJson), "the stored tokenizer");
  const session = await openSession(buildTunedGraph(model), settings);
  return {
    provider: session.provider,
    close: () => session.release(),
    score: async (rows, signal) => {
      const tokens = rows.map(({ prompt, response }) => tokenizer.pair(prompt, response, limit));
      return Float64Array.from(await runTokens(session, config, tokens, { name: TUNED_OUTPUT, width: 1 }, signal));
    },
  };
};
