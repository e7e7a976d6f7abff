import { intAt, realAt } from "../math/access";

/** A stream of pseudo-random numbers that the same seed always repeats. */
export interface RandomStream {
  /** Uniform on [0, 1) with 53 random bits. */
  uniform(): number;
  /** Uniform integer in [0, bound), 1 ≤ bound ≤ 2^32, without modulo bias. */
  integer(bound: number): number;
  /** Standard normal. */
  normal(): number;
}

/**
 * xoshiro128** (Blackman and Vigna 2021, doi:10.1145/3460772) with its 128 bits of state filled from the seed by
 * splitmix32. 32-bit arithmetic only, so that it runs at full speed in every JavaScript engine and gives the same numbers
 * everywhere. Not for secrets.
 *
 * @param seed any integer; only its lowest 53 bits count.
 * @example createRandom(7).integer(6) // always the same face of the die
 */
export function createRandom(seed: number): RandomStream {
  return new Xoshiro(seed);
}

/** A class, and the state in signed numbers: the engine then knows every stream by one shape, and its numbers without boxes. */
class Xoshiro implements RandomStream {
  private s0: number;
  private s1: number;
  private s2: number;
  private s3: number;
  private spare: number | null = null;

  constructor(seed: number) {
    if (!Number.isSafeInteger(seed)) throw new RangeError(`seed = ${seed} must be a safe integer`);
    const fill = splitmix32((seed >>> 0) ^ Math.imul(Math.floor(seed / 2 ** 32) >>> 0, 0x9e3779b1));
    this.s0 = fill() | 0;
    this.s1 = fill() | 0;
    this.s2 = fill() | 0;
    this.s3 = fill() | 0;
  }

  /** 32 bits. */
  private next(): number {
    const { s1 } = this;
    const scrambled = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0;
    const s2 = this.s2 ^ this.s0;
    const s3 = this.s3 ^ s1;
    this.s1 = s1 ^ s2;
    this.s0 ^= s3;
    this.s2 = s2 ^ (s1 << 9);
    this.s3 = rotateLeft(s3, 11);
    return scrambled;
  }

  uniform(): number {
    return ((this.next() >>> 5) * 67108864 + (this.next() >>> 6)) / 9007199254740992;
  }

  integer(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32) throw new RangeError(`bound = ${bound} must be an integer in [1, 2^32]`);
    if (bound === 2 ** 32) return this.next();
    // Unsigned on both sides, so that the engine divides integers: a remainder of doubles takes ten times as long.
    const divisor = bound >>> 0;
    for (;;) {
      const draw = this.next();
      const rest = draw % divisor;
      // Below the largest multiple of the bound, past which the lowest numbers would come too often.
      if (draw - rest <= 2 ** 32 - divisor) return rest;
    }
  }

  /** Marsaglia's polar method makes two at a time; the second is kept for the next call. */
  normal(): number {
    if (this.spare !== null) {
      const kept = this.spare;
      this.spare = null;
      return kept;
    }
    let u = 0;
    let v = 0;
    let radius = 0;
    do {
      u = 2 * this.uniform() - 1;
      v = 2 * this.uniform() - 1;
      radius = u * u + v * v;
    } while (radius >= 1 || radius === 0);
    const factor = Math.sqrt((-2 * Math.log(radius)) / radius);
    this.spare = v * factor;
    return u * factor;
  }
}

/** An independent seed for part `stream` of a computation, so that adding a part does not change the others. */
export function deriveSeed(seed: number, stream: number): number {
  const fill = splitmix32((seed >>> 0) ^ Math.imul(stream + 1, 0x85ebca6b));
  return fill() ^ Math.imul(Math.floor(seed / 2 ** 32) >>> 0, 0x9e3779b1);
}

/** A random order of 0 … n − 1 (Fisher–Yates). */
export function permutation(random: RandomStream, n: number): Int32Array {
  const order = new Int32Array(n);
  // Not by `from` with a function, which takes more time than the shuffling.
  for (let index = 0; index < n; index += 1) order[index] = index;
  for (let last = n - 1; last > 0; last -= 1) {
    const other = random.integer(last + 1);
    const kept = intAt(order, last);
    order[last] = intAt(order, other);
    order[other] = kept;
  }
  return order;
}

/** A shuffled copy. */
export function shuffled<T>(random: RandomStream, values: readonly T[]): T[] {
  return Array.from(permutation(random, values.length)).flatMap((index) => values.slice(index, index + 1));
}

/** Index drawn with probability proportional to `weights` (non-negative, not all zero). */
export function chooseIndex(random: RandomStream, weights: Float64Array): number {
  let total = 0;
  for (const weight of weights) {
    if (!(weight >= 0)) throw new RangeError("weights must be non-negative");
    total += weight;
  }
  if (!(total > 0)) throw new RangeError("weights must not all be zero");
  let remaining = random.uniform() * total;
  let lastPositive = 0;
  for (let index = 0; index < weights.length; index += 1) {
    const weight = realAt(weights, index);
    if (weight === 0) continue;
    lastPositive = index;
    remaining -= weight;
    if (remaining < 0) return index;
  }
  return lastPositive;
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function splitmix32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
}
