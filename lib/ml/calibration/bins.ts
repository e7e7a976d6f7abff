import { intAt, realAt } from "../math/access";

/** Bins of equal width in probability, or of equally many rows. */
export type Binning = "equal-width" | "equal-mass";

/**
 * Bin of each row, 0 … bins − 1. Equal mass cuts the sorted probabilities into runs of n/bins rows and never puts equal
 * probabilities into different bins, so some bins may be empty where many rows share a value.
 */
export function assignBins(probability: Float64Array, bins: number, binning: Binning): Int32Array {
  if (!Number.isInteger(bins) || bins < 1) throw new RangeError(`bins = ${bins} must be a positive integer`);
  if (binning === "equal-width") return Int32Array.from(probability, (p) => Math.min(bins - 1, Math.max(0, Math.ceil(p * bins) - 1)));
  const n = probability.length;
  const order = Int32Array.from({ length: n }, (_, row) => row).sort((a, b) => realAt(probability, a) - realAt(probability, b));
  const bin = new Int32Array(n);
  order.forEach((row, rank) => {
    const before = rank === 0 ? -1 : intAt(order, rank - 1);
    const same = before >= 0 && realAt(probability, before) === realAt(probability, row);
    bin[row] = same ? intAt(bin, before) : Math.floor((rank * bins) / n);
  });
  return bin;
}
