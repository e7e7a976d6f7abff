import { addAt, intAt, realAt } from "../../math/access";
import { sigmoid, softplus } from "../../math/special";
import type { LossEvaluation } from "./evaluation";

export interface PreferenceExamples {
  /** Places of a row's first output; its 1 + 2 · planes outputs follow. // [n] */
  first: Int32Array;
  second: Int32Array; // [n]
  pFirst: Float64Array; // [n]
  planes: number;
}

/** Lead of one row of outputs over another: r_a − r_b + Σ_k (u_a v_b − v_a u_b). Antisymmetric, and free to run in a circle. */
export const preferenceLead = (outputs: Float64Array, a: number, b: number, planes: number): number => {
  let lead = realAt(outputs, a) - realAt(outputs, b);
  for (let plane = 0; plane < planes; plane += 1) {
    const [u, v] = [1 + 2 * plane, 2 + 2 * plane];
    lead += realAt(outputs, a + u) * realAt(outputs, b + v) - realAt(outputs, a + v) * realAt(outputs, b + u);
  }
  return lead;
};

/**
 * General preference: P(a ≻ b) = σ(lead). Each plane turns: a can beat b, b beat c, and c beat a, which no single reward says.
 * Without planes it is Bradley–Terry.
 * Source: Zhang et al. (2025), arXiv:2410.02197, sec. 3; Balduzzi et al. (2019), arXiv:1901.08106, prop. 2. The reward beside the planes is ours.
 */
export const evaluatePreference = (
  { first, second, pFirst, planes }: PreferenceExamples,
  outputs: Float64Array,
  weights: Float64Array,
): LossEvaluation => {
  const gradient = new Float64Array(outputs.length);
  const losses = pFirst.map((p, example) => {
    const [a, b] = [intAt(first, example), intAt(second, example)];
    const lead = preferenceLead(outputs, a, b, planes);
    const slope = realAt(weights, example) * (sigmoid(lead) - p);
    addAt(gradient, a, slope);
    addAt(gradient, b, -slope);
    for (let plane = 0; plane < planes; plane += 1) {
      const [u, v] = [1 + 2 * plane, 2 + 2 * plane];
      addAt(gradient, a + u, slope * realAt(outputs, b + v));
      addAt(gradient, b + v, slope * realAt(outputs, a + u));
      addAt(gradient, a + v, -slope * realAt(outputs, b + u));
      addAt(gradient, b + u, -slope * realAt(outputs, a + v));
    }
    return softplus(lead) - p * lead;
  });
  return { losses, outputs: gradient, extras: new Float64Array(0) };
};
