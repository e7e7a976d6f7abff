import { emit, emitOne, integers } from "./graph";
import { add, exp, greater, multiply, subtract, where } from "./elementwise";
import { reduceMean, reduceSum, reshape, sumToShape, transposeMatrix } from "./layout";
import { broadcastShapes, countElements, fixedShape, normaliseAxis, replaceAt, sizeAt } from "./shape";
import type { Value } from "./graph";

/** Batched matrix product [..., n, k] × [..., k, m] → [..., n, m]. */
export const matmul = (a: Value, b: Value): Value => {
  if (a.shape.length < 2 || b.shape.length < 2) throw new RangeError("matmul: both operands must have at least two axes");
  if (a.shape.at(-1) !== b.shape.at(-2)) throw new RangeError(`matmul: [${a.shape.join(", ")}] × [${b.shape.join(", ")}] do not fit`);
  const shape = [...broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2)), a.shape.at(-2) ?? 1, b.shape.at(-1) ?? 1];
  return emitOne(a.graph, "MatMul", [a, b], { shape }, {}, (upstream) => {
    const towardsA = sumToShape(matmul(upstream, transposeMatrix(b)), a.shape);
    if (b.shape.length === 2 && a.shape.length > 2) {
      // One product over all leading axes at once instead of a batch of them that is then summed.
      const k = sizeAt(a.shape, -1);
      const m = sizeAt(b.shape, -1);
      const rows = countElements(a.shape) / k;
      return [towardsA, matmul(transposeMatrix(reshape(a, [rows, k])), reshape(upstream, [rows, m]))];
    }
    return [towardsA, sumToShape(matmul(transposeMatrix(a), upstream), b.shape)];
  });
};

/** Softmax over the last axis. */
export const softmax = (x: Value): Value => {
  const y: Value = emitOne(x.graph, "Softmax", [x], { shape: x.shape }, { axis: { int: -1 } }, (upstream) => {
    const weighted = multiply(upstream, y);
    return [subtract(weighted, multiply(y, reduceSum(weighted, [-1], true)))];
  });
  return y;
};

/** ln softmax over the last axis, without the underflow of taking the logarithm of a softmax. */
export const logSoftmax = (x: Value): Value => {
  const y: Value = emitOne(x.graph, "LogSoftmax", [x], { shape: x.shape }, { axis: { int: -1 } }, (upstream) => [
    subtract(upstream, multiply(exp(y), reduceSum(upstream, [-1], true))),
  ]);
  return y;
};

/** ln Σ eˣ over one axis. */
export const logSumExp = (x: Value, axis: number, keep = false): Value => {
  const along = normaliseAxis(axis, x.shape.length);
  const kept = replaceAt(x.shape, along, 1);
  const shape = keep ? kept : x.shape.filter((_, position) => position !== along);
  const attributes = { keepdims: { int: keep ? 1 : 0 } };
  const y: Value = emitOne(x.graph, "ReduceLogSumExp", [x, integers(x.graph, [along])], { shape }, attributes, (upstream) => {
    const inPlace = (value: Value): Value => reshape(value, fixedShape(kept));
    return [multiply(inPlace(upstream), exp(subtract(x, inPlace(y)))), null];
  });
  return y;
};

/** The largest element along one axis; the gradient goes to every element that is as large. */
export const reduceMax = (x: Value, axis: number): Value => {
  const along = normaliseAxis(axis, x.shape.length);
  const kept = replaceAt(x.shape, along, 1);
  const shape = x.shape.filter((_, position) => position !== along);
  const y: Value = emitOne(x.graph, "ReduceMax", [x, integers(x.graph, [along])], { shape }, { keepdims: { int: 0 } }, (upstream) => {
    const inPlace = (value: Value): Value => reshape(value, fixedShape(kept));
    return [where(greater(inPlace(y), x), 0, inPlace(upstream)), null];
  });
  return y;
};

/**
 * (x − mean) / √(variance + epsilon) · scale + shift over the last axis; `scale` and `shift` are [d].
 *
 * One fused operator forwards; backwards from the mean and the inverse deviation that it returns.
 * Source: Ba, Kiros and Hinton (2016), arXiv:1607.06450, eq. 3.
 */
export const layerNorm = (x: Value, scale: Value, shift: Value, epsilon = 1e-5): Value => {
  const kept = replaceAt(x.shape, x.shape.length - 1, 1);
  const outputs = [{ shape: x.shape }, { shape: kept }, { shape: kept }];
  const attributes = { axis: { int: -1 }, epsilon: { float: epsilon } };
  const [y, mean, inverseDeviation] = emit(x.graph, "LayerNormalization", [x, scale, shift], outputs, attributes, ([upstream]) => {
    if (!upstream || !mean || !inverseDeviation) return [null, null, null];
    const standard = multiply(subtract(x, mean), inverseDeviation);
    const scaled = multiply(upstream, scale);
    const level = reduceMean(scaled, [-1], true);
    const trend = multiply(standard, reduceMean(multiply(scaled, standard), [-1], true));
    return [
      multiply(inverseDeviation, subtract(subtract(scaled, level), trend)),
      sumToShape(multiply(upstream, standard), scale.shape),
      sumToShape(upstream, shift.shape),
    ];
  });
  if (!y) throw new RangeError("LayerNormalization produced no output");
  return y;
};

/** x W + b for W [k, m] and b [m]. */
export const dense = (x: Value, weight: Value, bias: Value): Value => add(matmul(x, weight), bias);
