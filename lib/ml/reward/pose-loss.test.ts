import { describe, expect, it } from "vitest";
import { learnedAspects, poseLoss } from "./pose-loss";
import type { TrainingExamples } from "./examples";

const options = { targets: "hard", margin: 0, smoothing: 0, gapWeights: true, planes: 2 } as const;

/** Three responses to a prompt with these ratings, and their three comparisons. */
const rated = (...values: number[]): TrainingExamples => ({
  rows: values.map((_, row) => ({ promptId: "p", prompt: "Why?", response: `Answer ${row}` })),
  aspects: ["overall"],
  comparisons: values.flatMap((value, first) =>
    values.slice(first + 1).map((other, after) => ({
      first,
      second: first + 1 + after,
      aspect: 0,
      pFirst: value > other ? 1 : 0,
      pTie: 0,
      strength: null,
      weight: 1,
    })),
  ),
  rankings: [],
  ratings: values.map((value, row) => ({ row, aspect: 0, value, weight: 1 })),
});

describe("posing a loss on ratings", () => {
  it("weighs pairs by the gap in points: 2^5 − 2^1 against 2^5 − 2^3 and 2^3 − 2^1", () => {
    const { weight } = poseLoss("bradley-terry", rated(1, 3, 5), options);
    [6, 30, 24].forEach((raw, pair) => expect(weight[pair]).toBeCloseTo(raw / 20, 12));
  });

  it("draws wider scales together to five points, so that no pair takes all weight or none is a number", () => {
    for (const scale of [25, 1250, 1e9]) {
      const { weight } = poseLoss("bradley-terry", rated(0, 2 * scale, 4 * scale), options);
      [3, 15, 12].forEach((raw, pair) => expect(weight[pair]).toBeCloseTo(raw / 10, 9));
    }
    // Years, say: it is the gap that counts, not where the numbers lie.
    const { weight } = poseLoss("bradley-terry", rated(2001, 2003, 2005), options);
    [3, 15, 12].forEach((raw, pair) => expect(weight[pair]).toBeCloseTo(raw / 10, 9));
  });

  it("takes the levels as they were given: quarters are levels too", () => {
    const { loss } = poseLoss("ordinal", rated(0, 0.25, 0.5, 0.25), options);
    expect(loss).toMatchObject({ levels: [3], level: Int32Array.of(0, 1, 2, 1) });
    expect(() => poseLoss("ordinal", rated(0.25, 0.25), options)).toThrow("All ratings are the same");
  });

  it("keeps the levels of each question apart: a 3 of three is no 3 of ten", () => {
    const three = rated(1, 2, 3);
    const ten = [2, 6, 10].map((value, row) => ({ row, aspect: 1, value, weight: 1 }));
    const { loss } = poseLoss("ordinal", { ...three, aspects: ["overall", "style"], ratings: [...three.ratings, ...ten] }, options);
    expect(loss).toMatchObject({ levels: [3, 3], level: Int32Array.of(0, 1, 2, 0, 1, 2), scale: Int32Array.of(0, 0, 0, 1, 1, 1) });
  });

  it("refuses where only other questions have the labels that the loss needs: the first one is what scores", () => {
    const { ratings, ...others } = rated(1, 2, 3);
    const elsewhere = { ...others, aspects: ["overall", "style"], ratings: ratings.map((one) => ({ ...one, aspect: 1 })) };
    for (const loss of ["regression", "ordinal"] as const) expect(() => poseLoss(loss, elsewhere, options)).toThrow("rated on “overall”");
    const rankings = [{ rows: [2, 1, 0], aspect: 1, rewards: null, weight: 1 }];
    for (const loss of ["plackett-luce", "pro"] as const)
      expect(() => poseLoss(loss, { ...elsewhere, rankings }, options)).toThrow("in an order on “overall”");
  });

  it("refuses a further question that nobody answered in a way that the loss reads: all would be scored 0 on it", () => {
    const three = rated(1, 2, 3);
    const tone = [0, 1].map((row) => ({ row, aspect: 2, value: 4, weight: 1 }));
    const asked = { ...three, aspects: ["overall", "style", "tone"], ratings: [...three.ratings, ...tone] };
    const both = "from what was answered on “style” and “tone”. Leave those questions out.";
    for (const loss of ["bradley-terry", "ordinal"] as const)
      expect(() => poseLoss(loss, asked, { ...options, gapWeights: false })).toThrow(both);
    expect(() => poseLoss("regression", asked, options)).toThrow("on “style”. Leave that question out.");
    expect(learnedAspects("regression", asked)).toEqual([0, 2]);
    expect(learnedAspects("ordinal", asked)).toEqual([0]);
    for (const loss of ["preference", "cost"] as const) expect(learnedAspects(loss, asked)).toEqual([0, 1, 2]);
    const tied = { first: 0, second: 1, aspect: 1, pFirst: 0, pTie: 1, strength: null, weight: 1 };
    const ties = { ...asked, comparisons: [...asked.comparisons, tied] };
    expect([learnedAspects("bradley-terry", ties), learnedAspects("bradley-terry-ties", ties)]).toEqual([[0], [0, 1]]);
  });

  it("takes no side where most hold that neither is better, whichever way the rest leans", () => {
    const lean = (pFirst: number, pTie: number) => ({ first: 0, second: 1, aspect: 0, pFirst, pTie, strength: null, weight: 1 });
    const { ratings, ...texts } = rated(1, 2);
    const told = { ...texts, ratings: [], comparisons: [lean(0.011, 0.98), lean(0.3, 0.6), lean(0.6, 0.1), lean(0.1, 0.4)] };
    for (const targets of ["hard", "posterior"] as const) {
      const { loss } = poseLoss("bradley-terry", told, { ...options, gapWeights: false, targets });
      expect(loss).toMatchObject({ pFirst: targets === "hard" ? Float64Array.of(1, 0) : Float64Array.of(0.6 / 0.9, 0.1 / 0.6) });
    }
    expect(poseLoss("preference", told, { ...options, gapWeights: false }).weight).toHaveLength(2);
    expect(poseLoss("cost", { ...told, ratings }, options).weight).toHaveLength(2);
    expect(poseLoss("bradley-terry-ties", told, options).weight).toHaveLength(4);
  });

  it("leads by a margin as far as a preference is strong, and refuses one where nobody said how strong any is", () => {
    const { comparisons, ...texts } = rated(1, 2, 3);
    const asked = { ...options, gapWeights: false, margin: 2 };
    const strong = comparisons.map((one, pair) => ({ ...one, strength: pair === 0 ? 0.5 : null }));
    expect(poseLoss("bradley-terry", { ...texts, comparisons: strong }, asked).loss).toMatchObject({ margin: Float64Array.of(1, 0, 0) });
    expect(() => poseLoss("bradley-terry", { ...texts, comparisons }, asked)).toThrow("no comparison says that");
  });

  it("weighs what was compared for a cost in units of its own, so that what was only flagged counts beside it", () => {
    const { comparisons, ...texts } = rated(-2, 1, 1, 1);
    const apart = comparisons
      .filter(({ first, second }) => first === 0 && second < 3)
      .map((one, pair) => ({ ...one, weight: 10 + 20 * pair }));
    const { weight } = poseLoss("cost", { ...texts, comparisons: apart }, options);
    expect([...weight]).toEqual([0.5, 1.5, 0.5]);
  });
});
