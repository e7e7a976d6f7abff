import { addAt, realAt } from "../math/access";
import { addToDiagonal, choleskyFactor } from "../math/matrix";

/** The posterior of a linear reward around its fit, as far as predictions need it: the factor of the penalised Hessian. */
export interface LinearPosterior {
  dimensions: number;
  /** L of H = L Lᵀ. // [d, d] row-major, lower */
  factor: Float64Array;
}

/**
 * Laplace approximation of a penalised fit of pairs: w ~ N(ŵ, H⁻¹), H = λ I + Σ c Δx Δxᵀ; for Bradley–Terry c = weight · p (1 − p).
 *
 * @param differences Δx of the training pairs. // [n, d] row-major
 * @param curvature c, the weighted second derivative of each pair's loss in its margin Δx · ŵ. // [n]
 * Cost n d² + d³/3: for dense features of some hundred columns. Returns null where H cannot be factored.
 * Source: MacKay (1992), doi:10.1162/neco.1992.4.5.720, eq. 2–5.
 */
export const laplacePosterior = (
  differences: Float64Array,
  dimensions: number,
  curvature: Float64Array,
  penalty: number,
): LinearPosterior | null => {
  const hessian = new Float64Array(dimensions * dimensions);
  for (let pair = 0; pair < curvature.length; pair += 1) {
    const c = realAt(curvature, pair);
    if (c === 0) continue;
    for (let i = 0; i < dimensions; i += 1) {
      const scaled = c * realAt(differences, pair * dimensions + i);
      if (scaled === 0) continue;
      for (let j = 0; j <= i; j += 1) addAt(hessian, i * dimensions + j, scaled * realAt(differences, pair * dimensions + j));
    }
  }
  addToDiagonal(hessian, dimensions, penalty);
  const factor = choleskyFactor(hessian, dimensions);
  return factor && { dimensions, factor };
};

/** Standard deviation of the margin of a pair, √(Δxᵀ H⁻¹ Δx), logits: large where training has seen little like it. */
export const marginDeviation = ({ dimensions, factor }: LinearPosterior, difference: Float64Array): number => {
  // |L⁻¹ Δx| by forward substitution.
  const solved = new Float64Array(dimensions);
  let square = 0;
  for (let i = 0; i < dimensions; i += 1) {
    let sum = realAt(difference, i);
    for (let k = 0; k < i; k += 1) sum -= realAt(factor, i * dimensions + k) * realAt(solved, k);
    solved[i] = sum / realAt(factor, i * dimensions + i);
    square += realAt(solved, i) ** 2;
  }
  return Math.sqrt(square);
};
