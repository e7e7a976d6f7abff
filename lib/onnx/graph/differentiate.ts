import { constant } from "./graph";
import { add } from "./elementwise";
import { expand } from "./layout";
import { countElements, fixedShape } from "./shape";
import type { Value } from "./graph";

/**
 * Reverse-mode differentiation of a scalar: appends the nodes that compute ∂loss/∂x for each x of `wrt`.
 *
 * Nodes are walked backwards in the order in which they were built, which is a topological order. Only nodes on a path from
 * a wanted value to the loss take part, so a node without a gradient is an error only where one is needed of it.
 * Source: Griewank and Walther (2008), Evaluating Derivatives, ch. 3, doi:10.1137/1.9780898717761.
 */
export const gradients = (loss: Value, wrt: readonly Value[]): Value[] => {
  if (countElements(loss.shape) !== 1) throw new RangeError(`loss must be a single number, not [${loss.shape.join(", ")}]`);
  const graph = loss.graph;
  const forward = [...graph.nodes];
  const dependsOnWanted = new Set(wrt.map((value) => value.name));
  for (const node of forward) {
    if (node.inputs.some((value) => dependsOnWanted.has(value.name))) for (const output of node.outputs) dependsOnWanted.add(output.name);
  }
  const adjoint = new Map<string, Value>([[loss.name, constant(graph, [1], fixedShape(loss.shape))]]);
  for (const node of forward.reverse()) {
    const upstream = node.outputs.map((output) => adjoint.get(output.name) ?? null);
    if (upstream.every((value) => value === null) || !node.inputs.some((value) => dependsOnWanted.has(value.name))) continue;
    if (!node.backward) throw new RangeError(`operator ${node.operator} has no gradient`);
    for (const [position, contribution] of node.backward(upstream).entries()) {
      const target = node.inputs[position];
      if (!target || !contribution || !dependsOnWanted.has(target.name)) continue;
      const known = adjoint.get(target.name);
      adjoint.set(target.name, known ? add(known, contribution) : contribution);
    }
  }
  return wrt.map((value) => adjoint.get(value.name) ?? expand(constant(graph, 0), fixedShape(value.shape)));
};
