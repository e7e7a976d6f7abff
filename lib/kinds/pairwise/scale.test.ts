import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pairwise } from "@/lib/kinds/pairwise/kind";
import { answerAt, placeOf, scalePlaces } from "@/lib/kinds/pairwise/scale";

describe("the scale", () => {
  it("runs from the left response to the right one", () => {
    expect(scalePlaces(5).map((entry) => [entry.place, entry.name])).toEqual([
      [-1, "a-much"],
      [-0.5, "a-slightly"],
      [0, "same"],
      [0.5, "b-slightly"],
      [1, "b-much"],
    ]);
    expect(scalePlaces(2).map((entry) => entry.place)).toEqual([-1, 1]);
    expect(scalePlaces(7)).toHaveLength(7);
  });

  it("means the same candidate whichever side it is shown on", () => {
    expect(answerAt(-1, 5, [0, 1])).toEqual({ choice: 0, strength: -1 });
    expect(answerAt(1, 5, [1, 0])).toEqual({ choice: 0, strength: -1 });
    expect(answerAt(0.5, 5, [3, 2])).toEqual({ choice: 2, strength: -0.5 });
    expect(answerAt(-1, 3, [0, 1])).toEqual({ choice: 0 });
  });

  it("goes from place to answer and back, and every answer is one that the kind accepts", () => {
    fc.assert(
      fc.property(fc.constantFrom<2 | 3 | 5 | 7>(2, 3, 5, 7), fc.boolean(), fc.nat(6), (points, flip, index) => {
        const places = scalePlaces(points);
        const place = places[index % places.length]?.place ?? 0;
        const shown = flip ? [4, 1] : [1, 4];
        const answer = answerAt(place, points, shown);
        expect(placeOf(answer, shown)).toBeCloseTo(place, 12);
        expect(pairwise.check({ ...pairwise.defaultConfig, points }, "1-4", { answers: { overall: answer } })).toEqual([]);
      }),
    );
  });
});
