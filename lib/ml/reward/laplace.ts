import { addAt, realAt } from "../math/access";
import { addToDiagonal, choleskyFactor } from "../math/matrix";

/** The posterior of a linear reward around its fit, as far as predictions need it: the factor of the penalised Hessian. */
export interface LinearPosterior {
  dimensions: number;
  /** L of H = L Lᵀ. // [d, d] row-major, lower */
  factor: Float64Array;
}

/**
 * What pairs say of the weights of a linear reward, Σ c Δx Δxᵀ; for Bradley–Terry c = weight · p (1 − p). // [d, d] row-major, lower
 *
 * @param differences Δx of the training pairs. // [n, d] row-major
 * @param curvature c, the weighted second derivative of each pair's loss in its margin Δx · w. // [n]
 * Cost d² a pair whose c is not 0.
 */
export const pairInformation = (differences: Float64Array, dimensions: number, curvature: Float64Array): Float64Array => {
  const information = new Float64Array(dimensions * dimensions);
  for (let pair = 0; pair < curvature.length; pair += 1) {
    const c = realAt(curvature, pair);
    if (c === 0) continue;
    for (let i = 0; i < dimensions; i += 1) {
      const scaled = c * realAt(differences, pair * dimensions + i);
      if (scaled === 0) continue;
      for (let j = 0; j <= i; j += 1) addAt(information, i * dimensions + j, scaled * realAt(differences, pair * dimensions + j));
    }
  }
  return information;
};

/**
 * Laplace approximation of a penalised fit of pairs: w ~ N(ŵ, H⁻¹), H = λ I + the information of the pairs. Cost d³/3: for dense features
 * of some hundred columns. Returns null where H cannot be factored.
 *
 * Source: MacKay (1992), doi:10.1162/neco.1992.4.5.720, eq. 2–5.
 */
export const laplacePosterior = (information: Float64Array, dimensions: number, penalty: number): LinearPosterior | null => {
  const hessian = information.slice();
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

/** One draw of w − ŵ from the posterior: L⁻ᵀ ε of independent standard normal ε. // [d] */
export const posteriorDraw = ({ dimensions, factor }: LinearPosterior, normal: () => number): Float64Array => {
  const draw = Float64Array.from({ length: dimensions }, normal);
  // Back substitution by columns of Lᵀ, which are rows of L: read in their order.
  for (let row = dimensions - 1; row >= 0; row -= 1) {
    const value = realAt(draw, row) / realAt(factor, row * dimensions + row);
    draw[row] = value;
    for (let k = 0; k < row; k += 1) addAt(draw, k, -realAt(factor, row * dimensions + k) * value);
  }
  return draw;
};
