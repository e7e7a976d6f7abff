import { matchingBlocks } from "./sequence-matcher";
import type { MatcherOptions } from "./sequence-matcher";

/** Shorter runs that agree by chance (a comma, "of the") stay part of the change around them. */
export const DEFAULT_MIN_MATCH = 3;
/** How much more a changed token counts than one that was left alone. */
export const DEFAULT_GAMMA = 5;

/** 1 where a token of that side belongs to a change. */
export type ChangedTokens = { rejected: Uint8Array; chosen: Uint8Array };

/**
 * Which tokens a correction changed, on both sides: everything between matching runs of at least `minMatch` tokens.
 *
 * @param rejected tokens of the original // [n]
 * @param chosen tokens of the corrected text // [m]
 * @param options.minMatch default 3, as its authors use it
 * @param options.autojunk default true: the matcher as Python calls it without further arguments
 * @source Yu et al. 2024, RLHF-V, arXiv:2312.00849, sec. 3.2; matcher: {@link matchingBlocks}
 */
export const changedTokens = <T>(
  rejected: readonly T[],
  chosen: readonly T[],
  { minMatch = DEFAULT_MIN_MATCH, ...matcher }: MatcherOptions & { minMatch?: number } = {},
): ChangedTokens => {
  const changed = { rejected: new Uint8Array(rejected.length).fill(1), chosen: new Uint8Array(chosen.length).fill(1) };
  for (const { a, b, size } of matchingBlocks(rejected, chosen, matcher)) {
    if (size < minMatch) continue;
    changed.rejected.fill(0, a, a + size);
    changed.chosen.fill(0, b, b + size);
  }
  return changed;
};

/** γ for changed tokens, 1 for the others. */
export const tokenWeights = (changed: Uint8Array, gamma: number = DEFAULT_GAMMA): Float64Array => {
  if (!(gamma > 0)) throw new RangeError(`gamma = ${gamma} must be above 0`);
  return Float64Array.from(changed, (flag) => (flag === 1 ? gamma : 1));
};

/**
 * log π(y|x) = (1/N) [Σ_{i unchanged} log p_i + γ Σ_{i changed} log p_i],  N = |unchanged| + γ |changed|
 *
 * @param logProbabilities log p of each token // [n]
 * @param weights as of {@link tokenWeights} // [n]
 * @returns the weighted mean; 0 for a text without tokens, whose probability is 1
 * @source Yu et al. 2024, RLHF-V, arXiv:2312.00849, eq. 5
 * @example ten unchanged tokens at −1 and two changed at −2 with γ = 5 give −1.5
 */
export const weightedLogProbability = (logProbabilities: Float64Array, weights: Float64Array): number => {
  if (weights.length !== logProbabilities.length)
    throw new RangeError(`weights has ${weights.length} entries, expected ${logProbabilities.length}`);
  let sum = 0;
  let total = 0;
  for (const [i, weight] of weights.entries()) {
    sum += weight * (logProbabilities[i] ?? 0);
    total += weight;
  }
  return total === 0 ? 0 : sum / total;
};
