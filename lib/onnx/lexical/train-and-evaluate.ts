import { createRowEncoder, DENSE_COUNT } from "@/lib/ml/reward/lexical-encoder";
import { lapsedMargin } from "@/lib/ml/reward/lapse";
import { scoreRows } from "@/lib/ml/reward/lexical-model";
import { evaluatePairs } from "@/lib/ml/reward/metrics";
import { indexPairs } from "@/lib/ml/reward/pairs";
import { trainingResponsesOf } from "./training-responses";
import { noCache } from "@/lib/onnx/text-cache";
import { encodeTexts } from "./encode-texts";
import { fitLexicalModel } from "./fit-lexical-model";
import { writeLexicalFile } from "./model-file";
import { buildScoringModel } from "./scoring-graph";
import { scoreWithGraph } from "./score-with-graph";
import type { LabelledPair, ResponseRow } from "@/lib/ml/reward/pairs";
import type { PairMetrics } from "@/lib/ml/reward/metrics";
import type { HeadName } from "@/lib/ml/reward/lexical-model";
import type { TextCache } from "@/lib/onnx/text-cache";
import type { LexicalFile } from "./model-file";
import type { LexicalFit, LexicalFitInput } from "./fit-lexical-model";

/**
 * Largest difference between the exported graph and the model that is let pass, float32 against float64: relative to the score,
 * and to the coefficients, which multiply what each head has lost. Texts that hardly differ are told apart by large ones.
 */
const GRAPH_TOLERANCE = 1e-4;
const ROWS_CHECKED = 500;
const FEATURES_NAMED = 20;

export interface TrainingOutcome {
  provider: string;
  /** Out-of-fold margins (first minus second) of the given pairs; null for a pair that was not trained on. */
  margins: (number | null)[] | null;
  crossValidation: PairMetrics;
  test: PairMetrics | null;
  /** First minus second of the test pairs, in their order. */
  testMargins: number[] | null;
  trainPairs: number;
  testPairs: number;
  lossHistory: number[];
  converged: boolean;
  coefficients: Record<HeadName, number>;
  lapse: number;
  vocabulary: number;
  responses: number;
  features: { name: string; weight: number }[];
  /** The scoring graph and the encoder's file. */
  graph: Uint8Array;
  file: Uint8Array;
}

/** A whole training: fit, honest figures, and files whose graph is proved to say what the model says. */
export const trainAndEvaluate = async (
  input: LexicalFitInput & { test: readonly LabelledPair[] | null; title: string },
): Promise<TrainingOutcome> => {
  const fit = await fitLexicalModel(input);
  const { rows } = indexPairs(fit.pairs);
  const file: LexicalFile = { model: fit.model, trainingResponses: trainingResponsesOf(rows) };
  const graph = buildScoringModel(fit.model, { title: input.title, encoder: "plumbline-lexical-2" });
  await checkGraph(graph, file, rows.slice(0, ROWS_CHECKED), input);
  const testMargins = input.test && (await marginsOf(file, input.test, input.cache ?? noCache));
  const test = input.test && evaluatePairs(input.test, testMargins ?? [], input.seed);
  const marginOf = new Map(fit.outOfFoldMargins?.map((margin, index) => [fit.pairs[index], margin]));
  return {
    provider: fit.provider,
    margins: fit.outOfFoldMargins && input.pairs.map((pair) => marginOf.get(pair) ?? null),
    crossValidation: evaluatePairs(fit.outOfFoldMargins ? fit.pairs : [], fit.outOfFoldMargins ?? [], input.seed, { crossValidated: true }),
    test,
    testMargins,
    trainPairs: fit.pairs.length,
    testPairs: test && input.test ? input.test.length - test.ties - test.identical : 0,
    lossHistory: fit.lossHistory,
    converged: fit.converged,
    coefficients: fit.model.coefficients,
    lapse: fit.model.lapse,
    vocabulary: fit.model.encoder.tfidf.terms.length,
    responses: rows.length,
    features: namedFeatures(fit),
    graph,
    file: writeLexicalFile(file),
  };
};

/** Rewards of texts. // [rows] */
export const scoreTexts = async (
  { model, trainingResponses }: LexicalFile,
  rows: readonly ResponseRow[],
  cache: TextCache,
): Promise<Float64Array> => {
  const { features } = await encodeTexts(rows, cache);
  return scoreRows(model, createRowEncoder(model.encoder, trainingResponses)(rows, features));
};

const marginsOf = async (file: LexicalFile, pairs: readonly LabelledPair[], cache: TextCache): Promise<number[]> => {
  const { rows, first, second } = indexPairs(pairs);
  const scores = await scoreTexts(file, rows, cache);
  return Array.from(first, (row, pair) => lapsedMargin((scores[row] ?? 0) - (scores[second[pair] ?? 0] ?? 0), file.model.lapse));
};

const checkGraph = async (
  graph: Uint8Array,
  { model }: LexicalFile,
  rows: readonly ResponseRow[],
  input: LexicalFitInput,
): Promise<void> => {
  const { features } = await encodeTexts(rows, input.cache ?? noCache);
  const encoded = createRowEncoder(model.encoder, new Map())(rows, features);
  const expected = scoreRows(model, encoded);
  const actual = await scoreWithGraph(
    graph,
    model.encoder,
    rows.map((row) => row.response),
    encoded.dense.slice(0, rows.length * DENSE_COUNT),
    {
      ...(input.provider === undefined ? {} : { provider: input.provider }),
      ...(input.threads === undefined ? {} : { threads: input.threads }),
    },
  );
  const largest = Object.values(model.coefficients).reduce((most, coefficient) => Math.max(most, Math.abs(coefficient)), 1);
  for (const [row, score] of expected.entries()) {
    const difference = Math.abs((actual[row] ?? Number.NaN) - score);
    if (!(difference <= GRAPH_TOLERANCE * Math.max(largest, Math.abs(score)))) {
      throw new RangeError(`the exported graph gives ${actual[row]} where the model gives ${score}`);
    }
  }
};

const namedFeatures = ({ model }: LexicalFit): { name: string; weight: number }[] =>
  (model.linear?.surface ?? [])
    .map((weight, feature) => ({ name: model.encoder.featureNames[feature] ?? "", weight }))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, FEATURES_NAMED);
