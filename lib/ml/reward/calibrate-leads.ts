import { intAt, realAt } from "../math/access";
import { fitTemperature } from "../calibration/recalibrate";

export interface CalibratedLeads {
  /** What leads of the final model are divided by, from all of them. */
  temperature: number;
  /** Leads whose label says which side is better. */
  labels: number;
  /** Each lead over the temperature of the other folds: for figures, whose own labels had no say in it. // [n] */
  crossFitted: Float64Array;
}

/**
 * One temperature for a head's leads, from models that did not see the prompt: P(first is better | one is) = σ(lead / τ). A head alone
 * is no probability of that by itself. Its penalty draws leads together, a regression's are in units of ratings, and under a loss with
 * ties or ordered levels the chance of winning is a steeper function of the lead than σ.
 *
 * Labels are taken for (n + 1)/(n + 2) and 1/(n + 2), n being their number: three that a model has right do not make it certain.
 *
 * @param leads first minus second, of the fold that left the prompt out // [n]
 * @param firstWins 1, 0, or ½ for those that say nothing // [n]
 * @param fold 0 … folds − 1, cut by prompt // [n]
 * Source: Guo, Pleiss, Sun and Weinberger (2017), arXiv:1706.04599, sec. 4.2; the labels: Platt (1999), Probabilistic Outputs for Support
 * Vector Machines, sec. 2.2. Example: three leads of 1 on the side of their labels give τ = .72, since σ(1/.72) = 4/5.
 */
export function calibrateLeads(leads: Float64Array, firstWins: Float64Array, fold: Int32Array): CalibratedLeads {
  if (firstWins.length !== leads.length || fold.length !== leads.length)
    throw new RangeError(`leads has ${leads.length} rows, firstWins ${firstWins.length}, fold ${fold.length}`);
  const temperatureOf = (keep: (row: number) => boolean): number => {
    const rows = Array.from(leads.keys()).filter((row) => realAt(firstWins, row) !== 0.5 && keep(row));
    if (rows.length === 0) return 1;
    const sure = (rows.length + 1) / (rows.length + 2);
    return fitTemperature(
      Float64Array.from(rows, (row) => realAt(leads, row)),
      Float64Array.from(rows, (row) => (realAt(firstWins, row) > 0.5 ? sure : 1 - sure)),
    ).temperature;
  };
  const told = firstWins.reduce((count, wins) => count + (wins === 0.5 ? 0 : 1), 0);
  const without = new Map([...new Set(fold)].map((left) => [left, temperatureOf((row) => intAt(fold, row) !== left)]));
  return {
    temperature: temperatureOf(() => true),
    labels: told,
    crossFitted: leads.map((lead, row) => lead / (without.get(intAt(fold, row)) ?? 1)),
  };
}
