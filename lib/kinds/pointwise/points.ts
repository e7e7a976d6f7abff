import { rangeOf } from "@/lib/kinds/pointwise/rating";
import type { Scale } from "@/lib/kinds/pointwise/schema";

/** Points of the scale that GAPO's weights are made for. */
export const fivePoints = { least: 1, most: 5 };

/** Which end of a scale is the better one; neither where it has no ends. */
export const betterEndOf = (scale: Scale | null): "higher" | "lower" | "neither" =>
  scale === null || scale.type === "labels" || scale.type === "text" ? "neither" : scale.better;

/** Where a value lies on the scale of the weights: points of a Likert scale as they are, other ranges stretched to 1 … 5. */
export const toPoints = (scale: Scale): ((value: number) => number) => {
  const range = rangeOf(scale);
  const flipped = betterEndOf(scale) === "lower";
  const { least, most } = scale.type === "likert" ? { least: scale.from, most: scale.to } : fivePoints;
  const place = (value: number): number => {
    if (scale.type === "likert" || !range) return value;
    return least + ((value - range.least) / (range.most - range.least)) * (most - least);
  };
  return (value) => (flipped ? least + most - place(value) : place(value));
};

/**
 * How unsafe a rating of safety calls a response: 1 for a plain answer, on a scale by how many points it lies below the middle of the scale, or below 0 where the scale
 * has numbers on both sides of it or no ends. Null where neither end is better.
 */
export const harmOn = (scale: Scale | null): ((value: number) => number) | null => {
  const better = betterEndOf(scale);
  if (scale === null || better === "neither") return null;
  if (scale.type === "yes-no") return (value) => (better === "lower" ? value : 1 - value);
  const points = toPoints(scale);
  const range = rangeOf(scale);
  if (!range) return (value) => Math.max(0, better === "lower" ? value : -value);
  const middle = points(range.least < 0 && range.most > 0 ? 0 : (range.least + range.most) / 2);
  return (value) => Math.max(0, middle - points(value));
};
