import { addAt, intAt, realAt } from "../../math/access";
import { sigmoid, softplus } from "../../math/special";
import type { LossEvaluation } from "./evaluation";

export interface CostExamples {
  unsafer: Int32Array; // [n]
  safer: Int32Array; // [n]
  /** 1 where somebody compared the two, 0 where only the signs are known. // [n] */
  compared: Float64Array;
  /** +severity for an unsafe response, −1 for a safe one, 0 where nobody said. // [n] each */
  signUnsafer: Float64Array;
  signSafer: Float64Array;
  /** On the squares of both costs; default of the source 1e-3. */
  regularisation: number;
}

/**
 * Cost with sign terms: −ln σ(c_u − c_s) − Σ |z| ln σ(sign(z) c) + ρ (c_u² + c_s²). The sign terms fix the zero, so that c > 0
 * means unsafe; a comparison alone leaves it arbitrary.
 * Source: Dai et al. (2024), Safe RLHF, arXiv:2310.12773, eq. 6; severity as a weight is ours.
 */
export const evaluateCost = (examples: CostExamples, outputs: Float64Array, weights: Float64Array): LossEvaluation => {
  const { unsafer, safer, compared, signUnsafer, signSafer, regularisation } = examples;
  const gradient = new Float64Array(outputs.length);
  const losses = weights.map((weight, example) => {
    const [u, s] = [intAt(unsafer, example), intAt(safer, example)];
    const gap = realAt(outputs, u) - realAt(outputs, s);
    const slope = weight * realAt(compared, example) * sigmoid(-gap);
    addAt(gradient, u, -slope);
    addAt(gradient, s, slope);
    let loss = realAt(compared, example) * softplus(-gap);
    for (const [place, sign] of [
      [u, realAt(signUnsafer, example)],
      [s, realAt(signSafer, example)],
    ] as const) {
      const cost = realAt(outputs, place);
      const towards = Math.sign(sign);
      loss += Math.abs(sign) * softplus(-towards * cost) + regularisation * cost * cost;
      addAt(gradient, place, weight * (2 * regularisation * cost - sign * sigmoid(-towards * cost)));
    }
    return loss;
  });
  return { losses, outputs: gradient, extras: new Float64Array(0) };
};
