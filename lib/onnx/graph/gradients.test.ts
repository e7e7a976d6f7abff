import { describe, expect, it } from "vitest";
import { testProvider } from "@/lib/onnx/testing/provider";
import { createRandom } from "@/lib/ml/random/random";
import { openSession } from "@/lib/onnx/session";
import {
  abs,
  clip,
  divide,
  erf,
  exp,
  gelu,
  greater,
  log,
  multiply,
  negate,
  relu,
  sigmoid,
  softplus,
  sqrt,
  subtract,
  tanh,
  where,
  add,
} from "./elementwise";
import { constant, createGraph, emitOne, input, integers } from "./graph";
import { concat, gather, scatterSum, slice } from "./indexing";
import { cast, expand, reduceMean, reduceSum, reshape, transpose } from "./layout";
import { dense, layerNorm, logSoftmax, logSumExp, matmul, reduceMax, softmax } from "./matrix";
import { describeModel, serialiseModel } from "./serialise";
import { gradients } from "./differentiate";
import type { Graph, Value } from "./graph";

interface Case {
  name: string;
  shapes: number[][];
  build: (inputs: readonly Value[], graph: Graph) => Value;
  /** Draws lie in [low, low + 1.5]; logarithms and roots need positive ones. */
  low?: number;
}

const pick = (values: readonly Value[], index: number): Value => {
  const value = values[index];
  if (!value) throw new RangeError(`input ${index} is missing`);
  return value;
};
const a = (values: readonly Value[]): Value => pick(values, 0);
const b = (values: readonly Value[]): Value => pick(values, 1);

const cases: Case[] = [
  { name: "Add with broadcasting", shapes: [[2, 3], [3]], build: (x) => add(a(x), b(x)) },
  {
    name: "Sub with broadcasting",
    shapes: [
      [2, 3],
      [2, 1],
    ],
    build: (x) => subtract(a(x), b(x)),
  },
  {
    name: "Mul with broadcasting",
    shapes: [
      [2, 1, 3],
      [4, 1],
    ],
    build: (x) => multiply(a(x), b(x)),
  },
  { name: "Div", shapes: [[2, 3], [3]], build: (x) => divide(a(x), b(x)), low: 0.5 },
  { name: "Neg", shapes: [[4]], build: (x) => negate(a(x)) },
  { name: "Exp", shapes: [[4]], build: (x) => exp(a(x)) },
  { name: "Log", shapes: [[4]], build: (x) => log(a(x)), low: 0.5 },
  { name: "Sqrt", shapes: [[4]], build: (x) => sqrt(a(x)), low: 0.5 },
  { name: "Tanh", shapes: [[4]], build: (x) => tanh(a(x)) },
  { name: "Sigmoid", shapes: [[4]], build: (x) => sigmoid(a(x)) },
  { name: "Softplus", shapes: [[4]], build: (x) => softplus(a(x)) },
  { name: "Erf", shapes: [[4]], build: (x) => erf(a(x)) },
  { name: "GELU", shapes: [[4]], build: (x) => gelu(a(x)) },
  { name: "Relu", shapes: [[6]], build: (x) => relu(a(x)) },
  { name: "Abs", shapes: [[6]], build: (x) => abs(a(x)) },
  { name: "Clip", shapes: [[6]], build: (x) => clip(a(x), -0.35, 0.4) },
  { name: "Where", shapes: [[2, 3], [3]], build: (x) => where(greater(a(x), 0.1), multiply(a(x), 3), b(x)) },
  {
    name: "Cast (float and back through a mask)",
    shapes: [[4]],
    build: (x, g) => multiply(a(x), cast(integers(g, [1, 0, 2, 1]), "float")),
  },
  { name: "ReduceSum", shapes: [[2, 3, 2]], build: (x) => reduceSum(a(x), [1]) },
  { name: "ReduceSum keeping axes", shapes: [[2, 3]], build: (x) => multiply(a(x), reduceSum(a(x), [-1], true)) },
  { name: "ReduceMax", shapes: [[2, 3, 2]], build: (x) => multiply(reduceMax(a(x), 1), 2) },
  { name: "ReduceMean", shapes: [[2, 3, 2]], build: (x) => reduceMean(a(x), [0, 2]) },
  { name: "Expand", shapes: [[3, 1]], build: (x) => expand(a(x), [2, 3, 4]) },
  { name: "Reshape", shapes: [[2, 6]], build: (x) => reshape(a(x), [3, 4]) },
  { name: "Transpose", shapes: [[2, 3, 4]], build: (x) => transpose(a(x), [2, 0, 1]) },
  {
    name: "MatMul",
    shapes: [
      [2, 3],
      [3, 4],
    ],
    build: (x) => matmul(a(x), b(x)),
  },
  {
    name: "MatMul, batch times matrix",
    shapes: [
      [2, 2, 3],
      [3, 2],
    ],
    build: (x) => matmul(a(x), b(x)),
  },
  {
    name: "MatMul, both batched and broadcast",
    shapes: [
      [2, 1, 2, 3],
      [4, 3, 2],
    ],
    build: (x) => matmul(a(x), b(x)),
  },
  { name: "Softmax", shapes: [[2, 4]], build: (x) => softmax(a(x)) },
  { name: "LogSoftmax", shapes: [[2, 4]], build: (x) => logSoftmax(a(x)) },
  { name: "ReduceLogSumExp", shapes: [[2, 4, 2]], build: (x) => logSumExp(a(x), 1) },
  { name: "LayerNormalization", shapes: [[2, 3, 5], [5], [5]], build: (x) => layerNorm(a(x), b(x), pick(x, 2)) },
  { name: "Dense layer", shapes: [[2, 3, 4], [4, 2], [2]], build: (x) => dense(a(x), b(x), pick(x, 2)) },
  { name: "Gather with repeats", shapes: [[4, 2]], build: (x, g) => gather(a(x), integers(g, [3, 0, 3]), 0) },
  {
    name: "Gather with a matrix of positions",
    shapes: [[4, 2]],
    build: (x, g) => gather(a(x), integers(g, [3, 0, 3, 1, 2, 2], [2, 3]), 0),
  },
  { name: "Gather along the last axis", shapes: [[2, 4]], build: (x, g) => gather(a(x), integers(g, [1, 1, 2, 0, 3]), -1) },
  { name: "ScatterElements, sum", shapes: [[2, 4]], build: (x, g) => scatterSum(a(x), integers(g, [2, 0, 2, 1]), 1, 3) },
  { name: "Slice", shapes: [[3, 5]], build: (x) => slice(a(x), 1, 1, 4) },
  {
    name: "Concat",
    shapes: [
      [2, 3],
      [2, 1],
    ],
    build: (x) => concat([a(x), b(x)], 1),
  },
];

const product = (shape: readonly number[]): number => shape.reduce((total, size) => total * size, 1);

/** Σ wₖ yₖ + ½ Σ yₖ²: a scalar that depends on every element of y differently. */
const scalarise = (y: Value): Value => {
  const size = product(y.shape.map(Number));
  const flat = reshape(y, [size]);
  const weights = constant(
    y.graph,
    Array.from({ length: size }, (_, index) => Math.sin(index + 1)),
  );
  return reduceSum(add(multiply(flat, weights), multiply(multiply(flat, flat), 0.5)), [0]);
};

describe("gradients against central differences", () => {
  it.each(cases)("$name", async ({ shapes, build, low = -0.75 }) => {
    const graph = createGraph();
    const inputs = shapes.map((shape, index) => input(graph, `x${index}`, shape));
    const loss = scalarise(build(inputs, graph));
    const wanted = gradients(loss, inputs);
    const outputs = [{ name: "loss", value: loss }, ...wanted.map((value, index) => ({ name: `g${index}`, value }))];
    const session = await openSession(serialiseModel(graph, outputs), { provider: testProvider });
    const random = createRandom(5);
    const data = shapes.map((shape) => Float32Array.from({ length: product(shape) }, () => low + 1.5 * random.uniform()));
    const run = async (): Promise<Record<string, Float32Array>> =>
      session.run(Object.fromEntries(data.map((values, index) => [`x${index}`, { data: values, shape: shapes[index] ?? [] }])));
    const analytic = await run();
    const step = 4e-3;
    for (const [index, values] of data.entries()) {
      for (const [position, original] of values.entries()) {
        values[position] = original + step;
        const above = (await run()).loss?.[0] ?? Number.NaN;
        values[position] = original - step;
        const below = (await run()).loss?.[0] ?? Number.NaN;
        values[position] = original;
        const numeric = (above - below) / (2 * step);
        const exact = analytic[`g${index}`]?.[position] ?? Number.NaN;
        expect(Math.abs(exact - numeric), `x${index}[${position}]: ${exact} against ${numeric}`).toBeLessThan(
          3e-3 * (1 + Math.abs(numeric)),
        );
      }
    }
    await session.release();
  });

  it("gives zero for a value that the loss does not depend on", async () => {
    const graph = createGraph();
    const x = input(graph, "x", [2]);
    const unused = input(graph, "unused", [3]);
    const [, towardsUnused] = gradients(reduceSum(x, [0]), [x, unused]);
    if (!towardsUnused) throw new Error("no gradient");
    const session = await openSession(serialiseModel(graph, [{ name: "g", value: towardsUnused }]), { provider: testProvider });
    const result = await session.run({ x: { data: new Float32Array(2), shape: [2] }, unused: { data: new Float32Array(3), shape: [3] } });
    expect(Array.from(result.g ?? [])).toEqual([0, 0, 0]);
  });

  it("names an operator that has no gradient", () => {
    const graph = createGraph();
    const x = input(graph, "x", [2]);
    const floored = emitOne(graph, "Floor", [x], { shape: [2] });
    expect(() => gradients(reduceSum(floored, [0]), [x])).toThrow("Floor has no gradient");
  });

  it("refuses a loss that is not one number, and a named size on the way", () => {
    const graph = createGraph();
    const x = input(graph, "x", [2]);
    expect(() => gradients(x, [x])).toThrow(RangeError);
    const rows = input(graph, "rows", ["rows", 2]);
    expect(() => gradients(reduceSum(reduceSum(rows, [0]), [0]), [rows])).toThrow('size "rows"');
  });
});

describe("models", () => {
  it("leave out what no output needs and say which shapes do not fit", () => {
    const graph = createGraph();
    const x = input(graph, "x", [2, 3]);
    exp(x);
    const y = tanh(x);
    expect(describeModel(serialiseModel(graph, [{ name: "y", value: y }], { version: "v1" }))).toEqual({
      operators: ["Tanh", "Identity"],
      loopOperators: [],
      inputs: ["x"],
      outputs: ["y"],
      metadata: { version: "v1" },
    });
    expect(() => add(x, input(graph, "z", [2]))).toThrow("do not broadcast");
    expect(() => matmul(x, x)).toThrow("do not fit");
    expect(() => constant(graph, [1, 2, 3], [2])).toThrow("wants 2");
  });
});
