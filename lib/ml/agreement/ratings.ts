import { assertFinite, assertIndices, assertLength } from "../math/access";

/**
 * Labels of units by annotators in long form: label r says that `annotator[r]` gave `unit[r]` the value `value[r]`.
 * What is missing is simply not there. An annotator has at most one value for a unit; where data hold two, the caller keeps
 * the latest.
 */
export interface Ratings {
  /** Units, some of which may have no label. */
  units: number;
  /** 0-based unit of each label. // [labels] */
  unit: Int32Array;
  /** 0-based annotator of each label; only pairwise figures use it. // [labels] */
  annotator: Int32Array;
  /** The label: a category code for nominal figures, else a number on its scale. // [labels] */
  value: Float64Array;
}

/** Throws a RangeError naming the part of the ratings that cannot be used. */
export function assertRatings(ratings: Ratings): void {
  assertLength("unit", ratings.unit.length, ratings.value.length);
  assertLength("annotator", ratings.annotator.length, ratings.value.length);
  assertIndices("unit", ratings.unit, ratings.units);
  assertFinite("value", ratings.value);
}

/** The distinct values in ascending order, and the position of each label's value among them. */
export interface CodedValues {
  // [K] ascending
  values: Float64Array;
  // [labels]
  code: Int32Array;
}

/** Values as numbers 0 … K − 1 in ascending order, so that a metric is a table of K × K distances. Cost: n log K. */
export function codeValues(value: Float64Array): CodedValues {
  const values = Float64Array.from(new Set(value)).sort();
  const position = new Map(Array.from(values, (entry, index) => [entry, index]));
  return { values, code: Int32Array.from(value, (entry) => position.get(entry) ?? 0) };
}

/** Row numbers of the labels of each unit, in compressed form: those of unit u are rows[start[u]] … rows[start[u + 1] − 1]. */
export interface UnitRows {
  start: Int32Array;
  rows: Int32Array;
}

/** A counting sort by unit: one pass to count, one to place, so that rows of a unit keep their order. Cost: labels + units. */
export function rowsByUnit(ratings: Pick<Ratings, "units" | "unit">): UnitRows {
  const start = new Int32Array(ratings.units + 1);
  for (const unit of ratings.unit) start[unit + 1] = (start[unit + 1] ?? 0) + 1;
  for (let unit = 0; unit < ratings.units; unit += 1) start[unit + 1] = (start[unit + 1] ?? 0) + (start[unit] ?? 0);
  const next = Int32Array.from(start);
  const rows = new Int32Array(ratings.unit.length);
  ratings.unit.forEach((unit, row) => {
    const slot = next[unit] ?? 0;
    rows[slot] = row;
    next[unit] = slot + 1;
  });
  return { start, rows };
}
