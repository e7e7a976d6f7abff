import type { SparseRow } from "../text/tfidf";

/** A matrix by what is not zero in it, row after row: 8 bytes an entry, however many models read it. */
export interface SparseMatrix {
  columns: number;
  /** Where the entries of each row begin, and where the last ones end. // [rows + 1] */
  starts: Int32Array;
  column: Int32Array; // [entries]
  value: Float32Array; // [entries]
}

/** @param columns the width of the matrix; every `index` of a row lies below it */
export const sparseMatrix = (rows: readonly SparseRow[], columns: number): SparseMatrix => {
  const starts = new Int32Array(rows.length + 1);
  for (const [row, { index }] of rows.entries()) starts[row + 1] = (starts[row] ?? 0) + index.length;
  const entries = starts[rows.length] ?? 0;
  const matrix = { columns, starts, column: new Int32Array(entries), value: new Float32Array(entries) };
  for (const [row, { index, value }] of rows.entries()) {
    matrix.column.set(index, starts[row]);
    matrix.value.set(value, starts[row]);
  }
  return matrix;
};

/**
 * X W for some of the rows; the others of `target` are left as they are. Cost: entries of these rows times `width`.
 *
 * @param weights // [columns, width] row-major
 * @param target // [rows, width] row-major
 */
export const sparseTimes = (matrix: SparseMatrix, rows: Int32Array, weights: Float64Array, width: number, target: Float32Array): void => {
  const { columns, starts, column, value } = matrix;
  assertSizes(matrix, width, weights.length, target.length);
  for (let output = 0; output < width; output += 1) {
    for (const row of rows) {
      const end = starts[row + 1] ?? 0;
      let sum = 0;
      for (let entry = starts[row] ?? 0; entry < end; entry += 1)
        sum += (value[entry] ?? 0) * (weights[(column[entry] ?? columns) * width + output] ?? 0);
      target[row * width + output] = sum;
    }
  }
};

/**
 * Adds Xᵀ U to `target`, of some of the rows. The transpose of `sparseTimes`, at the same cost.
 *
 * @param upstream // [rows, width] row-major
 * @param target // [columns, width] row-major
 */
export const addTransposedTimes = (
  matrix: SparseMatrix,
  rows: Int32Array,
  upstream: Float32Array,
  width: number,
  target: Float64Array,
): void => {
  const { columns, starts, column, value } = matrix;
  assertSizes(matrix, width, target.length, upstream.length);
  for (let output = 0; output < width; output += 1) {
    for (const row of rows) {
      const slope = upstream[row * width + output] ?? 0;
      if (slope === 0) continue;
      const end = starts[row + 1] ?? 0;
      for (let entry = starts[row] ?? 0; entry < end; entry += 1) {
        const place = (column[entry] ?? columns) * width + output;
        target[place] = (target[place] ?? 0) + slope * (value[entry] ?? 0);
      }
    }
  }
};

const assertSizes = ({ columns, starts }: SparseMatrix, width: number, ofColumns: number, ofRows: number): void => {
  if (ofColumns !== columns * width) throw new RangeError(`expected [${columns}, ${width}], not ${ofColumns} numbers`);
  if (ofRows !== (starts.length - 1) * width) throw new RangeError(`expected [${starts.length - 1}, ${width}], not ${ofRows} numbers`);
};
