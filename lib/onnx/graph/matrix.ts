import { emitOne } from "./graph";
import { multiply, subtract } from "./elementwise";
import { reduceSum, reshape, sumToShape, transposeMatrix } from "./layout";
import { broadcastShapes, countElements, sizeAt } from "./shape";
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
