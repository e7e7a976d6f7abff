/** A piece of a text with its place in UTF-16 units, end exclusive. */
export type TextToken = { text: string; start: number; end: number };

// Made once: a segmenter takes milliseconds to build. The root locale breaks all scripts by the Unicode rules.
const byWord = new Intl.Segmenter("und", { granularity: "word" });
const byGrapheme = new Intl.Segmenter("und", { granularity: "grapheme" });

// A white space, or a sign that ends a sentence of Chinese or Japanese, before anything that does not cling to it: whatever
// stands around, a word ends there (rules WB3a to WB4 of the annex below).
const certainEnd = /[\s。！？、](?=[^\s\p{M}\p{Cf}\p{Gr_Ext}\p{Emoji_Modifier}])/gu;
const leastPart = 400;

/** The text in parts that end where a word ends: a segmenter's time grows with the square of what it is given. */
const partsOf = (text: string): { part: string; start: number }[] => {
  const parts: { part: string; start: number }[] = [];
  let start = 0;
  for (const { index } of text.matchAll(certainEnd)) {
    if (index + 1 - start < leastPart) continue;
    parts.push({ part: text.slice(start, index + 1), start });
    start = index + 1;
  }
  return [...parts, { part: text.slice(start), start }];
};

/**
 * The whole text in pieces that never cut what a reader sees as one character: words, runs of white space, single signs.
 * Joined they give the text again.
 * @source Unicode Standard Annex 29, word boundaries
 */
export const textPieces = (text: string): TextToken[] =>
  partsOf(text).flatMap(({ part, start }) =>
    Array.from(byWord.segment(part), ({ segment, index }) => ({
      text: segment,
      start: start + index,
      end: start + index + segment.length,
    })),
  );

/** Words and signs, without the white space between them: what counts as a token in weights and edit distances. */
export const textTokens = (text: string): TextToken[] => textPieces(text).filter((piece) => piece.text.trim() !== "");

/**
 * The nearest place at or before (`-1`), or at or after (`1`) an offset where no character of the text is cut: no surrogate
 * pair, letter with its marks, flag or joined emoji. Offsets beyond the text come back to its ends.
 * @source Unicode Standard Annex 29, grapheme cluster boundaries
 */
export const snapToCharacter = (text: string, offset: number, direction: -1 | 1): number => {
  if (offset <= 0) return 0;
  if (offset >= text.length) return text.length;
  // Clusters are short, but a long text takes long to cut: start from the last line break before, which is always a boundary.
  const from = text.lastIndexOf("\n", offset - 1) + 1;
  if (from === offset) return offset;
  const to = text.indexOf("\n", offset);
  const cluster = byGrapheme.segment(text.slice(from, to < 0 ? text.length : to + 1)).containing(offset - from);
  if (!cluster) return offset;
  const start = from + cluster.index;
  return start === offset || direction === -1 ? start : start + cluster.segment.length;
};
