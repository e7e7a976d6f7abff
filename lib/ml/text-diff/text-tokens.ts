/** A piece of a text with its place in UTF-16 units, end exclusive. */
export type TextToken = { text: string; start: number; end: number };

// Made once: a segmenter takes milliseconds to build. The root locale breaks all scripts by the Unicode rules.
const byWord = new Intl.Segmenter("und", { granularity: "word" });
const byGrapheme = new Intl.Segmenter("und", { granularity: "grapheme" });

const piecesOf = (segmenter: Intl.Segmenter, text: string): TextToken[] =>
  Array.from(segmenter.segment(text), ({ segment, index }) => ({ text: segment, start: index, end: index + segment.length }));

/**
 * The whole text in pieces that never cut what a reader sees as one character: words, runs of white space, single signs.
 * Joined they give the text again.
 * @source Unicode Standard Annex 29, word boundaries
 */
export const textPieces = (text: string): TextToken[] => piecesOf(byWord, text);

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
