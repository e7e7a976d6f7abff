import { describe, expect, it } from "vitest";
import { createGraph, input } from "./graph/graph";
import { tanh } from "./graph/elementwise";
import { serialiseModel } from "./graph/serialise";
import { openSession } from "./session";

const model = (): Uint8Array => {
  const graph = createGraph();
  return serialiseModel(graph, [{ name: "y", value: tanh(input(graph, "x", ["rows"])) }]);
};

describe("openSession", () => {
  it("runs a model, with a size that is named until it runs", async () => {
    const session = await openSession(model(), { provider: "cpu" });
    expect(session.provider).toBe("cpu");
    const { y } = await session.run({ x: { data: Float32Array.of(0, 1, 40), shape: [3] } });
    expect(y?.[1]).toBeCloseTo(Math.tanh(1), 6);
    expect(y?.[2]).toBeCloseTo(1, 6);
    await session.release();
  });

  it("refuses bytes that are no model", async () => {
    await expect(openSession(Uint8Array.of(1, 2, 3), { provider: "cpu" })).rejects.toThrow();
  });

  it("fails loudly, naming what is missing, where CUDA is demanded and absent", async () => {
    let provider: string | null = null;
    try {
      const session = await openSession(model(), { provider: "cuda" });
      provider = session.provider;
      await session.release();
    } catch (error) {
      expect(String(error)).toMatch(/CUDA was demanded and cannot be used: \S+/);
    }
    expect(provider === null || provider === "cuda").toBe(true);
  });
});
