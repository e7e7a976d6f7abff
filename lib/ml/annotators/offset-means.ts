import type { Estimate } from "../estimate";
import { addAt, assertFinite, assertIndices, assertLength, intAt, realAt } from "../math/access";

/** Numbers in long form: label r says that `annotator[r]` gave `task[r]` the number `value[r]`. */
export interface Measurements {
  tasks: number;
  annotators: number;
  // [labels]
  task: Int32Array;
  // [labels]
  annotator: Int32Array;
  // [labels]
  value: Float64Array;
}

export interface OffsetMeansFit {
  /** μ_i, in the unit of the values; NaN for a task without a label. // [tasks] */
  means: Float64Array;
  /** Standard error of μ_i; null where no task has two labels, so that nothing says how far labels scatter. // [tasks] */
  errors: Float64Array | null;
  /** b_j; positive for one who gives higher numbers than the others. // [annotators] */
  offsets: Float64Array;
  /** σ², variance of a label about mean plus offset; null where no task has two labels. */
  noise: number | null;
  /** τ², variance of the offsets; 0 where they do not differ by more than chance. */
  offsetVariance: number;
  /** Correlation of an annotator's labels with the mean of the others' on the same tasks, at least 0. // [annotators] */
  reliability: Estimate[];
  converged: boolean;
  iterations: number;
  /** Penalised sum of squares after each step; never rises. */
  lossHistory: number[];
}

const MAX_STEPS = 500;
/** Steps stop when the residual of the offsets' equations is this share of what it was. */
const TOLERANCE = 1e-10;

/**
 * Means of tasks judged in numbers (a slider, a score) by annotators some of whom are stricter than others:
 *
 *   x_ij = μ_i + b_j + ε_ij,   b_j ~ N(0, τ²),   ε_ij ~ N(0, σ²),   μ_i free
 *
 * so that who happened to judge a task does not move its mean. The prior of the offsets identifies them (only μ + b enters) and
 * shrinks those of annotators with few labels by n'_j/(n'_j + σ²/τ²), where n'_j = Σ (1 − 1/k_i) counts each label by what it
 * says beside the k_i labels of its task. σ² and τ² are estimated first, by moments from the unshrunk fit: σ² from its residuals,
 * τ² as the variance of its offsets less what σ² accounts for, at least 0; both know how many sets of annotators no task links.
 *
 * An outlier moves a mean as it moves any mean; an annotator whose scale is stretched, not only shifted, is not corrected.
 *
 * Solved by conjugate gradients on the offsets. Cost: steps × labels; some dozens of steps. Source: the two-way random effects layout of C. R. Henderson (1953), doi:10.2307/3001853, method 3 for
 * the variances; G. K. Robinson (1991), That BLUP is a good thing, doi:10.1214/ss/1177011926, for the shrinkage.
 *
 * @example
 * // tasks of truth 10 and 20; one annotator says 10, 20, another 14, 24: offsets −2 and 2, means 12 and 22
 */
export function fitOffsetMeans(measurements: Measurements): OffsetMeansFit {
  const { tasks, annotators, task, annotator, value } = measurements;
  assertLength("task", task.length, value.length);
  assertLength("annotator", annotator.length, value.length);
  assertIndices("task", task, tasks);
  assertIndices("annotator", annotator, annotators);
  assertFinite("value", value);
  const perTask = countOf(task, tasks);
  const information = new Float64Array(annotators);
  annotator.forEach((who, row) => addAt(information, who, 1 - 1 / intAt(perTask, intAt(task, row))));
  const { noise, offsetVariance } = momentsOf(measurements, perTask, information);
  const shrinkage = noise !== null && offsetVariance > 0 ? noise / offsetVariance : Number.POSITIVE_INFINITY;
  const { means, offsets, converged, lossHistory } = solve(measurements, perTask, shrinkage);
  const errors =
    noise === null
      ? null
      : Float64Array.from(perTask, (count) =>
          count === 0
            ? Number.POSITIVE_INFINITY
            : Math.sqrt((noise + (offsetVariance > 0 ? noise / (meanOf(information) + shrinkage) : 0)) / count),
        );
  return {
    means,
    errors,
    offsets,
    noise,
    offsetVariance,
    reliability: reliabilityOf(measurements, offsets),
    converged,
    iterations: lossHistory.length,
    lossHistory,
  };
}

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

const countOf = (indices: Int32Array, bound: number): Int32Array => {
  const counts = new Int32Array(bound);
  for (const index of indices) counts[index] = intAt(counts, index) + 1;
  return counts;
};

/**
 * Task means and offsets shrunk by `shrinkage` = σ²/τ²; infinite keeps the offsets at zero. With the means eliminated the offsets
 * solve a symmetric system, (n_j + λ) b_j − Σ_i∋j mean_i(b) = Σ_i∋j (x_ij − mean_i(x)), by conjugate gradients.
 */
function solve({ tasks, annotators, task, annotator, value }: Measurements, perTask: Int32Array, shrinkage: number) {
  const perAnnotator = countOf(annotator, annotators);
  const taskMeans = (labels: (row: number) => number): Float64Array => {
    const sums = new Float64Array(tasks);
    task.forEach((unit, row) => addAt(sums, unit, labels(row)));
    return sums.map((sum, unit) => sum / intAt(perTask, unit));
  };
  const plain = taskMeans((row) => realAt(value, row));
  const offsets = new Float64Array(annotators);
  const lossAt = (): { loss: number; means: Float64Array } => {
    const means = taskMeans((row) => realAt(value, row) - realAt(offsets, intAt(annotator, row)));
    let loss = Number.isFinite(shrinkage) ? shrinkage * offsets.reduce((sum, offset) => sum + offset * offset, 0) : 0;
    task.forEach((unit, row) => {
      loss += (realAt(value, row) - realAt(means, unit) - realAt(offsets, intAt(annotator, row))) ** 2;
    });
    return { loss, means };
  };
  const lossHistory = [lossAt().loss];
  if (!Number.isFinite(shrinkage)) return { means: plain, offsets, converged: true, lossHistory };
  const apply = (b: Float64Array): Float64Array => {
    const means = taskMeans((row) => realAt(b, intAt(annotator, row)));
    const product = b.map((offset, who) => (intAt(perAnnotator, who) + shrinkage) * offset);
    task.forEach((unit, row) => addAt(product, intAt(annotator, row), -realAt(means, unit)));
    return product;
  };
  const residual = new Float64Array(annotators);
  task.forEach((unit, row) => addAt(residual, intAt(annotator, row), realAt(value, row) - realAt(plain, unit)));
  const start = Math.sqrt(product(residual, residual));
  const precondition = (vector: Float64Array): Float64Array => vector.map((entry, who) => entry / (intAt(perAnnotator, who) + shrinkage));
  let preconditioned = precondition(residual);
  let direction = preconditioned.slice();
  let size = product(residual, preconditioned);
  let converged = start === 0;
  while (!converged && lossHistory.length < MAX_STEPS) {
    const image = apply(direction);
    const length = size / product(direction, image);
    direction.forEach((entry, who) => addAt(offsets, who, length * entry));
    image.forEach((entry, who) => addAt(residual, who, -length * entry));
    lossHistory.push(lossAt().loss);
    converged = Math.sqrt(product(residual, residual)) <= TOLERANCE * start;
    preconditioned = precondition(residual);
    const next = product(residual, preconditioned);
    const along = direction;
    direction = preconditioned.map((entry, who) => entry + (next / size) * realAt(along, who));
    size = next;
  }
  return { means: lossAt().means, offsets, converged, lossHistory };
}

const product = (a: Float64Array, b: Float64Array): number => a.reduce((sum, entry, index) => sum + entry * realAt(b, index), 0);

/**
 * σ² and τ² by moments; see `fitOffsetMeans`. Only differences of annotators who are linked by tasks are seen: of the k of each set that
 * is, k − 1. In a table without gaps these are the estimates of the analysis of variance, τ² = (MS of annotators − σ²) / tasks.
 */
function momentsOf(
  measurements: Measurements,
  perTask: Int32Array,
  information: Float64Array,
): { noise: number | null; offsetVariance: number } {
  const labels = measurements.value.length;
  const judged = perTask.filter((count) => count > 0).length;
  const plainDegrees = labels - judged;
  if (plainDegrees <= 0) return { noise: null, offsetVariance: 0 };
  const set = linkedSets(measurements);
  const sizes = new Map<number, number>();
  information.forEach((weight, who) => {
    if (weight > 0) sizes.set(intAt(set, who), (sizes.get(intAt(set, who)) ?? 0) + 1);
  });
  const differences = [...sizes.values()].reduce((sum, size) => sum + size - 1, 0);
  const degrees = plainDegrees - differences;
  // A whisper of shrinkage keeps the offsets of each set around 0.
  const { offsets, lossHistory } = solve(measurements, perTask, 1e-6);
  if (degrees <= 0)
    return { noise: (solve(measurements, perTask, Number.POSITIVE_INFINITY).lossHistory.at(-1) ?? 0) / plainDegrees, offsetVariance: 0 };
  const noise = (lossHistory.at(-1) ?? 0) / degrees;
  let [spread, chance] = [0, 0];
  information.forEach((weight, who) => {
    const size = sizes.get(intAt(set, who)) ?? 0;
    if (!(weight > 0)) return;
    spread += realAt(offsets, who) ** 2;
    // The offset's error beside offsets that were known is σ²/n'; around the mean of k that are estimated it is less.
    chance += (noise / weight) * ((size - 1) / size) ** 2;
  });
  return { noise, offsetVariance: Math.max(0, (spread - chance) / Math.max(1, differences)) };
}

/** Which set of annotators each is in: those whom tasks link, directly or through others. // [annotators] */
function linkedSets({ tasks, annotators, task, annotator }: Measurements): Int32Array {
  const parent = Int32Array.from({ length: annotators }, (_, who) => who);
  const rootOf = (who: number): number => {
    let root = who;
    while (intAt(parent, root) !== root) root = intAt(parent, root);
    for (let at = who; at !== root;) {
      const next = intAt(parent, at);
      parent[at] = root;
      at = next;
    }
    return root;
  };
  const seen = new Int32Array(tasks).fill(-1);
  task.forEach((unit, row) => {
    const before = intAt(seen, unit);
    if (before >= 0) parent[rootOf(intAt(annotator, row))] = rootOf(before);
    seen[unit] = intAt(annotator, row);
  });
  return Int32Array.from(parent, (_, who) => rootOf(who));
}

/** Pearson correlation with the mean of the others' labels, their offsets taken off; the interval by Fisher's z. */
function reliabilityOf({ tasks, annotators, task, annotator, value }: Measurements, offsets: Float64Array): Estimate[] {
  const sums = new Float64Array(tasks);
  const counts = countOf(task, tasks);
  const adjusted = value.map((entry, row) => entry - realAt(offsets, intAt(annotator, row)));
  task.forEach((unit, row) => addAt(sums, unit, realAt(adjusted, row)));
  const pairs = Array.from({ length: annotators }, (): [number, number][] => []);
  task.forEach((unit, row) => {
    const others = intAt(counts, unit) - 1;
    if (others > 0) pairs[intAt(annotator, row)]?.push([realAt(adjusted, row), (realAt(sums, unit) - realAt(adjusted, row)) / others]);
  });
  return pairs.map((points): Estimate => {
    const n = points.length;
    if (n < 4) return { value: null, reason: "Fewer than four labels on tasks that others judged too." };
    const meanX = points.reduce((sum, [x]) => sum + x, 0) / n;
    const meanY = points.reduce((sum, [, y]) => sum + y, 0) / n;
    const sxx = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
    const syy = points.reduce((sum, [, y]) => sum + (y - meanY) ** 2, 0);
    if (!(sxx > 0) || !(syy > 0)) return { value: null, reason: "All labels are the same number, so nothing can follow anything." };
    const correlation = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / Math.sqrt(sxx * syy);
    const z = Math.atanh(Math.min(Math.max(correlation, -0.999999), 0.999999));
    const reach = 1.96 / Math.sqrt(n - 3);
    return { value: Math.max(0, correlation), ci: [Math.max(0, Math.tanh(z - reach)), Math.max(0, Math.tanh(z + reach))], n };
  });
}
