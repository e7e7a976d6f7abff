import { countCodePoints, countItems, ngrams, readablePart, splitSentences, tokenise } from "./tokens";

/** Everything about one text that more than one feature looks at, worked out once. */
export interface TextFacts {
  /** What is read of it; see `readablePart`. All but `wholeLength` is of this part. */
  text: string;
  characters: number;
  /** Characters of the whole text. */
  wholeLength: number;
  tokens: string[];
  counts: Map<string, number>;
  sentences: string[];
  lines: string[];
}

/** Cost: linear in the readable part, which is bounded; of the rest the length alone. */
export const readText = (whole: string): TextFacts => {
  const text = readablePart(whole);
  const tokens = tokenise(text);
  return {
    text,
    characters: countCodePoints(text),
    wholeLength: countCodePoints(whole),
    tokens,
    counts: countItems(tokens),
    sentences: splitSentences(text),
    lines: text.split("\n"),
  };
};

/** ln(1 + x), the scale of every count among the features: twice as many commas matter the same at 2 and at 20. */
export const logOfCount = (count: number): number => Math.log1p(count);

/** @param pattern with the flag g: without it one match would count for all */
export const countMatches = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** 0 of nothing is 0: an empty text has no share of anything. */
export const share = (part: number, whole: number): number => part / Math.max(whole, 1);

/** 0 where there are no values, as `share`. */
export const mean = (values: readonly number[]): number =>
  share(
    values.reduce((sum, value) => sum + value, 0),
    values.length,
  );

/** Share of n-grams that are distinct; 0 where the text is too short to have any. */
export const distinctShare = (tokens: readonly string[], size: number): number => {
  const grams = ngrams(tokens, size);
  return grams.length === 0 ? 0 : new Set(grams).size / grams.length;
};

/** Cosine of two count vectors; 0 where one of them is empty. */
export const cosine = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number => {
  let product = 0;
  for (const [key, count] of a) product += count * (b.get(key) ?? 0);
  const length = norm(a) * norm(b);
  return length === 0 ? 0 : product / length;
};

const norm = (counts: ReadonlyMap<string, number>): number =>
  Math.sqrt([...counts.values()].reduce((sum, count) => sum + count * count, 0));
