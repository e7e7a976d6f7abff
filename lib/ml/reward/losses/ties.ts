import { addAt, intAt, realAt } from "../../math/access";
import { sigmoid, softplus } from "../../math/special";
import type { LossEvaluation } from "./evaluation";

export interface TiesExamples {
  first: Int32Array; // [n]
  second: Int32Array; // [n]
  pFirst: Float64Array; // [n]
  /** P(neither is better); the rest to 1 is for the second. // [n] */
  pTie: Float64Array;
  /** ln k where k is given; null fits it. */
  logK: number | null;
}

/** ln k = softplus(θ): k stays above 1, where ties have a positive probability. */
export const tieThreshold = (theta: number): number => softplus(theta);

/** θ at which training starts: k = 2. */
export const TIE_START = Math.log(Math.expm1(Math.LN2));

/** P(first), P(second), P(tie) at a lead Δ. They sum to 1. */
export const tieProbabilities = (lead: number, logK: number): { first: number; second: number; tie: number } => {
  const first = sigmoid(lead - logK);
  const second = sigmoid(-lead - logK);
  return { first, second, tie: Math.expm1(2 * logK) * first * second };
};

/**
 * Bradley–Terry with ties: P(a ≻ b) = e^a / (e^a + k e^b), P(tie) = (k² − 1) P(a ≻ b) P(b ≻ a), so that a tie keeps the two
 * rewards close and k says how close they must be to count as the same. k = 1 is Bradley–Terry.
 * Source: Rao and Kupper (1967), doi:10.1080/01621459.1967.10482901, eq. 2.3; as a reward loss: Liu et al. (2025), arXiv:2501.13918.
 */
export const evaluateTies = (
  { first, second, pFirst, pTie, logK }: TiesExamples,
  outputs: Float64Array,
  extras: Float64Array,
  weights: Float64Array,
): LossEvaluation => {
  const gradient = new Float64Array(outputs.length);
  const theta = logK === null ? realAt(extras, 0) : 0;
  const c = logK ?? tieThreshold(theta);
  let towardsC = 0;
  // ln(k² − 1) = 2c + ln(1 − e^{−2c}).
  const surplus = 2 * c + Math.log(-Math.expm1(-2 * c));
  const surplusSlope = 2 / -Math.expm1(-2 * c);
  const losses = pFirst.map((p, example) => {
    const [a, b] = [intAt(first, example), intAt(second, example)];
    const tie = realAt(pTie, example);
    const lead = realAt(outputs, a) - realAt(outputs, b);
    const [forFirst, forSecond] = [p + tie, 1 - p];
    const [slopeFirst, slopeSecond] = [forFirst * sigmoid(c - lead), forSecond * sigmoid(c + lead)];
    const weight = realAt(weights, example);
    addAt(gradient, a, weight * (slopeSecond - slopeFirst));
    addAt(gradient, b, weight * (slopeFirst - slopeSecond));
    towardsC += weight * (slopeFirst + slopeSecond - tie * surplusSlope);
    return forFirst * softplus(c - lead) + forSecond * softplus(c + lead) - tie * surplus;
  });
  return { losses, outputs: gradient, extras: logK === null ? Float64Array.of(towardsC * sigmoid(theta)) : new Float64Array(0) };
};
