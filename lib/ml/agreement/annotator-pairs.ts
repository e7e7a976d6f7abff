import { intAt } from "../math/access";
import { weightedKappa } from "./cohen-kappa";
import type { Ratings } from "./ratings";
import { assertRatings, codeValues, rowsByUnit } from "./ratings";

export interface AnnotatorPair {
  /** 0-based annotators, first < second. */
  first: number;
  second: number;
  /** Units that both labelled. */
  shared: number;
  /** Share of those with the same value. */
  agreement: number;
  /** Cohen's κ over them, nominal; null where both gave one and the same value throughout. */
  kappa: number | null;
}

/**
 * Raw agreement and Cohen's kappa of every pair of annotators that share at least `minimumShared` units, the pairs with
 * most shared units first. No intervals: with many pairs they would be read as tests, which they are not.
 * Cost: Σ_u m_u² for finding the pairs, m_u labels of unit u.
 */
export function compareAnnotatorPairs(ratings: Ratings, minimumShared = 1): AnnotatorPair[] {
  assertRatings(ratings);
  const { values, code } = codeValues(ratings.value);
  const { start, rows } = rowsByUnit(ratings);
  let annotators = 0;
  for (const annotator of ratings.annotator) annotators = Math.max(annotators, annotator + 1);
  const shared = new Map<number, { first: number[]; second: number[] }>();
  for (let unit = 0; unit < ratings.units; unit += 1) {
    const labels = Array.from(rows.subarray(intAt(start, unit), intAt(start, unit + 1)), (row) => ({
      annotator: intAt(ratings.annotator, row),
      code: intAt(code, row),
    })).sort((left, right) => left.annotator - right.annotator);
    labels.forEach((one, index) => {
      for (const other of labels.slice(index + 1)) {
        if (other.annotator === one.annotator) continue;
        const key = one.annotator * annotators + other.annotator;
        const known = shared.get(key) ?? { first: [], second: [] };
        known.first.push(one.code);
        known.second.push(other.code);
        shared.set(key, known);
      }
    });
  }
  return [...shared]
    .filter(([, pair]) => pair.first.length >= minimumShared)
    .map(([key, pair]) => describePair(Math.floor(key / annotators), key % annotators, pair.first, pair.second, values.length))
    .sort((left, right) => right.shared - left.shared || left.first - right.first || left.second - right.second);
}

function describePair(first: number, second: number, firstCodes: number[], secondCodes: number[], classes: number): AnnotatorPair {
  const n = firstCodes.length;
  const same = firstCodes.filter((value, index) => value === secondCodes[index]).length;
  const kappa = weightedKappa(Int32Array.from(firstCodes), Int32Array.from(secondCodes), new Float64Array(n).fill(1), classes, "none");
  return { first, second, shared: n, agreement: same / n, kappa };
}
