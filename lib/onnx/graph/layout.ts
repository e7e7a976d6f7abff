import { constant, emitOne, integers } from "./graph";
import { countElements, fixedShape, normaliseAxis, sameShape } from "./shape";
import type { Shape, Value } from "./graph";

/** Operators that move or sum elements. They sit in one file because the gradient of each is another of them. */

export const reshape = (x: Value, shape: readonly number[]): Value => {
  if (sameShape(x.shape, shape)) return x;
  if (countElements(x.shape) !== countElements(shape))
    throw new RangeError(`reshape: [${x.shape.join(", ")}] does not fill [${shape.join(", ")}]`);
  return emitOne(x.graph, "Reshape", [x, integers(x.graph, shape)], { shape, type: x.type }, {}, (upstream) => [
    reshape(upstream, fixedShape(x.shape)),
    null,
  ]);
};

export const transpose = (x: Value, permutation: readonly number[]): Value => {
  if ([...permutation].sort((a, b) => a - b).join() !== x.shape.map((_, axis) => axis).join()) {
    throw new RangeError(`permutation = [${permutation.join(", ")}] must name each of ${x.shape.length} axes once`);
  }
  const inverse = permutation.map((_, axis) => permutation.indexOf(axis));
  const shape = permutation.map((axis) => x.shape[axis] ?? 1);
  return emitOne(x.graph, "Transpose", [x], { shape, type: x.type }, { perm: { ints: permutation } }, (upstream) => [
    transpose(upstream, inverse),
  ]);
};

/** Swaps the last two axes. */
export const transposeMatrix = (x: Value): Value => {
  const rank = x.shape.length;
  return transpose(
    x,
    x.shape.map((_, axis) => (axis === rank - 1 ? rank - 2 : axis === rank - 2 ? rank - 1 : axis)),
  );
};

export const expand = (x: Value, shape: readonly number[]): Value => {
  if (sameShape(x.shape, shape)) return x;
  return emitOne(x.graph, "Expand", [x, integers(x.graph, shape)], { shape, type: x.type }, {}, (upstream) => [
    sumToShape(upstream, x.shape),
    null,
  ]);
};

/** Σ over `axes`; `keep` leaves them in place with size 1. */
export const reduceSum = (x: Value, axes: readonly number[], keep = false): Value => {
  const summed = axes.map((axis) => normaliseAxis(axis, x.shape.length));
  const kept = x.shape.map((size, axis) => (summed.includes(axis) ? 1 : size));
  const shape = keep ? kept : x.shape.filter((_, axis) => !summed.includes(axis));
  return emitOne(x.graph, "ReduceSum", [x, integers(x.graph, summed)], { shape }, { keepdims: { int: keep ? 1 : 0 } }, (upstream) => [
    expand(reshape(upstream, fixedShape(kept)), fixedShape(x.shape)),
    null,
  ]);
};

/** Mean over `axes`, the gradient spread evenly. */
export const reduceMean = (x: Value, axes: readonly number[], keep = false): Value => {
  const averaged = axes.map((axis) => normaliseAxis(axis, x.shape.length));
  const kept = x.shape.map((size, axis) => (averaged.includes(axis) ? 1 : size));
  const shape = keep ? kept : x.shape.filter((_, axis) => !averaged.includes(axis));
  return emitOne(x.graph, "ReduceMean", [x, integers(x.graph, averaged)], { shape }, { keepdims: { int: keep ? 1 : 0 } }, (upstream) => {
    const spread = expand(reshape(upstream, fixedShape(kept)), fixedShape(x.shape));
    const count = countElements(x.shape) / countElements(kept);
    return [emitOne(x.graph, "Div", [spread, constant(x.graph, count)], { shape: x.shape }), null];
  });
};

/** The reverse of broadcasting: sums `x` down to `shape`. */
export const sumToShape = (x: Value, shape: Shape): Value => {
  if (sameShape(x.shape, shape)) return x;
  const offset = x.shape.length - shape.length;
  const axes = x.shape.flatMap((size, axis) => (axis < offset || (shape[axis - offset] === 1 && size !== 1) ? [axis] : []));
  return reshape(axes.length > 0 ? reduceSum(x, axes, true) : x, fixedShape(shape));
};

/** To float or int64. No gradient flows through an integer. */
export const cast = (x: Value, type: "float" | "int64"): Value =>
  x.type === type ? x : emitOne(x.graph, "Cast", [x], { shape: x.shape, type }, { to: { int: type === "float" ? 1 : 7 } }, () => [null]);
