import { evaluateBradleyTerry } from "./bradley-terry";
import { evaluateChoice } from "./choice";
import { evaluateCost } from "./cost";
import { cutPlaces, evaluateOrdinal, evaluateRegression } from "./pointwise";
import { evaluatePreference } from "./preference";
import { evaluateTies } from "./ties";
import type { BradleyTerryExamples } from "./bradley-terry";
import type { ChoiceExamples } from "./choice";
import type { CostExamples } from "./cost";
import type { LossEvaluation } from "./evaluation";
import type { OrdinalExamples, RegressionExamples } from "./pointwise";
import type { PreferenceExamples } from "./preference";
import type { TiesExamples } from "./ties";

/**
 * What a reward model is trained to explain, as data. A loss reads the head's outputs // [rows, outputs] row-major and knows
 * nothing of features or heads: `first`, `second`, `position` … are places in that flat array. An aspect is a column, so a
 * model of several aspects is any of these losses with places in several columns, and a missing answer is an example that is
 * not there. Each loss stands twice: here in plain arithmetic, the reference, and as a graph in lib/onnx/heads.
 */
export type Loss =
  | ({ kind: "bradley-terry" } & BradleyTerryExamples)
  | ({ kind: "bradley-terry-ties" } & TiesExamples)
  | ({ kind: "choice" } & ChoiceExamples)
  | ({ kind: "regression" } & RegressionExamples)
  | ({ kind: "ordinal" } & OrdinalExamples)
  | ({ kind: "cost" } & CostExamples)
  | ({ kind: "preference" } & PreferenceExamples);

/** Examples, each with one loss and one weight. */
export const exampleCount = (loss: Loss): number => {
  if (loss.kind === "choice") return loss.members.length / loss.width;
  if (loss.kind === "regression" || loss.kind === "ordinal") return loss.position.length;
  return loss.kind === "cost" ? loss.unsafer.length : loss.first.length;
};

/** Places in the outputs that examples read: the first of each, the second of each …; −1 where an example reads fewer. // [examples] each */
export const examplePlaces = (loss: Loss): Int32Array[] => {
  if (loss.kind === "regression" || loss.kind === "ordinal") return [loss.position];
  if (loss.kind === "cost") return [loss.unsafer, loss.safer];
  if (loss.kind !== "choice") return [loss.first, loss.second];
  const { members, width } = loss;
  return Array.from({ length: width }, (_, position) => members.filter((_place, at) => at % width === position));
};

/** Parameters that belong to the loss and not to the head. */
export const extraCount = (loss: Loss): number => {
  if (loss.kind === "bradley-terry-ties") return loss.logK === null ? 1 : 0;
  return loss.kind === "ordinal" ? cutPlaces(loss.levels).count : 0;
};

/** Whether the zero of the outputs means something, so that the head needs a constant: it cancels wherever only differences count. */
export const needsBias = (loss: Loss): boolean => loss.kind === "regression" || loss.kind === "cost";

/**
 * Whether a constant added to an output of every row changes no loss, so that the features may be moved. Not so where rewards are
 * multiplied (`preference`, temperatures of their own) or compared with cuts.
 */
export const ignoresShifts = (loss: Loss): boolean => {
  if (loss.kind === "bradley-terry" || loss.kind === "bradley-terry-ties") return true;
  if (loss.kind !== "choice") return false;
  const { members, temperature, width } = loss;
  return members.every((place, at) => place < 0 || temperature[at] === temperature[at - (at % width)]);
};

/** Losses and gradients at given outputs: the reference that the graphs are checked against. Cost linear in the examples. */
export const evaluateLoss = (loss: Loss, outputs: Float64Array, extras: Float64Array, weights: Float64Array): LossEvaluation => {
  const examples = exampleCount(loss);
  if (weights.length !== examples) throw new RangeError(`weights has ${weights.length} values for ${examples} examples`);
  if (extras.length !== extraCount(loss)) throw new RangeError(`extras has ${extras.length} values; ${loss.kind} has ${extraCount(loss)}`);
  switch (loss.kind) {
    case "bradley-terry":
      return evaluateBradleyTerry(loss, outputs, weights);
    case "bradley-terry-ties":
      return evaluateTies(loss, outputs, extras, weights);
    case "choice":
      return evaluateChoice(loss, outputs, weights);
    case "regression":
      return evaluateRegression(loss, outputs, weights);
    case "ordinal":
      return evaluateOrdinal(loss, outputs, extras, weights);
    case "cost":
      return evaluateCost(loss, outputs, weights);
    case "preference":
      return evaluatePreference(loss, outputs, weights);
  }
};
