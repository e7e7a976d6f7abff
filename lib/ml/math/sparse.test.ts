import { describe, expect, it } from "vitest";
import { createRandom } from "../random/random";
import { addTransposedTimes, sparseMatrix, sparseTimes } from "./sparse";

const random = createRandom(4);
const [rows, columns, width] = [9, 6, 2];
const sparse = Array.from({ length: rows }, (_, row) => {
  const index = Array.from({ length: columns }, (_column, column) => column).filter((column) => row !== 3 && (row + column) % 3 === 0);
  return { index, value: index.map(() => Math.fround(random.normal())) };
});
const matrix = sparseMatrix(sparse, columns);
const entry = (row: number, column: number): number => {
  const { index, value } = sparse[row] ?? { index: [], value: [] };
  return value[index.indexOf(column)] ?? 0;
};
const chosen = Int32Array.from([0, 2, 3, 5, 8]);

describe("sparse products", () => {
  it("are those of the whole matrix, for the chosen rows alone", () => {
    const weights = Float64Array.from({ length: columns * width }, () => random.normal());
    const target = new Float32Array(rows * width).fill(7);
    sparseTimes(matrix, chosen, weights, width, target);
    for (let place = 0; place < rows * width; place += 1) {
      const [row, output] = [Math.floor(place / width), place % width];
      let expected = 0;
      for (let column = 0; column < columns; column += 1) expected += entry(row, column) * (weights[column * width + output] ?? 0);
      expect(target[place]).toBeCloseTo(chosen.includes(row) ? expected : 7, 5);
    }
  });

  it("add the transpose to what is there: u·(Xw) = (Xᵀu)·w", () => {
    const upstream = Float32Array.from({ length: rows * width }, () => random.normal());
    const target = new Float64Array(columns * width).fill(1);
    addTransposedTimes(matrix, chosen, upstream, width, target);
    for (let place = 0; place < columns * width; place += 1) {
      const [column, output] = [Math.floor(place / width), place % width];
      const expected = chosen.reduce((sum, row) => sum + entry(row, column) * (upstream[row * width + output] ?? 0), 1);
      expect(target[place]).toBeCloseTo(expected, 10);
    }
  });

  it("refuse arrays of another size", () => {
    expect(() => sparseTimes(matrix, chosen, new Float64Array(5), width, new Float32Array(rows * width))).toThrow("[6, 2]");
    expect(() => addTransposedTimes(matrix, chosen, new Float32Array(4), width, new Float64Array(columns * width))).toThrow("[9, 2]");
  });
});
