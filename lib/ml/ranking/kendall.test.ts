import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectedKendallDistance, kendallDistance } from "@/lib/ml/ranking/kendall";
import { createRandom } from "@/lib/ml/random/random";

describe("kendallDistance", () => {
  it("counts opposite pairs fully and a tie against an order by half", () => {
    expect(kendallDistance([[0], [1], [2]], [[0], [1], [2]])).toBe(0);
    expect(kendallDistance([[0], [1], [2]], [[2], [1], [0]])).toBe(1);
    expect(kendallDistance([[0], [1], [2]], [[0], [2], [1]])).toBeCloseTo(1 / 3, 12);
    expect(kendallDistance([[0], [1], [2]], [[0], [1, 2]])).toBeCloseTo(1 / 6, 12);
    expect(kendallDistance([[0, 1, 2]], [[0], [1], [2]])).toBe(0.5);
  });

  it("looks at common pairs alone, and is undefined without one", () => {
    expect(kendallDistance([[3], [0], [1]], [[1], [0], [2]])).toBe(1);
    expect(kendallDistance([[0], [1]], [[2], [3]])).toBeNull();
    expect(kendallDistance([[0], [1]], [[1], [2]])).toBeNull();
    expect(expectedKendallDistance([[0], [1]], [[1], [2]])).toBeNull();
  });

  const ranking = fc
    .array(fc.nat(3), { minLength: 5, maxLength: 5 })
    .map((levels) =>
      [0, 1, 2, 3].map((level) => levels.flatMap((own, item) => (own === level ? [item] : []))).filter((group) => group.length > 0),
    );

  it("is symmetric and keeps the triangle inequality", () => {
    fc.assert(
      fc.property(ranking, ranking, ranking, (a, b, c) => {
        const distance = (x: number[][], y: number[][]): number => kendallDistance(x, y) ?? Number.NaN;
        expect(distance(a, b)).toBe(distance(b, a));
        expect(distance(a, c)).toBeLessThanOrEqual(distance(a, b) + distance(b, c) + 1e-12);
      }),
    );
  });

  it("has the expectation that shuffling shows", () => {
    const random = createRandom(3);
    const a = [[0], [1, 2], [3], [4]];
    const sizes = [2, 1, 2];
    let sum = 0;
    const draws = 4000;
    for (let draw = 0; draw < draws; draw += 1) {
      const pool = [0, 1, 2, 3, 4].map((item) => ({ item, key: random.uniform() })).sort((x, y) => x.key - y.key);
      let next = 0;
      const shuffled = sizes.map((size) => pool.slice(next, (next += size)).map(({ item }) => item));
      sum += kendallDistance(a, shuffled) ?? 0;
    }
    expect(expectedKendallDistance(a, [[0, 1], [2], [3, 4]])).toBeCloseTo(sum / draws, 1);
    expect(Math.abs((expectedKendallDistance(a, [[0, 1], [2], [3, 4]]) ?? 0) - sum / draws)).toBeLessThan(0.01);
  });
});
