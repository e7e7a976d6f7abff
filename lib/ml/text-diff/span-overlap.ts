/** A stretch of a text, end exclusive. An empty one (an insertion) counts as one character, so that it can be agreed upon. */
export type Stretch = { start: number; end: number };

/** Ascending stretches that hold the same characters, none touching the next. */
export const mergeStretches = (stretches: readonly Stretch[]): Stretch[] => {
  const wide = stretches.map(({ start, end }) => ({ start, end: Math.max(end, start + 1) })).sort((a, b) => a.start - b.start);
  const merged: Stretch[] = [];
  for (const stretch of wide) {
    const last = merged.at(-1);
    if (last && stretch.start <= last.end) last.end = Math.max(last.end, stretch.end);
    else merged.push(stretch);
  }
  return merged;
};

/** Characters in at least one of the stretches. */
export const coveredLength = (stretches: readonly Stretch[]): number =>
  mergeStretches(stretches).reduce((sum, { start, end }) => sum + end - start, 0);

/** Characters that both cover. */
export const sharedLength = (a: readonly Stretch[], b: readonly Stretch[]): number => {
  const [left, right] = [mergeStretches(a), mergeStretches(b)];
  let shared = 0;
  for (let i = 0, j = 0; i < left.length && j < right.length;) {
    const [one, other] = [left[i], right[j]];
    if (!one || !other) break;
    shared += Math.max(0, Math.min(one.end, other.end) - Math.max(one.start, other.start));
    if (one.end < other.end) i += 1;
    else j += 1;
  }
  return shared;
};

/**
 * 1 − F1 of the characters that two people marked: F1 = 2|A ∩ B| / (|A| + |B|). 0 for the same marks, or none by either; 1
 * where no character is marked by both. Symmetric, so neither is taken for the truth.
 */
export const overlapDistance = (a: readonly Stretch[], b: readonly Stretch[]): number => {
  const total = coveredLength(a) + coveredLength(b);
  return total === 0 ? 0 : 1 - (2 * sharedLength(a, b)) / total;
};

/**
 * The distance to expect had two people marked as many characters each, anywhere in the text: E|A ∩ B| = |A||B| / length
 * (hypergeometric mean), hence 1 − 2|A||B| / (length (|A| + |B|)).
 * @param length characters that could be marked; marks beyond it lengthen it
 */
export const chanceOverlapDistance = (a: readonly Stretch[], b: readonly Stretch[], length: number): number => {
  const [one, other] = [coveredLength(a), coveredLength(b)];
  if (one + other === 0) return 0;
  return 1 - (2 * one * other) / (Math.max(length, one, other, 1) * (one + other));
};

export type SupportedStretch = Stretch & {
  /** share of the people who marked it, averaged over its characters */
  support: number;
};

/**
 * Stretches that more than half of the people marked, character by character.
 * @param marks of each person // [n][m]
 * @param majority default .5: a character needs more than this share
 */
export const majorityStretches = (marks: readonly (readonly Stretch[])[], majority = 0.5): SupportedStretch[] => {
  if (marks.length === 0) return [];
  const steps = new Map<number, number>();
  for (const person of marks) {
    for (const { start, end } of mergeStretches(person)) {
      steps.set(start, (steps.get(start) ?? 0) + 1);
      steps.set(end, (steps.get(end) ?? 0) - 1);
    }
  }
  const found: (Stretch & { mass: number })[] = [];
  let count = 0;
  let from = 0;
  for (const [place, step] of [...steps].sort(([a], [b]) => a - b)) {
    if (count > majority * marks.length && place > from) {
      const last = found.at(-1);
      const mass = count * (place - from);
      if (last && last.end === from) {
        last.end = place;
        last.mass += mass;
      } else found.push({ start: from, end: place, mass });
    }
    count += step;
    from = place;
  }
  return found.map(({ start, end, mass }) => ({ start, end, support: mass / ((end - start) * marks.length) }));
};
