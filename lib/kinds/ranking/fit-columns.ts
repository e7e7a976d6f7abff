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
export const narrowestCard = 280;
const widestCard = widestText + cardPadding;

/** Height of a text in a card of this width, estimated from its characters. */
const heightOf = (text: string, cardWidth: number): number => {
  const perLine = Math.max(12, Math.min(widestText, cardWidth - cardPadding) / charWidth);
  const lines = text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / perLine)), 0);
  return lines * lineHeight + (text.match(/\n\n+/g)?.length ?? 0) * paragraphGap;
};

/**
 * Widths of cards in one row, as their texts' lengths are, so that they end at about the same height: none narrower than can be
 * read, none wider than prose goes while another could use the space.
 */
export const rowWidths = (texts: readonly string[], width: number): number[] => {
  const lengths = texts.map((text) => Math.max(1, heightOf(text, widestCard)));
  const widths = new Map<number, number>();
  let open = texts.map((_, index) => index);
  let left = width;
  for (;;) {
    const total = open.reduce((sum, index) => sum + (lengths[index] ?? 1), 0);
    const share = (index: number): number => (left * (lengths[index] ?? 1)) / total;
    const narrow = open.filter((index) => share(index) < narrowestCard);
    const settled = narrow.length > 0 ? narrow : open.filter((index) => share(index) > widestCard);
    if (settled.length === 0 || settled.length === open.length) {
      // Nothing to hand on: what is open shares what is left.
      const even = settled.length > 0;
      for (const index of open) widths.set(index, even ? left / open.length : share(index));
      return texts.map((_, index) => widths.get(index) ?? narrowestCard);
    }
    for (const index of settled) widths.set(index, narrow.length > 0 ? narrowestCard : widestCard);
    left -= settled.length * (narrow.length > 0 ? narrowestCard : widestCard);
    open = open.filter((index) => !settled.includes(index));
  }
};

/** Paper below the last row is half as bad as a row that must be scrolled to. */
const emptyBelow = 0.5;

/**
 * Widths of the columns that leave the least empty paper: rows for short texts, as many columns as there are texts for long ones,
 * and a few rows of cards where there are many. Empty is what lies below a text in its row, beside it, in cells without a
 * card, and below all; what does not fit the height counts too, since it must be scrolled.
 */
export const fitColumns = (texts: readonly string[], { width, height }: Room): number[] => {
  const most = Math.max(1, Math.min(texts.length, Math.floor(width / narrowestCard)));
  let best = [width];
  let least = Number.POSITIVE_INFINITY;
  for (let columns = 1; columns <= most; columns += 1) {
    const widths = columns === texts.length ? rowWidths(texts, width) : Array.from({ length: columns }, () => width / columns);
    const empty = emptyPaper(texts, widths, { width, height });
    if (empty < least - 1) {
      least = empty;
      best = widths;
    }
  }
  return best;
};

/** Area of paper without text, in square pixels. */
const emptyPaper = (texts: readonly string[], widths: readonly number[], { width, height }: Room): number => {
  const columns = widths.length;
  let total = 0;
  let empty = 0;
  for (let start = 0; start < texts.length; start += columns) {
    const heights = widths.map((own, column) => {
      const text = texts[start + column];
      return text === undefined ? null : heightOf(text, own);
    });
    const tallest = Math.max(...heights.map((own) => own ?? 0));
    widths.forEach((own, column) => {
      const text = heights[column] ?? null;
      if (text === null) empty += (tallest + cardFrame) * own;
      else empty += (tallest - text) * own + text * Math.max(0, own - widestCard);
    });
    total += tallest + cardFrame;
  }
  return empty + width * (total > height ? total - height : emptyBelow * (height - total));
};
