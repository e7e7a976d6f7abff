import { characterSurprise } from "./background";
import {
  characterFeatures,
  characterTrigrams,
  commonWordFeature,
  formFeatures,
  formatFeatures,
  lengthFeatures,
  punctuationFeatures,
  readabilityFeatures,
  repetitionFeatures,
  scriptCounts,
} from "./surface-form";
import { cosine, countMatches, logOfCount, mean, readText, share } from "./text-facts";
import { codePoints, ngrams, splitSentences, tokenise } from "./tokens";
import type { BackgroundView } from "./background";
import type { Feature } from "./surface-form";
import type { TextFacts } from "./text-facts";

/** What the features of a response need to know of the texts that the model was fitted on. */
export interface SurfaceContext {
  /** Number of distinct prompts and responses, and in how many of them each word occurs. */
  texts: number;
  documentFrequency: ReadonlyMap<string, number>;
  commonest: ReadonlySet<string>;
  /** Size of the raw DEFLATE stream (RFC 1951, level 6) in bytes. Passed in: this library does no I/O and has no compressor. */
  deflatedBytes: (text: string) => number;
}

/** A prompt with what its responses are compared with, worked out once for all of them. */
export interface PromptFacts extends TextFacts {
  pairs: Set<string>;
  fourGrams: Set<string>;
  firstSentence: Set<string>;
  scripts: Map<string, number>;
  trigrams: Map<string, number>;
}

/** Cost: linear in the prompt, once for all of its responses. */
export const readPrompt = (prompt: string): PromptFacts => {
  const facts = readText(prompt);
  const { text } = facts;
  return {
    ...facts,
    pairs: new Set(ngrams(facts.tokens, 2)),
    fourGrams: new Set(ngrams(facts.tokens, 4)),
    firstSentence: new Set(tokenise(splitSentences(text)[0] ?? "")),
    scripts: scriptCounts(text),
    trigrams: characterTrigrams(text),
  };
};

/** Features of the linear block. The three after them describe the prompt and serve the trees alone. */
export const SURFACE_COUNT = 73;
export const PROMPT_COUNT = 3;

/**
 * Where, among all features, those stand that look at the texts the model was fitted on: the commonest words, the weights of
 * shared words, and the background. All others depend on the two texts alone, so that they can be kept between fits.
 */
const CORPUS_POSITIONS: ReadonlySet<number> = new Set([11, 54, 55, 66, 67, 68, 69, 70, 71, 72]);
/** Number of features that depend on the two texts alone. */
export const TEXT_COUNT = SURFACE_COUNT + PROMPT_COUNT - CORPUS_POSITIONS.size;

/**
 * 73 readable, language-independent features of a response to a prompt, then 3 of the prompt: length, readability,
 * punctuation, characters, form, repetition, format, overlap with the prompt, ratio of lengths, and rarity against the
 * background. Ratios are guarded, so an empty response has finite features. Cost: linear in the length of both texts.
 *
 * @returns [name, value] pairs, always the same names in the same order.
 */
export const surfaceFeatures = (context: SurfaceContext, background: BackgroundView, prompt: PromptFacts, response: string): Feature[] => {
  const facts = readText(response);
  return joinFeatures(textFeatures(context.deflatedBytes, prompt, facts), corpusFeatures(context, background, prompt, facts));
};

/** The features that depend on prompt and response alone. // [TEXT_COUNT] */
export const textFeatures = (deflatedBytes: (text: string) => number, prompt: PromptFacts, facts: TextFacts): Feature[] => {
  const sentenceLengths = facts.sentences.map((sentence) => tokenise(sentence).length);
  return [
    ...lengthFeatures(facts),
    ...readabilityFeatures(facts, sentenceLengths),
    ...punctuationFeatures(facts),
    ...characterFeatures(facts),
    ...formFeatures(facts),
    ...repetitionFeatures(facts, deflatedBytes),
    ...formatFeatures(facts),
    ...overlapFeatures(prompt, facts),
    ...ratioFeatures(prompt, facts),
    ...promptFeatures(prompt),
  ];
};

/** The features that depend on the texts of the fit too. // [SURFACE_COUNT + PROMPT_COUNT − TEXT_COUNT] */
export const corpusFeatures = (
  context: Omit<SurfaceContext, "deflatedBytes">,
  background: BackgroundView,
  prompt: TextFacts,
  facts: TextFacts,
): Feature[] => [
  commonWordFeature(facts, context.commonest),
  ...sharedWeightFeatures(context, prompt, facts),
  ...backgroundFeatures(background, facts),
];

/** Both parts in the one order that fitted models know. */
export const joinFeatures = <T>(text: Iterable<T>, corpus: Iterable<T>): T[] => {
  const parts = { text: text[Symbol.iterator](), corpus: corpus[Symbol.iterator]() };
  return Array.from({ length: SURFACE_COUNT + PROMPT_COUNT }, (_, position) => {
    const next = parts[CORPUS_POSITIONS.has(position) ? "corpus" : "text"].next();
    if (next.done) throw new RangeError(`features end before position ${position}`);
    return next.value;
  });
};

const sharedWords = (prompt: TextFacts, response: TextFacts): string[] =>
  [...response.counts.keys()].filter((word) => prompt.counts.has(word));

const sharedWeightFeatures = (context: Omit<SurfaceContext, "deflatedBytes">, prompt: TextFacts, response: TextFacts): Feature[] => {
  const weight = (words: Iterable<string>): number => {
    let total = 0;
    for (const word of words) {
      if (!context.commonest.has(word)) total += Math.log((1 + context.texts) / (1 + (context.documentFrequency.get(word) ?? 0))) + 1;
    }
    return total;
  };
  const sharedWeight = weight(sharedWords(prompt, response));
  return [
    ["overlap: prompt words taken up", ratio(sharedWeight, weight(prompt.counts.keys()))],
    ["overlap: words that come from the prompt", ratio(sharedWeight, weight(response.counts.keys()))],
  ];
};

const overlapFeatures = (prompt: PromptFacts, response: TextFacts): Feature[] => {
  const newWords = response.counts.size - sharedWords(prompt, response).length;
  const fourGrams = ngrams(response.tokens, 4);
  const responsePairs = new Set(ngrams(response.tokens, 2));
  const copied = response.tokens.length > 0 && response.tokens.join(" ") === prompt.tokens.slice(-response.tokens.length).join(" ");
  return [
    ["overlap: new words (log)", logOfCount(newWords)],
    ["overlap: share of new words", 1 - share(response.counts.size - newWords, response.counts.size)],
    ["overlap: runs of four words copied", share(fourGrams.filter((gram) => prompt.fourGrams.has(gram)).length, fourGrams.length)],
    ["overlap: prompt pairs taken up", share([...prompt.pairs].filter((pair) => responsePairs.has(pair)).length, prompt.pairs.size)],
    [
      "overlap: first prompt sentence taken up",
      share([...prompt.firstSentence].filter((word) => response.counts.has(word)).length, prompt.firstSentence.size),
    ],
    ["overlap: is the end of the prompt", copied ? 1 : 0],
    ["overlap: same scripts", cosine(prompt.scripts, scriptCounts(response.text))],
    ["overlap: same letter triples", cosine(prompt.trigrams, characterTrigrams(response.text))],
  ];
};

const ratioFeatures = (prompt: PromptFacts, response: TextFacts): Feature[] => {
  const difference = logOfCount(response.wholeLength) - logOfCount(prompt.wholeLength);
  return [
    ["ratio: length against the prompt's", Math.abs(difference)],
    ["ratio: length against the prompt's, squared", difference ** 2 / 4],
  ];
};

const backgroundFeatures = (background: BackgroundView, { tokens, counts }: TextFacts): Feature[] => {
  const frequencies = tokens.map((token) => background.documentFrequency(token));
  const types = [...counts.keys()].map((word) => background.documentFrequency(word));
  const surprise = characterSurprise(background, tokens);
  return [
    ["background: share of words seen nowhere else", share(frequencies.filter((frequency) => frequency <= 0).length, tokens.length)],
    ["background: share of words in at most two prompts", share(frequencies.filter((frequency) => frequency <= 2).length, tokens.length)],
    ["background: mean rarity of a word", mean(frequencies.map((frequency) => Math.log((1 + background.prompts) / (1 + frequency))))],
    ["background: words seen nowhere else (log)", logOfCount(types.filter((frequency) => frequency <= 0).length)],
    ["background: words in three prompts or more (log)", logOfCount(types.filter((frequency) => frequency >= 3).length)],
    ["background: surprise per character", mean(surprise)],
    ["background: share of surprising characters", share(surprise.filter((nats) => nats > 5).length, surprise.length)],
  ];
};

const promptFeatures = (prompt: PromptFacts): Feature[] => [
  ["prompt: characters (log)", logOfCount(prompt.wholeLength)],
  ["prompt: ends in a question", codePoints(prompt.text).slice(-60).includes("?") ? 1 : 0],
  ["prompt: different numbers (log)", logOfCount(countMatches(prompt.text, /\d+/gu) === 0 ? 0 : new Set(prompt.text.match(/\d+/gu)).size)],
];

/** Weights of nothing over nothing is no overlap, not all of it. */
const ratio = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
