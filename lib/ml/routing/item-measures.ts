import { realAt } from "../math/access";
import { tokenise, tokeniseWithMarks } from "../text/tokens";
import { averageRanks } from "./performance-prediction";
import type { NumericFact } from "./tag-set";
import { entitiesOf, entityOverlap, rouge1, softMatchF1, weightedCosine } from "./text-similarity";
import type { LetterTable, WordFrequencies } from "./text-similarity";

/** Measures of an item before lengths are ranked: lengths are tokens, all else lies in [0, 1]. Null: fewer than two responses. */
export type ItemMeasures = Record<NumericFact, number | null>;

export interface MeasureContext {
  letters: LetterTable;
  /** over the texts of the whole data set */
  frequencies: WordFrequencies;
  /** Cosine of two responses by the encoder at hand; the lexical one where there is none. */
  cosine: ((a: number, b: number) => number) | null;
  entities: "union" | "published";
}

/**
 * The nine measures of a prompt and its responses. With more than two responses a similarity is the mean over all pairs, the
 * shorter and the longer are the shortest and the longest, and the difference is theirs.
 *
 *   bertscore_length = bertscore · exp(1 − tokens(longer) / tokens(shorter)), longer and shorter by characters; 0 for an empty one
 *
 * Tokens are words and marks. Only ranks of lengths are used, so any tokeniser of the same language gives nearly the same tags.
 * Source: Miranda et al. (2025), arXiv:2410.19133, appendix.
 */
export function measureItem(prompt: string, responses: readonly string[], context: MeasureContext): ItemMeasures {
  const texts = responses.map((text) => ({ text, tokens: tokeniseWithMarks(text), words: tokenise(text), entities: entitiesOf(text) }));
  const lengths = texts.map(({ tokens }) => tokens.length);
  const pairs = texts.flatMap((a, i) => texts.slice(i + 1).map((b, k) => ({ a, b, i, j: i + 1 + k })));
  const mean = (of: (pair: (typeof pairs)[number], index: number) => number): number | null =>
    pairs.length === 0 ? null : pairs.reduce((sum, pair, index) => sum + of(pair, index), 0) / pairs.length;
  const matched = pairs.map(({ a, b }) => softMatchF1(context.letters, a.tokens, b.tokens));
  const { cosine } = context;
  return {
    bertscore: mean((_, index) => matched[index] ?? 0),
    bertscore_length: mean(({ a, b }, index) => (matched[index] ?? 0) * lengthPenalty(a, b)),
    cosine_sim: mean(({ a, b, i, j }) => (cosine ? cosine(i, j) : weightedCosine(context.frequencies, a.words, b.words))),
    rouge: mean(({ a, b }) => rouge1(a.text, b.text)),
    entity_sim: mean(({ a, b }) => entityOverlap(a.entities, b.entities, context.entities)),
    prompt_len: tokeniseWithMarks(prompt).length,
    len_shorter: texts.length === 0 ? null : Math.min(...lengths),
    len_longer: texts.length === 0 ? null : Math.max(...lengths),
    token_len_diff: texts.length < 2 ? null : Math.max(...lengths) - Math.min(...lengths),
  };
}

function lengthPenalty(a: { text: string; tokens: string[] }, b: { text: string; tokens: string[] }): number {
  const [shorter, longer] = a.text.length <= b.text.length ? [a, b] : [b, a];
  return shorter.tokens.length === 0 ? 0 : Math.exp(1 - longer.tokens.length / shorter.tokens.length);
}

/**
 * Percentile ranks in (0, 1]: the mean rank of equal values over the number of values. Null stays null and is not counted.
 * Give it the lengths of the whole data set, so that an item keeps its tags whichever part is routed: the published code ranks
 * anew inside each routed part, where a third of the items then falls into each bin whatever was routed.
 */
export function percentileRanks(values: readonly (number | null)[]): (number | null)[] {
  const known = Float64Array.from(values.flatMap((value) => (value === null ? [] : [value])));
  const ranks = averageRanks(known);
  let next = 0;
  return values.map((value) => (value === null ? null : realAt(ranks, next++) / known.length));
}
