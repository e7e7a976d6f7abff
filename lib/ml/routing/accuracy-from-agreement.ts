import { assertLength, intAt, realAt } from "../math/access";
import type { Right } from "./routing-curve";

/** What people and a judge said of the same items, by class: a side, or none of them. */
export interface SeedVotes {
  /** How many people gave each class. // [m, classes] row-major */
  counts: Float64Array;
  /** Class of the judge's label, −1 where it gave none. // [m] */
  judge: Int32Array;
  classes: number;
}

/** How right people and the judge are on each item by all that was said of it, and as ρ and q imply without a look at it. */
export interface AgreedAccuracy extends Right {
  implied: Right;
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
 * Where it was predicted how often a person differs, D, both follow it as far as the items show: the share that differs and the share
 * of pairs who agree are straight lines in D, d = d̄ + β (D − D̄) and p = p̄ + γ (D − D̄), and ρ and q of an item are what these imply
 * there. So a judge's errors that follow what is known of an item are told from items on which people split as well: of these p falls.
 * Slopes are drawn to 0 by a prior N(0, 1), so that a prediction that says nothing leaves one ρ and one q for all.
 *
 * Items that people split over stay open, whatever the judge said: neither is then right more often than the split allows. From the
 * share that differs alone that cannot be told, and hard items look like a judge's errors. Where items are unequally hard both are
 * still said to be right some points too often (.03 to .05 on worlds with a quarter of coin flips), but what asking gains is not.
 *
 * @param weights how often each item counts in what is told of all, as in a resample; once each where null. // [m]
 * @param pDisagree D of each item by a model that has not seen it; none where null. // [m]
 * Cost: m × classes. Source: the one-coin model of Dawid and Skene (1979), doi:10.2307/2346806; the lines are our own.
 */
export function accuracyFromAgreement(
  votes: SeedVotes,
  reliability: number,
  weights: Float64Array | null = null,
  pDisagree: Float64Array | null = null,
): AgreedAccuracy {
  const { counts, judge, classes } = votes;
  const m = judge.length;
  assertLength("counts", counts.length, m * classes);
  if (pDisagree !== null) assertLength("pDisagree", pDisagree.length, m);
  const totals = totalsOf(votes, weights);
  const people = totals.reduce((sum, count) => sum + count, 0);
  const [right, implied] = [0, 1].map(() => ({ person: new Float64Array(m), judge: new Float64Array(m) })) as [Right, Right];
  if (people === 0) return { ...right, implied };
  const spread = effectiveClasses(totals);
  const reliableAt = linesOf(votes, reliability, spread, weights, pDisagree);
  const logShares = totals.map((total) => (total === 0 ? Number.NEGATIVE_INFINITY : Math.log(total / people)));
  const odds = (x: number): number => Math.log((x * (spread - 1)) / (1 - x));
  // Plain loops and one array for all rows: a plan of many answered items does this some hundred times.
  const chances = new Float64Array(classes);
  for (let row = 0; row < m; row += 1) {
    const said = intAt(judge, row);
    const { rho, q } = reliableAt(row);
    implied.person[row] = rho;
    implied.judge[row] = q;
    // An answer of a judge that is no better than a coin says nothing; none is taken to say the opposite.
    const [person, machine] = [odds(rho), odds(Math.min(SUREST, Math.max(1 / spread, q)))];
    let [most, heard] = [Number.NEGATIVE_INFINITY, 0];
    for (let c = 0; c < classes; c += 1) {
      const count = realAt(counts, row * classes + c);
      heard += count;
      chances[c] = realAt(logShares, c) + count * person + (said === c ? machine : 0);
      most = Math.max(most, realAt(chances, c));
    }
    let all = 0;
    for (let c = 0; c < classes; c += 1) {
      chances[c] = Math.exp(realAt(chances, c) - most);
      all += realAt(chances, c);
    }
    for (let c = 0; c < classes; c += 1) {
      const chance = realAt(chances, c) / all;
      if (c === said) right.judge[row] = chance;
      if (heard > 0) right.person[row] = realAt(right.person, row) + (chance * realAt(counts, row * classes + c)) / heard;
    }
  }
  return { ...right, implied };
}

/** A straight line in D through the weighted centre of what was seen. */
interface Line {
  centre: number;
  mean: number;
  slope: number;
}

/** Weighted least squares against D, the slope with a prior N(0, 1) and noise of a share's largest variance, ¼, a unit of weight. */
function lineThrough(values: Float64Array, weights: Float64Array, at: Float64Array): Line {
  let [mass, sum, place] = [0, 0, 0];
  for (let row = 0; row < values.length; row += 1) {
    mass += realAt(weights, row);
    sum += realAt(weights, row) * realAt(values, row);
    place += realAt(weights, row) * realAt(at, row);
  }
  if (mass === 0) return { centre: 0, mean: 0, slope: 0 };
  const [centre, mean] = [place / mass, sum / mass];
  let [squares, products] = [0, 0];
  for (let row = 0; row < values.length; row += 1) {
    const distance = realAt(at, row) - centre;
    squares += realAt(weights, row) * distance * distance;
    products += realAt(weights, row) * distance * (realAt(values, row) - mean);
  }
  return { centre, mean, slope: products / (squares + 0.25) };
}

/** ρ of a person and q of the judge on each item. */
function linesOf(
  votes: SeedVotes,
  reliability: number,
  spread: number,
  weights: Float64Array | null,
  pDisagree: Float64Array | null,
): (row: number) => { rho: number; q: number } {
  const m = votes.judge.length;
  const weight = weights ?? new Float64Array(m).fill(1);
  const [differs, agree, met] = [0, 1, 2].map(() => new Float64Array(m)) as [Float64Array, Float64Array, Float64Array];
  const at = pDisagree ?? new Float64Array(m);
  for (let row = 0; row < m; row += 1) {
    const { pairs, agreeing } = pairsOf(votes, row);
    differs[row] = 1 - shareOf(votes, row, intAt(votes.judge, row));
    if (pairs === 0) continue;
    agree[row] = agreeing / pairs;
    met[row] = realAt(weight, row);
  }
  const [differing, agreeing] = [lineThrough(differs, weight, at), lineThrough(agree, met, at)];
  const chance = 1 / spread;
  const above = (share: number): number => reliabilityFromAgreement(share, spread).value - chance;
  const ofAll = above(agreeing.mean);
  const held = (x: number, least: number, most: number): number => Math.min(most, Math.max(least, x));
  const onLine = ({ centre, mean, slope }: Line, row: number): number => held(mean + slope * (realAt(at, row) - centre), 0, 1);
  // A judge is not taken to err less where more was foreseen, nor by more than was foreseen.
  const foreseen = { ...differing, slope: held(differing.slope, 0, 1) };
  return (row) => {
    const share = onLine(agreeing, row);
    const alike = share === agreeing.mean || ofAll <= 0;
    const rho = alike ? reliability : chance + (above(share) / ofAll) * (reliability - chance);
    const person = alike ? rho : held(rho, Math.max(LEAST_RELIABLE, chance + 0.05), MOST_RELIABLE);
    return { rho: person, q: judgeFromAgreement(person, onLine(foreseen, row), spread) };
  };
}

/**
 * {@link reliabilityFromAgreement} of the people of some items: ρ of the share of their pairs who agree, and K. ρ is null where no
 * item has two people.
 */
export function reliabilityOfVotes(votes: SeedVotes, weights: Float64Array | null = null): { value: number | null; classes: number } {
  let [agreeing, pairs] = [0, 0];
  for (let row = 0; row < votes.judge.length; row += 1) {
    const weight = weights === null ? 1 : realAt(weights, row);
    const own = pairsOf(votes, row);
    agreeing += weight * own.agreeing;
    pairs += weight * own.pairs;
  }
  const spread = effectiveClasses(totalsOf(votes, weights));
  return { value: pairs > 0 ? reliabilityFromAgreement(agreeing / pairs, spread).value : null, classes: spread };
}

/** Pairs of an item's people, and those of them who agree. */
function pairsOf({ counts, classes }: SeedVotes, row: number): { pairs: number; agreeing: number } {
  let [people, agreeing] = [0, 0];
  for (let c = 0; c < classes; c += 1) {
    const count = realAt(counts, row * classes + c);
    people += count;
    agreeing += (count * (count - 1)) / 2;
  }
  return { pairs: (people * (people - 1)) / 2, agreeing };
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
