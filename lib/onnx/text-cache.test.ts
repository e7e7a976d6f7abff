import { describe, expect, it } from "vitest";
import { encodeThroughCache, hashTexts, noCache, packVector, unpackVector } from "./text-cache";
import type { TextCache } from "./text-cache";

const encoder = { encoder: "lengths-1", width: 2 };
const texts = ["a", "bb", "ccc", "bb"];
const hashes = texts.map((text) => hashTexts(text));
const expected = [1, 2, 2, 4, 3, 6, 2, 4];

const memory = (): TextCache & { kept: Map<string, Uint8Array> } => {
  const kept = new Map<string, Uint8Array>();
  return {
    kept,
    read: (name, wanted) =>
      Promise.resolve(
        new Map(
          wanted.flatMap((hash) => [...kept].filter(([key]) => key === `${name}/${hash}`).map(([, vector]) => [hash, vector] as const)),
        ),
      ),
    write: async (name, entries) => {
      for (const { hash, vector } of entries) kept.set(`${name}/${hash}`, vector);
    },
  };
};

const compute = (positions: readonly number[]): Float32Array =>
  Float32Array.from(positions.flatMap((position) => [texts[position]?.length ?? 0, 2 * (texts[position]?.length ?? 0)]));

describe("the text cache", () => {
  it("works out each text once, and the same values come back", async () => {
    const cache = memory();
    const first = await encodeThroughCache(cache, encoder, hashes, compute);
    expect(first.computed).toBe(3);
    expect([...first.values]).toEqual(expected);
    const second = await encodeThroughCache(cache, encoder, hashes, compute);
    expect(second).toEqual({ values: first.values, computed: 0 });
    expect((await encodeThroughCache(noCache, encoder, hashes, compute)).values).toEqual(first.values);
  });

  it("works out again what is short, altered, of another text or of another version of the encoder", async () => {
    const cache = memory();
    await encodeThroughCache(cache, encoder, hashes, compute);
    const [one = "", two = ""] = [...cache.kept.keys()];
    cache.kept.set(one, (cache.kept.get(one) ?? new Uint8Array()).subarray(0, 5));
    const altered = Uint8Array.from(cache.kept.get(two) ?? []);
    altered[0] = (altered[0] ?? 0) ^ 1;
    cache.kept.set(two, altered);
    const again = await encodeThroughCache(cache, encoder, hashes, compute);
    expect(again.computed).toBe(2);
    expect([...again.values]).toEqual(expected);
    expect((await encodeThroughCache(cache, encoder, [hashTexts("ccc ")], () => new Float32Array(2))).computed).toBe(1);
    expect((await encodeThroughCache(cache, { ...encoder, encoder: "lengths-2" }, hashes, compute)).computed).toBe(3);
  });

  it("keeps every float as it is, and borders between texts count", () => {
    const vector = Float32Array.from([0.1, -3.5e-20, 1e30]);
    expect(unpackVector(packVector(vector), 3)).toEqual(vector);
    expect(unpackVector(packVector(vector), 2)).toBeNull();
    // What overflowed under an earlier version is worked out anew, and refused.
    expect(unpackVector(packVector(Float32Array.from([1, Number.NaN])), 2)).toBeNull();
    expect(hashTexts("ab", "c")).not.toBe(hashTexts("a", "bc"));
  });
});
