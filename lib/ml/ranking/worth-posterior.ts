import { addAt, realAt } from "../math/access";
import { choleskyFactor, choleskySolve } from "../math/matrix";
import { normalCdf } from "../math/special";
import { createRandom } from "../random/random";

export interface WorthPosterior {
  /** Probability that item i has the largest worth; sums to one. // [items] */
  pBest: Float64Array;
  /** Probability that item i is worth more than item j; ½ on the diagonal. // [items, items] row-major */
  pAbove: Float64Array;
  /** Standard deviation of each worth, in logits. // [items] */
  deviation: Float64Array;
}

export interface WorthPosteriorSettings {
  /** Draws for `pBest`, in mirrored pairs: 1000 give a standard error of at most .016. */
  draws: number;
  seed: number;
}

/**
 * What is known of an order when the worths are normal with mean `worths` and the inverse of `information` as covariance Σ:
 *
 *   P(s_i > s_j) = Φ((w_i − w_j) / √(Σ_ii + Σ_jj − 2 Σ_ij)),   P(i best) by Monte Carlo over mirrored draws.
 *
 * As answers accumulate the posterior narrows, so P(best) says whether more are needed, which a softmax of the worths would not.
 *
 * @param information // [items, items] row-major, as of `plackettLuceInformation`
 * @throws RangeError where it is not positive definite
 */
export function worthPosterior(
  worths: Float64Array,
  information: Float64Array,
  { draws, seed }: WorthPosteriorSettings = { draws: 1000, seed: 1 },
): WorthPosterior {
  const items = worths.length;
  const factor = choleskyFactor(information, items);
  if (!factor) throw new RangeError("information must be positive definite");
  const covariance = inverseOf(factor, items);
  const variance = (i: number, j: number): number => realAt(covariance, i * items + j);
  const pAbove = new Float64Array(items * items).fill(0.5);
  for (let i = 0; i < items; i += 1) {
    for (let j = 0; j < items; j += 1) {
      const spread = Math.sqrt(Math.max(1e-12, variance(i, i) + variance(j, j) - 2 * variance(i, j)));
      if (i !== j) pAbove[i * items + j] = normalCdf((realAt(worths, i) - realAt(worths, j)) / spread);
    }
  }
  return {
    pBest: shareOfBest(worths, factor, { draws, seed }),
    pAbove,
    deviation: Float64Array.from(worths, (_, i) => Math.sqrt(variance(i, i))),
  };
}

function inverseOf(factor: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let column = 0; column < n; column += 1) {
    const unit = new Float64Array(n);
    unit[column] = 1;
    inverse.set(choleskySolve(factor, n, unit), column * n);
  }
  return inverse;
}

/** L⁻ᵀ z has covariance (L Lᵀ)⁻¹. */
function shareOfBest(worths: Float64Array, factor: Float64Array, { draws, seed }: WorthPosteriorSettings): Float64Array {
  const items = worths.length;
  const share = new Float64Array(items);
  if (items === 0) return share;
  const random = createRandom(seed);
  const pairs = Math.max(1, Math.ceil(draws / 2));
  const deviate = new Float64Array(items);
  for (let pair = 0; pair < pairs; pair += 1) {
    for (let row = items - 1; row >= 0; row -= 1) {
      let value = random.normal();
      for (let k = row + 1; k < items; k += 1) value -= realAt(factor, k * items + row) * realAt(deviate, k);
      deviate[row] = value / realAt(factor, row * items + row);
    }
    for (const sign of [1, -1]) {
      let best = 0;
      for (let item = 1; item < items; item += 1) {
        if (realAt(worths, item) + sign * realAt(deviate, item) > realAt(worths, best) + sign * realAt(deviate, best)) best = item;
      }
      addAt(share, best, 1 / (2 * pairs));
    }
  }
  return share;
}
