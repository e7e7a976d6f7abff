import { constant, emitOne } from "./graph";
import { sumToShape } from "./layout";
import { broadcastShapes } from "./shape";
import type { Graph, Value } from "./graph";

/** Element-wise operators with broadcasting. A plain number stands for a constant. */
export type Operand = Value | number;

const lift = (graph: Graph, operand: Operand): Value => (typeof operand === "number" ? constant(graph, operand) : operand);

const graphOf = (a: Operand, b: Operand): Graph => {
  const value = typeof a === "number" ? b : a;
  if (typeof value === "number") throw new RangeError("one of the two operands must be a tensor");
  return value.graph;
};

type BinaryGradient = (upstream: Value, a: Value, b: Value, y: Value) => [Value, Value];

const binary = (operator: string, left: Operand, right: Operand, gradient: BinaryGradient): Value => {
  const graph = graphOf(left, right);
  const a = lift(graph, left);
  const b = lift(graph, right);
  const y: Value = emitOne(graph, operator, [a, b], { shape: broadcastShapes(a.shape, b.shape) }, {}, (upstream) => {
    const [towardsA, towardsB] = gradient(upstream, a, b, y);
    return [sumToShape(towardsA, a.shape), sumToShape(towardsB, b.shape)];
  });
  return y;
};

const unary = (operator: string, x: Value, gradient: (upstream: Value, y: Value) => Value): Value => {
  const y: Value = emitOne(x.graph, operator, [x], { shape: x.shape }, {}, (upstream) => [gradient(upstream, y)]);
  return y;
};

export const add = (a: Operand, b: Operand): Value => binary("Add", a, b, (upstream) => [upstream, upstream]);
export const subtract = (a: Operand, b: Operand): Value => binary("Sub", a, b, (upstream) => [upstream, negate(upstream)]);
export const multiply = (a: Operand, b: Operand): Value =>
  binary("Mul", a, b, (upstream, left, right) => [multiply(upstream, right), multiply(upstream, left)]);
export const divide = (a: Operand, b: Operand): Value =>
  binary("Div", a, b, (upstream, _left, right, y) => {
    const towardsA = divide(upstream, right);
    return [towardsA, negate(multiply(towardsA, y))];
  });

export const negate = (x: Value): Value => unary("Neg", x, (upstream) => negate(upstream));
export const exp = (x: Value): Value => unary("Exp", x, (upstream, y) => multiply(upstream, y));
export const log = (x: Value): Value => unary("Log", x, (upstream) => divide(upstream, x));
export const sqrt = (x: Value): Value => unary("Sqrt", x, (upstream, y) => divide(multiply(upstream, 0.5), y));
export const tanh = (x: Value): Value => unary("Tanh", x, (upstream, y) => multiply(upstream, subtract(1, multiply(y, y))));
export const sigmoid = (x: Value): Value => unary("Sigmoid", x, (upstream, y) => multiply(upstream, multiply(y, subtract(1, y))));
/** ln(1 + eˣ); float32 only in ONNX Runtime. */
export const softplus = (x: Value): Value => unary("Softplus", x, (upstream) => multiply(upstream, sigmoid(x)));
export const erf = (x: Value): Value =>
  unary("Erf", x, (upstream) => multiply(upstream, multiply(exp(negate(multiply(x, x))), 2 / Math.sqrt(Math.PI))));

/**
 * x Φ(x), the exact form (Hendrycks and Gimpel 2016, arXiv:1606.08415, sec. 2).
 *
 * Its gradient Φ(x) + x φ(x) is written out: it takes Φ from the forward pass, and half the element-wise passes that
 * differentiating the product would. In a dense head those passes are a good part of a training step.
 */
export const gelu = (x: Value): Value => {
  const cumulative = multiply(add(erf(multiply(x, Math.SQRT1_2)), 1), 0.5);
  return emitOne(x.graph, "Mul", [x, cumulative], { shape: x.shape }, {}, (upstream) => {
    const density = exp(multiply(multiply(x, x), -0.5));
    const slope = add(cumulative, multiply(multiply(x, density), 1 / Math.sqrt(2 * Math.PI)));
    return [multiply(upstream, slope), null];
  });
};

/** max(x, 0); the gradient at 0 is 0. */
export const relu = (x: Value): Value => unary("Relu", x, (upstream) => where(greater(x, 0), upstream, 0));

/** |x|; the gradient at 0 is 0. */
export const abs = (x: Value): Value =>
  unary("Abs", x, (upstream) => multiply(upstream, subtract(select(greater(x, 0), 1, 0, x), select(greater(0, x), 1, 0, x))));

/** max(x, low) from below and min(·, high) from above; the gradient is 1 inside and 0 outside. */
export const clip = (x: Value, low: number, high: number): Value =>
  emitOne(x.graph, "Clip", [x, constant(x.graph, low), constant(x.graph, high)], { shape: x.shape }, {}, (upstream) => {
    const inside = multiply(select(greater(x, low), 1, 0, x), select(greater(high, x), 1, 0, x));
    return [multiply(upstream, inside), null, null];
  });

/** a > b, as booleans. */
export const greater = (a: Operand, b: Operand): Value => {
  const graph = graphOf(a, b);
  const left = lift(graph, a);
  const right = lift(graph, b);
  return emitOne(graph, "Greater", [left, right], { shape: broadcastShapes(left.shape, right.shape), type: "bool" });
};

/** `a` where the condition holds, else `b`. */
export const where = (condition: Value, a: Operand, b: Operand): Value => {
  if (condition.type !== "bool") throw new RangeError("condition must hold booleans");
  const left = lift(condition.graph, a);
  const right = lift(condition.graph, b);
  const shape = broadcastShapes(condition.shape, broadcastShapes(left.shape, right.shape));
  return emitOne(condition.graph, "Where", [condition, left, right], { shape }, {}, (upstream) => [
    null,
    sumToShape(where(condition, upstream, 0), left.shape),
    sumToShape(where(condition, 0, upstream), right.shape),
  ]);
};

const select = (condition: Value, a: number, b: number, like: Value): Value =>
  emitOne(like.graph, "Where", [condition, constant(like.graph, a), constant(like.graph, b)], { shape: condition.shape });
