import { describe, expect, it } from "vitest";
import { createRandom } from "../random/random";
import { chanceOverlapDistance, majorityStretches, overlapDistance } from "./span-overlap";

const stretch = (start: number, end: number): { start: number; end: number } => ({ start, end });

describe("overlap of marks", () => {
  it("is 1 − F1 over characters", () => {
    expect(overlapDistance([stretch(0, 10)], [stretch(5, 10)])).toBeCloseTo(1 - 10 / 15, 12);
    expect(overlapDistance([stretch(0, 4)], [stretch(4, 8)])).toBe(1);
    expect(overlapDistance([stretch(0, 2), stretch(2, 4)], [stretch(0, 4)])).toBe(0);
    expect(overlapDistance([], [])).toBe(0);
    expect(overlapDistance([stretch(3, 3)], [stretch(3, 3)])).toBe(0);
    expect(overlapDistance([stretch(3, 3)], [])).toBe(1);
  });

  it("is by chance what marks at random places come to", () => {
    const random = createRandom(4);
    const [length, one, other] = [60, 12, 20];
    let sum = 0;
    const rounds = 4_000;
    for (let round = 0; round < rounds; round += 1) {
      const pick = (count: number): { start: number; end: number }[] => {
        const places = new Set<number>();
        while (places.size < count) places.add(random.integer(length));
        return [...places].map((place) => stretch(place, place + 1));
      };
      sum += overlapDistance(pick(one), pick(other));
    }
    expect(sum / rounds).toBeCloseTo(chanceOverlapDistance([stretch(0, one)], [stretch(0, other)], length), 2);
    expect(chanceOverlapDistance([], [], 10)).toBe(0);
  });
});

describe("marks of most people", () => {
  it("are kept character by character with their support", () => {
    expect(majorityStretches([[stretch(0, 6)], [stretch(2, 8)], [stretch(4, 10)]])).toEqual([{ start: 2, end: 8, support: 14 / 18 }]);
    expect(majorityStretches([[stretch(0, 3)], []])).toEqual([]);
    expect(majorityStretches([[stretch(1, 3)]])).toEqual([{ start: 1, end: 3, support: 1 }]);
    expect(majorityStretches([])).toEqual([]);
  });
});
