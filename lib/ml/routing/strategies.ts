import { assertLength, realAt } from "../math/access";
import { createRandom, permutation } from "../random/random";
import type { InstanceScores } from "./instance-scores";

/** What a strategy may know of the n items to be routed. Arrays are parallel; null where the project has no such thing. */
export interface RoutingInstances {
  n: number;
  /**
   * Reward-model margin in the direction of the language model's label, logits: positive where the reward model agrees,
   * NaN where the label is a tie or the item has no score. // [n]
   */
  agreementLogits: Float64Array | null;
  /** Where there is a double-labelled seed to learn from. */
  scores: InstanceScores | null;
  seed: number;
}

export interface RoutingScores {
  /** Higher goes to people first. // [n] */
  score: Float64Array;
  /** Expected labels repaired minus broken by asking people, per item; null where the strategy does not say. // [n] */
  expectedGain: Float64Array | null;
}

/** Why a strategy cannot be used on these instances, in words for whoever chose it. */
export interface RoutingRefusal {
  refused: string;
}

/** Whom to ask next. Strategies are data → scores, so that budget, curve and explanation are the same for all. */
export interface RoutingStrategy {
  id: "random" | "uncertainty" | "instance-scores";
  title: string;
  /** One sentence on what goes to people first. */
  summary: string;
  score(instances: RoutingInstances): RoutingScores | RoutingRefusal;
}

/** The yardstick: every item equally likely to go to people. */
export const randomStrategy: RoutingStrategy = {
  id: "random",
  title: "Random",
  summary: "A seeded draw: what any other strategy has to beat at the same cost.",
  score: ({ n, seed }) => {
    const score = new Float64Array(n);
    permutation(createRandom(seed), n).forEach((item, rank) => {
      score[item] = (n - rank) / n;
    });
    return { score, expectedGain: null };
  },
};

/**
 * Items on which the reward model contradicts the language model first, the surest contradictions before the others; then
 * items without a margin, then agreements from faint to firm. On its own this is within about 1.5 points of a random choice
 * in simulations where people err too: it asks where machines differ, not where people help.
 */
export const uncertaintyStrategy: RoutingStrategy = {
  id: "uncertainty",
  title: "Model disagreement",
  summary: "Where the reward model contradicts the language model, then where it hardly agrees.",
  score: ({ n, agreementLogits }) => {
    if (agreementLogits === null)
      return { refused: "Too few items to fit a reward model of the judge's labels, and none has scored them. Choose another strategy." };
    assertLength("agreementLogits", agreementLogits.length, n);
    return { score: agreementLogits.map((logits) => (Number.isNaN(logits) ? 0 : -logits)), expectedGain: null };
  },
};

/** Items by uplift and influence, see instance-scores.ts. */
export const instanceScoreStrategy: RoutingStrategy = {
  id: "instance-scores",
  title: "Predicted gain",
  summary: "Where a person would probably change the label, probably for the better, and where that matters for the reward model.",
  score: ({ n, scores }) => {
    if (scores === null)
      return {
        refused:
          "Nothing says where people and this judge differ: that takes at least 20 items that both have labelled. Label a random few dozen first, or name a project to learn from.",
      };
    assertLength("score", scores.score.length, n);
    return { score: scores.score, expectedGain: scores.gain.expectedGain };
  },
};

/** The `count` items with the highest scores; equal scores fall to the lower index, so that a plan repeats itself. // [count] */
export function topItems(score: Float64Array, count: number): Int32Array {
  const order = Int32Array.from({ length: score.length }, (_, item) => item);
  order.sort((a, b) => realAt(score, b) - realAt(score, a) || a - b);
  return order.slice(0, count);
}
