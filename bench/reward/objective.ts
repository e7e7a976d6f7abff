import { readFile } from "node:fs/promises";
import type { LinearTask } from "./tasks";

/** Where a side's coefficients stand, computed in float64 by nobody's library. */
export interface Standing {
  /** Σ of the losses and λ/2 |w|². */
  objective: number;
  /** Largest component of its gradient. */
  gradient: number;
}

const view = async (file: string): Promise<ArrayBuffer> => {
  const bytes = await readFile(file);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
};

/** One standing a model. */
export const standings = async (task: LinearTask, result: string): Promise<Standing[]> => {
  const { rows, width, models, penalty } = task;
  const features = new Float32Array(await view(task.features));
  const labels = new Float32Array(await view(task.labels));
  const coefficients = new Float64Array(await view(result));
  return Array.from({ length: models }, (_, model) => {
    const w = coefficients.subarray(model * width, (model + 1) * width);
    const gradient = w.map((weight) => penalty * weight);
    let objective = (penalty / 2) * w.reduce((sum, weight) => sum + weight * weight, 0);
    for (let row = 0; row < rows; row += 1) {
      const from = row * width;
      let margin = 0;
      for (let k = 0; k < width; k += 1) margin += (features[from + k] ?? 0) * (w[k] ?? 0);
      const label = labels[model * rows + row] ?? 0;
      objective += Math.max(margin, 0) + Math.log1p(Math.exp(-Math.abs(margin))) - label * margin;
      const slope = 1 / (1 + Math.exp(-margin)) - label;
      for (let k = 0; k < width; k += 1) gradient[k] = (gradient[k] ?? 0) + slope * (features[from + k] ?? 0);
    }
    return { objective, gradient: gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0) };
  });
};

/** Largest relative excess of `a`'s objectives over `b`'s; negative where `a` is lower everywhere. */
export const worstExcess = (a: readonly Standing[], b: readonly Standing[]): number =>
  Math.max(...a.map(({ objective }, model) => objective / (b[model]?.objective ?? Number.NaN) - 1));

export const worstGradient = (all: readonly Standing[]): number => Math.max(...all.map(({ gradient }) => gradient));
