import { diffArrays } from "diff";

/** A stretch of a text by UTF-16 offsets. */
export type Stretch = { from: number; to: number };
export type ResponseDiff = { a: Stretch[]; b: Stretch[] };

const segmenter = typeof Intl.Segmenter === "function" ? new Intl.Segmenter(undefined, { granularity: "word" }) : null;

type Word = { text: string; from: number; to: number };

// The time that a browser takes to part a text into words grows with the square of its length: seconds at 50 kB.
const longestPiece = 1_000;
const goesOn = "[\\p{M}\\p{Emoji_Modifier}\\p{Regional_Indicator}\\u{1160}-\\u{11ff}\\u{d7b0}-\\u{d7ff}]|\\u{200d}\\S?";
/** What stands between spaces; where there are none, pieces of a bounded length that cut no letter in two. */
const pieces = new RegExp(`\\S{1,${longestPiece}}(?:${goesOn})*`, "gu");

/** Words and marks with their places; spaces only part them. Chinese and Thai have words, too. */
const wordsOf = (text: string): Word[] =>
  [...text.matchAll(pieces)].flatMap(({ 0: piece, index: start }) => {
    const found = segmenter
      ? [...segmenter.segment(piece)].map(({ segment, index }) => ({ segment, index }))
      : [...piece.matchAll(/[\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]/gu)].map((match) => ({ segment: match[0], index: match.index }));
    return found.map(({ segment, index }) => ({ text: segment, from: start + index, to: start + index + segment.length }));
  });

/** Beyond this many changed words the two say different things, and marks would only cover everything. */
const mostChanges = 6_000;
const patienceMs = 400;

const joined = (text: string, words: Word[]): Stretch[] => {
  const stretches: Stretch[] = [];
  for (const { from, to } of words) {
    const last = stretches.at(-1);
    if (last && text.slice(last.to, from).trim() === "") last.to = to;
    else stretches.push({ from, to });
  }
  return stretches;
};

/**
 * What differs between two texts, word by word (Myers' shortest edit script over words). Null where they are too long or too
 * different for that to help.
 */
export const diffResponses = (a: string, b: string): ResponseDiff | null => {
  const [wordsA, wordsB] = [wordsOf(a), wordsOf(b)];
  const changes = diffArrays(
    // é as one sign and é as two look the same, and are.
    wordsA.map((word) => word.text.normalize("NFC")),
    wordsB.map((word) => word.text.normalize("NFC")),
    { maxEditLength: mostChanges, timeout: patienceMs },
  );
  if (!changes) return null;
  const onlyA: Word[][] = [];
  const onlyB: Word[][] = [];
  let [atA, atB] = [0, 0];
  for (const { value, added, removed } of changes) {
    if (removed) onlyA.push(wordsA.slice(atA, atA + value.length));
    if (added) onlyB.push(wordsB.slice(atB, atB + value.length));
    if (!added) atA += value.length;
    if (!removed) atB += value.length;
  }
  return { a: onlyA.flatMap((words) => joined(a, words)), b: onlyB.flatMap((words) => joined(b, words)) };
};
