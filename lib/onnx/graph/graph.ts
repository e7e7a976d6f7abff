/** Element types that our graphs use. Arithmetic is float32 throughout; int64 holds indices, bool holds conditions. */
export type ElementType = "float" | "int64" | "bool";

/** A number, or a name for a size that is only known when the graph runs. Gradients need numbers. */
export type Dimension = number | string;
export type Shape = readonly Dimension[];

/** A tensor in a graph under construction: what is known of it before any number exists. */
export interface Value {
  readonly graph: Graph;
  readonly name: string;
  readonly shape: Shape;
  readonly type: ElementType;
}

export type Attribute = { int: number } | { ints: readonly number[] } | { float: number } | { text: string };

/** From the gradients of a node's outputs (null: does not reach the loss) to those of its inputs (null: none flows). */
export type Backward = (upstream: readonly (Value | null)[]) => readonly (Value | null)[];

export interface Node {
  readonly operator: string;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly backward: Backward | null;
}

export interface Initializer {
  readonly value: Value;
  /** Little-endian elements in row-major order. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What is being built: nodes in an order in which they can be run, inputs, and constants. Only this file appends to it. */
export interface Graph {
  readonly nodes: Node[];
  readonly inputs: Value[];
  readonly initializers: Initializer[];
  /** Small constants are shared: an autodiff graph asks for the same 0, 1 and axis lists hundreds of times. */
  readonly sharedConstants: Map<string, Value>;
  nextId: number;
}

const SHARED_CONSTANT_LENGTH = 16;

export const createGraph = (): Graph => ({ nodes: [], inputs: [], initializers: [], sharedConstants: new Map(), nextId: 0 });

/** An input that the caller of the model supplies under this name. */
export const input = (graph: Graph, name: string, shape: Shape, type: ElementType = "float"): Value => {
  if (graph.inputs.some((other) => other.name === name)) throw new RangeError(`input "${name}" is declared twice`);
  const value = { graph, name, shape, type };
  graph.inputs.push(value);
  return value;
};

/** A float constant, stored inside the model. // values: [product of shape], row-major */
export const constant = (graph: Graph, values: number | readonly number[] | Float32Array, shape?: readonly number[]): Value => {
  const elements = typeof values === "number" ? Float32Array.of(values) : Float32Array.from(values);
  return store(
    graph,
    "float",
    shape ?? (typeof values === "number" ? [] : [elements.length]),
    elements.length,
    elements.buffer,
    elements.join(),
  );
};

/** An int64 constant: indices, axes, target shapes. */
export const integers = (graph: Graph, values: readonly number[] | Int32Array, shape?: readonly number[]): Value => {
  const elements = BigInt64Array.from(values, (value) => BigInt(value));
  return store(graph, "int64", shape ?? [elements.length], elements.length, elements.buffer, elements.join());
};

/** Appends a node and returns its outputs. The shapes are the caller's claim; ONNX Runtime checks them when it loads the model. */
export const emit = (
  graph: Graph,
  operator: string,
  inputs: readonly Value[],
  outputs: readonly { shape: Shape; type?: ElementType }[],
  attributes: Readonly<Record<string, Attribute>> = {},
  backward: Backward | null = null,
): Value[] => {
  for (const value of inputs) {
    if (value.graph !== graph) throw new RangeError(`${operator}: input ${value.name} belongs to another graph`);
  }
  const values = outputs.map(({ shape, type = "float" }) => ({ graph, name: freshName(graph, operator), shape, type }));
  graph.nodes.push({ operator, inputs, outputs: values, attributes, backward });
  return values;
};

/** `emit` for the usual operator, which has a single output. */
export const emitOne = (
  graph: Graph,
  operator: string,
  inputs: readonly Value[],
  output: { shape: Shape; type?: ElementType },
  attributes: Readonly<Record<string, Attribute>> = {},
  backward: ((upstream: Value) => readonly (Value | null)[]) | null = null,
): Value => {
  const whole: Backward | null = backward && (([upstream]) => (upstream ? backward(upstream) : inputs.map(() => null)));
  const [value] = emit(graph, operator, inputs, [output], attributes, whole);
  if (!value) throw new RangeError(`${operator} produced no output`);
  return value;
};

const freshName = (graph: Graph, prefix: string): string => {
  graph.nextId += 1;
  return `${prefix}_${graph.nextId}`;
};

const store = (graph: Graph, type: ElementType, shape: readonly number[], length: number, buffer: ArrayBuffer, key: string): Value => {
  const expected = shape.reduce((product, size) => product * size, 1);
  if (expected !== length) throw new RangeError(`values has ${length} elements; shape [${shape.join(", ")}] wants ${expected}`);
  const sharedKey = length <= SHARED_CONSTANT_LENGTH ? `${type}|${shape.join()}|${key}` : null;
  const known = sharedKey === null ? undefined : graph.sharedConstants.get(sharedKey);
  if (known) return known;
  const value = { graph, name: freshName(graph, "constant"), shape, type };
  graph.initializers.push({ value, bytes: new Uint8Array(buffer) });
  if (sharedKey !== null) graph.sharedConstants.set(sharedKey, value);
  return value;
};
