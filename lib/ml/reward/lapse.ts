import { assertLength, realAt } from "../math/access";
import { sigmoid, softplus } from "../math/special";

/**
 * A margin, seen through labels of which a share ε was given without regard to the responses: logit of (1 − ε) σ(m) + ε/2.
 * Odd and increasing in m, so it changes no order; ε = 0 leaves m as it is.
 *
 * @param lapse ε in [0, 1)
 */
export const lapsedMargin = (margin: number, lapse: number): number => {
  if (!(lapse >= 0 && lapse < 1)) throw new RangeError(`lapse = ${lapse} must be in [0, 1)`);
  if (lapse === 0) return margin;
  const likely = (1 - lapse) * sigmoid(Math.abs(margin)) + lapse / 2;
  return Math.sign(margin) * Math.log(likely / (1 - likely));
};

export interface LapseFit {
  /** Factor a on the margins. */
  scale: number;
  /** ε. */
  lapse: number;
}

/** A rate of 0.05 costs as much as one nat of the summed loss: a few hundred pairs cannot tell it from none. */
const COST = 20;
const LARGEST_LAPSE = 0.5;
const SCALES = [0.25, 4] as const;

/**
 * Rate of lapses behind labels: minimises Σ w ℓ(g(a m; ε)) + 20 ε with g as above, ℓ(m) = ln(1 + eᵐ) − pFirst m. Where a rate is
 * not worth its cost, the margins keep their scale. The rate is never below 2/(n + 2): that n labels went with the margins leaves
 * room for one in n + 2 that does not (Laplace's rule of succession), and without that room a first mistake would cost any number of nats.
 *
 * Margins of a linear reward that was fitted to such labels are too small in the middle and too large at the ends: no factor
 * mends both, and this does with one number more. Golden sections, nested: for each ε the loss is unimodal in ln a.
 * Source: lapse rates of psychometric functions: Wichmann and Hill (2001), doi:10.3758/BF03194544, eq. 1 with γ = λ = ε/2.
 *
 * @param margins out-of-fold, first minus second, logits // [pairs]
 * @param independent n: fewer than the pairs where several share a prompt
 */
export const fitLapse = (
  margins: Float64Array,
  pFirst: Float64Array,
  pairWeights: Float64Array,
  independent: number = margins.length,
): LapseFit => {
  assertLength("pFirst", pFirst.length, margins.length);
  assertLength("pairWeights", pairWeights.length, margins.length);
  const lossAt = (scale: number, lapse: number): number => {
    let total = COST * lapse;
    for (let pair = 0; pair < margins.length; pair += 1) {
      const margin = lapsedMargin(scale * realAt(margins, pair), lapse);
      total += realAt(pairWeights, pair) * (softplus(margin) - realAt(pFirst, pair) * margin);
    }
    return total;
  };
  const bestScale = (lapse: number): number =>
    Math.exp(smallest(Math.log(SCALES[0]), Math.log(SCALES[1]), 1e-3, (logScale) => lossAt(Math.exp(logScale), lapse)));
  const lapse = smallest(0, LARGEST_LAPSE, 1e-3, (rate) => lossAt(bestScale(rate), rate));
  const scale = bestScale(lapse);
  const least = 2 / (independent + 2);
  const told = lapse > least && lossAt(scale, lapse) < lossAt(bestScale(0), 0);
  return told ? { scale, lapse } : { scale: 1, lapse: Math.min(least, LARGEST_LAPSE) };
};

/** Where a unimodal function is smallest, by golden sections. */
const smallest = (from: number, to: number, tolerance: number, of: (x: number) => number): number => {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [from, to];
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)];
  let [atLeft, atRight] = [of(left), of(right)];
  while (high - low > tolerance) {
    if (atLeft <= atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - golden * (high - low);
      atLeft = of(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + golden * (high - low);
      atRight = of(right);
    }
  }
  return (low + high) / 2;
};
