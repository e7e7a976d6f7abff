import { clusterBootstrap, meanWithin, weightedMean } from "../bootstrap/cluster-bootstrap";
import { realAt } from "../math/access";
import { foldsFactor, widerByFolds } from "./metrics";
import type { Estimate } from "../estimate";

/** One group of held-out pairs and how the model does in it. */
export interface Slice {
  /** What the pairs are grouped by, say "domain". */
  dimension: string;
  /** The group, say "chemistry". */
  name: string;
  accuracy: Estimate;
  longerWins: Estimate;
  reading: "below-chance" | "not-above-chance" | "not-above-length" | null;
}

export interface SliceRows {
  /** 1 where the model is right, ½ for a margin of 0. // [n] */
  correct: Float64Array;
  /** The same for "the longer one is better". // [n] */
  longer: Float64Array;
  /** Prompt of each pair, 0-based. // [n] */
  cluster: Int32Array;
  /** Groups of each pair by dimension. // [n] */
  groups: readonly Readonly<Record<string, string>>[];
  /** Whether models of other folds, which share labels, judged the pairs. */
  crossValidated?: boolean;
}

const DRAWS = 500;
/** A slice below this says nothing; the rest of a dimension is not hidden by it but counted. */
const LEAST = 10;

/**
 * Accuracy by group with intervals that resample prompts, largest groups first. Many slices are many tests: a "not above
 * chance" among twenty is expected now and then, and the page says so.
 */
export const sliceTable = (rows: SliceRows, most: number, seed = 1): Slice[] => {
  const members = new Map<string, { dimension: string; name: string; rows: number[] }>();
  for (const [row, groups] of rows.groups.entries()) {
    for (const [dimension, name] of Object.entries(groups)) {
      const key = `${dimension}\u0000${name}`;
      const slice = members.get(key) ?? { dimension, name, rows: [] };
      slice.rows.push(row);
      members.set(key, slice);
    }
  }
  const whole = { dimension: "all", name: "all", rows: Array.from(rows.correct.keys()) };
  const kept = [...members.values()]
    .filter((slice) => slice.rows.length >= LEAST)
    .sort((a, b) => (a.dimension < b.dimension ? -1 : a.dimension > b.dimension ? 1 : b.rows.length - a.rows.length));
  const perDimension = new Map<string, number>();
  const shown = kept.filter(({ dimension }) => {
    const seen = (perDimension.get(dimension) ?? 0) + 1;
    perDimension.set(dimension, seen);
    return seen <= most;
  });
  return [whole, ...shown].map((slice) => describeSlice(rows, slice, seed));
};

const describeSlice = (
  rows: SliceRows,
  { dimension, name, rows: members }: { dimension: string; name: string; rows: readonly number[] },
  seed: number,
): Slice => {
  const pick = (values: Float64Array): Float64Array => Float64Array.from(members, (row) => realAt(values, row));
  const codes = new Map<number, number>();
  const cluster = Int32Array.from(members, (row) => {
    const prompt = rows.cluster[row] ?? 0;
    const known = codes.get(prompt) ?? codes.size;
    codes.set(prompt, known);
    return known;
  });
  const estimate = (values: Float64Array, least = 0): Estimate =>
    clusterBootstrap({ rows: members.length, cluster }, (weights) => weightedMean(values, weights), "There is no pair in it.", {
      draws: DRAWS,
      seed,
      alike: meanWithin(least, 1),
    });
  const [correct, longer] = [pick(rows.correct), pick(rows.longer)];
  const share = estimate(correct);
  const factor = rows.crossValidated && share.value !== null ? foldsFactor(share.value) : 1;
  const accuracy = widerByFolds(share, factor, 0);
  const gain = widerByFolds(
    estimate(
      correct.map((value, row) => value - realAt(longer, row)),
      -1,
    ),
    factor,
    -1,
  );
  return { dimension, name, accuracy, longerWins: estimate(longer), reading: readingOf(accuracy, gain) };
};

const readingOf = (accuracy: Estimate, gain: Estimate): Slice["reading"] => {
  if (accuracy.value === null || accuracy.ci === null) return null;
  if (accuracy.ci[1] < 0.5) return "below-chance";
  if (accuracy.ci[0] <= 0.5) return "not-above-chance";
  return gain.value !== null && gain.ci !== null && gain.ci[0] <= 0 ? "not-above-length" : null;
};

/** How far apart two texts are in length, in words for a table. */
export const lengthSlice = (firstCharacters: number, secondCharacters: number): string => {
  const ratio = Math.max(firstCharacters, secondCharacters) / Math.max(1, Math.min(firstCharacters, secondCharacters));
  return ratio <= 1.1 ? "within 10 %" : ratio <= 1.5 ? "up to 1.5 times" : ratio <= 2 ? "up to twice" : "more than twice";
};
