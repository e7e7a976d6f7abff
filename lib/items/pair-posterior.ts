import type { PairPosterior } from "@/lib/items/schema";

/**
 * Where a posterior lies between two responses: P(first is better) with ties and "both bad" counted half to each side.
 * Null for units that are no pair.
 */
export const pairPosterior = (posterior: Record<string, number>, ordinals: number[]): PairPosterior | null => {
  const [first, second] = ordinals;
  if (first === undefined || second === undefined || ordinals.length !== 2) return null;
  const pFirst = posterior[String(first)] ?? 0;
  const pSecond = posterior[String(second)] ?? 0;
  return { pFirst: pFirst + Math.max(0, 1 - pFirst - pSecond) / 2 };
};
