import { realAt } from "../math/access";
import { preferenceLead } from "./losses/preference";
import type { HeadSpec } from "./heads";
import type { Loss } from "./losses/loss";
import type { ResponseRow } from "./pairs";

/** Labels of a project in the forms that losses take. Rows and aspects are positions; plain data that may cross a process boundary. */
export interface TrainingExamples {
  rows: ResponseRow[];
  /** What was asked, one output of the head each; the first is the one that scores and figures are about. */
  aspects: string[];
  comparisons: Comparison[];
  rankings: RankedList[];
  ratings: RatedRow[];
}

export interface Comparison {
  first: number;
  second: number;
  aspect: number;
  /** P(first is better) and P(neither is); the rest is for the second. */
  pFirst: number;
  pTie: number;
  /** How much better the better one is, 0 … 1; null where only the direction was asked. */
  strength: number | null;
  weight: number;
}

export interface RankedList {
  /** Best first. */
  rows: number[];
  aspect: number;
  /** Scores in the same order, where there are any. */
  rewards: number[] | null;
  weight: number;
}

export interface RatedRow {
  row: number;
  aspect: number;
  value: number;
  weight: number;
}

export const lossNames = [
  "bradley-terry",
  "bradley-terry-ties",
  "plackett-luce",
  "pro",
  "regression",
  "ordinal",
  "cost",
  "preference",
] as const;
export type LossName = (typeof lossNames)[number];

export interface LossOptions {
  /** Winner takes all, or the posterior of the aggregation as it is. */
  targets: "hard" | "posterior";
  /** Logits by which a preference of full strength must lead. */
  margin: number;
  smoothing: number;
  /** Weigh a pair by 2^better − 2^worse where both responses were rated. */
  gapWeights: boolean;
  planes: number;
}

/**
 * 1 where the first is better, 0 where the second is, ½ where nobody says: also where more than half hold that neither is, whichever side
 * the rest of the posterior leans to.
 */
export const winnerOf = ({ pFirst, pTie }: Pick<Comparison, "pFirst" | "pTie">): number =>
  pTie > 0.5 ? 0.5 : (1 + Math.sign(pFirst - (1 - pTie) / 2)) / 2;

/** A loss with what the trainer must know of its examples. */
export interface PosedLoss {
  loss: Loss;
  outputs: number;
  weight: Float64Array; // [examples]
  /** Prompt of each example: folds keep prompts together. // [examples] */
  promptIds: string[];
}

/** Why a loss cannot be posed on these labels, in words for whoever chose it. */
export class NoExamples extends RangeError {}

/** Lead of one row over another as figures and routing take it: positive where the first is better. A cost is turned round. */
export const leadOf = (
  loss: { kind: LossName | Loss["kind"]; planes: number },
  outputs: Float64Array,
  width: number,
  first: number,
  second: number,
): number => {
  const [a, b] = [first * width, second * width];
  if (loss.kind === "preference") return preferenceLead(outputs, a, b, loss.planes);
  const lead = realAt(outputs, a) - realAt(outputs, b);
  return loss.kind === "cost" ? -lead : lead;
};

/** Size of a head by name. */
export const headSpecOf = (head: HeadSpec["head"], sizes: { hidden: number; rank: number }): HeadSpec =>
  head === "mlp" ? { head, hidden: sizes.hidden } : head === "low-rank" ? { head, rank: sizes.rank } : { head };
