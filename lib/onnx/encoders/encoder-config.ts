import { z } from "zod";
import { AppError } from "@/lib/errors";

/** What an encoder is: the sizes and switches of its `config.json`, and how its token vectors become one vector. */
export interface EncoderConfig {
  family: Family;
  layers: number;
  width: number;
  heads: number;
  inner: number;
  vocabulary: number;
  positions: number;
  /** Segments that the model tells apart; 0 where it has no such embedding. */
  segments: number;
  epsilon: number;
  activation: "gelu" | "gelu_tanh" | "relu";
  /** Row of the position table that the first token takes. */
  firstPosition: number;
  padToken: number;
  pooling: Pooling;
}

/** The mean of the tokens' vectors, their sum over the root of their number, the largest of each coordinate, or the first token's. */
export const POOLINGS = ["mean", "mean-sqrt", "max", "cls"] as const;
export type Pooling = (typeof POOLINGS)[number];

/** Architectures whose forward pass is ours. MiniLM, BGE, GTE and E5 sentence encoders are of the first. */
export const FAMILIES = ["bert", "roberta", "xlm-roberta", "camembert", "distilbert"] as const;
export type Family = (typeof FAMILIES)[number];

const positive = z.number().int().positive();

const commonSchema = z.object({ model_type: z.string(), vocab_size: positive });

const bertSchema = z.object({
  hidden_size: positive,
  num_hidden_layers: positive,
  num_attention_heads: positive,
  intermediate_size: positive,
  max_position_embeddings: positive,
  type_vocab_size: z.number().int().min(0).default(2),
  layer_norm_eps: z.number().positive().default(1e-12),
  hidden_act: z.string().default("gelu"),
  pad_token_id: z.number().int().min(0).nullish(),
  position_embedding_type: z.string().default("absolute"),
});

const distilSchema = z.object({
  dim: positive,
  n_layers: positive,
  n_heads: positive,
  hidden_dim: positive,
  max_position_embeddings: positive,
  activation: z.string().default("gelu"),
  pad_token_id: z.number().int().min(0).nullish(),
});

const activations: Readonly<Record<string, EncoderConfig["activation"]>> = {
  gelu: "gelu",
  gelu_new: "gelu_tanh",
  gelu_pytorch_tanh: "gelu_tanh",
  gelu_fast: "gelu_tanh",
  relu: "relu",
};

/**
 * Reads `config.json`. A model of another family, or with a part that our forward pass does not have, is refused by name: it
 * would load and give wrong vectors.
 */
export const parseEncoderConfig = (json: unknown, file: string, pooling: Pooling): EncoderConfig => {
  const common = commonSchema.safeParse(json);
  if (!common.success) throw unusable(file, reasonsOf(common.error));
  const family = FAMILIES.find((known) => known === common.data.model_type);
  if (!family) throw unusable(file, `its model_type is “${common.data.model_type}”; these can be read: ${FAMILIES.join(", ")}`);
  const shared = { family, vocabulary: common.data.vocab_size, pooling };
  const config = family === "distilbert" ? distil(json, file) : bert(json, file, family);
  const { width, heads } = config;
  if (width % heads !== 0) throw unusable(file, `${heads} heads do not divide a width of ${width}`);
  return { ...shared, ...config };
};

type Sizes = Omit<EncoderConfig, "family" | "vocabulary" | "pooling">;

const bert = (json: unknown, file: string, family: Family): Sizes => {
  const parsed = bertSchema.safeParse(json);
  if (!parsed.success) throw unusable(file, reasonsOf(parsed.error));
  const config = parsed.data;
  if (config.position_embedding_type !== "absolute")
    throw unusable(file, `its positions are “${config.position_embedding_type}”; absolute ones can be read`);
  const padToken = config.pad_token_id ?? (family === "bert" ? 0 : 1);
  return {
    layers: config.num_hidden_layers,
    width: config.hidden_size,
    heads: config.num_attention_heads,
    inner: config.intermediate_size,
    positions: config.max_position_embeddings,
    segments: config.type_vocab_size,
    epsilon: config.layer_norm_eps,
    activation: activationOf(config.hidden_act, file),
    // The RoBERTa families count positions from the one after padding's.
    firstPosition: family === "bert" ? 0 : padToken + 1,
    padToken,
  };
};

const distil = (json: unknown, file: string): Sizes => {
  const parsed = distilSchema.safeParse(json);
  if (!parsed.success) throw unusable(file, reasonsOf(parsed.error));
  const config = parsed.data;
  return {
    layers: config.n_layers,
    width: config.dim,
    heads: config.n_heads,
    inner: config.hidden_dim,
    positions: config.max_position_embeddings,
    segments: 0,
    epsilon: 1e-12,
    activation: activationOf(config.activation, file),
    firstPosition: 0,
    padToken: config.pad_token_id ?? 0,
  };
};

const activationOf = (name: string, file: string): EncoderConfig["activation"] => {
  const known = activations[name];
  if (!known) throw unusable(file, `its activation is “${name}”; these can be read: ${Object.keys(activations).join(", ")}`);
  return known;
};

const reasonsOf = (error: z.ZodError): string => error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");

const unusable = (file: string, reason: string): AppError =>
  new AppError("refused", { userMessage: `${file} does not describe an encoder that can be used: ${reason}.` });
