/** A run that both sequences hold: a[a … a + size) equals b[b … b + size). */
export type MatchingBlock = { a: number; b: number; size: number };

/** How one stretch of `a` becomes one of `b`. */
export type Opcode = { tag: "equal" | "replace" | "delete" | "insert"; aStart: number; aEnd: number; bStart: number; bEnd: number };

export interface MatcherOptions {
  /**
   * Default true, as in Python: where `b` has 200 elements or more, one that makes up more than 1 % of them (and one besides)
   * starts no match. Only neighbours of a match reach over it.
   */
  autojunk?: boolean;
}

const placesIn = <T>(b: readonly T[], autojunk: boolean): Map<T, number[]> => {
  const places = new Map<T, number[]>();
  for (const [index, element] of b.entries()) {
    const known = places.get(element);
    if (known) known.push(index);
    else places.set(element, [index]);
  }
  if (autojunk && b.length >= 200) {
    const most = Math.floor(b.length / 100) + 1;
    for (const [element, indices] of places) if (indices.length > most) places.delete(element);
  }
  return places;
};

type Window = { aLow: number; aHigh: number; bLow: number; bHigh: number };

/** The longest run in the window; of several the one that starts first in `a`, and of those first in `b`. */
const longestMatch = <T>(a: readonly T[], b: readonly T[], places: ReadonlyMap<T, number[]>, window: Window): MatchingBlock => {
  const { aLow, aHigh, bLow, bHigh } = window;
  let best: MatchingBlock = { a: aLow, b: bLow, size: 0 };
  // length of the run that ends at the previous element of `a` and at each place of `b`
  let lengths = new Map<number, number>();
  for (let i = aLow; i < aHigh; i += 1) {
    const next = new Map<number, number>();
    for (const j of i < a.length ? (places.get(at(a, i)) ?? []) : []) {
      if (j < bLow) continue;
      if (j >= bHigh) break;
      const size = (lengths.get(j - 1) ?? 0) + 1;
      next.set(j, size);
      if (size > best.size) best = { a: i - size + 1, b: j - size + 1, size };
    }
    lengths = next;
  }
  while (best.a > aLow && best.b > bLow && a[best.a - 1] === b[best.b - 1]) best = { a: best.a - 1, b: best.b - 1, size: best.size + 1 };
  while (best.a + best.size < aHigh && best.b + best.size < bHigh && a[best.a + best.size] === b[best.b + best.size])
    best = { ...best, size: best.size + 1 };
  return best;
};

function at<T>(values: readonly T[], index: number): T {
  const value = values[index];
  if (value === undefined) throw new RangeError(`index ${index} is outside a sequence of ${values.length} elements`);
  return value;
}

/**
 * Matching runs of two sequences in ascending order, closed by an empty one at both ends: the blocks that Python's
 * `difflib.SequenceMatcher(None, a, b).get_matching_blocks()` gives, element by element the same. It takes the longest run,
 * then does the same left and right of it; this reads well but is not the smallest edit.
 *
 * @param a elements compared with ===, not undefined // [n]
 * @param b // [m]
 * Cost about n·m in the worst case, near n + m where elements are rarely repeated.
 * @source Ratcliff and Metzener 1988, "Pattern matching: the gestalt approach", Dr. Dobb's Journal 13(7); CPython, Lib/difflib.py
 * @example matchingBlocks([..."abxcd"], [..."abcd"]) // [{a:0,b:0,size:2},{a:3,b:2,size:2},{a:5,b:4,size:0}]
 */
export const matchingBlocks = <T>(a: readonly T[], b: readonly T[], { autojunk = true }: MatcherOptions = {}): MatchingBlock[] => {
  const places = placesIn(b, autojunk);
  const open: Window[] = [{ aLow: 0, aHigh: a.length, bLow: 0, bHigh: b.length }];
  const found: MatchingBlock[] = [];
  for (let window = open.pop(); window; window = open.pop()) {
    const { aLow, aHigh, bLow, bHigh } = window;
    const match = longestMatch(a, b, places, window);
    if (match.size === 0) continue;
    found.push(match);
    if (aLow < match.a && bLow < match.b) open.push({ aLow, aHigh: match.a, bLow, bHigh: match.b });
    const [aNext, bNext] = [match.a + match.size, match.b + match.size];
    if (aNext < aHigh && bNext < bHigh) open.push({ aLow: aNext, aHigh, bLow: bNext, bHigh });
  }
  found.sort((one, other) => one.a - other.a || one.b - other.b);
  const joined: MatchingBlock[] = [];
  for (const block of found) {
    const last = joined.at(-1);
    if (last && last.a + last.size === block.a && last.b + last.size === block.b) last.size += block.size;
    else joined.push({ ...block });
  }
  return [...joined, { a: a.length, b: b.length, size: 0 }];
};

/** The steps from `a` to `b` that matching blocks leave. */
export const opcodesOf = (blocks: readonly MatchingBlock[]): Opcode[] => {
  const codes: Opcode[] = [];
  let [a, b] = [0, 0];
  for (const block of blocks) {
    const between = { aStart: a, aEnd: block.a, bStart: b, bEnd: block.b };
    if (a < block.a && b < block.b) codes.push({ tag: "replace", ...between });
    else if (a < block.a) codes.push({ tag: "delete", ...between });
    else if (b < block.b) codes.push({ tag: "insert", ...between });
    [a, b] = [block.a + block.size, block.b + block.size];
    if (block.size > 0) codes.push({ tag: "equal", aStart: block.a, aEnd: a, bStart: block.b, bEnd: b });
  }
  return codes;
};
