import path from "node:path";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { add, clip, divide, gelu, multiply, relu, sigmoid, sqrt, tanh } from "@/lib/onnx/graph/elementwise";
import { storedTensor } from "@/lib/onnx/graph/graph";
import { reduceSum } from "@/lib/onnx/graph/layout";
import { matmul } from "@/lib/onnx/graph/matrix";
import { openSafetensors } from "./safetensors";
import { turned } from "./transformer-graph";
import type { Value } from "@/lib/onnx/graph/graph";
import type { LoadedWeight } from "./weight-names";

/**
 * What a sentence encoder does with its pooled vector, one after the other: a layer of its own with an activation, or scaling to unit
 * length. Source: Reimers and Gurevych (2019), arXiv:1908.10084; layers on top: Reimers and Gurevych (2020), arXiv:2004.09813.
 */
export type VectorStep = { kind: "unit-length" } | DenseStep;

export interface DenseStep {
  kind: "dense";
  /** [out, in] */
  weight: LoadedWeight;
  /** [out]; null where the layer has none. */
  bias: LoadedWeight | null;
  activation: Activation;
}

/** Activations by the last word of what a folder calls them. */
const ACTIVATIONS = {
  Identity: (x: Value) => x,
  Tanh: tanh,
  ReLU: relu,
  GELU: gelu,
  Sigmoid: sigmoid,
} as const satisfies Record<string, (x: Value) => Value>;
type Activation = keyof typeof ACTIVATIONS;

const isActivation = (name: string): name is Activation => Object.hasOwn(ACTIVATIONS, name);

const denseSchema = z.object({
  in_features: z.number().int().positive(),
  out_features: z.number().int().positive(),
  bias: z.boolean().default(true),
  activation_function: z.string().default("torch.nn.modules.activation.Tanh"),
  module_input_name: z.literal("sentence_embedding", "only layers on the pooled vector can be built").nullish(),
});

/** A dense layer's files, within the folder of the encoder. */
export const denseFiles = (part: string): { config: string; weights: string } => ({
  config: `${part}/config.json`,
  weights: `${part}/model.safetensors`,
});

/** Reads a dense layer. `width` is that of the vectors that it is given. */
export const readDense = async (folder: string, part: string, json: unknown, width: number): Promise<DenseStep> => {
  const { config, weights } = denseFiles(part);
  const file = path.join(folder, config);
  const parsed = denseSchema.safeParse(json);
  if (!parsed.success) {
    const reasons = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
    throw new AppError("refused", { userMessage: `${file} does not describe a layer that can be built here: ${reasons}.` });
  }
  const { in_features: into, out_features: out, bias } = parsed.data;
  const activation = parsed.data.activation_function.split(".").at(-1) ?? "";
  if (!isActivation(activation)) {
    throw new AppError("refused", {
      userMessage: `${file} does not describe a layer that can be built here: its activation is “${activation}”; these can be: ${Object.keys(ACTIVATIONS).join(", ")}.`,
    });
  }
  if (into !== width) {
    throw new AppError("refused", {
      userMessage: `${file} takes vectors of ${into} numbers, and what comes before it gives ${width}: the folder's parts do not belong together.`,
    });
  }
  const source = await openSafetensors(path.join(folder, weights));
  try {
    const read = async (name: string, shape: readonly number[]): Promise<LoadedWeight> => {
      const found = source.shapeOf(name);
      const unusable = (reason: string): AppError =>
        new AppError("refused", { userMessage: `${path.join(folder, weights)} cannot be used: the tensor ${name} ${reason}.` });
      if (found === null) throw unusable("is missing");
      if (found.join() !== shape.join()) throw unusable(`is [${found.join(", ")}], ${config} makes it [${shape.join(", ")}]`);
      const data = await source.read(name);
      if (!data.every(Number.isFinite)) throw unusable("holds values that are not finite numbers");
      return { name: `${part}.${name}`, shape, data };
    };
    return {
      kind: "dense",
      weight: await read("linear.weight", [out, into]),
      bias: bias ? await read("linear.bias", [out]) : null,
      activation,
    };
  } finally {
    await source.close();
  }
};

/** Numbers of a vector after the steps. */
export const widthAfter = (width: number, steps: readonly VectorStep[]): number =>
  steps.reduce((before, step) => (step.kind === "dense" ? (step.weight.shape[0] ?? before) : before), width);

/** The steps in a graph. // [batch, width] → [batch, widthAfter] */
export const applySteps = (vector: Value, steps: readonly VectorStep[]): Value =>
  steps.reduce((x, step) => (step.kind === "dense" ? applyDense(x, step) : scaleToUnit(x)), vector);

const applyDense = (x: Value, { weight, bias, activation }: DenseStep): Value => {
  const place = ({ name, shape, data }: LoadedWeight): Value => storedTensor(x.graph, name, shape, data);
  const product = matmul(x, place(turned(weight)));
  return ACTIVATIONS[activation](bias ? add(product, place(bias)) : product);
};

const scaleToUnit = (x: Value): Value => divide(x, sqrt(clip(reduceSum(multiply(x, x), [1], true), 1e-24, 1e30)));
