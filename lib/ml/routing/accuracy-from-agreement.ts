import { assertLength, intAt, realAt } from "../math/access";

/** What people and a judge said of the same items, by class: a side, or none of them. */
export interface SeedVotes {
  /** How many people gave each class. // [m, classes] row-major */
  counts: Float64Array;
  /** Class of the judge's label, −1 where it gave none. // [m] */
  judge: Int32Array;
  classes: number;
}

/** No judge is taken for surer before people answer. */
const SUREST = 0.98;

/** Reliabilities guessed from agreement are held where they say something and claim no certainty. */
export const [LEAST_RELIABLE, MOST_RELIABLE] = [0.55, 0.98] as const;

/**
 * Number of classes K ≥ 2 that labels are spread over: 1 / Σ f², f being their shares. A tie that nobody gives is no class to err to.
 * Source: Simpson (1949), doi:10.1038/163688a0, inverted.
 */
export function effectiveClasses(totals: Iterable<number>): number {
  const counts = [...totals];
  const all = counts.reduce((sum, count) => sum + count, 0);
  const squares = counts.reduce((sum, count) => sum + (all > 0 ? count / all : 0) ** 2, 0);
  return squares > 0 ? Math.max(2, 1 / squares) : 2;
}

/**
 * How often one person is right, from how often two of them agree on an item: with independent errors, spread evenly over the K − 1
 * wrong classes, p = ρ² + (1 − ρ)² / (K − 1), so
 *
 *   ρ = (1 + √((K − 1)(K p − 1))) / K.
 *
 * @returns ρ and dρ/dp, the latter held where agreement is hardly above chance. Example: p = .68 of K = 2 gives ρ = .8.
 */
export function reliabilityFromAgreement(agreeing: number, classes: number): { value: number; slope: number } {
  const root = Math.sqrt(Math.max(0, (classes - 1) * (classes * agreeing - 1)));
  return { value: (1 + root) / classes, slope: (classes - 1) / (2 * Math.max(root, 0.1)) };
}

/**
 * How often a judge is right that differs from a person of reliability ρ on the share d of items: with errors as above
 * 1 − d = ρ q + (1 − ρ)(1 − q) / (K − 1), so q = ((K − 1)(1 − d) − 1 + ρ) / (Kρ − 1), held within 0 … 1.
 */
export function judgeFromAgreement(reliability: number, differing: number, classes: number): number {
  if (!(reliability > 1 / classes && reliability < 1))
    throw new RangeError(`reliability = ${reliability} must lie in (1/classes, 1), classes = ${classes}`);
  return Math.min(1, Math.max(0, ((classes - 1) * (1 - differing) - 1 + reliability) / (classes * reliability - 1)));
}

/**
 * How often the people of an item and the judge are right on it, where no truth is known and people's agreement says how often one of
 * them is, ρ. With d̄ the mean share that differs from the judge, q is {@link judgeFromAgreement}(ρ, d̄), and what all said of the
 * item gives the chance of each class to be the truth:
 *
 *   log T(c) = log f(c) + n_c log(ρ / e_ρ) + [judge said c] log(q / e_q) + constant,   e_x = (1 − x) / (K − 1),
 *
 * f being the shares of people's labels. The judge is right with T(its class), a person with Σ n_c T(c) / n.
 *
 * Items that people split over stay open, whatever the judge said: neither is then right more often than the split allows. From the
 * share that differs alone that cannot be told, and hard items look like a judge's errors. Where items are unequally hard both are
 * still said to be right some points too often (.03 to .05 on worlds with a quarter of coin flips), but what asking gains is not.
 *
 * @param weights how often each item counts in what is told of all, as in a resample; once each where null. // [m]
 * Cost: m × classes. Source: the one-coin model of Dawid and Skene (1979), doi:10.2307/2346806.
 */
export function accuracyFromAgreement(
  votes: SeedVotes,
  reliability: number,
  weights: Float64Array | null = null,
): { person: Float64Array; judge: Float64Array } {
  const { counts, judge, classes } = votes;
  const m = judge.length;
  assertLength("counts", counts.length, m * classes);
  const weightOf = (row: number): number => (weights === null ? 1 : realAt(weights, row));
  const totals = totalsOf(votes, weights);
  const people = totals.reduce((sum, count) => sum + count, 0);
  if (people === 0) return { person: new Float64Array(m), judge: new Float64Array(m) };
  const spread = effectiveClasses(totals);
  const right = { person: new Float64Array(m), judge: new Float64Array(m) };
  let [differing, mass] = [0, 0];
  for (let row = 0; row < m; row += 1) {
    differing += weightOf(row) * (1 - shareOf(votes, row, intAt(judge, row)));
    mass += weightOf(row);
  }
  const judgeMean = judgeFromAgreement(reliability, differing / mass, spread);
  const sure = Math.min(SUREST, Math.max(1 / spread, judgeMean));
  const [person, machine] = [reliability, sure].map((x) => Math.log((x * (spread - 1)) / (1 - x)));
  for (let row = 0; row < m; row += 1) {
    const said = intAt(judge, row);
    const chances = Float64Array.from(totals, (total, c) => {
      const evidence = realAt(counts, row * classes + c) * (person ?? 0) + (said === c ? (machine ?? 0) : 0);
      return total === 0 ? Number.NEGATIVE_INFINITY : Math.log(total / people) + evidence;
    });
    const most = Math.max(...chances);
    const all = chances.reduce((sum, value) => sum + Math.exp(value - most), 0);
    for (let c = 0; c < classes; c += 1) {
      const chance = Math.exp(realAt(chances, c) - most) / all;
      if (c === said) right.judge[row] = chance;
      right.person[row] = realAt(right.person, row) + chance * shareOf(votes, row, c);
    }
  }
  return right;
}

/**
 * {@link reliabilityFromAgreement} of the people of some items: ρ of the share of their pairs who agree, and K. ρ is null where no
 * item has two people.
 */
export function reliabilityOfVotes(votes: SeedVotes, weights: Float64Array | null = null): { value: number | null; classes: number } {
  const { counts, judge, classes } = votes;
  let [agreeing, pairs] = [0, 0];
  for (let row = 0; row < judge.length; row += 1) {
    const weight = weights === null ? 1 : realAt(weights, row);
    let people = 0;
    for (let c = 0; c < classes; c += 1) {
      const count = realAt(counts, row * classes + c);
      people += count;
      agreeing += (weight * count * (count - 1)) / 2;
    }
    pairs += (weight * people * (people - 1)) / 2;
  }
  const spread = effectiveClasses(totalsOf(votes, weights));
  return { value: pairs > 0 ? reliabilityFromAgreement(agreeing / pairs, spread).value : null, classes: spread };
}

/** Labels by people of each class. // [classes] */
function totalsOf({ counts, classes }: SeedVotes, weights: Float64Array | null): Float64Array {
  const totals = new Float64Array(classes);
  counts.forEach((count, at) => {
    totals[at % classes] = realAt(totals, at % classes) + (weights === null ? 1 : realAt(weights, Math.floor(at / classes))) * count;
  });
  return totals;
}

/** Share of an item's people who gave a class; 0 for none. */
function shareOf({ counts, classes }: SeedVotes, row: number, c: number): number {
  let all = 0;
  for (let other = 0; other < classes; other += 1) all += realAt(counts, row * classes + other);
  return c < 0 || all === 0 ? 0 : realAt(counts, row * classes + c) / all;
}
