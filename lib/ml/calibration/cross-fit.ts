import { intAt, realAt } from "../math/access";
import { logit, sigmoid } from "../math/special";
import { applyIsotonic, fitIsotonic, fitTemperature } from "./recalibrate";
import type { IsotonicFit } from "./recalibrate";

/** Isotonic steps may say 0 or 1, which no finite number of answers proves. */
const ISOTONIC_FLOOR = 1e-3;

export interface Recalibration {
  /** Fitted on all rows: what is applied to new ones. */
  temperature: number;
  isotonic: IsotonicFit;
  /** Logits of each row after a calibration that was fitted without its fold. // [n] each */
  byTemperature: Float64Array;
  byIsotonic: Float64Array;
}

/**
 * Temperature and isotonic calibration with honest figures: the row's own fold takes no part in what recalibrates it, or the
 * "after" would flatter, isotonic most of all. Both orders of a pair are given to the isotonic fit, so that p and 1 − p agree.
 *
 * @param logits // [n] @param outcome in [0, 1] // [n] @param fold 0 … folds − 1, cut by prompt // [n]
 */
export function crossFitCalibration(logits: Float64Array, outcome: Float64Array, fold: Int32Array): Recalibration {
  if (outcome.length !== logits.length || fold.length !== logits.length) {
    throw new RangeError(`logits has ${logits.length} rows, outcome ${outcome.length}, fold ${fold.length}`);
  }
  if (logits.length === 0) throw new RangeError("logits must not be empty");
  const all = fitBoth(logits, outcome, () => true);
  const byTemperature = Float64Array.from(logits);
  const byIsotonic = Float64Array.from(logits);
  for (const left of new Set(fold)) {
    const others = fitBoth(logits, outcome, (row) => intAt(fold, row) !== left);
    for (let row = 0; row < logits.length; row += 1) {
      if (intAt(fold, row) !== left) continue;
      byTemperature[row] = realAt(logits, row) / others.temperature;
      byIsotonic[row] = isotonicLogit(others.isotonic, realAt(logits, row));
    }
  }
  return { ...all, byTemperature, byIsotonic };
}

/** A logit after an isotonic fit on both orders. */
export function isotonicLogit(fit: IsotonicFit, x: number): number {
  const p = Math.min(1 - ISOTONIC_FLOOR, Math.max(ISOTONIC_FLOOR, applyIsotonic(fit, x)));
  return logit(p);
}

function fitBoth(
  logits: Float64Array,
  outcome: Float64Array,
  keep: (row: number) => boolean,
): { temperature: number; isotonic: IsotonicFit } {
  const rows = Array.from(logits.keys()).filter(keep);
  if (rows.length === 0)
    return { temperature: 1, isotonic: { score: Float64Array.of(-1, 1), value: Float64Array.of(sigmoid(-1), sigmoid(1)) } };
  const x = Float64Array.from(rows, (row) => realAt(logits, row));
  const y = Float64Array.from(rows, (row) => realAt(outcome, row));
  return {
    temperature: fitTemperature(x, y).temperature,
    isotonic: fitIsotonic(
      Float64Array.from([...x, ...x.map((value) => -value)]),
      Float64Array.from([...y, ...y.map((value) => 1 - value)]),
    ),
  };
}
