import type { AspectTemperature } from "./aspect-temperatures";
import type { TrainingExamples } from "@/lib/ml/reward/examples";
import type { Honesty } from "@/lib/ml/reward/honesty";
import type { CurvePoint, PlateauFit } from "@/lib/ml/reward/learning-curve";
import type { PairMetrics } from "@/lib/ml/reward/metrics";
import type { LoraSettings } from "@/lib/onnx/encoders/lora";
import type { TuningRecipe } from "@/lib/onnx/encoders/tune-recipe";
import type { LabelledPair } from "@/lib/ml/reward/pairs";
import type { TieWidth } from "@/lib/ml/reward/tie-width";
import type { TextCache } from "@/lib/onnx/text-cache";
import type { Provider } from "@/lib/onnx/session";
import type { TextEncoder } from "./feature-source";
import type { HeadSettings } from "./head-settings";

export type Groups = Readonly<Record<string, string>>;

/** A whole training of a version, as plain data. */
export interface VersionTraining {
  /** The stacked recipe of the built-in encoder, one head under one loss, or an encoder fine-tuned with a linear head. */
  recipe: "stack" | "head" | "tuned";
  /** How an encoder is fine-tuned; null for the other recipes. */
  tuning: Partial<LoraSettings> | null;
  examples: TrainingExamples;
  /** Slices of the pairs with a winner: the first so many comparisons. // [pairs] */
  groups: Groups[];
  /** Pairs of prompts that are never trained on, with their slices. */
  test: { pairs: LabelledPair[]; groups: Groups[] } | null;
  settings: HeadSettings;
  title: string;
  /** What an interrupted try left; ignored where it belongs to another training or is damaged. */
  checkpoint: Uint8Array | null;
}

/** What a training asks of whoever runs it, and tells it. */
export interface VersionRun {
  cache: TextCache;
  encoder: TextEncoder | null;
  /** Where the encoder lies and how it pools; a fine-tuning reads its weights. */
  encoderFolder: Pick<TuningRecipe, "folder" | "pooling"> | null;
  /** Memory that the training may take, in megabytes. */
  memoryMb: number;
  onProgress: (progress: { share: number; message: string; loss: number | null }) => void;
  /** Done when the bytes have left: checkpoints are large, and those that a busy process has no time to send would gather in its memory. */
  onCheckpoint: (bytes: Uint8Array) => Promise<void>;
}

export interface VersionOutcome {
  provider: Provider | string;
  /** Out-of-fold margins (first minus second) of the pairs with a winner; null where there is none. // [pairs] */
  margins: (number | null)[] | null;
  /** How far off each may be, as a standard deviation. // [pairs] */
  deviations: number[] | null;
  crossValidation: PairMetrics;
  crossHonesty: Honesty;
  test: PairMetrics | null;
  testHonesty: Honesty | null;
  trainPairs: number;
  testPairs: number;
  curve: { points: CurvePoint[]; fit: PlateauFit | null };
  lossHistory: number[];
  converged: boolean;
  /** Weights of the heads of a stack, by name; null for a single head. */
  coefficients: Record<string, number> | null;
  /** Share of labels that go against any score by chance, of a stack; else 0. */
  lapse: number;
  /** What the margins of a head alone were divided by to be logits; 1 where the recipe fits their scale itself. */
  temperature: number;
  /** Of a head of several aspects: what the outputs of each are divided by. */
  aspectTemperatures: AspectTemperature[];
  vocabulary: number;
  responses: number;
  features: { name: string; weight: number }[];
  tie: TieWidth | null;
  resumed: boolean;
  graph: Uint8Array;
  file: Uint8Array;
  /** The linear members beside a stack, whose spread is the stack's uncertainty; null for a head, which has its own. */
  spread: Uint8Array | null;
}

/** Everything of an outcome that the recipe itself makes. */
export interface RecipeOutcome extends Omit<
  VersionOutcome,
  "crossHonesty" | "testHonesty" | "deviations" | "curve" | "tie" | "resumed" | "spread"
> {
  testMargins: number[];
}
