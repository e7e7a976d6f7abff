import type { Dimension, Shape } from "./graph";

/** The shape as numbers; a named size has no place where a gradient or a constant depends on it. */
export const fixedShape = (shape: Shape): number[] =>
  shape.map((size) => {
    if (typeof size === "string") throw new RangeError(`size "${size}" must be a number here: shapes are static wherever gradients flow`);
    return size;
  });

export const sizeAt = (shape: Shape, axis: number): number => {
  const size = shape.at(axis);
  if (typeof size !== "number") throw new RangeError(`axis ${axis} of [${shape.join(", ")}] must be a number`);
  return size;
};

export const countElements = (shape: Shape): number => fixedShape(shape).reduce((product, size) => product * size, 1);

export const sameShape = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((size, axis) => size === b[axis]);

/** Counts axes from the front: −1 is the last one. */
export const normaliseAxis = (axis: number, rank: number): number => {
  const fromFront = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(axis) || fromFront < 0 || fromFront >= rank)
    throw new RangeError(`axis = ${axis} is outside a tensor of rank ${rank}`);
  return fromFront;
};

/** The shape of an element-wise result under the broadcasting rule of numpy and ONNX. */
export const broadcastShapes = (a: Shape, b: Shape): Dimension[] => {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[a.length - rank + axis] ?? 1;
    const right = b[b.length - rank + axis] ?? 1;
    if (left !== right && left !== 1 && right !== 1)
      throw new RangeError(`shapes [${a.join(", ")}] and [${b.join(", ")}] do not broadcast`);
    return left === 1 ? right : left;
  });
};

export const replaceAt = (shape: Shape, axis: number, size: Dimension): Dimension[] =>
  shape.map((old, index) => (index === axis ? size : old));
