import { agreementWithin, clusterBootstrap } from "../bootstrap/cluster-bootstrap";
import type { BootstrapSettings } from "../bootstrap/cluster-bootstrap";
import type { Estimate } from "../estimate";
import { addAt, assertIndices, assertLength, intAt, realAt } from "../math/access";
import { unseenAgreement } from "./unseen-agreement";
import type { SeenAgreement } from "./unseen-agreement";

/** How much a disagreement counts: all the same, by steps between the classes, by squared steps. */
export type KappaWeighting = "none" | "linear" | "quadratic";

export interface KappaOptions extends Partial<BootstrapSettings> {
  /** Number of classes K. */
  classes: number;
  weighting?: KappaWeighting;
  /** Resampling group of each unit. // [n] */
  cluster?: Int32Array | null;
}

const UNDEFINED_REASON = "Both annotators gave every unit the same class, so agreement by chance is already complete.";

/**
 * Cohen's kappa of two annotators who both labelled the same n units.
 *
 *   κ = 1 − Σ_ij w_ij p_ij / Σ_ij w_ij p_i· p_·j,   w_ij = [i ≠ j], |i − j| or (i − j)²
 *
 * @param first classes given by one annotator, 0 … K − 1. // [n]
 * @param second classes given by the other. // [n]
 * @returns n = units; undefined for n = 0 and where both margins are the same single class.
 * Sources: J. Cohen (1960), doi:10.1177/001316446002000104; weights: J. Cohen (1968), doi:10.1037/h0026256.
 */
export function cohenKappa(first: Int32Array, second: Int32Array, options: KappaOptions): Estimate {
  assertLength("second", second.length, first.length);
  assertIndices("first", first, options.classes);
  assertIndices("second", second, options.classes);
  const { cluster = null, weighting = "none", classes } = options;
  const reason = first.length === 0 ? "The two annotators share no unit." : UNDEFINED_REASON;
  return clusterBootstrap({ rows: first.length, cluster }, (weights) => weightedKappa(first, second, weights, classes, weighting), reason, {
    ...options,
    even: weighting === "none",
    alike: agreementWithin(worstOf(first, second, classes, weighting)),
    ...(weighting === "none" ? { unseen: (hidden: number) => unseenAgreement(seenIn(first, second, classes), hidden) } : {}),
  });
}

function seenIn(first: Int32Array, second: Int32Array, classes: number): SeenAgreement {
  const [rows, columns, agreeing] = [new Float64Array(classes), new Float64Array(classes), new Float64Array(classes)];
  let same = 0;
  first.forEach((given, unit) => {
    addAt(rows, given, 1 / first.length);
    addAt(columns, intAt(second, unit), 1 / first.length);
    if (given !== intAt(second, unit)) return;
    addAt(agreeing, given, 1);
    same += 1;
  });
  return { disagreement: 1 - same / first.length, rows, columns, agreeing };
}

/** κ of weighted units, without an interval; null where it is undefined. */
export function weightedKappa(
  first: Int32Array,
  second: Int32Array,
  weights: Float64Array,
  classes: number,
  weighting: KappaWeighting,
): number | null {
  const rowMargin = new Float64Array(classes);
  const columnMargin = new Float64Array(classes);
  let observed = 0;
  let total = 0;
  for (let unit = 0; unit < first.length; unit += 1) {
    const weight = realAt(weights, unit);
    addAt(rowMargin, intAt(first, unit), weight);
    addAt(columnMargin, intAt(second, unit), weight);
    observed += weight * penalty(intAt(first, unit), intAt(second, unit), weighting);
    total += weight;
  }
  let expected = 0;
  for (let i = 0; i < classes; i += 1) {
    for (let j = 0; j < classes; j += 1) expected += realAt(rowMargin, i) * realAt(columnMargin, j) * penalty(i, j, weighting);
  }
  return expected > 0 ? 1 - (observed * total) / expected : null;
}

/** The largest disagreement of a unit over what chance expects. */
function worstOf(first: Int32Array, second: Int32Array, classes: number, weighting: KappaWeighting): number {
  const n = Math.max(1, first.length);
  const [rows, columns] = [new Float64Array(classes), new Float64Array(classes)];
  first.forEach((given, unit) => {
    addAt(rows, given, 1 / n);
    addAt(columns, intAt(second, unit), 1 / n);
  });
  const expected = rows.reduce(
    (sum, share, i) => sum + share * columns.reduce((inner, other, j) => inner + other * penalty(i, j, weighting), 0),
    0,
  );
  return penalty(0, classes - 1, weighting) / expected;
}

function penalty(i: number, j: number, weighting: KappaWeighting): number {
  if (weighting === "none") return i === j ? 0 : 1;
  return weighting === "linear" ? Math.abs(i - j) : (i - j) ** 2;
}
