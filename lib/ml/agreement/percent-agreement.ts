import { clusterBootstrap, meanWithin, weightedMean } from "../bootstrap/cluster-bootstrap";
import type { BootstrapSettings } from "../bootstrap/cluster-bootstrap";
import type { Estimate } from "../estimate";
import { intAt, realAt } from "../math/access";
import type { Ratings } from "./ratings";
import { assertRatings, rowsByUnit } from "./ratings";

/**
 * Mean over units of the share of annotator pairs that gave the same value; units with fewer than two labels are left out.
 *
 *   A = (1/U) Σ_u Σ_c n_uc (n_uc − 1) / (m_u (m_u − 1))
 *
 * Not corrected for chance: two coins agree half the time. Every unit counts the same, however many labels it has.
 * @returns n = units with two or more labels; interval by bootstrap over units or clusters of units. Where all of no unit's annotators
 * agree, no resample shows such a unit either, and the interval reaches as high as if the share that may hide behind so many were of them.
 * Source: the observed agreement P̄ of Fleiss (1971), doi:10.1037/h0031619, eq. 3, with m_u free to vary.
 */
export function percentAgreement(ratings: Ratings, options: Partial<BootstrapSettings> & { cluster?: Int32Array | null } = {}): Estimate {
  assertRatings(ratings);
  const agreement: number[] = [];
  const clusters: number[] = [];
  for (const { unit, share } of agreementByUnit(ratings)) {
    agreement.push(share);
    clusters.push(options.cluster ? intAt(options.cluster, unit) : unit);
  }
  const values = Float64Array.from(agreement);
  const mean = weightedMean(values, new Float64Array(values.length).fill(1)) ?? 1;
  return clusterBootstrap(
    { rows: values.length, cluster: denseCodes(clusters) },
    (weights) => weightedMean(values, weights),
    "No unit has labels from two annotators, so there is nothing to compare.",
    { ...options, alike: meanWithin(0, 1), unseen: values.includes(1) ? null : (hidden) => mean + hidden * (1 - mean) },
  );
}

/** Share of agreeing pairs of every unit with two or more labels. */
export function agreementByUnit(ratings: Ratings): { unit: number; share: number; labels: number }[] {
  const { start, rows } = rowsByUnit(ratings);
  const result: { unit: number; share: number; labels: number }[] = [];
  for (let unit = 0; unit < ratings.units; unit += 1) {
    const labels = intAt(start, unit + 1) - intAt(start, unit);
    if (labels < 2) continue;
    const tally = new Map<number, number>();
    for (let position = intAt(start, unit); position < intAt(start, unit + 1); position += 1) {
      const value = realAt(ratings.value, intAt(rows, position));
      tally.set(value, (tally.get(value) ?? 0) + 1);
    }
    let pairs = 0;
    for (const count of tally.values()) pairs += count * (count - 1);
    result.push({ unit, share: pairs / (labels * (labels - 1)), labels });
  }
  return result;
}

/** Numbers the distinct values 0, 1, 2 … in order of first sight. */
function denseCodes(values: readonly number[]): Int32Array {
  const code = new Map<number, number>();
  return Int32Array.from(values, (value) => {
    const known = code.get(value);
    if (known !== undefined) return known;
    code.set(value, code.size);
    return code.size - 1;
  });
}
