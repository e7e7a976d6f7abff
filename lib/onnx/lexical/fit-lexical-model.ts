import { intAt, realAt } from "@/lib/ml/math/access";
import { deriveSeed } from "@/lib/ml/random/random";
import { fitBoostedPairs } from "@/lib/ml/reward/boosted-pairs";
import { crossFitStack } from "@/lib/ml/reward/cross-fit-stack";
import { assignFolds } from "@/lib/ml/reward/folds";
import { DENSE_COUNT } from "@/lib/ml/reward/lexical-encoder";
import { fitSurfaceScale, scaleSurface, scoreBoosted, scoreLength, scoreLinear } from "@/lib/ml/reward/lexical-model";
import { indexPairs, usablePairs, withMeanWeightOne } from "@/lib/ml/reward/pairs";
import { fitStack } from "@/lib/ml/reward/stack";
import { noCache } from "@/lib/onnx/text-cache";
import { fitLinearHeads } from "./linear-head";
import { createReader } from "./read-rows";
import type { BoostedTree } from "@/lib/ml/reward/boosted-tree";
import type { EncodedRows } from "@/lib/ml/reward/lexical-encoder";
import type { HeadName, LexicalModel, LinearHead } from "@/lib/ml/reward/lexical-model";
import type { IndexedPairs, LabelledPair } from "@/lib/ml/reward/pairs";
import type { StackFit } from "@/lib/ml/reward/stack";
import type { HeadsState } from "@/lib/onnx/heads/fit-heads";
import type { Provider } from "@/lib/onnx/session";
import type { TextCache } from "@/lib/onnx/text-cache";
import type { ReadRows } from "./read-rows";

/** Below these numbers of pairs a head has nothing to learn from, and only the simpler ones are fitted. */
const PAIRS_FOR_LINEAR = 30;
const PAIRS_FOR_TREES = 100;
const DEFAULT_PENALTY = 2;

export interface LexicalFitInput {
  pairs: readonly LabelledPair[];
  /** Folds of the cross-validation that the stack and the reported figures rest on. */
  folds: number;
  seed: number;
  /** Bound on the runtime's threads. */
  threads?: number;
  provider?: "auto" | Provider;
  /** Bound on the memory of the training. Default: none. */
  memoryMb?: number;
  /** Where features of texts are kept between fits. Default: nowhere. */
  cache?: TextCache;
  /** How rows are read, where a reading is shared with what else is trained on them. Default: anew, through the cache. */
  read?: ReadRows;
  signal?: AbortSignal | undefined;
  onProgress?: (progress: FitProgress) => void;
  /** Where an interrupted fit of the same pairs, folds and seed stood; it goes on from there to the same model. */
  resume?: LexicalProgress | null;
  /** Called whenever a part is finished, and within the linear part as `fitHeads` does; waited for. */
  onState?: (state: () => LexicalProgress, after: "round" | "batch") => unknown;
}

/** The finished parts of an unfinished fit, as plain data. */
export interface LexicalProgress {
  linear: LinearPart | null;
  /** Where the linear models stand that are not all finished. */
  heads: HeadsState | null;
  /** Trees of the first folds. */
  trees: BoostedTree[][];
}

interface LinearPart {
  /** One a fold, then the final one. */
  heads: LinearHead[];
  provider: Provider;
  lossHistory: number[];
  converged: boolean;
}

export interface FitProgress {
  /** In [0, 1]. */
  share: number;
  message: string;
  /** Of the linear head that is fitted on all pairs, where that is at work. */
  loss: number | null;
}

export interface LexicalFit {
  model: LexicalModel;
  /** The pairs that were trained on, with what models say of each that saw nothing of its prompt, nor did what weighs them. */
  pairs: LabelledPair[];
  /** Logit of the probability that the first is better; null where there are too few prompts for folds. // [pairs] */
  outOfFoldMargins: number[] | null;
  stack: StackFit | null;
  provider: Provider;
  /** Losses of the linear head's final fit, one an iteration. */
  lossHistory: number[];
  converged: boolean;
  excluded: { ties: number; identical: number };
}

/**
 * Fits the built-in lexical reward model: three rewards (length, linear, boosted trees), stacked by their out-of-fold margins.
 *
 * The encoder looks at texts only, never at labels, and takes a row's own prompt out of its background; so it is fitted once,
 * and folds differ in the pair weights alone. All linear models (each fold's and the final one) train in one batched run.
 */
export const fitLexicalModel = async (input: LexicalFitInput): Promise<LexicalFit> => {
  const { pairs, ties, identical } = usablePairs(input.pairs);
  if (pairs.length === 0) throw new RangeError("pairs must hold at least one that says which response is better");
  const report: Report = (share, message, loss = null) => {
    input.signal?.throwIfAborted();
    input.onProgress?.({ share, message, loss });
  };
  report(0, `Reading ${pairs.length.toLocaleString("en")} pairs`);
  const indexed = withMeanWeightOne(indexPairs(pairs));
  const { encoder, encoded } = await (input.read ?? createReader(input.cache ?? noCache))(indexed.rows);
  const scale = fitSurfaceScale(encoded.dense);
  report(0.3, `Encoded ${indexed.rows.length.toLocaleString("en")} responses`);

  const prompts = pairs.map((pair) => pair.promptId);
  const fold = assignFolds(prompts, input.folds, input.seed);
  const foldCount = Math.max(...fold) + 1;
  const schemes = trainingSchemes(indexed, fold, foldCount);
  const surface = scaleSurface(scale, encoded.dense);
  const linear = input.resume?.linear ?? (await fitLinear(input, indexed, encoded, surface, encoder.tfidf.terms.length, schemes, report));
  await input.onState?.(() => ({ linear, heads: null, trees: input.resume?.trees ?? [] }), "batch");
  const trees = await fitTrees(input, indexed, encoded, schemes, linear, report);

  const heads = presentHeads(encoded, linear?.heads ?? null, trees, surface);
  const outOfFold = foldCount < 2 ? null : heads.map((head) => outOfFoldMargins(head, indexed, fold));
  const stack = outOfFold && fitStack(outOfFold, indexed.pFirst, indexed.weight, prompts);
  const coefficients: Record<HeadName, number> = { length: 0, linear: 0, trees: 0 };
  for (const [position, { name }] of heads.entries()) coefficients[name] = stack ? (stack.coefficients[position] ?? 0) : 1 / heads.length;
  report(1, "Fitted");
  return {
    model: { encoder, scale, linear: linear?.heads.at(-1) ?? null, trees: trees?.at(-1) ?? null, coefficients, lapse: stack?.lapse ?? 0 },
    pairs,
    outOfFoldMargins: outOfFold && crossFitStack(outOfFold, indexed.pFirst, indexed.weight, prompts, fold),
    stack,
    provider: linear?.provider ?? "cpu",
    lossHistory: linear?.lossHistory ?? [],
    converged: (linear?.converged ?? true) && (stack?.converged ?? true),
    excluded: { ties, identical },
  };
};

type Report = (share: number, message: string, loss?: number | null) => void;

/** Pair weights of each fold's model (its own fold left out), then of the final one. */
const trainingSchemes = ({ weight }: IndexedPairs, fold: Int32Array, folds: number): Float64Array[] => [
  ...(folds < 2 ? [] : Array.from({ length: folds }, (_, left) => weight.map((value, pair) => (intAt(fold, pair) === left ? 0 : value)))),
  weight,
];

const fitLinear = async (
  input: LexicalFitInput,
  pairs: IndexedPairs,
  encoded: EncodedRows,
  surface: Float64Array,
  terms: number,
  weights: readonly Float64Array[],
  report: Report,
): Promise<LinearPart | null> => {
  if (pairs.first.length < PAIRS_FOR_LINEAR) return null;
  const problem = { pairs, sparse: encoded.sparse, terms, surface, weights, penalty: DEFAULT_PENALTY };
  const { fits, provider } = await fitLinearHeads(problem, {
    ...(input.threads === undefined ? {} : { threads: input.threads }),
    ...(input.provider === undefined ? {} : { provider: input.provider }),
    ...(input.memoryMb === undefined ? {} : { memoryMb: input.memoryMb }),
    signal: input.signal,
    resume: input.resume?.heads ?? null,
    onState: async (state, after) => {
      await input.onState?.(() => ({ linear: null, heads: state(), trees: [] }), after);
    },
    onRound: (round, losses, first) =>
      report(0.3 + 0.4 * (1 - Math.exp(-round / 60)), `Linear head, round ${round}`, losses[weights.length - 1 - first] ?? null),
  });
  return {
    heads: fits.map(({ head }) => head),
    provider,
    lossHistory: fits.at(-1)?.lossHistory ?? [],
    converged: fits.every(({ converged }) => converged),
  };
};

const fitTrees = async (
  input: LexicalFitInput,
  pairs: IndexedPairs,
  encoded: EncodedRows,
  weights: readonly Float64Array[],
  linear: LinearPart | null,
  report: Report,
): Promise<BoostedTree[][] | null> => {
  if (pairs.first.length < PAIRS_FOR_TREES) return null;
  const fitted = [...(input.resume?.trees ?? [])];
  for (const [scheme, values] of weights.entries()) {
    if (scheme < fitted.length) continue;
    report(0.7 + (0.28 * scheme) / weights.length, `Boosted trees, model ${scheme + 1} of ${weights.length}`);
    fitted.push(fitBoostedPairs(encoded.dense, DENSE_COUNT, pairs, values, deriveSeed(input.seed, scheme)));
    await input.onState?.(() => ({ linear, heads: null, trees: fitted }), "batch");
    await new Promise((resolve) => setImmediate(resolve)); // lets a cancellation message in
  }
  return fitted;
};

/** A head as the rewards of every row under each fold's model. */
interface Head {
  name: HeadName;
  /** One a fold, then the final one; a head without parameters has a single entry. */
  rewards: Float64Array[];
}

const presentHeads = (
  encoded: EncodedRows,
  linear: readonly LinearHead[] | null,
  trees: readonly BoostedTree[][] | null,
  surface: Float64Array,
): Head[] => [
  { name: "length", rewards: [scoreLength(encoded.dense)] },
  ...(linear ? [{ name: "linear" as const, rewards: linear.map((head) => scoreLinear(head, encoded.sparse, surface)) }] : []),
  ...(trees ? [{ name: "trees" as const, rewards: trees.map((model) => scoreBoosted(model, encoded.dense)) }] : []),
];

const outOfFoldMargins = ({ rewards }: Head, pairs: IndexedPairs, fold: Int32Array): Float64Array =>
  Float64Array.from(pairs.first, (first, pair) => {
    const values = rewards[rewards.length === 1 ? 0 : intAt(fold, pair)];
    if (!values) throw new RangeError(`fold ${intAt(fold, pair)} has no model`);
    return realAt(values, first) - realAt(values, intAt(pairs.second, pair));
  });
