/**
 * Checked reads of typed arrays. The compiler treats every indexed read as possibly undefined; these say what happens then.
 * One function per element kind keeps each call site monomorphic, so the engine inlines them in hot loops.
 */
export function realAt(values: Float64Array, index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`index ${index} is outside an array of ${values.length} numbers`);
  return value;
}

/** Checked read of an integer array; see {@link realAt}. */
export function intAt(values: Int32Array, index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`index ${index} is outside an array of ${values.length} integers`);
  return value;
}

/** values[index] += amount. */
export function addAt(values: Float64Array, index: number, amount: number): void {
  values[index] = realAt(values, index) + amount;
}

/** Σ_k a[aFrom + k] b[bFrom + k]: the inner loop of matrix work, so the bounds are checked once instead of at every read. */
export function dot(a: Float64Array, aFrom: number, b: Float64Array, bFrom: number, length: number): number {
  if (aFrom < 0 || bFrom < 0 || aFrom + length > a.length || bFrom + length > b.length)
    throw new RangeError("dot product reaches outside its arrays");
  let sum = 0;
  for (let k = 0; k < length; k += 1) sum += (a[aFrom + k] ?? 0) * (b[bFrom + k] ?? 0);
  return sum;
}

/** Throws unless every entry of `indices` is an integer in [0, bound). */
export function assertIndices(name: string, indices: Int32Array, bound: number): void {
  for (let position = 0; position < indices.length; position += 1) {
    const index = intAt(indices, position);
    if (index < 0 || index >= bound) throw new RangeError(`${name}[${position}] = ${index} must lie in [0, ${bound})`);
  }
}

/** Throws unless every entry is finite. */
export function assertFinite(name: string, values: Float64Array): void {
  for (let position = 0; position < values.length; position += 1) {
    if (!Number.isFinite(values[position])) throw new RangeError(`${name}[${position}] must be a finite number`);
  }
}

/** Throws unless `length` equals `expected`. */
export function assertLength(name: string, length: number, expected: number): void {
  if (length !== expected) throw new RangeError(`${name} has ${length} entries, expected ${expected}`);
}
