import { addAt, realAt } from "../math/access";
import { stem } from "../text/stem";
import { countItems, splitSentences } from "../text/tokens";

/** How alike two texts are, in the ways that the published tags ask. All lie in [0, 1]. */

const rougePattern = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}]+/gu;

/** Lower-case runs of letters and digits; English words of more than three letters by their stem. */
export function rougeTokens(text: string): string[] {
  const words = text.toLowerCase().match(rougePattern) ?? [];
  return words.map((word) => (word.length > 3 && /^[a-z0-9]+$/u.test(word) ? stem(word) : word));
}

/**
 * ROUGE-1 F1 with stemming: 2PR/(P + R) over clipped counts of common words; 0 where either has none. The published text says
 * ROUGE-L, the published features are ROUGE-1.
 * Source: C.-Y. Lin (2004), W04-1013, section 2.
 */
export function rouge1(a: string, b: string): number {
  return overlapF1(rougeTokens(a), rougeTokens(b));
}

function overlapF1(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const other = countItems(b);
  let common = 0;
  for (const [token, count] of countItems(a)) common += Math.min(count, other.get(token) ?? 0);
  return (2 * common) / (a.length + b.length);
}

const NEIGHBOUR_WEIGHT = 0.4;
/** Tokens of a text that are matched: the encoder of the published score reads 512 pieces, about as much text. */
const MATCHED_TOKENS = 256;
/** Words whose letters are remembered; beyond, the memory starts anew. */
const REMEMBERED_WORDS = 100_000;

/** Numbers for letter triples, and the triples of each word seen: shared by many comparisons, so that each word is cut up once. */
export interface LetterTable {
  numbers: Map<string, number>;
  words: Map<string, { grams: Int32Array; weights: Float64Array }>;
}

/** Empty; comparisons fill it. One table serves all texts that are compared with each other. */
export const createLetterTable = (): LetterTable => ({ numbers: new Map(), words: new Map() });

/**
 * BERTScore in form, without a language model: each token is matched to the most similar token of the other text, and the
 * means of both directions give F1. A token's vector counts its letter triples and, with weight .4, those of its two
 * neighbours, so inflected and misspelt words count in part and the same word in another place a little less. Equal texts give
 * 1; unlike a language model's, unrelated texts give little, so the lowest bin is in use.
 *
 * Cost: linear in the pairs of tokens that share a triple, at most 256² pairs.
 * Source: Zhang et al. (2020), arXiv:1904.09675, eq. 1, for the matching; the vectors are ours.
 */
export function softMatchF1(table: LetterTable, a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  if (table.words.size > REMEMBERED_WORDS) {
    table.words.clear();
    table.numbers.clear();
  }
  const left = contextVectors(table, a.slice(0, MATCHED_TOKENS));
  const right = contextVectors(table, b.slice(0, MATCHED_TOKENS));
  const postings = new Map<number, { token: number; weight: number }[]>();
  right.forEach((vector, token) => {
    for (const [gram, weight] of vector) {
      const list = postings.get(gram);
      if (list) list.push({ token, weight });
      else postings.set(gram, [{ token, weight }]);
    }
  });
  const bestLeft = new Float64Array(left.length);
  const bestRight = new Float64Array(right.length);
  const products = new Float64Array(right.length);
  left.forEach((vector, i) => {
    products.fill(0);
    for (const [gram, weight] of vector) for (const other of postings.get(gram) ?? []) addAt(products, other.token, weight * other.weight);
    products.forEach((product, j) => {
      if (product > realAt(bestLeft, i)) bestLeft[i] = product;
      if (product > realAt(bestRight, j)) bestRight[j] = product;
    });
  });
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [precision, recall] = [mean(bestLeft), mean(bestRight)];
  return precision + recall > 0 ? Math.min(1, (2 * precision * recall) / (precision + recall)) : 0;
}

/** Vectors of unit length, one a token. */
function contextVectors(table: LetterTable, tokens: readonly string[]): Map<number, number>[] {
  const letters = tokens.map((word) => lettersOf(table, word));
  return letters.map((own, index) => {
    const all = new Map<number, number>();
    const add = (of: { grams: Int32Array; weights: Float64Array } | undefined, weight: number): void =>
      of?.grams.forEach((gram, k) => all.set(gram, (all.get(gram) ?? 0) + weight * realAt(of.weights, k)));
    add(own, 1);
    add(letters[index - 1], NEIGHBOUR_WEIGHT);
    add(letters[index + 1], NEIGHBOUR_WEIGHT);
    let squares = 0;
    for (const weight of all.values()) squares += weight * weight;
    const scale = 1 / Math.sqrt(squares);
    for (const [gram, weight] of all) all.set(gram, weight * scale);
    return all;
  });
}

/** Letter triples of "<word>" with unit length, and the word itself as one more that weighs as much as all of them. */
function lettersOf(table: LetterTable, word: string): { grams: Int32Array; weights: Float64Array } {
  const known = table.words.get(word);
  if (known) return known;
  const letters = ["<", ...word, ">"];
  const counts = countItems(letters.slice(2).map((last, index) => `${letters[index] ?? ""}${letters[index + 1] ?? ""}${last}`));
  let squares = 0;
  for (const count of counts.values()) squares += count * count;
  const numberOf = (gram: string): number => {
    const number = table.numbers.get(gram) ?? table.numbers.size;
    table.numbers.set(gram, number);
    return number;
  };
  const entry = {
    grams: Int32Array.from([...counts.keys(), `=${word}`], numberOf),
    weights: Float64Array.from([...[...counts.values()].map((count) => count / Math.sqrt(squares)), 1]),
  };
  table.words.set(word, entry);
  return entry;
}

/** In how many of the texts each word occurs: what {@link weightedCosine} weighs by. */
export interface WordFrequencies {
  texts: number;
  documentFrequency: Map<string, number>;
}

/** Adds one text to `into`, in place: frequencies are gathered over a whole project, text by text. */
export const countWords = (into: WordFrequencies, tokens: readonly string[]): void => {
  into.texts += 1;
  for (const word of new Set(tokens)) into.documentFrequency.set(word, (into.documentFrequency.get(word) ?? 0) + 1);
};

/** Cosine of TF-IDF vectors, (1 + ln tf)(ln((1 + N)/(1 + df)) + 1); 0 where either text has no word. */
export function weightedCosine(frequencies: WordFrequencies, a: readonly string[], b: readonly string[]): number {
  const [left, right] = [weigh(frequencies, a), weigh(frequencies, b)];
  let product = 0;
  for (const [word, weight] of left.weights) product += weight * (right.weights.get(word) ?? 0);
  const norm = left.norm * right.norm;
  return norm > 0 ? Math.min(1, product / norm) : 0;
}

function weigh({ texts, documentFrequency }: WordFrequencies, tokens: readonly string[]): { weights: Map<string, number>; norm: number } {
  const weights = new Map<string, number>();
  let squares = 0;
  for (const [word, count] of countItems(tokens)) {
    const weight = (1 + Math.log(count)) * (Math.log((1 + texts) / (1 + (documentFrequency.get(word) ?? 0))) + 1);
    weights.set(word, weight);
    squares += weight * weight;
  }
  return { weights, norm: Math.sqrt(squares) };
}

/** Cosine of two dense vectors; 0 where either is zero. */
export function denseCosine(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) throw new RangeError(`b has ${b.length} entries, expected ${a.length}`);
  let product = 0;
  let left = 0;
  let right = 0;
  a.forEach((value, k) => {
    const other = b[k] ?? 0;
    product += value * other;
    left += value * value;
    right += other * other;
  });
  return left > 0 && right > 0 ? product / Math.sqrt(left * right) : 0;
}

const namePattern = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}'’.-]*(?:[ \t]+(?:(?:of|de|von|van|the|and|&)[ \t]+)?\p{Lu}[\p{L}\p{M}'’.-]*)*/gu;
const numberPattern = /(?<![\p{L}\p{N}])[$€£¥]?\d+(?:[.,:/-]\d+)*(?:[ \t]?%)?/gu;

/**
 * Names and numbers that a text mentions: runs of capitalised words, the lone first word of a sentence apart, and figures,
 * dates and amounts; normalised to small letters and digits, without "the", words by their stem. A stand-in for a trained
 * recogniser: it sees no names in scripts without capitals.
 */
export function entitiesOf(text: string): Set<string> {
  const found: string[] = [];
  for (const sentence of splitSentences(text)) {
    const start = sentence.search(/[\p{L}\p{N}]/u);
    for (const match of sentence.matchAll(namePattern)) {
      const words = match[0].split(/\s+/u);
      const first = words[0]?.toLowerCase() ?? "";
      // A sentence starts with a capital whatever its first word is: alone it is no name, and a function word is none of it.
      const startsSentence = match.index === start && !isAcronym(words[0] ?? "");
      const name = startsSentence ? (words.length === 1 ? [] : sentenceStarts.has(first) ? words.slice(1) : words) : words;
      if (name.length > 0 && !(name.length === 1 && pronouns.has(name[0]?.toLowerCase() ?? ""))) found.push(name.join(" "));
    }
    for (const match of sentence.matchAll(numberPattern)) found.push(match[0]);
  }
  return new Set(found.map(normaliseEntity).filter((name) => name !== ""));
}

const pronouns = new Set(["i", "i'm", "i’m", "i'll", "i’ll", "i'd", "i’d", "i've", "i’ve"]);
const sentenceStarts = new Set(
  "a an and are as at but by can could did do does for from has have he her his how i if in is it its many most my no not of on or our please she should since so some that the their then there these they this those to was we were what when where which while who why will with would you your".split(
    " ",
  ),
);
const isAcronym = (word: string): boolean => /^\p{Lu}{2,}/u.test(word);

const normaliseEntity = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s]/gu, "")
    .split(/\s+/u)
    .filter((word) => word !== "" && word !== "the")
    .map((word) => stem(word))
    .join(" ");

/**
 * Overlap of two sets of entities: |A ∩ B| / |A ∪ B|, and 1 where neither has any. `published` divides by 2|B| − |A ∩ B|, as the
 * published code does by mistake; it is 1 where that is 0.
 */
export function entityOverlap(a: ReadonlySet<string>, b: ReadonlySet<string>, how: "union" | "published" = "union"): number {
  let common = 0;
  for (const name of a) if (b.has(name)) common += 1;
  const whole = how === "published" ? 2 * b.size - common : a.size + b.size - common;
  return whole === 0 ? 1 : common / whole;
}
