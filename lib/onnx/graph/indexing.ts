import { constant, emitOne, integers } from "./graph";
import { expand, reshape } from "./layout";
import { countElements, fixedShape, normaliseAxis, replaceAt, sizeAt } from "./shape";
import type { Value } from "./graph";

/** Operators that pick elements by position, and the scatter that gathers' gradients need. */

/** Slices of `x` along `axis` at integer positions `indices` of any shape, which replaces that axis; repeated positions are allowed. */
export const gather = (x: Value, indices: Value, axis: number): Value => {
  const along = normaliseAxis(axis, x.shape.length);
  if (indices.type !== "int64") throw new RangeError("indices must be int64");
  const shape = [...x.shape.slice(0, along), ...indices.shape, ...x.shape.slice(along + 1)];
  return emitOne(x.graph, "Gather", [x, indices], { shape, type: x.type }, { axis: { int: along } }, (upstream) => {
    const outer = fixedShape(x.shape);
    const count = countElements(indices.shape);
    const flat = reshape(upstream, replaceAt(outer, along, count).map(Number));
    return [scatterSum(flat, reshape(indices, [count]), along, sizeAt(outer, along)), null];
  });
};

/** Sums the slices of `x` along `axis` into `size` bins: out[…, indices[k], …] += x[…, k, …]. The transpose of `gather`. */
export const scatterSum = (x: Value, indices: Value, axis: number, size: number): Value => {
  const along = normaliseAxis(axis, x.shape.length);
  const shape = fixedShape(x.shape);
  const zeros = expand(constant(x.graph, 0), replaceAt(shape, along, size).map(Number));
  return scatterInto(zeros, x, indices, along);
};

/** `scatterSum` on top of what `target` already holds; `target` sets the size, which may then be a named one. */
export const scatterInto = (target: Value, x: Value, indices: Value, axis: number): Value => {
  const along = normaliseAxis(axis, x.shape.length);
  // ScatterElements wants one index for every element, not one for every slice.
  const spread =
    x.shape.length === 1
      ? indices
      : expand(
          reshape(
            indices,
            x.shape.map((size, position) => (position === along ? Number(size) : 1)),
          ),
          fixedShape(x.shape),
        );
  const attributes = { axis: { int: along }, reduction: { text: "add" } };
  return emitOne(x.graph, "ScatterElements", [target, spread, x], { shape: target.shape }, attributes, (upstream) => [
    upstream,
    null,
    gather(upstream, indices, along),
  ]);
};

/** x[…, from:to, …] along `axis`. */
export const slice = (x: Value, axis: number, from: number, to: number): Value => {
  const along = normaliseAxis(axis, x.shape.length);
  const size = sizeAt(x.shape, along);
  if (!(from >= 0 && from < to && to <= size)) throw new RangeError(`slice ${from}:${to} is outside axis ${axis} of size ${size}`);
  const graph = x.graph;
  const operands = [x, integers(graph, [from]), integers(graph, [to]), integers(graph, [along])];
  return emitOne(graph, "Slice", operands, { shape: replaceAt(x.shape, along, to - from), type: x.type }, {}, (upstream) => {
    const before = x.shape.map((_, position) => (position === along ? from : 0));
    const after = x.shape.map((_, position) => (position === along ? size - to : 0));
    return [emitOne(graph, "Pad", [upstream, integers(graph, [...before, ...after])], { shape: x.shape }), null, null, null];
  });
};

export const concat = (parts: readonly Value[], axis: number): Value => {
  const [first] = parts;
  if (!first) throw new RangeError("parts must not be empty");
  const along = normaliseAxis(axis, first.shape.length);
  const sizes = parts.map((part) => sizeAt(part.shape, along));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return emitOne(
    first.graph,
    "Concat",
    parts,
    { shape: replaceAt(first.shape, along, total), type: first.type },
    { axis: { int: along } },
    (upstream) => {
      let from = 0;
      return sizes.map((size) => {
        from += size;
        return slice(upstream, along, from - size, from);
      });
    },
  );
};
