import { matchingBlocks, opcodesOf } from "./sequence-matcher";
import { textPieces } from "./text-tokens";
import type { TextToken } from "./text-tokens";

/** text[start … end) becomes `replacement`: "" deletes, start = end inserts. Offsets in UTF-16 units. */
export type Edit = { start: number; end: number; replacement: string };

/** Edits by their place; an insertion comes before what is replaced at the same place. */
export const inOrder = <E extends { start: number; end: number }>(edits: readonly E[]): E[] =>
  [...edits].sort((a, b) => a.start - b.start || a.end - b.end);

/** The first two spans that claim the same characters, or the same gap; null where none do. */
export const findOverlap = <E extends { start: number; end: number }>(spans: readonly E[]): [E, E] | null => {
  // The furthest so far, not the neighbour: one long span may reach over several.
  let furthest: E | null = null;
  for (const span of inOrder(spans)) {
    if (furthest && (span.start < furthest.end || (span.start === furthest.start && span.end === furthest.end))) return [furthest, span];
    if (!furthest || span.end >= furthest.end) furthest = span;
  }
  return null;
};

/**
 * The text with all edits made. Their order does not matter.
 * @throws RangeError where an edit lies outside the text or two overlap
 */
export const applyEdits = (text: string, edits: readonly Edit[]): string => {
  const overlap = findOverlap(edits);
  if (overlap) throw new RangeError(`edits: [${overlap[0].start}, ${overlap[0].end}) and [${overlap[1].start}, ${overlap[1].end}) overlap`);
  let done = "";
  let from = 0;
  for (const { start, end, replacement } of inOrder(edits)) {
    if (!(start >= 0 && end >= start && end <= text.length))
      throw new RangeError(`edits: [${start}, ${end}) is outside a text of ${text.length} units`);
    done += text.slice(from, start) + replacement;
    from = end;
  }
  return done + text.slice(from);
};

const sharedStart = (a: readonly TextToken[], b: readonly TextToken[]): number => {
  let length = 0;
  while (length < a.length && length < b.length && a[length]?.text === b[length]?.text) length += 1;
  return length;
};

/** Spaces within a line. A line break parts two changes. */
const isGap = (text: string): boolean => text.trim() === "" && !text.includes("\n");

/**
 * Edits that turn one text into the other, whole words at a time: applied to `original` they give `corrected` exactly. Changes
 * that only spaces part are one edit, as a person would mark them.
 *
 * The ends that both texts share are set aside first, so the cost is that of the changed middle ({@link matchingBlocks}).
 */
export const deriveEdits = (original: string, corrected: string): Edit[] => {
  const a = textPieces(original);
  const b = textPieces(corrected);
  const head = sharedStart(a, b);
  const tail = sharedStart(a.slice(head).reverse(), b.slice(head).reverse());
  const [aMiddle, bMiddle] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  const middle = aMiddle[0]?.start ?? a[head]?.start ?? original.length;
  const startOf = (pieces: TextToken[], index: number, base: number): number => pieces[index]?.start ?? pieces.at(-1)?.end ?? base;
  const other = bMiddle[0]?.start ?? b[head]?.start ?? corrected.length;
  const codes = opcodesOf(
    matchingBlocks(
      aMiddle.map((piece) => piece.text),
      bMiddle.map((piece) => piece.text),
      { autojunk: false },
    ),
  );
  const edits: Edit[] = [];
  for (const { tag, aStart, aEnd, bStart, bEnd } of codes) {
    if (tag === "equal") continue;
    const edit = {
      start: startOf(aMiddle, aStart, middle),
      end: startOf(aMiddle, aEnd, middle),
      replacement: corrected.slice(startOf(bMiddle, bStart, other), startOf(bMiddle, bEnd, other)),
    };
    const last = edits.at(-1);
    const between = last && original.slice(last.end, edit.start);
    if (last && between !== undefined && isGap(between)) {
      last.end = edit.end;
      last.replacement += between + edit.replacement;
    } else edits.push(edit);
  }
  return edits;
};
