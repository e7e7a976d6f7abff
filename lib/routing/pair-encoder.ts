import { deflateRawSync } from "node:zlib";
import type { PromptFacts } from "@/lib/ml/text/surface-features";
import { PROMPT_COUNT, readPrompt, TEXT_COUNT, textFeatures } from "@/lib/ml/text/surface-features";
import { readText, share } from "@/lib/ml/text/text-facts";
import type { TextFacts } from "@/lib/ml/text/text-facts";
import type { TfidfModel } from "@/lib/ml/text/tfidf";
import { fitTfidf, termPositions, transformTfidf } from "@/lib/ml/text/tfidf";
import type { SparseRow } from "@/lib/ml/text/tfidf";
import type { TermDirections } from "@/lib/ml/text/truncated-svd";
import { fitTermDirections, projectTerms } from "@/lib/ml/text/truncated-svd";

/** Two responses to a prompt, in the order in which they are compared, with the models that wrote them. */
export type PairText = { prompt: string; responses: readonly [string, string]; models: readonly [string | null, string | null] };

/** What routing knows of a pair once its texts are let go. */
export type PairFacts = {
  /** difference of what is known of the responses, second minus first // [encoder.width] */
  vector: Float32Array;
  /** of ln(1 + characters), second minus first */
  longer: number;
  /** ln(1 + characters) of the shorter response and of the prompt */
  shorter: number;
  promptLength: number;
  /** share of their words that both responses have */
  overlap: number;
};

/** Fitted on a sample of the texts, without a look at any label. */
export type PairEncoder = {
  width: number;
  deviation: Float64Array;
  tfidf: TfidfModel;
  positions: ReadonlyMap<string, number>;
  directions: TermDirections;
  models: readonly string[];
};

const surfaceCount = TEXT_COUNT - PROMPT_COUNT;
const topics = 64;
const mostTerms = 20_000;
const mostModels = 24;
// So scaled, one penalty suits both blocks: the surface features are many and correlated, the topics are parts of unit vectors.
const surfaceFactor = 0.3;
const topicFactor = 1.5;
const modelFactor = 1;
const surfaceLimit = 5;

/** Pairs that an encoder is fitted on, at most: more words than theirs change little. */
export const encoderSample = 3_000;

const deflatedBytes = (text: string): number => deflateRawSync(text, { level: 6 }).length;

const surfaceOf = (prompt: PromptFacts, response: TextFacts): Float64Array =>
  Float64Array.from(textFeatures(deflatedBytes, prompt, response).slice(0, surfaceCount), ([, value]) => value);

const minus = (second: SparseRow, first: SparseRow): SparseRow => ({
  index: [...second.index, ...first.index],
  value: [...second.value, ...first.value.map((value) => -value)],
});

const differenceOf = (prompt: string, responses: readonly TextFacts[]): Float64Array => {
  const facts = readPrompt(prompt);
  const [first, second] = responses.map((response) => surfaceOf(facts, response));
  return Float64Array.from({ length: surfaceCount }, (_, k) => (second?.[k] ?? 0) - (first?.[k] ?? 0));
};

/** Learns words, topics and scales from a sample of pairs. */
export const fitPairEncoder = (pairs: readonly PairText[], seed: number): PairEncoder => {
  const tfidf = fitTfidf(
    pairs.flatMap(({ responses }) => [...responses]),
    { maximumTerms: mostTerms },
  );
  const positions = termPositions(tfidf);
  const rows = pairs.map(({ responses: [first, second] }) =>
    minus(transformTfidf(tfidf, positions, second), transformTfidf(tfidf, positions, first)),
  );
  const directions = fitTermDirections(rows, tfidf.terms.length, topics, seed);
  const squares = new Float64Array(surfaceCount);
  for (const { prompt, responses } of pairs)
    differenceOf(prompt, responses.map(readText)).forEach((value, k) => (squares[k] = (squares[k] ?? 0) + (value * value) / pairs.length));
  const counts = new Map<string, number>();
  for (const { models } of pairs)
    for (const model of models) if (model !== null && models[0] !== models[1]) counts.set(model, (counts.get(model) ?? 0) + 1);
  const models = [...counts]
    .filter(([, count]) => count >= 10)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostModels)
    .map(([model]) => model);
  const width = surfaceCount + directions.size + models.length;
  return { width, deviation: squares.map(Math.sqrt), tfidf, positions, directions, models };
};

/** A pair in numbers; swapping its responses turns every sign of the vector. */
export const encodePair = (encoder: PairEncoder, pair: PairText): PairFacts => {
  const { deviation, tfidf, positions, directions, models } = encoder;
  const [first, second] = pair.responses;
  const vector = new Float32Array(encoder.width);
  const facts = pair.responses.map(readText);
  differenceOf(pair.prompt, facts).forEach((value, k) => {
    const scale = deviation[k] ?? 0;
    const z = scale > 1e-9 ? value / scale : 0;
    vector[k] = surfaceFactor * Math.min(surfaceLimit, Math.max(-surfaceLimit, z));
  });
  const row = minus(transformTfidf(tfidf, positions, second), transformTfidf(tfidf, positions, first));
  projectTerms(directions, row).forEach((value, k) => {
    vector[surfaceCount + k] = topicFactor * value;
  });
  models.forEach((model, k) => {
    vector[surfaceCount + directions.size + k] = modelFactor * (Number(pair.models[1] === model) - Number(pair.models[0] === model));
  });
  const [wordsOfFirst, wordsOfSecond] = facts.map(({ counts }) => counts);
  const sizes = (wordsOfFirst?.size ?? 0) + (wordsOfSecond?.size ?? 0);
  let both = 0;
  for (const word of wordsOfFirst?.keys() ?? []) if (wordsOfSecond?.has(word)) both += 1;
  const lengths = pair.responses.map((text) => Math.log1p(text.length));
  return {
    vector,
    longer: (lengths[1] ?? 0) - (lengths[0] ?? 0),
    shorter: Math.min(...lengths),
    promptLength: Math.log1p(pair.prompt.length),
    overlap: share(both, sizes - both),
  };
};

/** Where texts play no part: a pair of nothing. */
export const emptyPair: PairText = { prompt: "", responses: ["", ""], models: [null, null] };
