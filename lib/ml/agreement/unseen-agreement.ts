import { assertLength, dot, realAt } from "../math/access";

/** What is seen of agreement on classes. */
export interface SeenAgreement {
  /** Share of pairs of labels that differ. */
  disagreement: number;
  /** Shares of the classes among labels; of either annotator's where two are told apart. // [K] each */
  rows: Float64Array;
  columns: Float64Array;
  /** How many pairs agree on each class. // [K] */
  agreeing: Float64Array;
}

/**
 * How high a chance-corrected coefficient of classes could be, were a share `hidden` of units, of which none was drawn, to agree on a
 * class that labels have and no drawn unit agrees on:
 *
 *   1 − (1 − h) D_o / (1 − Σ_k ((1 − h) r_k + h [k = c]) ((1 − h) s_k + h [k = c])),   the largest over such classes c
 *
 * Resamples of units that hold no agreement on a rare class cannot show any, and end too low. −∞ where there is no such class.
 * Cost: K. Source: the bound of what was never drawn is that of Clopper and Pearson (1934), doi:10.1093/biomet/26.4.404, at none.
 * Example: of ten units, nine agreed on one class and one split, α = −.05; 31 % of such units may agree on the other: α = .84.
 */
export function unseenAgreement({ disagreement, rows, columns, agreeing }: SeenAgreement, hidden: number): number {
  assertLength("columns", columns.length, rows.length);
  assertLength("agreeing", agreeing.length, rows.length);
  let most = Number.NEGATIVE_INFINITY;
  const drawn = rows.map((share) => (1 - hidden) * share);
  const drawnColumns = columns.map((share) => (1 - hidden) * share);
  // Σ over all classes once: answers in words or orders may have as many classes as there are labels.
  const chance = dot(drawn, 0, drawnColumns, 0, drawn.length);
  for (let c = 0; c < rows.length; c += 1) {
    if (realAt(agreeing, c) > 1e-9 || !(realAt(rows, c) + realAt(columns, c) > 0)) continue;
    const same = chance + hidden * (realAt(drawn, c) + realAt(drawnColumns, c) + hidden);
    if (same < 1) most = Math.max(most, 1 - ((1 - hidden) * disagreement) / (1 - same));
  }
  return most;
}
