/** How the texts may be laid out: measured on the desk, in CSS pixels. */
export type Room = { width: number; height: number };

const charWidth = 8.1; // Source Serif at 17.5 px, mean of English prose
const lineHeight = 28;
const paragraphGap = 14;
/** header of a card, its place above it, and the space below */
const cardFrame = 132;
const cardPadding = 40;
/** prose is never wider than 68 characters */
const widestText = 68 * charWidth;
export const narrowestCard = 300;

/** Height of a text in a card of this width, estimated from its characters. */
const heightOf = (text: string, cardWidth: number): number => {
  const perLine = Math.max(12, Math.min(widestText, cardWidth - cardPadding) / charWidth);
  const lines = text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / perLine)), 0);
  return lines * lineHeight + (text.match(/\n\n+/g)?.length ?? 0) * paragraphGap;
};

/**
 * Number of columns that leaves the least empty paper: wide ones for short texts, as many as there are texts for long ones, and a
 * few rows of cards where lengths differ. What does not fit the height counts as if it were empty too, since it must be scrolled.
 */
export const fitColumns = (texts: readonly string[], { width, height }: Room): number => {
  const most = Math.max(1, Math.min(texts.length, Math.floor(width / narrowestCard)));
  let best = 1;
  let least = Number.POSITIVE_INFINITY;
  for (let columns = 1; columns <= most; columns += 1) {
    const cardWidth = width / columns;
    const heights = texts.map((text) => heightOf(text, cardWidth));
    const rows = Array.from({ length: Math.ceil(texts.length / columns) }, (_, row) =>
      Math.max(...heights.slice(row * columns, (row + 1) * columns)),
    );
    const total = rows.reduce((sum, row) => sum + row + cardFrame, 0);
    const written = heights.reduce((sum, own) => sum + own * Math.min(widestText, cardWidth - cardPadding), 0);
    const waste = Math.max(total, height) * width - written + Math.max(0, total - height) * width;
    if (waste < least - 1) {
      least = waste;
      best = columns;
    }
  }
  return best;
};
