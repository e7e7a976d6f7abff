import type { TaggedItems } from "@/lib/ml/routing/published-candidates";
import type { Observed } from "@/lib/routing/learn-units";

/**
 * Tags of real pairs that need no model: thirds of four measures over the whole set, what the file says of the item, and one tag of
 * all. The published sets' own tags need a tagger of eight billion parameters.
 */
export const tagUnits = (observed: readonly Observed[]): TaggedItems => {
  const measures = [
    observed.map(({ facts }) => Math.abs(facts.longer)),
    observed.map(({ facts }) => facts.shorter),
    observed.map(({ facts }) => facts.promptLength),
    observed.map(({ facts }) => facts.overlap),
  ].map(thirds);
  const names = [...new Set(observed.flatMap(({ unit }) => unit.tags))].filter(
    (tag) => observed.filter(({ unit }) => unit.tags.includes(tag)).length >= 20,
  );
  const t = 3 * measures.length + names.length + 1;
  const tags = new Uint8Array(observed.length * t);
  observed.forEach(({ unit }, row) => {
    measures.forEach((third, index) => {
      tags[row * t + 3 * index + (third[row] ?? 0)] = 1;
    });
    names.forEach((name, index) => {
      if (unit.tags.includes(name)) tags[row * t + 3 * measures.length + index] = 1;
    });
    tags[row * t + t - 1] = 1;
  });
  return { n: observed.length, t, tags };
};

/** Third of each value by rank. */
const thirds = (values: readonly number[]): number[] => {
  const sorted = [...values].sort((a, b) => a - b);
  const low = sorted[Math.floor(sorted.length / 3)] ?? 0;
  const high = sorted[Math.floor((2 * sorted.length) / 3)] ?? 0;
  return values.map((value) => (value < low ? 0 : value < high ? 1 : 2));
};
