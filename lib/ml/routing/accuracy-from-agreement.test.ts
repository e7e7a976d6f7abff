import { describe, expect, it } from "vitest";
import { createRandom } from "../random/random";
import { accuracyFromAgreement, effectiveClasses, judgeFromAgreement, reliabilityFromAgreement } from "./accuracy-from-agreement";

const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Items with a truth among `classes`, `people` people right with the item's own chance, and a judge; errors spread evenly. */
function world(m: number, classes: number, people: number, chance: (row: number) => { person: number; judge: number }) {
  const random = createRandom(7);
  const said = (truth: number, right: number) =>
    random.uniform() < right ? truth : (truth + 1 + Math.floor(random.uniform() * (classes - 1))) % classes;
  const truth = Int32Array.from({ length: m }, () => Math.floor(random.uniform() * classes));
  const judge = truth.map((value, row) => said(value, chance(row).judge));
  const counts = new Float64Array(m * classes);
  let agreeing = 0;
  truth.forEach((value, row) => {
    for (let one = 0; one < people; one += 1) {
      const at = row * classes + said(value, chance(row).person);
      counts[at] = (counts[at] ?? 0) + 1;
    }
    agreeing += counts.slice(row * classes, (row + 1) * classes).reduce((sum, n) => sum + n * (n - 1), 0);
  });
  return {
    votes: { counts, judge, classes },
    judgeRight: Float64Array.from(judge, (value, row) => (value === truth[row] ? 1 : 0)),
    reliability: reliabilityFromAgreement(agreeing / (m * people * (people - 1)), classes).value,
  };
}

describe("accuracyFromAgreement", () => {
  it("adds up by hand", () => {
    expect(effectiveClasses([3, 3])).toBe(2);
    expect(effectiveClasses([1, 1, 1])).toBeCloseTo(3, 12);
    expect(effectiveClasses([98, 2, 0])).toBe(2);
    expect(effectiveClasses([])).toBe(2);
    expect(reliabilityFromAgreement(0.68, 2).value).toBeCloseTo(0.8, 12);
    // .7² + .3²/2 = .535
    expect(reliabilityFromAgreement(0.535, 3).value).toBeCloseTo(0.7, 12);
    expect(reliabilityFromAgreement(0.1, 3).value).toBeCloseTo(1 / 3, 12);
    expect(judgeFromAgreement(0.8, 0.38, 2)).toBeCloseTo(0.7, 12);
    // 1 − (.7 · .6 + .3 · .4 / 2) = .52
    expect(judgeFromAgreement(0.7, 0.52, 3)).toBeCloseTo(0.6, 12);
    expect(judgeFromAgreement(0.8, 0.99, 2)).toBe(0);
    expect(() => judgeFromAgreement(0.5, 0.3, 2)).toThrow(/reliability/);
  });

  it.each([2, 3])("finds how often each is right, in the mean and item by item, of %i classes", (classes) => {
    const { votes, judgeRight, reliability } = world(6_000, classes, 3, () => ({ person: 0.75, judge: 0.7 }));
    const { person, judge } = accuracyFromAgreement(votes, reliability);
    expect(Math.abs(reliability - 0.75)).toBeLessThan(0.015);
    expect(Math.abs(meanOf(person) - 0.75)).toBeLessThan(0.015);
    expect(Math.abs(meanOf(judge) - meanOf(judgeRight))).toBeLessThan(0.02);
    for (const [low, high] of [
      [0, 0.3],
      [0.3, 0.8],
      [0.8, 1],
    ] as const) {
      const rows = Array.from(judge.keys()).filter((row) => (judge[row] ?? 0) >= low && (judge[row] ?? 0) < high);
      expect(rows.length).toBeGreaterThan(100);
      expect(Math.abs(meanOf(Float64Array.from(rows, (row) => (judge[row] ?? 0) - (judgeRight[row] ?? 0))))).toBeLessThan(0.04);
    }
  });

  it("does not take items that people cannot tell for a judge's errors", () => {
    // A quarter is nearly a coin to all: where they are asked little is gained, .05 a label, and a plan may not promise more.
    const m = 8_000;
    const hard = (row: number) => row < m / 4;
    const { votes, judgeRight, reliability } = world(m, 2, 5, (row) =>
      hard(row) ? { person: 0.55, judge: 0.5 } : { person: 0.88, judge: 0.85 },
    );
    const { person, judge } = accuracyFromAgreement(votes, reliability);
    const asked = Float64Array.from({ length: m / 4 }, (_, row) => (person[row] ?? 0) - (judge[row] ?? 0));
    expect(Math.abs(meanOf(asked) - 0.05)).toBeLessThan(0.05);
    expect(Math.abs(meanOf(judge) - meanOf(judgeRight))).toBeLessThan(0.05);
  });

  it("tells a judge's errors that were foreseen, item by item, and takes nothing from a prediction that says nothing", () => {
    const m = 10_000;
    const hard = (row: number) => row < 0.4 * m;
    const { votes, reliability } = world(m, 2, 3, (row) => ({ person: 0.75, judge: hard(row) ? 0.45 : 13 / 15 }));
    const gainOn = (told: { person: Float64Array; judge: Float64Array }) =>
      meanOf(Float64Array.from({ length: 0.4 * m }, (_, row) => (told.person[row] ?? 0) - (told.judge[row] ?? 0)));
    // .75 · .55 + .25 · .45 = .525
    const foreseen = Float64Array.from({ length: m }, (_, row) => (hard(row) ? 0.525 : 0.3167));
    const told = accuracyFromAgreement(votes, reliability, null, foreseen);
    expect(Math.abs(gainOn(told) - 0.3)).toBeLessThan(0.05);
    expect(Math.abs(gainOn(told.implied) - 0.3)).toBeLessThan(0.03);
    const alike = accuracyFromAgreement(votes, reliability, null, new Float64Array(m).fill(0.4));
    expect(alike.person).toEqual(accuracyFromAgreement(votes, reliability).person);
    expect(gainOn(alike)).toBeLessThan(0.16);
    // Drawn at random it is told as little as where none is.
    const random = createRandom(3);
    const noise = foreseen.map(() => 0.3 + 0.2 * random.uniform());
    expect(Math.abs(gainOn(accuracyFromAgreement(votes, reliability, null, noise)) - gainOn(alike))).toBeLessThan(0.01);
  });

  it("does not take items that people cannot tell for a judge's errors where both were foreseen", () => {
    const m = 8_000;
    const hard = (row: number) => row < m / 4;
    const { votes, reliability } = world(m, 2, 5, (row) => (hard(row) ? { person: 0.55, judge: 0.5 } : { person: 0.88, judge: 0.85 }));
    // Half differ on hard items, .12 · .85 + .88 · .15 = .234 elsewhere.
    const foreseen = Float64Array.from({ length: m }, (_, row) => (hard(row) ? 0.5 : 0.234));
    const { person, judge } = accuracyFromAgreement(votes, reliability, null, foreseen);
    const asked = Float64Array.from({ length: m / 4 }, (_, row) => (person[row] ?? 0) - (judge[row] ?? 0));
    // Hardly above chance nobody tells how good the judge is; no gain is made up of that.
    expect(meanOf(asked)).toBeLessThan(0.1);
    expect(meanOf(asked)).toBeGreaterThan(-0.1);
    const left = Float64Array.from({ length: (3 * m) / 4 }, (_, row) => (person[row + m / 4] ?? 0) - (judge[row + m / 4] ?? 0));
    expect(Math.abs(meanOf(left) - 0.03)).toBeLessThan(0.03);
  });

  it("is empty for nothing and refuses arrays of other lengths", () => {
    const none = { counts: new Float64Array(0), judge: new Int32Array(0), classes: 2 };
    expect(accuracyFromAgreement(none, 0.8).person).toHaveLength(0);
    expect(() => accuracyFromAgreement({ ...none, counts: new Float64Array(1) }, 0.8)).toThrow(/counts/);
  });
});
