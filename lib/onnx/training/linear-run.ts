import type { LbfgsSettings, Minimum } from "@/lib/ml/optim/lbfgs";
import type { ExternalContent } from "@/lib/onnx/graph/graph";
import type { Provider, SessionSettings } from "@/lib/onnx/session";
import type { DataFiles } from "./data-files";

export interface LinearModelsRun extends Partial<LbfgsSettings> {
  /** Bound on the runtime's threads. Default 1. */
  threads?: number;
  provider?: "auto" | Provider;
  /** Folder of features that are given as a file. */
  dataFolder?: string;
  /** Whether to change variables by a Cholesky factor shared by all models. Default: up to a width of 1024. */
  precondition?: boolean;
  /** "newton" also gives covariances; it computes one Hessian a step and model. Default "lbfgs". */
  method?: "lbfgs" | "newton";
  /** Models that step together; the next ones follow when these are done. Default: 3 MB of margins, and at least 16. Bounds memory. */
  modelsAtOnce?: number;
  onIteration?: (evaluations: number) => void;
  signal?: AbortSignal | undefined;
}

export interface LinearFit {
  /** // [width] */
  weights: Float64Array;
  /** Σ of weighted losses and λ/2 |w|². */
  loss: number;
  /** Largest component of the gradient. */
  gradientNorm: number;
  converged: boolean;
  iterations: number;
  lossHistory: number[];
  /** Of the Laplace approximation, where Newton's method was asked for. // [width, width] row-major */
  covariance: Float64Array | null;
}

/** Relative precision of losses that are float32 sums over blocks. */
export const VALUE_NOISE = 2e-7;

export const fitOf = ({ value, gradientNorm, converged, iterations, lossHistory }: Minimum, weights: Float64Array): LinearFit => ({
  weights,
  loss: value,
  gradientNorm,
  converged,
  iterations,
  lossHistory,
  covariance: null,
});

export const contentOf =
  (files: DataFiles) =>
  (name: string): ExternalContent => {
    const content = files.contents.get(name);
    if (!content) throw new RangeError(`there is no data for "${name}"`);
    return content;
  };

export const settingsOf = (files: DataFiles, { threads, provider }: LinearModelsRun): SessionSettings => ({
  dataFolder: files.folder,
  memoryPattern: false,
  ...(threads === undefined ? {} : { threads }),
  ...(provider === undefined ? {} : { provider }),
});

export const sum = (values: Float32Array): number => values.reduce((total, value) => total + value, 0);
