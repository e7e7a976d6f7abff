/** Responses to one prompt with the scores that people gave. */
export interface RatedGroup {
  places: readonly number[];
  scores: readonly number[];
}

export interface GapPairs {
  better: Int32Array; // [n]
  worse: Int32Array; // [n]
  /** 2^better − 2^worse over the mean of all: the mean weight is 1. // [n] */
  weight: Float64Array;
  /** Pairs of equal scores, or closer than the least gap: left out. */
  dropped: number;
}

/** 2^better − 2^worse: how much a pair weighs before it is divided by the run's mean. */
export const gapWeight = (better: number, worse: number): number => 2 ** better - 2 ** worse;

/**
 * Ratings of one prompt's responses as pairs, each weighted by how far apart and how high its scores are. Dividing by the mean
 * is ours: without it the weights would change the size of the loss, and the penalty with it.
 * Source: gap-aware preference optimisation, Xu et al. (2025), arXiv:2504.10044, as its code has it.
 */
export const gapPairs = (groups: readonly RatedGroup[], leastGap = 0): GapPairs => {
  const pairs: { better: number; worse: number; weight: number }[] = [];
  let dropped = 0;
  for (const { places, scores } of groups) {
    if (places.length !== scores.length) throw new RangeError(`a group has ${scores.length} scores for ${places.length} responses`);
    const rated = places.map((place, index) => ({ place, score: scores[index] ?? 0 }));
    for (const [index, one] of rated.entries()) {
      for (const other of rated.slice(index + 1)) {
        const [better, worse] = one.score >= other.score ? [one, other] : [other, one];
        if (better.score === worse.score || better.score - worse.score < leastGap) dropped += 1;
        else pairs.push({ better: better.place, worse: worse.place, weight: gapWeight(better.score, worse.score) });
      }
    }
  }
  const mean = pairs.reduce((sum, { weight }) => sum + weight, 0) / Math.max(1, pairs.length);
  return {
    better: Int32Array.from(pairs, ({ better }) => better),
    worse: Int32Array.from(pairs, ({ worse }) => worse),
    weight: Float64Array.from(pairs, ({ weight }) => weight / mean),
    dropped,
  };
};
