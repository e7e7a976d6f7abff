import { realAt } from "../math/access";

/**
 * Fewest insertions, deletions and substitutions of tokens that turn `a` into `b`.
 *
 *   d(i, 0) = i,  d(0, j) = j,  d(i, j) = min(d(i−1, j) + 1, d(i, j−1) + 1, d(i−1, j−1) + [a_i ≠ b_j])
 *
 * @param a tokens compared with === // [n]
 * @param b // [m]
 * Cost O(n·d) for a distance d: a band of width w holds every path of cost ≤ w, so the band is doubled until it does.
 * @source Levenshtein 1966; band: Ukkonen 1985, 10.1016/S0019-9958(85)80046-2
 */
export const tokenEditDistance = <T>(a: readonly T[], b: readonly T[]): number => {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const from = a.slice(head, a.length - tail);
  const to = b.slice(head, b.length - tail);
  const longest = Math.max(from.length, to.length);
  for (let width = Math.max(8, Math.abs(from.length - to.length)); ; width *= 2) {
    const distance = bandDistance(from, to, width);
    if (distance <= width || width >= longest) return distance;
  }
};

/** The distance along paths that stay within `width` of the diagonal; exact where it is at most `width`. */
const bandDistance = <T>(a: readonly T[], b: readonly T[], width: number): number => {
  let row = Float64Array.from({ length: b.length + 1 }, (_, j) => (j <= width ? j : Infinity));
  let next = new Float64Array(b.length + 1).fill(Infinity);
  for (let i = 1; i <= a.length; i += 1) {
    const low = Math.max(1, i - width);
    const high = Math.min(b.length, i + width);
    next[low - 1] = low === 1 && i <= width ? i : Infinity;
    for (let j = low; j <= high; j += 1) {
      const above = realAt(row, j) + 1;
      const before = realAt(next, j - 1) + 1;
      const diagonal = realAt(row, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(above, before, diagonal);
    }
    if (high < b.length) next[high + 1] = Infinity;
    [row, next] = [next, row];
  }
  return realAt(row, b.length);
};

/**
 * Edits a token of the corrected text: how much work a correction was, HTER without its moves of whole phrases, capped at 1.
 * An empty correction of a non-empty text is 1, of an empty one 0.
 *
 * @source after Snover et al. 2006, AMTA, "A study of translation edit rate with targeted human annotation"
 */
export const editRate = <T>(original: readonly T[], corrected: readonly T[]): number => {
  const distance = tokenEditDistance(original, corrected);
  return distance === 0 ? 0 : Math.min(1, distance / Math.max(1, corrected.length));
};

/**
 * The text that is nearest to all the others, by the sum of token edit distances; of equals the first. An answer that somebody
 * really gave, where an average of texts is none.
 * @param texts tokens of each // [n][m]
 * @returns its index
 */
export const medoidText = <T>(texts: readonly (readonly T[])[]): number => {
  if (texts.length === 0) throw new RangeError("texts: none given");
  const sums = new Float64Array(texts.length);
  for (const [i, one] of texts.entries()) {
    for (let j = i + 1; j < texts.length; j += 1) {
      const distance = tokenEditDistance(one, texts[j] ?? []);
      sums[i] = realAt(sums, i) + distance;
      sums[j] = realAt(sums, j) + distance;
    }
  }
  return sums.indexOf(Math.min(...sums));
};
