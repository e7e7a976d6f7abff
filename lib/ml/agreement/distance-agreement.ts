import { agreementWithin, clusterBootstrap } from "../bootstrap/cluster-bootstrap";
import type { BootstrapSettings } from "../bootstrap/cluster-bootstrap";
import type { Estimate } from "../estimate";
import { assertLength, realAt } from "../math/access";

/** Pairs of answers given to the same unit by different annotators. */
export interface AnswerPairs {
  /** Unit that the two answers judge. // [pairs] */
  unit: Int32Array;
  /** Resampling group of the unit, its prompt say. // [pairs] */
  cluster: Int32Array;
  /** Distance of the two answers, 0 … 1. // [pairs] */
  between: Float64Array;
  /** Distance expected of the two had they nothing to do with each other, 0 … 1. // [pairs] */
  chance: Float64Array;
}

/**
 * Agreement of answers that are neither classes nor numbers (rankings, marked spans), corrected for chance:
 *
 *   A = 1 − Σ_u (1/|P_u|) Σ_{p ∈ P_u} δ_p / Σ_u (1/|P_u|) Σ_{p ∈ P_u} ε_p
 *
 * with P_u the pairs of answers to unit u, δ their distance and ε the distance expected by chance. The form is that of
 * Krippendorff's alpha, observed over expected disagreement, with an expectation for each pair in place of one over all units:
 * spans in different texts, or rankings of different lengths, cannot be exchanged for one another. 1 is perfect agreement, 0
 * what chance gives. Every unit weighs the same, however many answered it.
 *
 * @returns n = units with at least two answers; the interval resamples clusters. Undefined where no unit has two answers or
 * none could differ.
 * Source of the form: K. Krippendorff (2011), Computing Krippendorff's alpha-reliability, α = 1 − D_o/D_e; an expectation a
 * pair as in weighted kappa: J. Cohen (1968), Psychological Bulletin 70, doi:10.1037/h0026256.
 *
 * @example
 * // one unit, two rankings of three responses that differ in one of three pairs: δ = 1/3, ε = 1/2, A = 1/3
 */
export function distanceAgreement(pairs: AnswerPairs, settings: Partial<BootstrapSettings> = {}): Estimate {
  const rows = pairs.unit.length;
  assertLength("cluster", pairs.cluster.length, rows);
  assertLength("between", pairs.between.length, rows);
  assertLength("chance", pairs.chance.length, rows);
  const sizes = new Map<number, number>();
  for (const unit of pairs.unit) sizes.set(unit, (sizes.get(unit) ?? 0) + 1);
  const share = Float64Array.from(pairs.unit, (unit) => 1 / (sizes.get(unit) ?? 1));
  const clusters = new Map<number, number>();
  const cluster = Int32Array.from(pairs.cluster, (id) => {
    const known = clusters.get(id) ?? clusters.size;
    clusters.set(id, known);
    return known;
  });
  const chance = pairs.chance.reduce((sum, value, row) => sum + realAt(share, row) * value, 0) / Math.max(1, sizes.size);
  const estimate = clusterBootstrap(
    { rows, cluster },
    (weights) => {
      let observed = 0;
      let expected = 0;
      for (let row = 0; row < rows; row += 1) {
        const weight = realAt(weights, row) * realAt(share, row);
        observed += weight * realAt(pairs.between, row);
        expected += weight * realAt(pairs.chance, row);
      }
      return expected > 0 ? 1 - observed / expected : null;
    },
    rows === 0
      ? "No unit has answers from two annotators, so there is nothing to compare."
      : "No two answers could have differed, so agreement by chance is already complete.",
    { ...settings, alike: agreementWithin(1 / chance) },
  );
  return estimate.value === null ? estimate : { ...estimate, n: sizes.size };
}
