import { addAt, intAt, realAt } from "../math/access";
import type { Ratings } from "./ratings";
import { codeValues, rowsByUnit } from "./ratings";

/** One summand of the coincidence matrix: a resampling group adds `amount` to the (symmetric) cell of values low and high. */
export interface CoincidenceTable {
  /** Distinct values, ascending. // [K] */
  values: Float64Array;
  groups: number;
  /** Pairable labels of each group by value, compressed rows: entries start[g] … start[g + 1] − 1. */
  count: SparseRows;
  /** Off-diagonal cells of each group, key = low · K + high with low < high, both directions added together. */
  cell: SparseRows;
  /** Units with two or more labels, of all groups. */
  pairableUnits: number;
}

export interface SparseRows {
  start: Int32Array;
  /** Not 32 bits: 46,341 distinct values have more cells than these can number. */
  key: Float64Array;
  amount: Float64Array;
}

/**
 * What each group of units adds to Krippendorff's coincidence matrix o_ck = Σ_u (ordered pairs c–k in u) / (m_u − 1), where
 * m_u ≥ 2 is the number of labels of unit u. Everything that alpha needs is a sum of these, so a bootstrap draw over groups
 * is one weighted sum and never looks at single labels again.
 *
 * @param group resampling group of each unit, 0-based; null makes every unit its own. // [units]
 */
export function tabulateCoincidences(ratings: Ratings, group: Int32Array | null): CoincidenceTable {
  const { values, code } = codeValues(ratings.value);
  const { start, rows } = rowsByUnit(ratings);
  const groups = group === null ? ratings.units : largest(group) + 1;
  const counts: Map<number, number>[] = Array.from({ length: groups }, () => new Map<number, number>());
  const cells: Map<number, number>[] = Array.from({ length: groups }, () => new Map<number, number>());
  let pairableUnits = 0;
  for (let unit = 0; unit < ratings.units; unit += 1) {
    const tally = tallyUnit(code, rows, intAt(start, unit), intAt(start, unit + 1));
    const labels = intAt(start, unit + 1) - intAt(start, unit);
    if (labels < 2) continue;
    pairableUnits += 1;
    const target = group === null ? unit : intAt(group, unit);
    addUnit(tally, labels, values.length, counts[target], cells[target]);
  }
  return { values, groups, count: compress(counts), cell: compress(cells), pairableUnits };
}

/** [value code, number of labels] of one unit, codes ascending. */
function tallyUnit(code: Int32Array, rows: Int32Array, from: number, to: number): [number, number][] {
  const tally = new Map<number, number>();
  for (let position = from; position < to; position += 1) {
    const value = intAt(code, intAt(rows, position));
    tally.set(value, (tally.get(value) ?? 0) + 1);
  }
  return [...tally].sort((left, right) => left[0] - right[0]);
}

function addUnit(
  tally: [number, number][],
  labels: number,
  valueCount: number,
  counts: Map<number, number> | undefined,
  cells: Map<number, number> | undefined,
): void {
  if (counts === undefined || cells === undefined) throw new RangeError("group must number the groups from 0 without holes");
  tally.forEach(([low, lowCount], index) => {
    counts.set(low, (counts.get(low) ?? 0) + lowCount);
    for (const [high, highCount] of tally.slice(index + 1)) {
      const key = low * valueCount + high;
      cells.set(key, (cells.get(key) ?? 0) + (2 * lowCount * highCount) / (labels - 1));
    }
  });
}

function compress(maps: readonly Map<number, number>[]): SparseRows {
  const start = new Int32Array(maps.length + 1);
  maps.forEach((map, row) => {
    start[row + 1] = intAt(start, row) + map.size;
  });
  const key = new Float64Array(intAt(start, maps.length));
  const amount = new Float64Array(key.length);
  let next = 0;
  for (const map of maps) {
    for (const [cell, value] of map) {
      key[next] = cell;
      amount[next] = value;
      next += 1;
    }
  }
  return { start, key, amount };
}

/** Σ_g multiplicity_g · row_g of compressed rows, into `sums` (cleared first). */
export function weightedRowSum(rows: SparseRows, multiplicity: Int32Array, sums: Float64Array): void {
  sums.fill(0);
  for (let row = 0; row < multiplicity.length; row += 1) {
    const times = intAt(multiplicity, row);
    if (times === 0) continue;
    const end = intAt(rows.start, row + 1);
    for (let entry = intAt(rows.start, row); entry < end; entry += 1)
      addAt(sums, realAt(rows.key, entry), times * realAt(rows.amount, entry));
  }
}

function largest(values: Int32Array): number {
  let result = -1;
  for (const value of values) result = Math.max(result, value);
  return result;
}
