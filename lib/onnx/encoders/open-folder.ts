import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { hashStream } from "@/lib/hash-stream";
import { openTokenizer } from "@/lib/onnx/tokenizer";
import { parseEncoderConfig } from "./encoder-config";
import { openOnnxWeights } from "./onnx-weights";
import { openSafetensors } from "./safetensors";
import { denseParts, MODULES_FILE, POOLING_FILE, readSentenceParts } from "./sentence-parts";
import { longestInput } from "./transformer-graph";
import { denseFiles, readDense, widthAfter } from "./vector-steps";
import { loadWeights } from "./weight-names";
import type { TextTokenizer } from "@/lib/onnx/tokenizer";
import type { EncoderConfig, Pooling } from "./encoder-config";
import type { VectorStep } from "./vector-steps";
import type { EncoderWeights, LoadedWeight } from "./weight-names";

/** An encoder read from its folder: tokenizer, sizes, weights, and the hashes of the files that they came from. */
export interface EncoderFolder {
  config: EncoderConfig;
  tokenizer: TextTokenizer;
  /** The tokenizer's own description: a tuned encoder carries it along. */
  tokenizerJson: string;
  weights: EncoderWeights<LoadedWeight>;
  /** What becomes of the pooled vector. */
  steps: VectorStep[];
  /** Tokens of a text that are read; what is longer is cut. */
  limit: number;
  files: EncoderFile[];
  /** Hash over all files and how they are used: what vectors are kept under. */
  sha256: string;
}

export interface EncoderFile {
  name: string;
  byteSize: number;
  sha256: string;
}

export interface FolderSettings {
  /** Default: what the folder says, else the mean. */
  pooling?: Pooling;
  /** Bound on the tokens of a text, below what the model itself can take. Default 256. */
  limit?: number;
}

export const CONFIG_FILE = "config.json";
export const TOKENIZER_FILE = "tokenizer.json";
/** Where the weights may be, the first that is there. */
export const WEIGHT_FILES = ["model.safetensors", "model.onnx", "onnx/model.onnx"] as const;
/** How a sentence encoder's vectors are pooled; read where present. */
export const OPTIONAL_FILES = [MODULES_FILE, POOLING_FILE, "sentence_bert_config.json"] as const;

/** Half the usual bound: attention costs the square of it, and most answers fit. */
const DEFAULT_LIMIT = 256;
const MOST_JSON_BYTES = 64 * 2 ** 20;

const lengthFileSchema = z.object({ max_seq_length: z.number().int().positive().nullish() });

/** Reads an encoder's folder. What is missing, cut or unknown is refused with the file's and the tensor's name. */
export const openEncoderFolder = async (folder: string, settings: FolderSettings = {}): Promise<EncoderFolder> => {
  const sizes = await presentFiles(folder);
  for (const needed of [CONFIG_FILE, TOKENIZER_FILE]) if (!sizes.has(needed)) throw incomplete(folder, `the file ${needed}`);
  const weightFile = WEIGHT_FILES.find((name) => sizes.has(name));
  if (!weightFile) {
    const pickle =
      (await sizeOf(path.join(folder, "pytorch_model.bin"))) === null ? "" : ". Its pytorch_model.bin is a program and is not read";
    throw incomplete(folder, `its weights: ${WEIGHT_FILES[0]} or ${WEIGHT_FILES[1]}${pickle}`);
  }
  const optional = OPTIONAL_FILES.filter((name) => sizes.has(name));
  const json = (name: string): Promise<unknown> => readJson(path.join(folder, name), sizes.get(name) ?? 0);
  const [modules, pooling, length] = await Promise.all(OPTIONAL_FILES.map(async (name) => (sizes.has(name) ? json(name) : null)));
  const how = readSentenceParts(folder, { modules: modules ?? null, pooling: pooling ?? null }, settings.pooling);
  const config = parseEncoderConfig(await json(CONFIG_FILE), path.join(folder, CONFIG_FILE), how.pooling);
  const described = await json(TOKENIZER_FILE);
  const tokenizer = openTokenizer(described, path.join(folder, TOKENIZER_FILE));
  if (tokenizer.highest >= config.vocabulary) {
    throw new AppError("refused", {
      userMessage: `${path.join(folder, TOKENIZER_FILE)} and ${CONFIG_FILE} are of two encoders: it gives tokens numbers up to ${tokenizer.highest}, and there are vectors for ${config.vocabulary} tokens, from 0.`,
    });
  }
  const limit = Math.min(settings.limit ?? readLimit(length) ?? DEFAULT_LIMIT, longestInput(config));
  const weights = await readWeights(config, path.join(folder, weightFile));
  const steps: VectorStep[] = [];
  for (const step of how.steps)
    steps.push(step.kind === "dense" ? await openDense(folder, step.part, widthAfter(config.width, steps)) : step);
  const used = [CONFIG_FILE, TOKENIZER_FILE, ...optional, ...(await layerFiles(folder)), weightFile];
  const files: EncoderFile[] = [];
  for (const name of used)
    files.push({
      name,
      byteSize: (await sizeOf(path.join(folder, name))) ?? 0,
      sha256: await hashStream(createReadStream(path.join(folder, name))),
    });
  const sha256 = createHash("sha256")
    .update(JSON.stringify({ files: files.map((file) => [file.name, file.sha256]), pooling: config.pooling, limit }))
    .digest("hex");
  return { config, tokenizer, tokenizerJson: JSON.stringify(described), weights, steps, limit, files, sha256 };
};

/** Files of the dense layers that a folder's `modules.json` names: what is fetched beside the files that every folder has. */
export const layerFiles = async (folder: string): Promise<string[]> => {
  const file = path.join(folder, MODULES_FILE);
  const size = await sizeOf(file);
  const parts = size === null ? [] : denseParts(folder, await readJson(file, size));
  return [...new Set(parts.flatMap((part) => Object.values(denseFiles(part))))];
};

/** A dense layer of the folder; `width` is that of the vectors before it. */
const openDense = async (folder: string, part: string, width: number): Promise<VectorStep> => {
  const { config, weights } = denseFiles(part);
  const [size, weightsSize] = [await sizeOf(path.join(folder, config)), await sizeOf(path.join(folder, weights))];
  if (size === null || weightsSize === null) {
    const pickle = (await sizeOf(path.join(folder, part, "pytorch_model.bin"))) === null ? "" : ": its pytorch_model.bin is a program";
    throw new AppError("refused", {
      userMessage: `The folder ${folder} lacks ${size === null ? config : `${weights}${pickle}`}, and its ${MODULES_FILE} has a Dense layer there. Without it the vectors would not be the encoder's.`,
    });
  }
  return readDense(folder, part, await readJson(path.join(folder, config), size), width);
};

const readWeights = async (config: EncoderConfig, file: string): Promise<EncoderWeights<LoadedWeight>> => {
  const source = await (file.endsWith(".onnx") ? openOnnxWeights(file) : openSafetensors(file));
  try {
    return await loadWeights(config, source, file);
  } finally {
    await source.close();
  }
};

const readLimit = (json: unknown): number | null => lengthFileSchema.safeParse(json).data?.max_seq_length ?? null;

const presentFiles = async (folder: string): Promise<Map<string, number>> => {
  const sizes = new Map<string, number>();
  for (const name of [CONFIG_FILE, TOKENIZER_FILE, ...OPTIONAL_FILES, ...WEIGHT_FILES]) {
    const size = await sizeOf(path.join(folder, name));
    if (size !== null) sizes.set(name, size);
  }
  return sizes;
};

const sizeOf = async (file: string): Promise<number | null> => {
  try {
    const found = await stat(file);
    return found.isFile() ? found.size : null;
  } catch {
    return null; // absent: the caller says which file it needs
  }
};

const readJson = async (file: string, size: number): Promise<unknown> => {
  if (size > MOST_JSON_BYTES) throw new AppError("too_large", { userMessage: `${file} is larger than ${MOST_JSON_BYTES} bytes.` });
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw new AppError("refused", { userMessage: `${file} cannot be read: it is not JSON, or it was cut.`, cause });
  }
};

const incomplete = (folder: string, what: string): AppError =>
  new AppError("refused", {
    userMessage: `The folder ${folder} is no encoder: it lacks ${what}. An encoder's folder has ${CONFIG_FILE}, ${TOKENIZER_FILE} and ${WEIGHT_FILES[0]} or ${WEIGHT_FILES[1]}.`,
  });
