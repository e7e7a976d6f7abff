import { intAt } from "@/lib/ml/math/access";
import { createRandom, deriveSeed, permutation } from "@/lib/ml/random/random";
import { scheduleOf, SCHEDULE } from "@/lib/onnx/graph/optimisers";
import type { Optimiser, ScheduleName } from "@/lib/onnx/graph/optimisers";

/** How the learning rate goes over a training. */
export interface LearningRate {
  /** The highest rate. */
  peak: number;
  /** Steps over which it rises from 0 in a straight line. Default 0. */
  warmup?: number;
  /** What it does afterwards: stay, fall to 0 in a straight line, or fall along half a cosine. Default constant. */
  decay?: "constant" | "linear" | "cosine";
}

/** The rate of step `t`, 1 ≤ t ≤ `steps`. Cosine: Loshchilov and Hutter (2017), arXiv:1608.03983, eq. 5 without restarts. */
export const learningRateAt = ({ peak, warmup = 0, decay = "constant" }: LearningRate, t: number, steps: number): number => {
  if (t <= warmup) return (peak * t) / warmup;
  const share = steps > warmup ? (t - 1 - warmup) / (steps - warmup) : 0;
  if (decay === "linear") return peak * (1 - share);
  return decay === "cosine" ? (peak * (1 + Math.cos(Math.PI * share))) / 2 : peak;
};

/** The per-step numbers of steps [from, to), 0-based, as vectors for one run. */
export const scheduleVectors = (
  optimiser: Optimiser,
  learningRate: LearningRate,
  { from, to, steps }: { from: number; to: number; steps: number },
): Record<ScheduleName, Float32Array> => {
  const vectors = { stepSize: new Float32Array(to - from), epsilon: new Float32Array(to - from), decay: new Float32Array(to - from) };
  for (let step = from; step < to; step += 1) {
    const numbers = scheduleOf(optimiser, step + 1, learningRateAt(learningRate, step + 1, steps));
    for (const name of SCHEDULE) vectors[name][step - from] = numbers[name];
  }
  return vectors;
};

/** Which rows each step reads. */
export interface BatchOrder {
  /** Rows of steps [from, to). // [to − from, batch] row-major */
  rows: (from: number, to: number) => BigInt64Array;
}

/**
 * Minibatches from one endless stream: a fresh random order of all rows after the other, cut into batches. So each row is read
 * once before any is read twice, the batch size need not divide the rows, and a step's rows follow from the seed and its number
 * alone, which is what lets a training be resumed anywhere.
 */
export const createBatchOrder = (seed: number, rows: number, batch: number): BatchOrder => {
  if (!(Number.isInteger(batch) && batch >= 1 && batch <= rows))
    throw new RangeError(`batch = ${batch} must be an integer in [1, ${rows}], the number of rows`);
  let known: { pass: number; order: Int32Array } = { pass: -1, order: new Int32Array(0) };
  const orderOf = (pass: number): Int32Array => {
    if (known.pass !== pass) known = { pass, order: permutation(createRandom(deriveSeed(seed, pass)), rows) };
    return known.order;
  };
  return {
    rows: (from, to) => {
      const result = new BigInt64Array((to - from) * batch);
      // Written through its low words: a hundred thousand BigInts cost as much as a tenth of the pass that they are for.
      const words = new Int32Array(result.buffer);
      for (let done = 0; done < result.length;) {
        const pass = Math.floor((from * batch + done) / rows);
        const place = from * batch + done - pass * rows;
        const count = Math.min(rows - place, result.length - done);
        writeLow(words, done, orderOf(pass).subarray(place, place + count));
        done += count;
      }
      return result;
    },
  };
};

const writeLow = (words: Int32Array, from: number, numbers: Int32Array): void => {
  for (let index = 0; index < numbers.length; index += 1) words[2 * (from + index)] = intAt(numbers, index);
};
