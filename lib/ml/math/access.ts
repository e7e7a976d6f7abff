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
