import { assertLength, realAt } from "../math/access";
import { logit, sigmoid } from "../math/special";
import { shiftAccuracy, shrinkAccuracy, splitDisagreement } from "./arm-accuracy";

/** Items that people and a judge have both labelled. Arrays are parallel. */
export interface SeedLabels {
  /** Share of the people whose label differs from the judge's. // [m] */
  differs: Float64Array;
  /** D, P(a person differs), and π, P(a person is right | they differ), from models that have not seen the item. // [m] */
  pDisagree: Float64Array;
  pHumanRight: Float64Array;
  /** Share of the people who are right, where the truth is known; NaN elsewhere. // [m] */
  personRight: Float64Array;
  /** Whether the judge is right, 0 or 1, where the truth is known; NaN elsewhere. // [m] */
  judgeRight: Float64Array;
  /** How often one person is right as far as people's agreement on the same items tells, in (½, 1); null where it tells nothing. */
  agreedReliability: number | null;
}

/** What labels are held against: known truths, what people's agreement implies of it, or people themselves. */
export const YARDSTICKS = ["gold", "agreement", "people"] as const;
export type Yardstick = (typeof YARDSTICKS)[number];

export interface SeedAccuracy {
  yardstick: Yardstick;
  /** P(one person's label is right). // [m] */
  person: Float64Array;
  /** P(the judge's label is right). // [m] */
  judge: Float64Array;
}

/** With fewer known truths they are no yardstick. */
export const LEAST_KNOWN = 20;

/**
 * How often a person and the judge are right on each item of the seed. Where the truth is known, that is counted; elsewhere, with d the
 * share of people who differ and A the chance that a label is right on which both agree,
 *
 *   person = (1 − d) A + d π,   judge = (1 − d) A + d (1 − π),   A = q r / (q r + (1 − q)(1 − r)),
 *
 * where q and r are what D and π imply of a person and of the judge on this item (arm-accuracy.ts). The A are moved together by as many
 * logits as it takes to meet the share of right labels where all agree and the truth is known. Where people's agreement is all that is
 * known, it says how often a person is right in the mean, ρ, and with the mean d̄ how often the judge is; the items' figures, which
 * multiply the errors of D, are moved to these means:
 *
 *   mean person = ρ,   mean judge = (ρ − d̄) / (2ρ − 1),   from   d̄ = ρ (1 − q̄) + q̄ (1 − ρ)
 *
 * Where neither truths nor people's agreement say how often people err, no figure is made up: people are the yardstick, and “right”
 * means “what a person would say”.
 *
 * Cost: m. Source: the one-coin model of Dawid and Skene (1979), doi:10.2307/2346806, item by item, with known truths beside.
 * Example: q = r = .8 give A = .64/.68 = .94.
 */
export function seedAccuracy(labels: SeedLabels): SeedAccuracy {
  const { differs, pDisagree, pHumanRight, personRight, judgeRight } = labels;
  const m = differs.length;
  for (const name of ["pDisagree", "pHumanRight", "personRight", "judgeRight"] as const) assertLength(name, labels[name].length, m);
  const known = Array.from(judgeRight.keys()).filter((row) => !Number.isNaN(realAt(judgeRight, row)));
  const measured = known.length >= LEAST_KNOWN;
  const { agreedReliability } = labels;
  if (!measured && agreedReliability === null) {
    return { yardstick: "people", person: new Float64Array(m).fill(1), judge: differs.map((d) => 1 - d) };
  }
  const agreed = known.filter((row) => realAt(differs, row) === 0);
  const both = rightWhenAgreeing(pDisagree, pHumanRight, agreed, judgeRight);
  const of = (exact: Float64Array, whenDiffering: (pi: number) => number): Float64Array =>
    exact.map((value, row) => {
      const d = realAt(differs, row);
      return Number.isNaN(value) ? (1 - d) * realAt(both, row) + d * whenDiffering(realAt(pHumanRight, row)) : value;
    });
  const person = of(personRight, (pi) => pi);
  const judge = of(judgeRight, (pi) => 1 - pi);
  if (measured || agreedReliability === null) return { yardstick: "gold", person, judge };
  return {
    yardstick: "agreement",
    person: moveToMean(person, agreedReliability),
    judge: moveToMean(judge, judgeFromAgreement(agreedReliability, differs.reduce((sum, d) => sum + d, 0) / Math.max(1, m))),
  };
}

/** How often a judge is right that differs from a person of reliability ρ on the share d of items, held within 0 … 1. */
export function judgeFromAgreement(reliability: number, differing: number): number {
  if (!(reliability > 0.5 && reliability < 1)) throw new RangeError(`reliability = ${reliability} must lie in (0.5, 1)`);
  return Math.min(1, Math.max(0, (reliability - differing) / (2 * reliability - 1)));
}

// Beyond this nothing is moved: such a chance is as good as certain.
const [LEAST, MOST] = [1e-6, 1 - 1e-6];

/** Probabilities moved together by as many logits as it takes for their mean to be `mean`. // [m] */
function moveToMean(values: Float64Array, mean: number): Float64Array {
  const logits = values.map((value) => logit(Math.min(MOST, Math.max(LEAST, value))));
  const wanted = values.length * mean;
  // Thirty logits either way take any of them past certainty; fifty halvings leave 1e-14 of that.
  let [low, high] = [-30, 30];
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    if (logits.reduce((sum, one) => sum + sigmoid(one + middle), 0) < wanted) low = middle;
    else high = middle;
  }
  return logits.map((one) => sigmoid(one + (low + high) / 2));
}

/** A of every item, moved to what the agreed and known ones show. // [m] */
function rightWhenAgreeing(
  pDisagree: Float64Array,
  pHumanRight: Float64Array,
  agreed: readonly number[],
  right: Float64Array,
): Float64Array {
  const implied = pDisagree.map((p, row) => {
    const { person, judge } = splitDisagreement(p, realAt(pHumanRight, row));
    const both = person * judge;
    const neither = (1 - person) * (1 - judge);
    return both + neither > 0 ? both / (both + neither) : 0.5;
  });
  if (agreed.length === 0) return implied;
  const total = (values: Float64Array): number => agreed.reduce((sum, row) => sum + realAt(values, row), 0);
  const expected = total(implied) / agreed.length;
  const { value: seen } = shrinkAccuracy(total(right), agreed.length, expected);
  return implied.map((value) => shiftAccuracy(value, expected, seen));
}
