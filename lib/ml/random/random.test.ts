import { describe, expect, it } from "vitest";
import { chooseIndex, createRandom, deriveSeed, permutation, shuffled } from "./random";

describe("createRandom", () => {
  it("repeats itself for one seed and differs between seeds", () => {
    const draw = (seed: number) => {
      const random = createRandom(seed);
      return Array.from({ length: 5 }, () => random.uniform());
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    expect(draw(2 ** 40 + 1)).not.toEqual(draw(1));
    expect(deriveSeed(1, 0)).not.toBe(deriveSeed(1, 1));
  });

  it("has the moments of its distributions", () => {
    const random = createRandom(17);
    const n = 200_000;
    let mean = 0;
    let square = 0;
    let uniform = 0;
    const faces = new Float64Array(6);
    for (let draw = 0; draw < n; draw += 1) {
      const z = random.normal();
      mean += z / n;
      square += (z * z) / n;
      uniform += random.uniform() / n;
      const face = random.integer(6);
      faces[face] = (faces[face] ?? 0) + 1;
    }
    expect(Math.abs(mean)).toBeLessThan(0.01);
    expect(Math.abs(square - 1)).toBeLessThan(0.02);
    expect(Math.abs(uniform - 0.5)).toBeLessThan(0.005);
    for (const count of faces) expect(Math.abs(count / n - 1 / 6)).toBeLessThan(0.005);
  });

  it("permutes, shuffles and chooses", () => {
    const random = createRandom(3);
    expect(Array.from(permutation(random, 100)).sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index));
    expect(shuffled(random, ["a", "b", "c"]).sort()).toEqual(["a", "b", "c"]);
    const counts = [0, 0, 0];
    for (let draw = 0; draw < 30_000; draw += 1) {
      const chosen = chooseIndex(random, Float64Array.of(1, 0, 3));
      counts[chosen] = (counts[chosen] ?? 0) + 1;
    }
    expect(counts[1]).toBe(0);
    expect((counts[2] ?? 0) / 30_000).toBeCloseTo(0.75, 1);
  });

  it("draws integers as remainders of the bits, and anew past the largest multiple of the bound", () => {
    for (const bound of [1, 3, 2 ** 31 + 1, 3 * 2 ** 30 + 7, 2 ** 32 - 1, 2 ** 32]) {
      const drawn = createRandom(9);
      const bits = createRandom(9);
      const limit = 2 ** 32 - (2 ** 32 % bound);
      for (let draw = 0; draw < 200; draw += 1) {
        let wanted = bits.integer(2 ** 32);
        while (wanted >= limit) wanted = bits.integer(2 ** 32);
        expect(drawn.integer(bound)).toBe(wanted % bound);
      }
    }
  });

  it("refuses what has no meaning", () => {
    expect(() => createRandom(0.5)).toThrow(RangeError);
    expect(() => createRandom(1).integer(0)).toThrow(RangeError);
    expect(() => chooseIndex(createRandom(1), Float64Array.of(0, 0))).toThrow(RangeError);
    expect(permutation(createRandom(1), 0)).toHaveLength(0);
  });
});
