/**
 * Words, sentences and n-grams of a text in any script. Han, kana and Thai have no spaces between words, so each of their
 * characters is a token; bigrams of tokens are then bigrams of characters, which carry most of the meaning there.
 */

const unspaced = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}`;
const word = String.raw`[${unspaced}]|[[\p{L}\p{N}\p{M}]--[${unspaced}]]+(?:['’][\p{L}--[${unspaced}]]+)*`;
const tokenPattern = new RegExp(word, "gv");
const tokenOrMarkPattern = new RegExp(String.raw`${word}|[^\s\p{L}\p{N}\p{M}]|\n`, "gv");
/** It looks back only from where white space begins: from every character, a text of closing marks alone would take its length squared. */
const sentenceBreak = /(?=\s)(?<=[.!?…]["')\]”]*)\s+|(?<=[。！？])|\n+/u;

/** UTF-16 units of a text that its words and features are read from. */
export const READ_LENGTH = 16_384;

/**
 * What is read of a text: the whole of nearly all, the beginning of one that is longer than several thousand words. Without a
 * bound a few texts of a megabyte each would be an hour's work, and more n-grams than fit into memory.
 */
export const readablePart = (text: string): string => {
  if (text.length <= READ_LENGTH) return text;
  const cutsPair = /[\uD800-\uDBFF]/.test(text.charAt(READ_LENGTH - 1));
  return text.slice(0, cutsPair ? READ_LENGTH - 1 : READ_LENGTH);
};

/** Lower-case tokens of the NFC form. @example tokenise("Don't go, 你好") // ["don't", "go", "你", "好"] */
export const tokenise = (text: string): string[] => text.normalize("NFC").toLowerCase().match(tokenPattern) ?? [];

/**
 * Tokens with every mark and line break between them as a token of its own, so that pairs of neighbours tell how a text is put
 * together and not only which words it has. @example tokeniseWithMarks("Yes, 好") // ["yes", ",", "好"]
 */
export const tokeniseWithMarks = (text: string): string[] => text.normalize("NFC").toLowerCase().match(tokenOrMarkPattern) ?? [];

/** Sentences, blank ones dropped. A line break ends one. @example splitSentences("One. Two!") // ["One.", "Two!"] */
export const splitSentences = (text: string): string[] => text.split(sentenceBreak).filter((sentence) => sentence.trim() !== "");

/** Runs of `size` adjacent tokens, joined by a space. @example ngrams(["a", "b", "c"], 2) // ["a b", "b c"] */
export const ngrams = (tokens: readonly string[], size: number): string[] => {
  const grams: string[] = [];
  // Joined by hand: a copy of every run, only to join it, takes twice the time.
  for (let from = 0; from + size <= tokens.length; from += 1) {
    let gram = tokens[from] ?? "";
    for (let next = from + 1; next < from + size; next += 1) gram += ` ${tokens[next] ?? ""}`;
    grams.push(gram);
  }
  return grams;
};

/** How often each occurs, in the order of its first occurrence. */
export const countItems = <T>(items: Iterable<T>): Map<T, number> => {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
};

/** Characters as readers count them: code points, not UTF-16 units. */
export const codePoints = (text: string): string[] => [...text];

/** How many there are, without a list of them: a text may be long. */
export const countCodePoints = (text: string): number => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};
