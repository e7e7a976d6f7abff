import { evaluatePairs } from "@/lib/ml/reward/metrics";
import { writeHeadFile } from "./head-file";
import { buildHeadScoringModel } from "./head-scoring-graph";
import { proveGraph } from "./prove-graph";
import { marginsOfHead } from "./train-head";
import type { LabelledPair } from "@/lib/ml/reward/pairs";
import type { TrainedHead } from "./train-head";
import type { RecipeOutcome, VersionRun, VersionTraining } from "./version-training";

const ROWS_PROVED = 200;

/** A trained head as files and figures; its graph is proved to say what the head says. */
export const exportHead = async (
  head: TrainedHead,
  input: VersionTraining,
  pairs: readonly LabelledPair[],
  run: VersionRun,
): Promise<RecipeOutcome> => {
  const { file } = head;
  const graph = buildHeadScoringModel(file, {
    title: input.title,
    encoder: file.source.kind === "lexical" ? "plumbline-lexical-1" : file.source.name,
  });
  const { provider, threads, seed } = input.settings;
  await proveGraph(graph, file, input.examples.rows.slice(0, ROWS_PROVED), run.cache, run.encoder, {
    threads,
    ...(provider === undefined ? {} : { provider }),
  });
  const margins = head.outOfFold && Array.from(head.outOfFold.subarray(0, pairs.length));
  const testMargins = input.test ? await testMarginsOf(head, input, run) : [];
  const test = input.test && evaluatePairs(input.test.pairs, testMargins, seed);
  return {
    provider: head.provider,
    margins,
    crossValidation: evaluatePairs(margins ? pairs : [], margins ?? [], seed, { crossValidated: true }),
    test,
    testMargins,
    trainPairs: pairs.length,
    testPairs: test && input.test ? input.test.pairs.length - test.ties - test.identical : 0,
    lossHistory: head.lossHistory,
    converged: head.converged,
    coefficients: null,
    lapse: 0,
    temperature: file.temperature,
    aspectTemperatures: head.aspectTemperatures,
    vocabulary: file.source.kind === "lexical" ? file.source.encoder.tfidf.terms.length : 0,
    responses: input.examples.rows.length,
    features: namedFeatures(head),
    graph,
    file: writeHeadFile(file),
  };
};

const testMarginsOf = async (head: TrainedHead, { test, settings }: VersionTraining, run: VersionRun): Promise<number[]> => {
  const pairs = test?.pairs ?? [];
  const rows = pairs.flatMap(({ promptId, prompt, first, second }) => [
    { promptId, prompt, response: first },
    { promptId, prompt, response: second },
  ]);
  const comparisons = pairs.map((pair, index) => ({
    first: 2 * index,
    second: 2 * index + 1,
    aspect: 0,
    pFirst: pair.pFirst,
    pTie: 0,
    strength: null,
    weight: 1,
  }));
  const loss = { kind: settings.loss, planes: settings.options.planes };
  return marginsOfHead(
    head.file,
    loss,
    { rows, aspects: head.file.aspects, comparisons, rankings: [], ratings: [] },
    run.cache,
    run.encoder,
  );
};

const FEATURES_NAMED = 20;

/** Weights of the named surface features under the readout of a linear head. */
const namedFeatures = ({ file }: TrainedHead): { name: string; weight: number }[] => {
  if (file.source.kind !== "lexical" || file.shape.spec.head === "mlp") return [];
  const { outputs, dimensions } = file.shape;
  return Array.from({ length: dimensions }, (_, feature) => ({
    name: file.source.kind === "lexical" ? (file.source.encoder.featureNames[feature] ?? "") : "",
    weight:
      file.readout.reduce((sum, weight, output) => sum + weight * (file.parameters[feature * outputs + output] ?? 0), 0) / file.temperature,
  }))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, FEATURES_NAMED);
};
