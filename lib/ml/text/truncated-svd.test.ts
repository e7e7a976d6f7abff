import { expect, it } from "vitest";
import { createRandom } from "../random/random";
import { fitTermDirections, projectTerms } from "./truncated-svd";

it("keeps what rows of low rank hold, by orthonormal directions", () => {
  const random = createRandom(1);
  const terms = 30;
  const basis = Array.from({ length: 3 }, () => Array.from({ length: terms }, () => random.normal()));
  const rows = Array.from({ length: 50 }, () => {
    const weights = basis.map(() => random.normal());
    return {
      index: Array.from({ length: terms }, (_, term) => term),
      value: Array.from({ length: terms }, (_, term) =>
        basis.reduce((sum, direction, k) => sum + (weights[k] ?? 0) * (direction[term] ?? 0), 0),
      ),
    };
  });
  const directions = fitTermDirections(rows, terms, 3, 7);
  for (const row of rows) {
    const kept = projectTerms(directions, row).reduce((sum, value) => sum + value * value, 0);
    expect(kept).toBeCloseTo(
      row.value.reduce((sum, value) => sum + value * value, 0),
      6,
    );
  }
  for (let a = 0; a < 3; a += 1) {
    let product = 0;
    for (let term = 0; term < terms; term += 1) product += (directions.vectors[term * 3 + a] ?? 0) * (directions.vectors[term * 3] ?? 0);
    expect(product).toBeCloseTo(a === 0 ? 1 : 0, 8);
  }
});

it("has fewer directions where there are fewer rows or words, and survives none", () => {
  expect(fitTermDirections([{ index: [0], value: [1] }], 5, 8, 1).size).toBe(1);
  expect(fitTermDirections([], 0, 8, 1).size).toBe(0);
  expect(projectTerms(fitTermDirections([], 0, 8, 1), { index: [], value: [] })).toHaveLength(0);
});
