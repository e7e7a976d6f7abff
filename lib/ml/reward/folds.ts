import { createRandom, shuffled } from "../random/random";

/**
 * Folds of a cross-validation that keep a prompt's pairs together: a pair judged with a model that saw the same prompt would
 * look better than it is.
 *
 * Prompts are shuffled, then the largest go first, each to the lightest fold.
 * @param clusters prompt of each pair. // [n]
 * @returns fold of each pair, 0 … folds − 1; with fewer prompts than folds there are as many folds as prompts. // [n]
 */
export const assignFolds = (clusters: readonly string[], folds: number, seed: number): Int32Array => {
  if (!Number.isInteger(folds) || folds < 2) throw new RangeError(`folds = ${folds} must be an integer of at least 2`);
  const sizes = new Map<string, number>();
  for (const cluster of clusters) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  const order = shuffled(createRandom(seed), [...sizes.keys()].sort()).sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0));
  const load: number[] = Array.from({ length: Math.max(1, Math.min(folds, order.length)) }, () => 0);
  const foldOf = new Map<string, number>();
  for (const cluster of order) {
    const lightest = load.indexOf(Math.min(...load));
    foldOf.set(cluster, lightest);
    load[lightest] = (load[lightest] ?? 0) + (sizes.get(cluster) ?? 0);
  }
  return Int32Array.from(clusters, (cluster) => foldOf.get(cluster) ?? 0);
};
