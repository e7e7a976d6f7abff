import { countItems, ngrams, readablePart, tokeniseWithMarks } from "./tokens";

/** Settings of `fitTfidf`. */
export interface TfidfSettings {
  /** An n-gram seen in fewer texts is dropped: it cannot have been learned from. Default 2. */
  minimumTexts: number;
  /** At most this many n-grams, the most widespread first. Default 100,000. */
  maximumTerms: number;
}

export const DEFAULT_TFIDF: TfidfSettings = { minimumTexts: 2, maximumTerms: 100_000 };

/** A fitted vocabulary of words and marks, and of pairs of neighbours among them. */
export interface TfidfModel {
  terms: string[];
  /** ln((1 + N) / (1 + df)) + 1 of each term. // [terms] */
  idf: number[];
}

/** One text as a sparse row: positions ascending, values of unit Euclidean length (or none at all). */
export interface SparseRow {
  index: number[];
  value: number[];
}

/**
 * Learns the vocabulary and the inverse document frequencies of `texts`.
 *
 * Terms are ordered by falling document frequency and then by code unit, so that the same texts give the same vocabulary in
 * whatever order they come. Cost: linear in the number of tokens.
 * Source: Salton and Buckley (1988), doi:10.1016/0306-4573(88)90021-0; the smoothed idf is scikit-learn's.
 */
export const fitTfidf = (texts: readonly string[], settings: Partial<TfidfSettings> = {}): TfidfModel => {
  const { minimumTexts, maximumTerms } = { ...DEFAULT_TFIDF, ...settings };
  const documentFrequency = new Map<string, number>();
  for (const text of texts) {
    for (const term of new Set(terms(text))) documentFrequency.set(term, (documentFrequency.get(term) ?? 0) + 1);
  }
  const kept = [...documentFrequency]
    .filter(([, frequency]) => frequency >= minimumTexts)
    .sort(([a, dfA], [b, dfB]) => dfB - dfA || (a < b ? -1 : 1))
    .slice(0, maximumTerms);
  return {
    terms: kept.map(([term]) => term),
    idf: kept.map(([, frequency]) => Math.log((1 + texts.length) / (1 + frequency)) + 1),
  };
};

/** How often each known term occurs in a text: what the scoring graph of a model takes as input. */
export const countTerms = (positions: ReadonlyMap<string, number>, text: string): { index: number[]; count: number[] } => {
  const known = terms(text).flatMap((term) => positions.get(term) ?? []);
  const counts = countItems(known);
  const index = [...Int32Array.from(counts.keys()).sort()];
  return { index, count: index.map((position) => counts.get(position) ?? 0) };
};

/** (1 + ln tf) · idf, scaled to unit length; terms outside the vocabulary are ignored. */
export const transformTfidf = (model: TfidfModel, positions: ReadonlyMap<string, number>, text: string): SparseRow => {
  const { index, count } = countTerms(positions, text);
  const raw = index.map((position, k) => (1 + Math.log(count[k] ?? 1)) * (model.idf[position] ?? 0));
  const length = Math.sqrt(raw.reduce((sum, value) => sum + value * value, 0)) || 1;
  return { index, value: raw.map((value) => value / length) };
};

/** Column of each term; made once for many texts. */
export const termPositions = (model: TfidfModel): Map<string, number> => new Map(model.terms.map((term, position) => [term, position]));

const terms = (text: string): string[] => {
  const tokens = tokeniseWithMarks(readablePart(text));
  return [...tokens, ...ngrams(tokens, 2)];
};
