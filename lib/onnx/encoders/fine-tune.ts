import { rm } from "node:fs/promises";
import path from "node:path";
import { AppError } from "@/lib/errors";
import { intAt, realAt } from "@/lib/ml/math/access";
import { crossFitStack } from "@/lib/ml/reward/cross-fit-stack";
import { assignFolds } from "@/lib/ml/reward/folds";
import { indexPairs, usablePairs, withMeanWeightOne } from "@/lib/ml/reward/pairs";
import { lapsedMargin } from "@/lib/ml/reward/lapse";
import { fitStack } from "@/lib/ml/reward/stack";
import { trainWithCheckpoint } from "@/lib/onnx/training/checkpoint";
import { cacheActivations } from "./activations";
import { adaptedLayers, DEFAULT_LORA, frozenWeights, HEAD, mergeAdapters, startAdapters, tuningData, tuningProblem } from "./lora";
import { startHead } from "./start-head";
import { longestInput } from "./transformer-graph";
import { openTunedModel } from "./tuned-model";
import type { IndexedPairs, LabelledPair } from "@/lib/ml/reward/pairs";
import type { SessionSettings } from "@/lib/onnx/session";
import type { Checkpoint } from "@/lib/onnx/training/checkpoint";
import type { TokenRow } from "@/lib/onnx/tokenizer";
import { scratchFolder } from "@/lib/scratch-folder";
import type { LoraSettings } from "./lora";
import type { EncoderFolder } from "./open-folder";
import type { TunedModel } from "./tuned-model";

export interface FineTuneInput extends Pick<SessionSettings, "threads" | "provider"> {
  encoder: EncoderFolder;
  pairs: readonly LabelledPair[];
  settings?: Partial<LoraSettings>;
  /** One fold of so many is not trained on: the margins are calibrated on it. Default 5. */
  folds?: number;
  seed: number;
  memoryLimitMb?: number;
  /** Where the state is kept between chunks; after a crash the same call goes on. Default: nowhere. */
  checkpoint?: Checkpoint;
  signal?: AbortSignal | undefined;
  onProgress?: (progress: { share: number; message: string; loss: number | null }) => void;
}

export interface FineTune {
  model: TunedModel;
  /** Share of labels that go against any score by chance; see `lapsedMargin`. */
  lapse: number;
  /** The pairs that have a winner, with the logit that the model gives those that it was not trained on, null for the others. */
  pairs: LabelledPair[];
  heldOutMargins: (number | null)[];
  /** Mean loss of the steps of each chunk. */
  lossHistory: number[];
  provider: string;
}

const LENGTH_STEP = 8;
const CALIBRATION_FOLDS = 5;
const noCheckpoint: Checkpoint = { load: () => Promise.resolve(null), save: () => Promise.resolve(), clear: () => Promise.resolve() };

/**
 * Fine-tunes an encoder to a project's comparisons by low-rank adapters in its top layers and a linear head.
 *
 * Every text passes the frozen layers once; their outputs lie in a file that the training maps. The head starts at the best linear
 * reward on the encoder as it is. One fold of prompts is kept out of the training, and the margins are calibrated on it as the
 * lexical model's are; merged weights and head come out as one model that scores without adapters.
 */
export const fineTuneEncoder = async (input: FineTuneInput): Promise<FineTune> => {
  const { encoder, seed } = input;
  const settings = { ...DEFAULT_LORA, ...input.settings };
  if (settings.layers > encoder.config.layers) {
    throw new AppError("invalid_input", {
      userMessage: `The encoder has ${encoder.config.layers} layers; at most so many can be fine-tuned, not ${settings.layers}.`,
    });
  }
  const { pairs } = usablePairs(input.pairs);
  if (pairs.length === 0) throw new RangeError("pairs must hold at least one that says which response is better");
  const report = (share: number, message: string, loss: number | null = null): void => {
    input.signal?.throwIfAborted();
    input.onProgress?.({ share, message, loss });
  };
  const session = {
    ...(input.threads === undefined ? {} : { threads: input.threads }),
    ...(input.provider === undefined ? {} : { provider: input.provider }),
  };
  const indexed = withMeanWeightOne(indexPairs(pairs));
  const prompts = pairs.map(({ promptId }) => promptId);
  const fold = assignFolds(prompts, input.folds ?? 5, seed);
  const trained = Array.from(fold.keys()).filter((pair) => Math.max(...fold) === 0 || fold[pair] !== 0);
  const tokens = indexed.rows.map(({ prompt, response }) => encoder.tokenizer.pair(prompt, response, encoder.limit));
  report(0, `Reading ${tokens.length} texts`);
  const head = await startHead(encoder, tokens, indexed, trained, session);
  report(0.15, "The head is placed");
  const learned = await train(input, settings, { indexed, trained, tokens, head, session, report });
  const model: TunedModel = {
    config: encoder.config,
    tokenizerJson: encoder.tokenizerJson,
    limit: encoder.limit,
    weights: mergeAdapters(encoder.config, encoder.weights, settings, learned.parameters),
    head: learned.parameters[HEAD] ?? head,
    base: { sha256: encoder.sha256 },
  };
  report(0.92, "Measuring on prompts that were kept out");
  return calibrate(model, { pairs, indexed, prompts, kept: new Set(trained), lossHistory: learned.lossHistory, session });
};

type Report = (share: number, message: string, loss?: number | null) => void;

const train = async (
  input: FineTuneInput,
  settings: LoraSettings,
  work: {
    indexed: IndexedPairs;
    trained: readonly number[];
    tokens: readonly TokenRow[];
    head: Float32Array;
    session: SessionSettings;
    report: Report;
  },
): Promise<{ parameters: Record<string, Float32Array>; lossHistory: number[] }> => {
  const { config, weights } = input.encoder;
  const { indexed, trained, tokens, head, report } = work;
  const longest = tokens.reduce((most, { ids }) => Math.max(most, ids.length), 1);
  const length = Math.min(Math.ceil(longest / LENGTH_STEP) * LENGTH_STEP, longestInput(config));
  const folder = await scratchFolder();
  try {
    const below = adaptedLayers(config, settings)[0] ?? 0;
    const file = path.join(folder, "activations.bin");
    const onText = (done: number): void => report(0.15 + (0.15 * done) / tokens.length, `Lower layers: ${done} of ${tokens.length} texts`);
    await cacheActivations({ config, weights, below, rows: tokens, length, file, onText, signal: input.signal }, work.session);
    const marks = (of: (row: TokenRow) => readonly number[]): Float32Array => {
      const data = new Float32Array(tokens.length * length);
      for (const [row, token] of tokens.entries()) data.set(of(token), row * length);
      return data;
    };
    const texts = (of: Int32Array): BigInt64Array => BigInt64Array.from(trained, (pair) => BigInt(intAt(of, pair)));
    const steps = Math.max(1, Math.ceil((settings.epochs * trained.length) / Math.min(settings.batch, trained.length)));
    const lossHistory: number[] = [];
    const state = await trainWithCheckpoint(
      {
        problem: tuningProblem(config, weights, settings, { texts: tokens.length, length, pairs: trained.length }),
        dataFolder: folder,
        data: {
          [tuningData.activations]: { file: path.basename(file) },
          [tuningData.mask]: marks((row) => row.ids.map(() => 1)),
          [tuningData.marked]: marks((row) => row.marked),
          [tuningData.first]: texts(indexed.first),
          [tuningData.second]: texts(indexed.second),
          [tuningData.pFirst]: Float32Array.from(trained, (pair) => realAt(indexed.pFirst, pair)),
          [tuningData.weight]: Float32Array.from(trained, (pair) => realAt(indexed.weight, pair)),
          ...Object.fromEntries(frozenWeights(config, weights, settings).map(({ name, data }) => [name, data])),
        },
        start: startAdapters(config, settings, head, input.seed),
        steps,
        learningRate: { peak: settings.learningRate, warmup: Math.round(settings.warmup * steps), decay: settings.decay },
        weightDecay: settings.weightDecay,
        seed: input.seed,
        ...work.session,
        ...(input.memoryLimitMb === undefined ? {} : { memoryLimitMb: input.memoryLimitMb }),
        signal: input.signal,
      },
      input.checkpoint ?? noCheckpoint,
      (loss, step) => {
        lossHistory.push(loss);
        report(0.3 + (0.6 * step) / steps, `Step ${step} of ${steps}`, loss);
      },
    );
    return { parameters: Object.fromEntries(Object.entries(state.tensors).map(([name, { data }]) => [name, data])), lossHistory };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** One factor on the head and the rate of lapses, from the pairs that were kept out; with too few prompts for that it stays as it is. */
const calibrate = async (
  model: TunedModel,
  work: {
    pairs: LabelledPair[];
    indexed: IndexedPairs;
    prompts: string[];
    kept: ReadonlySet<number>;
    lossHistory: number[];
    session: SessionSettings;
  },
): Promise<FineTune> => {
  const { pairs, indexed, prompts, kept, lossHistory } = work;
  const out = Array.from(pairs.keys()).filter((pair) => !kept.has(pair));
  const scorer = await openTunedModel(model, work.session);
  try {
    const needed = [...new Set(out.flatMap((pair) => [intAt(indexed.first, pair), intAt(indexed.second, pair)]))];
    const scores = await scorer.score(needed.flatMap((row) => indexed.rows[row] ?? []));
    const scoreOf = new Map(needed.map((row, place) => [row, realAt(scores, place)]));
    const margin = (pair: number): number =>
      (scoreOf.get(intAt(indexed.first, pair)) ?? 0) - (scoreOf.get(intAt(indexed.second, pair)) ?? 0);
    const margins = Float64Array.from(out, margin);
    const pick = (values: Float64Array): Float64Array => Float64Array.from(out, (pair) => realAt(values, pair));
    const clusters = out.flatMap((pair) => prompts[pair] ?? []);
    const fit = out.length === 0 ? null : fitStack([margins], pick(indexed.pFirst), pick(indexed.weight), clusters);
    const [factor, lapse] = [fit?.coefficients[0] ?? 1, fit?.lapse ?? 0];
    // The factor that goes with the model has seen these labels; what is told of them has not.
    const fold = clusters.length === 0 ? new Int32Array(0) : assignFolds(clusters, CALIBRATION_FOLDS, 1);
    const told =
      Math.max(...fold) > 0
        ? crossFitStack([margins], pick(indexed.pFirst), pick(indexed.weight), clusters, fold)
        : Array.from(margins, (value) => lapsedMargin(factor * value, lapse));
    const judged = new Map(out.map((pair, place) => [pair, told[place] ?? 0]));
    return {
      model: { ...model, head: model.head.map((weight) => factor * weight) },
      lapse,
      pairs,
      heldOutMargins: pairs.map((_, pair) => judged.get(pair) ?? null),
      lossHistory,
      provider: scorer.provider,
    };
  } finally {
    await scorer.close();
  }
};
