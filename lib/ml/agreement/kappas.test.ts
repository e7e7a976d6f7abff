import { describe, expect, it } from "vitest";
import { createRandom } from "../random/random";
import { compareAnnotatorPairs } from "./annotator-pairs";
import { cohenKappa } from "./cohen-kappa";
import { fleissKappa } from "./fleiss-kappa";
import { percentAgreement } from "./percent-agreement";

/** Two label lists that realise a contingency table. */
function fromTable(table: readonly (readonly number[])[]): [Int32Array, Int32Array] {
  const first: number[] = [];
  const second: number[] = [];
  table.forEach((row, i) => row.forEach((count, j) => Array.from({ length: count }).forEach(() => (first.push(i), second.push(j)))));
  return [Int32Array.from(first), Int32Array.from(second)];
}

describe("cohenKappa", () => {
  it("gives the coefficients of Cohen's own tables", () => {
    // Cohen (1968), table 1: 200 cases in three classes, κ = .492.
    const [first, second] = fromTable([
      [88, 14, 18],
      [10, 40, 10],
      [2, 6, 12],
    ]);
    expect(cohenKappa(first, second, { classes: 3 }).value).toBeCloseTo(0.492, 3);
  });

  it("finds nothing where labels are independent and everything where they are equal", () => {
    const random = createRandom(3);
    const one = Int32Array.from({ length: 4000 }, () => random.integer(3));
    const other = Int32Array.from({ length: 4000 }, () => random.integer(3));
    expect(Math.abs(cohenKappa(one, other, { classes: 3, draws: 10 }).value ?? 1)).toBeLessThan(0.04);
    expect(cohenKappa(one, one, { classes: 3, draws: 10 }).value).toBe(1);
    // Ten and ten: chance leaves half, so what twenty units may hide weighs double; by two steps at most where classes have an order.
    const halves = Int32Array.from({ length: 20 }, (_, unit) => 2 * (unit % 2));
    const hidden = 1 - 0.025 ** (1 / 20);
    for (const weighting of ["none", "linear", "quadratic"] as const)
      expect(cohenKappa(halves, halves, { classes: 3, draws: 10, weighting })).toMatchObject({
        ci: [expect.closeTo(1 - 2 * hidden, 12), 1],
      });
    const counts = Float64Array.from({ length: 40 }, (_, cell) => (cell % 4 === 0 || cell % 4 === 3 ? 2 : 0));
    expect(fleissKappa(counts, 2, { draws: 10 })).toMatchObject({ value: 1, ci: [expect.closeTo(1 - 2 * hidden, 12), 1] });
  });

  it("does not depend on who comes first, and weighting is irrelevant with two classes", () => {
    const [first, second] = fromTable([
      [20, 5],
      [10, 15],
    ]);
    const plain = cohenKappa(first, second, { classes: 2 });
    expect(plain.value).toBeCloseTo(0.4, 12);
    expect(cohenKappa(second, first, { classes: 2 }).value).toBeCloseTo(0.4, 12);
    expect(cohenKappa(first, second, { classes: 2, weighting: "quadratic" }).value).toBeCloseTo(0.4, 12);
  });

  it("says why it is undefined", () => {
    const none = new Int32Array(0);
    expect(cohenKappa(none, none, { classes: 2 })).toMatchObject({ value: null });
    const same = new Int32Array(5);
    expect(cohenKappa(same, same, { classes: 2 })).toMatchObject({ value: null });
    expect(() => cohenKappa(Int32Array.of(2), Int32Array.of(0), { classes: 2 })).toThrow(/first\[0\]/);
  });
});

// A textbook table of fourteen raters, ten subjects and five classes, whose κ is printed as 0.210.
const fleissCounts = Float64Array.from([
  0, 0, 0, 0, 14, 0, 2, 6, 4, 2, 0, 0, 3, 5, 6, 0, 3, 9, 2, 0, 2, 2, 8, 1, 1, 7, 7, 0, 0, 0, 3, 2, 6, 3, 0, 2, 5, 3, 2, 2, 6, 5, 2, 1, 0, 0,
  2, 2, 3, 7,
]);

describe("fleissKappa", () => {
  it("gives the published coefficient", () => {
    expect(fleissKappa(fleissCounts, 5).value).toBeCloseTo(0.21, 3);
  });

  it("is near zero for labels that ignore the unit", () => {
    const random = createRandom(9);
    const counts = new Float64Array(2000 * 3);
    for (let unit = 0; unit < 2000; unit += 1) {
      for (let label = 0; label < 5; label += 1) {
        const cell = unit * 3 + random.integer(3);
        counts[cell] = (counts[cell] ?? 0) + 1;
      }
    }
    expect(Math.abs(fleissKappa(counts, 3, { draws: 10 }).value ?? 1)).toBeLessThan(0.02);
  });

  it("does not change when subjects trade places", () => {
    const moved = Float64Array.from([...fleissCounts.slice(25), ...fleissCounts.slice(0, 25)]);
    expect(fleissKappa(moved, 5).value).toBeCloseTo(fleissKappa(fleissCounts, 5).value ?? 0, 12);
  });

  it("says why it is undefined", () => {
    expect(fleissKappa(Float64Array.of(2, 0, 1, 0), 2)).toMatchObject({ value: null });
    expect(fleissKappa(Float64Array.of(2, 0, 2, 0), 2)).toMatchObject({ value: null });
    expect(fleissKappa(Float64Array.of(1, 0, 0, 1), 2)).toMatchObject({ value: null });
    expect(fleissKappa(new Float64Array(0), 2)).toMatchObject({ value: null });
  });
});

describe("percentAgreement and compareAnnotatorPairs", () => {
  const ratings = {
    units: 4,
    unit: Int32Array.of(0, 0, 0, 1, 1, 2, 2, 3),
    annotator: Int32Array.of(0, 1, 2, 0, 1, 0, 1, 2),
    value: Float64Array.of(1, 1, 2, 1, 1, 2, 1, 2),
  };

  it("averages the share of agreeing pairs over units with two or more labels", () => {
    expect(percentAgreement(ratings)).toMatchObject({ value: expect.closeTo((1 / 3 + 1 + 0) / 3, 12), n: 3 });
    expect(percentAgreement({ units: 1, unit: Int32Array.of(0), annotator: Int32Array.of(0), value: Float64Array.of(1) })).toMatchObject({
      value: null,
    });
  });

  it("lists the pairs of annotators by shared units", () => {
    const pairs = compareAnnotatorPairs(ratings);
    expect(pairs.map(({ first, second, shared }) => [first, second, shared])).toEqual([
      [0, 1, 3],
      [0, 2, 1],
      [1, 2, 1],
    ]);
    expect(pairs[0]?.agreement).toBeCloseTo(2 / 3, 12);
    expect(compareAnnotatorPairs(ratings, 2)).toHaveLength(1);
  });

  it("agrees with Cohen's kappa computed on the shared units alone", () => {
    const expected = cohenKappa(Int32Array.of(0, 0, 1), Int32Array.of(0, 0, 0), { classes: 2 }).value;
    expect(compareAnnotatorPairs(ratings)[0]?.kappa).toBe(expected);
  });
});
