import { writeFile } from "node:fs/promises";
import path from "node:path";
import { createRandom, deriveSeed } from "@/lib/ml/random/random";
import { createBatchOrder } from "@/lib/onnx/training/schedule";

/** Synthetic data of the rows, written to files that both sides read. */

/** Pairs, and columns of each, of the rows on one model. */
export const [PAIRS, WIDTH] = [100_000, 384];

/** Fast uniform numbers in [−√3, √3), so that the variance is 1; a hundred million of them are drawn. */
const fastNoise = (seed: number): (() => number) => {
  let state = (seed | 0) === 0 ? 1 : seed | 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state / 2 ** 31) * Math.sqrt(3);
  };
};

export const writeFloats = async (folder: string, name: string, values: Float32Array): Promise<string> => {
  const file = path.join(folder, `${name}.f32`);
  await writeFile(file, values);
  return file;
};

/**
 * Pairs whose better response, by a planted linear reward with noise, comes first: [rows, 2, width], and their differences. Columns
 * are independent and of unit variance; with `ill`, their spreads fall as 30/(i + 1) and a reflection then mixes them, so that
 * no rescaling of columns helps: what vectors of encoders are like.
 */
export const writePairs = async (
  folder: string,
  { rows, width, seed, ill = false }: { rows: number; width: number; seed: number; ill?: boolean },
): Promise<{ pairs: string; differences: string }> => {
  const noise = fastNoise(deriveSeed(seed, 0));
  const random = createRandom(deriveSeed(seed, 1));
  const spread = Float32Array.from({ length: width }, (_, column) => (ill ? 30 / (column + 1) : 1));
  const planted = Float32Array.from(spread, (size) => random.normal() / Math.sqrt(width) / size);
  const mirror = Float32Array.from({ length: width }, () => random.normal());
  const mirrorLength = mirror.reduce((sum, value) => sum + value * value, 0);
  const pairs = new Float32Array(rows * 2 * width);
  const differences = new Float32Array(rows * width);
  for (let row = 0; row < rows; row += 1) {
    const from = row * 2 * width;
    let margin = 0;
    for (let k = 0; k < 2 * width; k += 1) {
      const value = noise() * (spread[k % width] ?? 1);
      pairs[from + k] = value;
      margin += (k < width ? 1 : -1) * value * (planted[k % width] ?? 0);
    }
    if (random.uniform() > 1 / (1 + Math.exp(-margin))) {
      const first = pairs.slice(from, from + width);
      pairs.copyWithin(from, from + width, from + 2 * width);
      pairs.set(first, from + width);
    }
    if (ill) for (const at of [from, from + width]) reflect(pairs.subarray(at, at + width), mirror, mirrorLength);
    for (let k = 0; k < width; k += 1) differences[row * width + k] = (pairs[from + k] ?? 0) - (pairs[from + width + k] ?? 0);
  }
  return { pairs: await writeFloats(folder, "pairs", pairs), differences: await writeFloats(folder, "differences", differences) };
};

/** x − 2 v (v·x) / |v|², in place. */
const reflect = (x: Float32Array, v: Float32Array, squaredLength: number): void => {
  let along = 0;
  for (const [k, value] of v.entries()) along += value * (x[k] ?? 0);
  for (let k = 0; k < x.length; k += 1) x[k] = (x[k] ?? 0) - ((2 * along) / squaredLength) * (v[k] ?? 0);
};

/** Rows of all steps, as our trainer draws them. // [steps, batch] int64 */
export const writeOrder = async (folder: string, seed: number, rows: number, batch: number, steps: number): Promise<string> => {
  const file = path.join(folder, "order.i64");
  await writeFile(file, createBatchOrder(seed, rows, batch).rows(0, steps));
  return file;
};

/**
 * Features, and labels of many models that each have their own truth. Well conditioned: independent columns of unit variance. Ill
 * conditioned: column i is scaled by 30/(i + 1) and column 0 has a mean of 3, as embeddings have.
 */
export const writeManyModels = async (
  folder: string,
  { rows, width, models, ill, seed }: { rows: number; width: number; models: number; ill: boolean; seed: number },
): Promise<{ features: string; labels: string }> => {
  const noise = fastNoise(deriveSeed(seed, 2));
  const random = createRandom(deriveSeed(seed, 3));
  const scale = (column: number): number => (ill ? 30 / (column + 1) : 1);
  const features = Float32Array.from({ length: rows * width }, (_, place) => {
    const column = place % width;
    return noise() * scale(column) + (ill && column === 0 ? 3 : 0);
  });
  const labels = new Float32Array(models * rows);
  for (let model = 0; model < models; model += 1) {
    const truth = Float64Array.from({ length: width }, (_, column) => (1.5 * random.normal()) / (Math.sqrt(width) * scale(column)));
    for (let row = 0; row < rows; row += 1) {
      let margin = 0;
      for (let k = 0; k < width; k += 1) margin += (truth[k] ?? 0) * (features[row * width + k] ?? 0);
      labels[model * rows + row] = random.uniform() < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
    }
  }
  return { features: await writeFloats(folder, "features", features), labels: await writeFloats(folder, "labels", labels) };
};
