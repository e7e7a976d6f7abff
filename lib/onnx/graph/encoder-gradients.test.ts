import { describe, expect, it } from "vitest";
import { testProvider } from "@/lib/onnx/testing/provider";
import { createRandom } from "@/lib/ml/random/random";
import { openSession } from "@/lib/onnx/session";
import { gradients } from "./differentiate";
import { add, gelu, multiply, negate, softplus, subtract } from "./elementwise";
import { createGraph, input } from "./graph";
import { gather, slice } from "./indexing";
import { reduceMean, reduceSum, reshape, transpose } from "./layout";
import { dense, layerNorm, matmul, softmax } from "./matrix";
import { serialiseModel } from "./serialise";
import type { Value } from "./graph";

const [VOCABULARY, WIDTH, HEADS, LENGTH, PAIRS, INNER, RANK, LAYERS] = [40, 24, 4, 9, 4, 48, 4, 2];
const TEXTS = 2 * PAIRS;

/** A post-norm encoder of two layers with low-rank adapters on queries and values, mean pooling and a pairwise loss. */
const build = () => {
  const graph = createGraph();
  const random = createRandom(11);
  const parameters: { value: Value; data: Float32Array }[] = [];
  const parameter = (name: string, shape: number[], spread: number, centre = 0): Value => {
    const value = input(graph, name, shape);
    const size = shape.reduce((product, axis) => product * axis, 1);
    parameters.push({ value, data: Float32Array.from({ length: size }, () => centre + spread * random.normal()) });
    return value;
  };
  const norm = (x: Value, name: string): Value =>
    layerNorm(x, parameter(`${name}.scale`, [WIDTH], 0.1, 1), parameter(`${name}.shift`, [WIDTH], 0.1));
  const ids = input(graph, "ids", [TEXTS, LENGTH], "int64");
  const mask = input(graph, "mask", [TEXTS, LENGTH]);
  const hide = reshape(multiply(subtract(mask, 1), 1e4), [TEXTS, 1, 1, LENGTH]);
  const embedded = gather(parameter("words", [VOCABULARY, WIDTH], 0.5), ids, 0);
  let x = norm(add(embedded, parameter("positions", [LENGTH, WIDTH], 0.5)), "norm");
  for (let layer = 0; layer < LAYERS; layer += 1) {
    const project = (name: string, adapted: boolean): Value => {
      const own = `${layer}.${name}`;
      let y = dense(x, parameter(own, [WIDTH, WIDTH], 0.2), parameter(`${own}.bias`, [WIDTH], 0.1));
      if (adapted) {
        const low = matmul(x, parameter(`${own}.down`, [WIDTH, RANK], 0.2));
        y = add(y, multiply(matmul(low, parameter(`${own}.up`, [RANK, WIDTH], 0.2)), 2));
      }
      return transpose(reshape(y, [TEXTS, LENGTH, HEADS, WIDTH / HEADS]), [0, 2, 1, 3]);
    };
    const [queries, keys, values] = [project("query", true), project("key", false), project("value", true)];
    const scores = multiply(matmul(queries, transpose(keys, [0, 1, 3, 2])), 1 / Math.sqrt(WIDTH / HEADS));
    const mixed = reshape(transpose(matmul(softmax(add(scores, hide)), values), [0, 2, 1, 3]), [TEXTS, LENGTH, WIDTH]);
    x = norm(add(x, matmul(mixed, parameter(`${layer}.output`, [WIDTH, WIDTH], 0.2))), `${layer}.attention`);
    const inner = gelu(dense(x, parameter(`${layer}.up`, [WIDTH, INNER], 0.2), parameter(`${layer}.up.bias`, [INNER], 0.1)));
    x = norm(add(x, matmul(inner, parameter(`${layer}.down`, [INNER, WIDTH], 0.2))), `${layer}.inner`);
  }
  const kept = reshape(mask, [TEXTS, LENGTH, 1]);
  const pooled = multiply(reduceSum(multiply(x, kept), [1]), 1 / 6);
  const rewards = reshape(matmul(pooled, parameter("head", [WIDTH, 1], 0.7)), [PAIRS, 2]);
  const losses = softplus(negate(subtract(slice(rewards, 1, 0, 1), slice(rewards, 1, 1, 2))));
  const slopes = gradients(
    reduceMean(losses, [0, 1]),
    parameters.map(({ value }) => value),
  );
  const outputs = [{ name: "losses", value: losses }, ...slopes.map((value, k) => ({ name: `slope${k}`, value }))];
  const tokens = BigInt64Array.from({ length: TEXTS * LENGTH }, () => BigInt(random.integer(VOCABULARY)));
  const masked = Float32Array.from({ length: TEXTS * LENGTH }, (_, k) => (k % LENGTH < 6 + (Math.floor(k / LENGTH) % 3) ? 1 : 0));
  return { graph, losses, outputs, parameters, tokens, masked, random };
};

describe("an encoder with low-rank adapters", () => {
  it("has the gradient that its loss shows along each parameter and along all of them at once", async () => {
    const { graph, losses, outputs, parameters, tokens, masked, random } = build();
    const session = await openSession(serialiseModel(graph, outputs), { provider: testProvider });
    // Differences need the losses alone: without the backward pass each run takes a third of the time.
    const forward = await openSession(serialiseModel(graph, [{ name: "losses", value: losses }]), { provider: testProvider });
    const run = (points: readonly Float32Array[], through = forward) =>
      through.run({
        ids: { data: tokens, shape: [TEXTS, LENGTH] },
        mask: { data: masked, shape: [TEXTS, LENGTH] },
        ...Object.fromEntries(
          parameters.map(({ value }, k) => [value.name, { data: points[k] ?? new Float32Array(0), shape: value.shape.map(Number) }]),
        ),
      });
    const here = parameters.map(({ data }) => data);
    const first = await run(here, session);
    const slopes = parameters.map((_, k) => first[`slope${k}`] ?? new Float32Array(0));
    // Per-pair losses are averaged in float64: differences of a float32 mean would lose two digits.
    const lossAt = async (directions: readonly (Float64Array | null)[], distance: number): Promise<number> => {
      const points = here.map((data, k) => data.map((value, j) => value + distance * (directions[k]?.[j] ?? 0)));
      const { losses: all = new Float32Array(0) } = await run(points);
      return all.reduce((sum, value) => sum + value, 0) / all.length;
    };
    const errorAlong = async (directions: readonly (Float64Array | null)[], step: number): Promise<number> => {
      const near = (await lossAt(directions, step)) - (await lossAt(directions, -step));
      const far = (await lossAt(directions, 2 * step)) - (await lossAt(directions, -2 * step));
      const numeric = (8 * near - far) / (12 * step);
      const exact = directions.reduce(
        (sum, direction, k) => sum + (direction?.reduce((part, value, j) => part + value * (slopes[k]?.[j] ?? 0), 0) ?? 0),
        0,
      );
      return Math.abs(numeric - exact) / Math.abs(exact);
    };
    const unit = (values: Float64Array): Float64Array => values.map((value) => value / Math.hypot(...values));
    const errors: { name: string; error: number }[] = [];
    for (const [k, slope] of slopes.entries()) {
      // A bias of the keys shifts all scores of a query alike, so its gradient is zero and has no direction.
      const name = parameters[k]?.value.name ?? "";
      if (name.endsWith("key.bias")) continue;
      const towards = unit(Float64Array.from(slope));
      const askew = unit(unit(Float64Array.from(slope, () => random.normal())).map((value, j) => value + (towards[j] ?? 0)));
      for (const direction of [towards, askew]) {
        const directions = slopes.map((_, other) => (other === k ? direction : null));
        errors.push({ name, error: await errorAlong(directions, 0.04) });
      }
    }
    const length = Math.hypot(...slopes.map((slope) => Math.hypot(...slope)));
    errors.push({
      name: "all",
      error: await errorAlong(
        slopes.map((slope) => Float64Array.from(slope, (value) => value / length)),
        0.02,
      ),
    });
    const worst = errors.reduce((a, b) => (b.error > a.error ? b : a));
    expect(errors.length).toBe(79);
    expect(worst.error, `${worst.name}: ${worst.error}`).toBeLessThan(1e-3);
    await Promise.all([session.release(), forward.release()]);
  });
});
