import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { createRandom } from "@/lib/ml/random/random";
import { parseEncoderConfig } from "../encoder-config";
import { writeSafetensors } from "../safetensors";
import { expectedWeights, mapWeights } from "../weight-names";
import type { EncoderConfig, Family } from "../encoder-config";

/** Encoders of a few thousand random weights with a real little tokenizer: what tests and the benchmark run on. */

const WORDS = ["the", "an", "river", "stone", "market", "window", "because", "example", "garden", "paper", "is", "of", "and", "to", "over"];
const LETTERS = [..."abcdefghijklmnopqrstuvwxyz0123456789.,?!'-"];

export interface TinySizes {
  layers?: number;
  width?: number;
  heads?: number;
  inner?: number;
  positions?: number;
}

const bertSpecials = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];
const robertaSpecials = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"];

const added = (tokens: readonly string[]): object[] =>
  tokens.map((content, id) => ({ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true }));

const template = (open: string, close: string, between: readonly string[], ids: Readonly<Record<string, number>>): object => {
  const marker = (id: string, type_id: number): object => ({ SpecialToken: { id, type_id } });
  const text = (id: string, type_id: number): object => ({ Sequence: { id, type_id } });
  return {
    type: "TemplateProcessing",
    single: [marker(open, 0), text("A", 0), marker(close, 0)],
    pair: [marker(open, 0), text("A", 0), ...between.map((token) => marker(token, 0)), text("B", 1), marker(close, 1)],
    special_tokens: Object.fromEntries(Object.entries(ids).map(([id, number]) => [id, { id, ids: [number], tokens: [id] }])),
  };
};

/** WordPiece as BERT and MiniLM have it: some words, and letters for the rest. */
const wordPiece = (): { json: object; vocabulary: number } => {
  const tokens = [...bertSpecials, ...WORDS, ...LETTERS, ...LETTERS.map((letter) => `##${letter}`)];
  return {
    vocabulary: tokens.length,
    json: {
      version: "1.0",
      added_tokens: added(bertSpecials),
      normalizer: { type: "BertNormalizer", clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true },
      pre_tokenizer: { type: "BertPreTokenizer" },
      post_processor: template("[CLS]", "[SEP]", ["[SEP]"], { "[CLS]": 2, "[SEP]": 3 }),
      decoder: { type: "WordPiece", prefix: "##", cleanup: true },
      model: {
        type: "WordPiece",
        unk_token: "[UNK]",
        continuing_subword_prefix: "##",
        max_input_chars_per_word: 100,
        vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
      },
    },
  };
};

/** Byte-level BPE as RoBERTa has it; Ġ stands for a space. */
const bytePairs = (): { json: object; vocabulary: number } => {
  const merges = [
    ["t", "h"],
    ["th", "e"],
    ["Ġ", "the"],
    ["r", "i"],
    ["Ġ", "a"],
  ];
  const tokens = [
    ...robertaSpecials,
    "Ġ",
    ...LETTERS,
    ...LETTERS.map((letter) => letter.toUpperCase()),
    ...merges.map((pair) => pair.join("")),
  ];
  const unique = [...new Set(tokens)];
  return {
    vocabulary: unique.length,
    json: {
      version: "1.0",
      added_tokens: added(robertaSpecials),
      normalizer: null,
      pre_tokenizer: { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true },
      post_processor: { type: "RobertaProcessing", sep: ["</s>", 2], cls: ["<s>", 0], trim_offsets: true, add_prefix_space: false },
      decoder: { type: "ByteLevel", add_prefix_space: true, trim_offsets: true, use_regex: true },
      model: {
        type: "BPE",
        unk_token: "<unk>",
        continuing_subword_prefix: "",
        end_of_word_suffix: "",
        fuse_unk: false,
        vocab: Object.fromEntries(unique.map((token, id) => [token, id])),
        merges,
      },
    },
  };
};

const configJson = (family: Family, vocabulary: number, sizes: Required<TinySizes>): Record<string, unknown> =>
  family === "distilbert"
    ? {
        model_type: family,
        vocab_size: vocabulary,
        dim: sizes.width,
        n_layers: sizes.layers,
        n_heads: sizes.heads,
        hidden_dim: sizes.inner,
        max_position_embeddings: sizes.positions,
        activation: "gelu",
        pad_token_id: 0,
      }
    : {
        model_type: family,
        vocab_size: vocabulary,
        hidden_size: sizes.width,
        num_hidden_layers: sizes.layers,
        num_attention_heads: sizes.heads,
        intermediate_size: sizes.inner,
        max_position_embeddings: sizes.positions + (family === "bert" ? 0 : 2),
        type_vocab_size: family === "bert" ? 2 : 1,
        layer_norm_eps: family === "bert" ? 1e-12 : 1e-5,
        hidden_act: "gelu",
        pad_token_id: family === "bert" ? 0 : 1,
      };

export interface TinyWeight {
  shape: readonly number[];
  data: Float32Array;
}

/** Writes a folder and returns what is in it. `prefix` goes before every tensor's name. */
export const writeTinyEncoder = async (
  folder: string,
  settings: { family: Family; seed: number; prefix?: string; cls?: boolean; normalised?: boolean } & TinySizes,
): Promise<{ config: EncoderConfig; weights: Map<string, TinyWeight> }> => {
  const { family, seed, prefix = "", cls = false, normalised = false } = settings;
  const sizes = { layers: 2, width: 24, heads: 4, inner: 48, positions: 64, ...settings };
  const { json, vocabulary } = family === "bert" || family === "distilbert" ? wordPiece() : bytePairs();
  const config = configJson(family, vocabulary, sizes);
  const parsed = parseEncoderConfig(config, "config.json", cls ? "cls" : "mean");
  const random = createRandom(seed);
  const weights = new Map<string, TinyWeight>();
  mapWeights(expectedWeights(parsed), ({ name, shape }) => {
    const centre = /norm\.weight$/iu.test(name) ? 1 : 0;
    const spread =
      shape.length === 2 && !name.includes("embeddings")
        ? Math.sqrt(1 / sizes.width)
        : name.includes("embeddings") && shape.length === 2
          ? 0.5
          : 0.1;
    const size = shape.reduce((product, axis) => product * axis, 1);
    weights.set(prefix + name, { shape, data: Float32Array.from({ length: size }, () => centre + spread * random.normal()) });
  });
  await mkdir(path.join(folder, "1_Pooling"), { recursive: true });
  await writeFile(path.join(folder, "config.json"), JSON.stringify(config));
  await writeFile(path.join(folder, "tokenizer.json"), JSON.stringify(json));
  await writeFile(path.join(folder, "model.safetensors"), writeSafetensors(weights));
  await writeFile(
    path.join(folder, "1_Pooling/config.json"),
    JSON.stringify({ pooling_mode_cls_token: cls, pooling_mode_mean_tokens: !cls }),
  );
  const modules = [{ type: "sentence_transformers.models.Transformer" }, { type: "sentence_transformers.models.Pooling" }];
  if (normalised) modules.push({ type: "sentence_transformers.models.Normalize" });
  await writeFile(path.join(folder, "modules.json"), JSON.stringify(modules));
  return { config: parsed, weights };
};
