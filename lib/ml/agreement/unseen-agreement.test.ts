import { describe, expect, it } from "vitest";
import { createRandom } from "../random/random";
import { cohenKappa } from "./cohen-kappa";
import { fleissKappa } from "./fleiss-kappa";
import { krippendorffAlpha } from "./krippendorff-alpha";
import { unseenAgreement } from "./unseen-agreement";

/** Units of two classes, one in ten of the rarer; each person says the unit's class with .7, else any, as often as classes are. */
const draw = (seed: number, units: number, people: number) => {
  const random = createRandom(seed);
  return Array.from({ length: units }, () => {
    const truth = random.uniform() < 0.1 ? 1 : 0;
    return Array.from({ length: people }, () => (random.uniform() < 0.7 ? truth : random.uniform() < 0.1 ? 1 : 0));
  }).flat();
};
const ratingsOf = (labels: readonly number[], people: number) => ({
  units: labels.length / people,
  annotators: people,
  unit: Int32Array.from(labels, (_, row) => Math.floor(row / people)),
  annotator: Int32Array.from(labels, (_, row) => row % people),
  value: Float64Array.from(labels),
});

describe("unseenAgreement", () => {
  it("is the coefficient of the mixture by hand, and nothing where every class is agreed on", () => {
    const shares = Float64Array.of(0.95, 0.05);
    const h = 0.3;
    const rare = 0.7 * 0.05 + 0.3;
    const wanted = 1 - (0.7 * 0.1) / (1 - rare ** 2 - (1 - rare) ** 2);
    expect(unseenAgreement({ disagreement: 0.1, rows: shares, columns: shares, agreeing: Float64Array.of(9, 0) }, h)).toBeCloseTo(
      wanted,
      12,
    );
    const agreed = { disagreement: 0.1, rows: shares, columns: shares, agreeing: Float64Array.of(9, 1) };
    expect(unseenAgreement(agreed, h)).toBe(Number.NEGATIVE_INFINITY);
    // A class that nobody gave is none to agree on.
    const unused = { disagreement: 0.1, rows: Float64Array.of(1, 0), columns: Float64Array.of(1, 0), agreeing: Float64Array.of(9, 0) };
    expect(unseenAgreement(unused, h)).toBe(Number.NEGATIVE_INFINITY);
  });

  it("lets alpha and both kappas of ten units hold an agreement on the rare class that they could not show", () => {
    const labels = [1, 0, ...Array.from({ length: 18 }, () => 0)];
    const [first, second] = [0, 1].map((person) => Int32Array.from({ length: 10 }, (_, unit) => labels[2 * unit + person] ?? 0));
    const counts = Float64Array.from(Array.from({ length: 10 }, (_, unit) => (unit === 0 ? [1, 1] : [2, 0])).flat());
    const found = [
      krippendorffAlpha(ratingsOf(labels, 2)),
      cohenKappa(first ?? new Int32Array(0), second ?? new Int32Array(0), { classes: 2 }),
      fleissKappa(counts, 2),
    ];
    for (const estimate of found) {
      expect(estimate.value).toBeLessThan(0.01);
      expect(estimate.value === null ? 0 : (estimate.ci?.[1] ?? 0)).toBeGreaterThan(0.8);
    }
  });

  it("holds the truth of ten units in at least 90 of 100 samples, each with an interval", () => {
    // 1 − D_o/D_e of the drawn world: two labels are both the unit’s with .7 · .7, and else agree by chance: α = .49.
    let [held, drawn] = [0, 0];
    for (let seed = 0; seed < 120; seed += 1) {
      const estimate = krippendorffAlpha(ratingsOf(draw(seed, 10, 3), 3), { draws: 200 });
      if (estimate.value === null) continue;
      drawn += 1;
      if (estimate.ci && estimate.ci[0] <= 0.49 && 0.49 <= estimate.ci[1]) held += 1;
    }
    expect(drawn).toBeGreaterThan(80);
    expect(held / drawn).toBeGreaterThan(0.9);
  });
});
