import { add, divide, multiply, relu, sqrt, subtract } from "./elementwise";
import { reduceSum, reshape } from "./layout";
import type { Value } from "./graph";

/** First-order optimisers as graph nodes: from a parameter, its gradient and what is remembered of it to their next values. */

export type Optimiser =
  | {
      kind: "adamw";
      /** Decay of the mean gradient. Default 0.9. */
      beta1?: number;
      /** Decay of the mean squared gradient. Default 0.999. */
      beta2?: number;
      /** Keeps the division defined. Default 1e-8. */
      epsilon?: number;
    }
  | {
      kind: "sgd";
      /** Share of the last step's velocity that is kept. Default 0.9. */
      momentum?: number;
    };

/** What each parameter carries from step to step besides itself: names are appended to the parameter's. */
export const optimiserSlots = (optimiser: Optimiser): readonly string[] => (optimiser.kind === "adamw" ? ["mean", "square"] : ["velocity"]);

/** Names of the per-step numbers that `scheduleOf` computes on the host. */
export const SCHEDULE = ["stepSize", "epsilon", "decay"] as const;
export type ScheduleName = (typeof SCHEDULE)[number];

/** The per-step numbers for step `t` (1 is the first) at a learning rate. `decay` is the rate itself: it multiplies a model's weight decay. */
export const scheduleOf = (optimiser: Optimiser, t: number, learningRate: number): Record<ScheduleName, number> => {
  if (optimiser.kind === "sgd") return { stepSize: learningRate, epsilon: 0, decay: learningRate };
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = optimiser;
  const correction = Math.sqrt(1 - beta2 ** t);
  // The graph keeps Σ β₁ᵏ g and Σ β₂ᵏ g² without the factors (1 − β): each saves one pass over the parameters a step, and both
  // factors end up here.
  const unscaled = Math.sqrt(1 - beta2);
  return {
    stepSize: (learningRate * correction * (1 - beta1)) / ((1 - beta1 ** t) * unscaled),
    epsilon: (epsilon * correction) / unscaled,
    decay: learningRate,
  };
};

/** Numbers of one step, as tensors that broadcast against the parameter. `decay` null: no weight decay anywhere. */
export interface StepNumbers {
  stepSize: Value;
  epsilon: Value;
  decay: Value | null;
}

/**
 * One update. Slots are in the order of `optimiserSlots`.
 *
 * AdamW: w ← w − η λ w − η m̂ / (√v̂ + ε), weight decay apart from the gradient: Loshchilov and Hutter (2019), arXiv:1711.05101,
 * algorithm 2; bias corrections of Kingma and Ba (2015), arXiv:1412.6980, algorithm 1.
 * SGD: u ← μ u + g, w ← w − η λ w − η u: Polyak (1964), doi:10.1016/0041-5553(64)90137-5, in the form of Sutskever et al. (2013).
 */
export const updateParameter = (
  optimiser: Optimiser,
  parameter: Value,
  gradient: Value,
  slots: readonly Value[],
  numbers: StepNumbers,
): { parameter: Value; slots: Value[] } => {
  const kept = numbers.decay ? multiply(parameter, subtract(1, numbers.decay)) : parameter;
  const [first, second] = slots;
  if (!first) throw new RangeError("slots must hold what the optimiser remembers");
  if (optimiser.kind === "sgd") {
    const velocity = add(multiply(first, optimiser.momentum ?? 0.9), gradient);
    return { parameter: subtract(kept, multiply(velocity, numbers.stepSize)), slots: [velocity] };
  }
  if (!second) throw new RangeError("slots must hold mean and square");
  const { beta1 = 0.9, beta2 = 0.999 } = optimiser;
  const mean = add(multiply(first, beta1), gradient);
  const square = add(multiply(second, beta2), multiply(gradient, gradient));
  const step = divide(multiply(mean, numbers.stepSize), add(sqrt(square), numbers.epsilon));
  return { parameter: subtract(kept, step), slots: [mean, square] };
};

/** A factor a model, [models], against a parameter with a leading model axis. */
export const alongModels = (factors: Value, parameter: Value): Value =>
  reshape(factors, [Number(factors.shape[0] ?? 1), ...parameter.shape.slice(1).map(() => 1)]);

/**
 * Scales the gradients of each model down together where their joint length exceeds `limit`.
 * Source: Pascanu, Mikolov and Bengio (2013), arXiv:1211.5063, algorithm 1.
 */
export const limitLength = (gradients: readonly Value[], limit: number, perModel: boolean): Value[] => {
  const squares = gradients.map((gradient) => reduceSum(multiply(gradient, gradient), otherAxes(gradient, perModel)));
  const [first, ...rest] = squares;
  if (!first) return [];
  const length = sqrt(rest.reduce((total, value) => add(total, value), first));
  // max(length, limit) = length + max(limit − length, 0)
  const factor = divide(limit, add(length, relu(subtract(limit, length))));
  return gradients.map((gradient) => multiply(gradient, perModel ? alongModels(factor, gradient) : factor));
};

const otherAxes = (value: Value, perModel: boolean): number[] => value.shape.map((_, axis) => axis).slice(perModel ? 1 : 0);
