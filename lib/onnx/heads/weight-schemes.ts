import { drawMultiplicities } from "@/lib/ml/bootstrap/cluster-bootstrap";
import { createRandom, deriveSeed, shuffled } from "@/lib/ml/random/random";
import { assignFolds } from "@/lib/ml/reward/folds";
import type { PosedLoss } from "@/lib/ml/reward/examples";
import type { HeadSettings } from "./head-settings";

/** Shares of the training comparisons at which the learning curve is measured; the whole comes from the folds. */
const CURVE_SHARES = [1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2];
export const CURVE_REPEATS = 3;
const CURVE_LEAST = 15;

export type Scheme = { purpose: "final" | "fold" | "member" | "curve"; fold: number; size: number; weights: Float64Array };

export const foldsOfPrompts = ({ promptIds }: PosedLoss, { folds, seed }: Pick<HeadSettings, "folds" | "seed">): Map<string, number> => {
  const assigned = assignFolds(promptIds, folds, seed);
  return new Map(promptIds.map((promptId, example) => [promptId, assigned[example] ?? 0]));
};

/** Weights of the examples for every model that is trained; the final one first, its loss is the one that is shown. */
export const weightSchemes = (
  posed: PosedLoss,
  fold: Map<string, number>,
  foldCount: number,
  ensemble: number,
  { seed }: HeadSettings,
): Scheme[] => {
  const { promptIds, weight } = posed;
  const prompts = [...fold.keys()];
  const scheme = (purpose: Scheme["purpose"], left: number, factor: (promptId: string) => number): Scheme => {
    const weights = weight.map((value, example) => value * factor(promptIds[example] ?? ""));
    return { purpose, fold: left, size: weights.filter((value) => value > 0).length, weights };
  };
  const folds = foldCount < 2 ? [] : Array.from({ length: foldCount }, (_, left) => left);
  const outside = (left: number) => (promptId: string) => (fold.get(promptId) === left ? 0 : 1);
  const members = Array.from({ length: ensemble }, (_, member) => {
    const random = createRandom(deriveSeed(seed, 1000 + member));
    const drawn = new Int32Array(prompts.length);
    drawMultiplicities(drawn, () => random.integer(prompts.length));
    const times = new Map(prompts.map((promptId, index) => [promptId, drawn[index] ?? 0]));
    return scheme("member", -1, (promptId) => times.get(promptId) ?? 0);
  });
  const curve = folds.slice(0, CURVE_REPEATS).flatMap((left) => {
    const others = shuffled(
      createRandom(deriveSeed(seed, 2000 + left)),
      prompts.filter((promptId) => fold.get(promptId) !== left),
    );
    return CURVE_SHARES.flatMap((share) => {
      const kept = new Set(others.slice(0, Math.round(share * others.length)));
      const reduced = scheme("curve", left, (promptId) => (kept.has(promptId) ? 1 : 0));
      return reduced.size >= CURVE_LEAST ? [reduced] : [];
    });
  });
  return [scheme("final", -1, () => 1), ...folds.map((left) => scheme("fold", left, outside(left))), ...members, ...curve];
};
