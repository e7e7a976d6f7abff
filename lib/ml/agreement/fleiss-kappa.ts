import { agreementWithin, clusterBootstrap } from "../bootstrap/cluster-bootstrap";
import type { BootstrapSettings } from "../bootstrap/cluster-bootstrap";
import type { Estimate } from "../estimate";
import { addAt, assertFinite, assertLength, realAt } from "../math/access";
import { unseenAgreement } from "./unseen-agreement";
import type { SeenAgreement } from "./unseen-agreement";

/**
 * Fleiss' kappa: chance-corrected agreement where each of U units has the same number m ≥ 2 of labels, not necessarily by
 * the same people.
 *
 *   κ = (P̄ − P_e) / (1 − P_e),  P̄ = mean_u Σ_c n_uc (n_uc − 1) / (m (m − 1)),  P_e = Σ_c p_c²,  p_c = Σ_u n_uc / (U m)
 *
 * @param counts labels of each class by unit. // [U, K] row-major
 * @param classes K.
 * @returns n = units; undefined with the reason where units differ in their number of labels (Krippendorff's alpha takes
 * those) or every label is of one class.
 * Source: J. L. Fleiss (1971), Psychological Bulletin 76, eq. 1–7, doi:10.1037/h0031619.
 */
export function fleissKappa(
  counts: Float64Array,
  classes: number,
  options: Partial<BootstrapSettings> & { cluster?: Int32Array | null } = {},
): Estimate {
  if (!Number.isInteger(classes) || classes < 1) throw new RangeError(`classes = ${classes} must be a positive integer`);
  const units = Math.floor(counts.length / classes);
  assertLength("counts", counts.length, units * classes);
  assertFinite("counts", counts);
  if (units === 0) return { value: null, reason: "There is no unit." };
  const labels = unitTotal(counts, classes, 0);
  for (let unit = 1; unit < units; unit += 1) {
    if (unitTotal(counts, classes, unit) !== labels) {
      return {
        value: null,
        reason: "Units differ in their number of labels; Fleiss' kappa needs the same number for each. Krippendorff's alpha does not.",
      };
    }
  }
  if (labels < 2) return { value: null, reason: "Each unit has fewer than two labels, so there is nothing to compare." };
  return clusterBootstrap(
    { rows: units, cluster: options.cluster ?? null },
    (weights) => kappaOf(counts, classes, labels, weights),
    "Every label is of the same class, so agreement by chance is already complete.",
    {
      ...options,
      even: true,
      alike: agreementWithin(1 / (1 - chanceOf(counts, classes, units * labels))),
      unseen: (hidden) => unseenAgreement(seenIn(counts, classes, labels), hidden),
    },
  );
}

function seenIn(counts: Float64Array, classes: number, labels: number): SeenAgreement {
  const units = counts.length / classes;
  const [shares, agreeing] = [new Float64Array(classes), new Float64Array(classes)];
  counts.forEach((count, cell) => {
    addAt(shares, cell % classes, count / (units * labels));
    addAt(agreeing, cell % classes, count * (count - 1));
  });
  const same = agreeing.reduce((sum, pairs) => sum + pairs, 0) / (units * labels * (labels - 1));
  return { disagreement: 1 - same, rows: shares, columns: shares, agreeing };
}

/** P_e, the agreement of two labels drawn from all. */
function chanceOf(counts: Float64Array, classes: number, labels: number): number {
  const margin = new Float64Array(classes);
  counts.forEach((count, cell) => addAt(margin, cell % classes, count / labels));
  return margin.reduce((sum, share) => sum + share * share, 0);
}

function kappaOf(counts: Float64Array, classes: number, labels: number, weights: Float64Array): number | null {
  const margin = new Float64Array(classes);
  let observed = 0;
  let total = 0;
  for (let unit = 0; unit < weights.length; unit += 1) {
    const weight = realAt(weights, unit);
    if (weight === 0) continue;
    let pairs = 0;
    for (let c = 0; c < classes; c += 1) {
      const count = realAt(counts, unit * classes + c);
      pairs += count * (count - 1);
      addAt(margin, c, weight * count);
    }
    observed += (weight * pairs) / (labels * (labels - 1));
    total += weight;
  }
  let chance = 0;
  for (const count of margin) chance += (count / (total * labels)) ** 2;
  return chance < 1 ? (observed / total - chance) / (1 - chance) : null;
}

function unitTotal(counts: Float64Array, classes: number, unit: number): number {
  let sum = 0;
  for (let c = 0; c < classes; c += 1) sum += realAt(counts, unit * classes + c);
  return sum;
}
