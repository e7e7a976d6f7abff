import { describe, expect, it } from "vitest";
import { createRandom } from "../random/random";
import type { RandomStream } from "../random/random";
import { agreementByUnit, percentAgreement } from "./percent-agreement";
import type { Ratings } from "./ratings";

/** Units of two classes, each answered by as many people, who are right with what `right` draws for a unit. */
const drawn = (units: number, people: number, right: (random: RandomStream) => number, seed: number): Ratings => {
  const random = createRandom(seed);
  const value = Array.from({ length: units }, () => {
    const p = right(random);
    return Array.from({ length: people }, () => (random.uniform() < p ? 1 : 0));
  });
  const labels = value.flatMap((own, unit) => own.map((label, annotator) => ({ unit, annotator, label })));
  return {
    units,
    unit: Int32Array.from(labels, ({ unit }) => unit),
    annotator: Int32Array.from(labels, ({ annotator }) => annotator),
    value: Float64Array.from(labels, ({ label }) => label),
  };
};

const samples = 200;

/** Of 200 samples with seeds 1 to 200, how many intervals hold what a hundred thousand units with seed 999 show, and their mean width. */
const covered = (units: number, people: number, right: (random: RandomStream) => number): { held: number; width: number } => {
  const shares = agreementByUnit(drawn(100_000, people, right, 999));
  const truth = shares.reduce((sum, { share }) => sum + share, 0) / shares.length;
  let [held, width] = [0, 0];
  for (let seed = 1; seed <= samples; seed += 1) {
    const estimate = percentAgreement(drawn(units, people, right, seed), { draws: 400, seed });
    const [low, high] = (estimate.value === null ? null : estimate.ci) ?? [0, 1];
    held += low <= truth && truth <= high ? 1 : 0;
    width += (high - low) / samples;
  }
  return { held: held / samples, width };
};

describe("the interval of percent agreement", () => {
  it.each([
    { says: "four people toss coins", people: 4, right: () => 0.5, width: 0.32 },
    {
      says: "ten people agree on one unit in ten and toss coins on the rest",
      people: 10,
      right: (random: RandomStream) => (random.uniform() < 0.1 ? 1 : 0.5),
      width: 0.26,
    },
    { says: "five people are right with .7", people: 5, right: () => 0.7, width: 0.32 },
  ])("holds the truth of ten units where $says, without being much wider", ({ people, right, width }) => {
    const told = covered(10, people, right);
    expect(told.held).toBeGreaterThanOrEqual(0.92);
    expect(told.width).toBeLessThan(width);
  });

  it("reaches no further for what may hide where some unit's people all agree, and hardly where units are many", () => {
    const split = (units: number) => drawn(units, 4, () => 0.5, 3);
    const many = percentAgreement(split(2_000), { draws: 400 });
    expect(many.value === null ? null : (many.ci?.[1] ?? 1) - many.value).toBeLessThan(0.02);
    // Of four, 2 : 2 is a third and 3 : 1 a half: Clopper and Pearson of ten that show none leave 1 − .025^(1/10) to unanimity.
    const label = [1, 1, 0, 0];
    const even: Ratings = {
      units: 10,
      unit: Int32Array.from({ length: 40 }, (_, row) => Math.floor(row / 4)),
      annotator: Int32Array.from({ length: 40 }, (_, row) => row % 4),
      value: Float64Array.from({ length: 40 }, (_, row) => (row < 20 ? (label[row % 4] ?? 0) : row % 4 === 0 ? 1 : 0)),
    };
    const mean = (1 / 3 + 1 / 2) / 2;
    expect(percentAgreement(even)).toMatchObject({
      value: expect.closeTo(mean, 12),
      ci: [expect.any(Number), expect.closeTo(mean + (1 - 0.025 ** 0.1) * (1 - mean), 12)],
    });
  });
});
