import { sortedQuantile } from "../bootstrap/cluster-bootstrap";
import { createRandom } from "../random/random";

/** Accuracy (or any figure that rises to a ceiling) at a size of the training set. */
export interface CurvePoint {
  size: number;
  value: number;
}

export interface PlateauFit {
  /** a: where the curve levels off. */
  plateau: number;
  /** b: how far below it a model without data would start. */
  drop: number;
  /** c: labels after which the gap to the plateau has shrunk by a factor e. */
  scale: number;
  /** Percentile interval of the plateau from resampled residuals, 95 %. */
  interval: [number, number];
  /** Training pairs at which the curve reaches 99 % of its plateau. */
  near: NearPlateau;
  /** False where the points do not bend yet: the plateau is then a guess beyond the data. */
  bends: boolean;
}

export interface NearPlateau {
  size: number;
  /** Percentile interval from resampled residuals, 95 %; without an upper end where too many resampled curves do not bend. */
  low: number;
  high: number | null;
}

const NEAR = 0.99;
const GRID = 80;
const REFINEMENTS = 40;
const DRAWS = 200;

/**
 * Exponential plateau y = a − b e^{−x/c} by least squares: for a given c the rest is linear, so c alone is searched, on a
 * logarithmic grid and then by golden section. `bends` wants the largest size beyond c.
 * Source of the shape: Figueroa et al. (2012), doi:10.1186/1472-6947-12-8, and arXiv:2411.10545, who use other curves beside it.
 */
export const fitPlateau = (points: readonly CurvePoint[], seed = 1): PlateauFit => {
  const { best, resampled } = fitAndResample(points, seed);
  const sizes = points.map(({ size }) => size);
  const plateaus = Float64Array.from(resampled, ({ plateau }) => plateau).sort();
  const largest = Math.max(...sizes);
  // A curve that does not bend may go on rising for any number of pairs.
  const nears = Float64Array.from(resampled, (curve) => (bendsBy(curve, largest) ? sizeForShare(curve, NEAR) : Infinity)).sort();
  const high = nears[Math.ceil(0.975 * (DRAWS - 1))] ?? Infinity;
  return {
    ...best,
    interval: [sortedQuantile(plateaus, 0.025), sortedQuantile(plateaus, 0.975)],
    near: {
      size: sizeForShare(best, NEAR),
      low: Math.min(nears[Math.floor(0.025 * (DRAWS - 1))] ?? 0, largest),
      high: Number.isFinite(high) ? high : null,
    },
    bends: bendsBy(best, largest),
  };
};

/**
 * Pointwise 95 % percentile interval of the curve at each of `sizes`, from the residuals that `fitPlateau` resamples with the same
 * seed. It is the interval of the curve, not of one more measurement. O(draws × (points + sizes)).
 */
export const plateauBand = (points: readonly CurvePoint[], sizes: readonly number[], seed = 1): { low: number; high: number }[] => {
  const { resampled } = fitAndResample(points, seed);
  return sizes.map((size) => {
    const values = Float64Array.from(resampled, (curve) => curveAt(curve, size)).sort();
    return { low: sortedQuantile(values, 0.025), high: sortedQuantile(values, 0.975) };
  });
};

const fitAndResample = (points: readonly CurvePoint[], seed: number): { best: Curve; resampled: Curve[] } => {
  const sizes = points.map(({ size }) => size);
  if (new Set(sizes).size < 3) throw new RangeError(`points must hold at least 3 sizes, not ${new Set(sizes).size}`);
  const values = points.map(({ value }) => value);
  const best = search(sizes, values);
  const fitted = sizes.map((size) => curveAt(best, size));
  // Residuals of a fit are smaller than the noise; three parameters were spent.
  const inflate = Math.sqrt(points.length / Math.max(1, points.length - 3));
  const residuals = values.map((value, index) => inflate * (value - (fitted[index] ?? 0)));
  const random = createRandom(seed);
  const resampled = Array.from({ length: DRAWS }, () =>
    search(
      sizes,
      fitted.map((value) => value + (residuals[random.integer(residuals.length)] ?? 0)),
    ),
  );
  return { best, resampled };
};

/** A curve without a rise is at its plateau all along. */
const bendsBy = ({ drop, scale }: Curve, largest: number): boolean => drop === 0 || largest > scale;

/** a(n) = plateau − drop · exp(−n / scale), with n in pairs trained on. */
export const curveAt = ({ plateau, drop, scale }: Pick<PlateauFit, "plateau" | "drop" | "scale">, size: number): number =>
  plateau - drop * Math.exp(-size / scale);

/** Size at which the curve reaches a share of its plateau; 0 where it starts above it. */
export const sizeForShare = ({ plateau, drop, scale }: Pick<PlateauFit, "plateau" | "drop" | "scale">, share: number): number =>
  Math.max(0, scale * Math.log(Math.max(drop, 1e-300) / Math.max((1 - share) * plateau, 1e-300)));

type Curve = { plateau: number; drop: number; scale: number };

const search = (sizes: readonly number[], values: readonly number[]): Curve => {
  const [low, high] = [Math.log(Math.min(...sizes) / 4), Math.log(Math.max(...sizes) * 3)];
  const at = (logScale: number): Curve & { error: number } => linear(sizes, values, Math.exp(logScale));
  let bestIndex = 0;
  let best = at(low);
  for (let index = 1; index <= GRID; index += 1) {
    const candidate = at(low + ((high - low) * index) / GRID);
    if (candidate.error < best.error) [best, bestIndex] = [candidate, index];
  }
  const step = (high - low) / GRID;
  let left = low + step * Math.max(0, bestIndex - 1);
  let right = low + step * Math.min(GRID, bestIndex + 1);
  const golden = (Math.sqrt(5) - 1) / 2;
  for (let round = 0; round < REFINEMENTS; round += 1) {
    const [inner, outer] = [right - golden * (right - left), left + golden * (right - left)];
    if (at(inner).error < at(outer).error) right = outer;
    else left = inner;
  }
  const refined = at((left + right) / 2);
  return refined.error <= best.error ? refined : best;
};

/** Least squares of a and b ≥ 0 at a given c. */
const linear = (sizes: readonly number[], values: readonly number[], scale: number): Curve & { error: number } => {
  const decay = sizes.map((size) => Math.exp(-size / scale));
  const n = values.length;
  const meanDecay = decay.reduce((sum, x) => sum + x, 0) / n;
  const meanValue = values.reduce((sum, x) => sum + x, 0) / n;
  let cross = 0;
  let square = 0;
  for (const [index, x] of decay.entries()) {
    cross += (x - meanDecay) * ((values[index] ?? 0) - meanValue);
    square += (x - meanDecay) ** 2;
  }
  const drop = square > 0 ? Math.max(0, -cross / square) : 0;
  const plateau = meanValue + drop * meanDecay;
  const error = decay.reduce((sum, x, index) => sum + ((values[index] ?? 0) - plateau + drop * x) ** 2, 0);
  return { plateau, drop, scale, error };
};
