import { evaluatePairs } from "@/lib/ml/reward/metrics";
import { lapsedMargin } from "@/lib/ml/reward/lapse";
import { indexPairs } from "@/lib/ml/reward/pairs";
import { fineTuneEncoder } from "./fine-tune";
import { openEncoderFolder } from "./open-folder";
import { buildTunedGraph, openTunedModel, writeTunedModel } from "./tuned-model";
import type { PairMetrics } from "@/lib/ml/reward/metrics";
import type { LabelledPair } from "@/lib/ml/reward/pairs";
import type { Provider, SessionSettings } from "@/lib/onnx/session";
import type { Checkpoint } from "@/lib/onnx/training/checkpoint";
import type { Pooling } from "./encoder-config";
import type { LoraSettings } from "./lora";

export interface TuningRecipe {
  /** The encoder to start from. */
  folder: string;
  /** Default: what the folder says. */
  pooling?: Pooling;
  pairs: readonly LabelledPair[];
  test: readonly LabelledPair[] | null;
  folds: number;
  seed: number;
  threads: number;
  provider?: "auto" | Provider;
  settings: Partial<LoraSettings>;
  memoryLimitMb?: number;
  title: string;
  /** Where the state is kept between chunks. */
  checkpoint: Checkpoint;
  onProgress: (progress: { share: number; message: string; loss: number | null }) => void;
}

/** What a fine-tuning hands on, in the form of every other recipe's outcome. */
export interface TuningOutcome {
  provider: string;
  /** First minus second, for the fold that was not trained on; null for all other pairs. // [pairs] */
  margins: (number | null)[];
  /** On that one fold: training as many models as there are folds would take as many times as long. */
  crossValidation: PairMetrics;
  test: PairMetrics | null;
  testMargins: number[];
  trainPairs: number;
  testPairs: number;
  lossHistory: number[];
  converged: boolean;
  coefficients: null;
  lapse: number;
  vocabulary: number;
  responses: number;
  features: { name: string; weight: number }[];
  graph: Uint8Array;
  file: Uint8Array;
}

/** A whole fine-tuning: fit, honest figures, and files. */
export const tuneAndEvaluate = async (input: TuningRecipe): Promise<TuningOutcome> => {
  const encoder = await openEncoderFolder(input.folder, input.pooling === undefined ? {} : { pooling: input.pooling });
  const session: SessionSettings = { threads: input.threads, ...(input.provider === undefined ? {} : { provider: input.provider }) };
  const { model, lapse, pairs, heldOutMargins, lossHistory, provider } = await fineTuneEncoder({ ...input, encoder });
  const marginOf = new Map(pairs.map((pair, index) => [pair, heldOutMargins[index] ?? null]));
  const margins = input.pairs.map((pair) => marginOf.get(pair) ?? null);
  const held = pairs.flatMap((pair, index) => {
    const margin = heldOutMargins[index] ?? null;
    return margin === null ? [] : [{ pair, margin }];
  });
  const testMargins = input.test ? (await marginsOf(model, input.test, session)).map((margin) => lapsedMargin(margin, lapse)) : [];
  const test = input.test && evaluatePairs(input.test, testMargins, input.seed);
  return {
    provider,
    margins,
    crossValidation: evaluatePairs(
      held.map(({ pair }) => pair),
      held.map(({ margin }) => margin),
      input.seed,
    ),
    test,
    testMargins,
    trainPairs: pairs.length,
    testPairs: test && input.test ? input.test.length - test.ties - test.identical : 0,
    lossHistory,
    converged: true,
    coefficients: null,
    lapse,
    vocabulary: encoder.config.vocabulary,
    responses: indexPairs(pairs).rows.length,
    features: [],
    graph: buildTunedGraph(model, { title: input.title, encoder: encoder.sha256 }),
    file: writeTunedModel(model),
  };
};

const marginsOf = async (
  model: Parameters<typeof openTunedModel>[0],
  pairs: readonly LabelledPair[],
  session: SessionSettings,
): Promise<number[]> => {
  const { rows, first, second } = indexPairs(pairs);
  const scorer = await openTunedModel(model, session);
  try {
    const scores = await scorer.score(rows);
    return Array.from(first, (row, pair) => (scores[row] ?? 0) - (scores[second[pair] ?? 0] ?? 0));
  } finally {
    await scorer.close();
  }
};
