import { headBlocks } from "@/lib/ml/reward/heads";
import { shapeOf } from "@/lib/ml/reward/fit-head";
import { SURFACE_COUNT } from "@/lib/ml/text/surface-features";
import { fitHeads } from "@/lib/onnx/heads/fit-heads";
import type { HeadProblem } from "@/lib/ml/reward/fit-head";
import type { LinearHead } from "@/lib/ml/reward/lexical-model";
import type { IndexedPairs } from "@/lib/ml/reward/pairs";
import type { SparseRow } from "@/lib/ml/text/tfidf";
import type { HeadsRun } from "@/lib/onnx/heads/fit-heads";
import type { Provider } from "@/lib/onnx/session";

/** Everything that the R models of one batched fit share, and the pair weights in which they differ. */
export interface LinearHeadProblem {
  pairs: IndexedPairs;
  sparse: readonly SparseRow[]; // [rows]
  terms: number;
  /** Scaled dense features. // [rows, SURFACE_COUNT] row-major */
  surface: Float64Array;
  /** One weight a pair for each model; 0 leaves a pair out of that model. // R × [pairs] */
  weights: readonly Float64Array[];
  /** λ on the *sum* of the losses. Default 2; flat between 1 and 3 on twelve preference sets. */
  penalty: number;
}

export interface LinearHeadFit {
  head: LinearHead;
  converged: boolean;
  lossHistory: number[];
}

/**
 * Fits R Bradley–Terry models with linear rewards at once: minimise Σ w [ln(1 + eᵐ) − pFirst m] + λ/2 |b|², m = (x_first − x_second)·b.
 *
 * Each distinct response is scored once, so that one in many pairs costs no more than one in a single pair. No intercept: it
 * cancels in every difference. Unique for λ > 0.
 * Source: Bradley and Terry (1952), doi:10.2307/2334029.
 */
export const fitLinearHeads = async (
  { pairs, sparse, terms, surface, weights, penalty }: LinearHeadProblem,
  run: HeadsRun,
): Promise<{ fits: LinearHeadFit[]; provider: Provider }> => {
  const { first, second, pFirst } = pairs;
  const problem: HeadProblem = {
    features: { rows: sparse.length, dimensions: SURFACE_COUNT, dense: surface, sparse: terms > 0 ? { terms, rows: sparse } : null },
    spec: { head: "linear" },
    outputs: 1,
    loss: { kind: "bradley-terry", first, second, pFirst, margin: null },
    penalty,
    seed: 0, // a linear head starts at zero
  };
  const blocks = headBlocks(shapeOf(problem));
  const part = (head: Float64Array, wanted: "dense" | "terms"): number[] => {
    const block = blocks.find(({ name }) => name === wanted);
    return block ? Array.from(head.subarray(block.from, block.from + block.shape[0])) : [];
  };
  const { fits, provider } = await fitHeads(problem, weights, run);
  return {
    fits: fits.map(({ head, converged, lossHistory }) => ({
      head: { terms: part(head, "terms"), surface: part(head, "dense") },
      converged,
      lossHistory,
    })),
    provider,
  };
};
