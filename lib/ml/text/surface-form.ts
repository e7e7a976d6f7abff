import { codePoints, ngrams } from "./tokens";
import { countMatches, distinctShare, logOfCount, mean, share } from "./text-facts";
import type { TextFacts } from "./text-facts";

/** Features that look at a response alone. Each group is a list of [name, value]; names are what a reader sees. */
export type Feature = readonly [name: string, value: number];

/** Not Math.max(...values): a text of a hundred thousand sentences would overflow the stack. */
const largest = (values: Iterable<number>): number => {
  let found = 0;
  for (const value of values) found = Math.max(found, value);
  return found;
};

/** Length on several scales, since its worth need not grow evenly: a logarithm, its square, and a count that ends at 4,000. */
export const lengthFeatures = ({ wholeLength, tokens, counts, sentences, lines }: TextFacts): Feature[] => [
  ["length: characters (log)", logOfCount(wholeLength)],
  ["length: words (log)", logOfCount(tokens.length)],
  ["length: sentences (log)", logOfCount(sentences.length)],
  ["length: characters up to 4000", Math.min(wholeLength, 4000) / 1000],
  ["length: squared log of characters", logOfCount(wholeLength) ** 2 / 10],
  ["length: lines with text (log)", logOfCount(lines.filter((line) => line.trim() !== "").length)],
  ["length: different words (log)", logOfCount(counts.size)],
];

/** What readability formulas are made of (length of words and of sentences), left to the model to weigh. */
export const readabilityFeatures = ({ tokens, sentences }: TextFacts, sentenceLengths: readonly number[]): Feature[] => {
  const lengths = tokens.map((token) => codePoints(token).length);
  return [
    ["reading: mean word length", mean(lengths)],
    ["reading: words per sentence (log)", logOfCount(tokens.length / Math.max(sentences.length, 1))],
    ["reading: share of long words", share(lengths.filter((length) => length > 6).length, tokens.length)],
    ["reading: longest sentence in words (log)", logOfCount(largest(sentenceLengths))],
  ];
};

/** @param commonest the hundred words in most of the training texts, so that it works in any language */
export const commonWordFeature = ({ tokens }: TextFacts, commonest: ReadonlySet<string>): Feature => [
  "reading: share of the 100 commonest words",
  share(tokens.filter((token) => commonest.has(token)).length, tokens.length),
];

const punctuation: readonly (readonly [string, RegExp])[] = [
  ["commas", /[,，、]/gu],
  ["question marks", /[?？]/gu],
  ["exclamation marks", /[!！]/gu],
  ["full stops", /[.。]/gu],
  ["semicolons and colons", /[;；:：]/gu],
  ["quotation marks", /["“”„«»]/gu],
  ["parentheses", /[()（）]/gu],
  ["dashes", /[-–—]/gu],
];

/** Each mark twice: how many there are, and how dense. Marks of Chinese count with their Latin sisters. */
export const punctuationFeatures = ({ text, characters }: TextFacts): Feature[] =>
  punctuation.flatMap(([name, pattern]): Feature[] => {
    const count = countMatches(text, pattern);
    return [
      [`punctuation: ${name} (log)`, logOfCount(count)],
      [`punctuation: ${name} per 100 characters`, Math.min(100 * share(count, characters), 5)],
    ];
  });

/**
 * Kinds of characters as shares, so that they say nothing of length. Words in capitals have three letters or more: “I” shouts
 * at nobody.
 */
export const characterFeatures = ({ text, characters, tokens }: TextFacts): Feature[] => {
  const shouted = text.split(" ").filter((word) => word.length > 2 && word === word.toUpperCase() && word !== word.toLowerCase()).length;
  return [
    ["characters: share of capitals", share(countMatches(text, /\p{Lu}/gu), characters)],
    ["characters: words in capitals per word", share(shouted, tokens.length)],
    ["characters: share of digits", share(countMatches(text, /\p{Nd}/gu), characters)],
    ["characters: share outside ASCII", share(countMatches(text, /[^\u0000-\u007f]/gu), characters)],
    ["characters: line breaks per 10 characters", 10 * share(countMatches(text, /\n/gu), characters)],
  ];
};

/** How a response begins and ends: broken-off ones begin in lower case or end without a mark. */
export const formFeatures = ({ text, tokens }: TextFacts): Feature[] => {
  const trimmed = text.trim();
  return [
    ["form: starts in lower case", /^\p{Ll}/u.test(trimmed) ? 1 : 0],
    ["form: ends in a closing mark", /[.!?。！？"”)）`:…]$/u.test(trimmed) ? 1 : 0],
    ["form: ends in a question", /[?？]$/u.test(trimmed) ? 1 : 0],
    ["form: has no words", tokens.length === 0 ? 1 : 0],
  ];
};

/** Loops and padding, from words to sentences; the compressed size finds what no fixed length does. */
export const repetitionFeatures = ({ text, tokens, counts, sentences }: TextFacts, deflatedBytes: (text: string) => number): Feature[] => {
  const fourGrams = ngrams(tokens, 4);
  const half = Math.floor(tokens.length / 2);
  const firstHalf = new Set(tokens.slice(0, half));
  const secondHalf = new Set(tokens.slice(half));
  const unseen = [...secondHalf].filter((token) => !firstHalf.has(token)).length;
  const tidied = sentences.map((sentence) => sentence.trim());
  return [
    ["repetition: different words per word", share(counts.size, tokens.length)],
    ["repetition: different pairs of words", distinctShare(tokens, 2)],
    ["repetition: different triples of words", distinctShare(tokens, 3)],
    ["repetition: different runs of four words", distinctShare(tokens, 4)],
    ["repetition: share of repeated sentences", share(tidied.length - new Set(tidied).size, tidied.length)],
    ["repetition: compressed size per byte", deflatedBytes(text) / Math.max(new TextEncoder().encode(text).length, 1)],
    ["repetition: share of the commonest word", share(largest(counts.values()), tokens.length)],
    ["repetition: repeated runs of four words (log)", logOfCount(fourGrams.length - new Set(fourGrams).size)],
    ["repetition: new words in the second half", share(unseen, secondHalf.size)],
  ];
};

/** Indentation ends with its line: where it ran on over blank lines, a text of line breaks alone would take its length squared. */
const formats: readonly (readonly [string, RegExp])[] = [
  ["bulleted lines", /^[^\S\n\r\u2028\u2029]*[-*•·]\s+\S/gmu],
  ["numbered lines", /^[^\S\n\r\u2028\u2029]*(?:\d{1,2}|[a-zA-Z])[.)、]\s*\S/gmu],
  ["headings", /^#{1,6}\s/gmu],
  ["bold spans", /\*\*[^*\n]+\*\*|__[^_\n]+__/gu],
  ["code fences", /```/gu],
  ["code spans", /`[^`\n]+`/gu],
  ["table rows", /^[^\S\n\r\u2028\u2029]*\|.*\|\s*$/gmu],
  ["links", /https?:\/\/|www\./gu],
];

/** Lists, code and other markdown, counted. */
export const formatFeatures = ({ text }: TextFacts): Feature[] =>
  formats.map(([name, pattern]): Feature => [`format: ${name} (log)`, logOfCount(countMatches(text, pattern))]);

const scripts = ["Latin", "Han", "Cyrillic", "Arabic", "Hiragana", "Hangul"].map(
  (script) => [script, new RegExp(String.raw`\p{Script=${script}}`, "gu")] as const,
);

/** Letters by script: two texts in different ones were seldom meant for each other. */
export const scriptCounts = (text: string): Map<string, number> =>
  new Map(scripts.map(([script, pattern]) => [script, countMatches(text, pattern)]));

/** Trigrams of the first 3000 characters, in lower case. */
export const characterTrigrams = (text: string): Map<string, number> => {
  const characters = codePoints(text.slice(0, 6000))
    .slice(0, 3000)
    .map((character) => character.toLowerCase());
  const counts = new Map<string, number>();
  for (let from = 0; from + 3 <= characters.length; from += 1) {
    const triple = `${characters[from] ?? ""}${characters[from + 1] ?? ""}${characters[from + 2] ?? ""}`;
    counts.set(triple, (counts.get(triple) ?? 0) + 1);
  }
  return counts;
};
