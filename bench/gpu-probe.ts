import { tanh } from "@/lib/onnx/graph/elementwise";
import { createGraph, input } from "@/lib/onnx/graph/graph";
import { serialiseModel } from "@/lib/onnx/graph/serialise";
import { openSession } from "@/lib/onnx/session";
import { publicMessage } from "@/lib/errors";

/** Whether a model can run on the named provider at all: status 0, or the reason on standard error. */

const graph = createGraph();
const model = serialiseModel(graph, [{ name: "y", value: tanh(input(graph, "x", [2])) }]);
try {
  const session = await openSession(model, { provider: process.argv[2] === "cuda" ? "cuda" : "cpu" });
  await session.run({ x: { data: Float32Array.of(0, 1), shape: [2] } });
  await session.release();
} catch (error) {
  process.stderr.write(`${publicMessage(error)}\n`);
  process.exitCode = 1;
}
