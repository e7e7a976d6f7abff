import type { Stretch } from "@/components/annotate/response-diff";

/** Letters of a text as they are read on the page, whatever elements they are drawn in. */

export type Piece = { node: Text; from: number };

/** What stands in a text and is none of it: its letter, its buttons, the desk's own words; and the source of a formula. */
const unread = "[data-unread], annotation";

/** The letters under an element, with the text nodes that hold them. */
export const readLetters = (root: HTMLElement): { text: string; pieces: Piece[] } => {
  const pieces: Piece[] = [];
  let text = "";
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, {
    acceptNode: ({ parentElement }) => (parentElement?.closest(unread) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
  });
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue;
    pieces.push({ node, from: text.length });
    text += node.data;
    // Blocks are apart even where no letter parts them.
    if (node.nextSibling === null) text += " ";
  }
  return { text, pieces };
};

/** The last piece that begins at or before an offset. */
const pieceAt = (pieces: readonly Piece[], offset: number): Piece | undefined => {
  let [low, high] = [0, pieces.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.from ?? Infinity) <= offset) low = middle;
    else high = middle - 1;
  }
  return pieces[low];
};

export const toRange = (pieces: readonly Piece[], { from, to }: Stretch): Range | null => {
  const start = pieceAt(pieces, from);
  const end = pieceAt(pieces, to - 1);
  if (!start || !end) return null;
  const range = document.createRange();
  range.setStart(start.node, Math.min(from - start.from, start.node.length));
  range.setEnd(end.node, Math.min(to - end.from, end.node.length));
  return range;
};

/** Whether this browser can mark letters without touching the elements that hold them. */
export const canMark = (): boolean => typeof CSS !== "undefined" && "highlights" in CSS && typeof Highlight === "function";
