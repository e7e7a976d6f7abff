import type { LinearSizes } from "@/lib/onnx/graph/linear-objective";
import type { TensorSource } from "./data-files";

/** R penalised logistic models on the same features, each with its own labels, weights of rows, and penalty. */
export interface LinearModelsProblem {
  rows: number;
  width: number;
  models: number;
  /** For Bradley–Terry, the difference of the two responses' features. // [rows, width] row-major */
  features: TensorSource;
  /** Probability that the answer is yes, in [0, 1]; shared by all models or one row each. // [rows] or [models, rows] */
  labels: Float32Array;
  /** Default 1; 0 leaves a row out. // [rows] or [models, rows] */
  weights?: Float32Array;
  /** λ on the sum of the losses; a number, or one a model. */
  penalties: number | Float32Array;
}

/** Weight times label. Weights of many models with shared labels make targets of each model's own. */
export const targetsOf = ({ labels, weights }: LinearModelsProblem): Float32Array => {
  if (!weights) return labels;
  const longer = weights.length > labels.length ? weights : labels;
  return longer.map((_, place) => (weights[place % weights.length] ?? 0) * (labels[place % labels.length] ?? 0));
};

export const sizesOf = ({ rows, width, models, labels, weights }: LinearModelsProblem): LinearSizes => {
  const own = (name: string, values: Float32Array): boolean => {
    if (values.length !== rows && values.length !== rows * models)
      throw new RangeError(`${name} has ${values.length} entries, expected ${rows} or ${rows * models}`);
    return values.length !== rows;
  };
  const ownWeights = weights ? own("weights", weights) : null;
  return { rows, width, models, ownLabels: own("labels", labels) || ownWeights === true, ownWeights };
};

export const penaltiesOf = ({ penalties, models }: LinearModelsProblem): Float32Array => {
  const each = typeof penalties === "number" ? new Float32Array(models).fill(penalties) : penalties;
  if (each.length !== models || each.some((penalty) => !(penalty >= 0)))
    throw new RangeError(`penalties must be ${models} numbers that are not negative`);
  return each;
};

/** Weight of a row, averaged over the models. */
export const meanWeight = ({ weights, rows }: LinearModelsProblem, row: number): number => {
  if (!weights) return 1;
  let total = 0;
  for (let place = row; place < weights.length; place += rows) total += weights[place] ?? 0;
  return (total * rows) / weights.length;
};

/** The problem of one of the models alone. */
export const oneModel = (problem: LinearModelsProblem, model: number): LinearModelsProblem => {
  const { rows, labels, weights } = problem;
  const part = (values: Float32Array): Float32Array =>
    values.length === rows ? values : values.subarray(model * rows, (model + 1) * rows);
  const penalty = penaltiesOf(problem).slice(model, model + 1);
  return { ...problem, models: 1, labels: part(labels), ...(weights ? { weights: part(weights) } : {}), penalties: penalty };
};
