/**
 * Places of the marked text on the screen. The text is drawn in lines and pieces that carry their offset in `data-at`, each
 * piece holding one run of text; whatever stands between them (notes on a narrow screen) belongs to no place.
 */

const at = (element: Element): number => Number(element.getAttribute("data-at"));

/** The offset of a point of the document; null where it lies outside the text. */
export const offsetAt = (root: HTMLElement, node: Node, inside: number): number | null => {
  if (!root.contains(node)) return null;
  const element = node instanceof Element ? node : node.parentElement;
  const home = element?.closest("[data-at]");
  if (home && root.contains(home)) {
    if (node instanceof Text) return at(home) + inside;
    if (!home.hasAttribute("data-end")) return at(home) + (inside > 0 ? (home.textContent ?? "").length : 0);
    const child = home.children[inside];
    return child?.hasAttribute("data-at") ? at(child) : Number(home.getAttribute("data-end"));
  }
  if (node !== root) return null;
  for (const child of [...root.children].slice(inside)) if (child.hasAttribute("data-at")) return at(child);
  const last = [...root.children].findLast((child) => child.hasAttribute("data-end"));
  return last ? Number(last.getAttribute("data-end")) : 0;
};

const lastUpTo = (elements: Element[], offset: number): Element | undefined => {
  let [low, high] = [0, elements.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const element = elements[middle];
    if (element && at(element) <= offset) low = middle;
    else high = middle - 1;
  }
  return elements[low];
};

/** The point of the document at an offset. */
export const pointAt = (root: HTMLElement, offset: number): { node: Node; inside: number } | null => {
  const line = lastUpTo([...root.querySelectorAll("[data-end]")], offset);
  if (!line) return null;
  const pieces = [...line.children].filter((child) => child.firstChild instanceof Text);
  const piece = lastUpTo(pieces, offset);
  const run = piece?.firstChild;
  if (!piece || !(run instanceof Text)) return { node: line, inside: 0 };
  return { node: run, inside: Math.min(Math.max(offset - at(piece), 0), run.length) };
};

export const selectBetween = (root: HTMLElement, anchor: number, focus: number): void => {
  const [from, to] = [pointAt(root, anchor), pointAt(root, focus)];
  const selection = document.getSelection();
  if (from && to && selection) selection.setBaseAndExtent(from.node, from.inside, to.node, to.inside);
};

/** Where the selection begins and where its moving end is; null where it is not, or not wholly, in the text. */
export const selectedBetween = (root: HTMLElement): { anchor: number; focus: number } | null => {
  const selection = document.getSelection();
  if (!selection?.anchorNode || !selection.focusNode) return null;
  const anchor = offsetAt(root, selection.anchorNode, selection.anchorOffset);
  const focus = offsetAt(root, selection.focusNode, selection.focusOffset);
  return anchor === null || focus === null ? null : { anchor, focus };
};

/** The box of a caret at an offset, in the window's coordinates. */
export const caretBox = (root: HTMLElement, offset: number): DOMRect | null => {
  const point = pointAt(root, offset);
  if (!point) return null;
  if (!(point.node instanceof Text)) return point.node instanceof Element ? point.node.getBoundingClientRect() : null;
  const range = document.createRange();
  range.setStart(point.node, point.inside);
  range.collapse(true);
  return range.getClientRects()[0] ?? point.node.parentElement?.getBoundingClientRect() ?? null;
};

/** The box of the last line of a range. */
export const lastBox = (root: HTMLElement, start: number, end: number): DOMRect | null => {
  const [from, to] = [pointAt(root, start), pointAt(root, end)];
  if (!from || !to) return null;
  const range = document.createRange();
  range.setStart(from.node, from.inside);
  range.setEnd(to.node, to.inside);
  return [...range.getClientRects()].findLast((box) => box.width > 0) ?? caretBox(root, end);
};
