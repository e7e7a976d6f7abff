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

export type Attribute = { int: number } | { ints: readonly number[] } | { float: number } | { text: string } | { body: Body };

/** A graph inside a node, such as what a `Loop` repeats. It sees every value of the graphs around it. */
export interface Body {
  readonly graph: Graph;
  readonly outputs: readonly Value[];
}

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
  /** Little-endian elements in row-major order, or where in a file beside the model they lie. */
  readonly content: Uint8Array<ArrayBuffer> | ExternalContent;
}

export interface ExternalContent {
  /** Relative to the folder of the model. */
  readonly file: string;
  readonly offset: number;
  readonly byteLength: number;
}

/** What is being built: nodes in an order in which they can be run, inputs, and constants. Only this file appends to it. */
export interface Graph {
  readonly nodes: Node[];
  readonly inputs: Value[];
  readonly initializers: Initializer[];
  /** Small constants are shared: an autodiff graph asks for the same 0, 1 and axis lists hundreds of times. */
  readonly sharedConstants: Map<string, Value>;
  /** The graph around this one, where this is the body of a node. */
  readonly outer: Graph | null;
  /** Names are unique over a graph and all its bodies, so one counter serves them. */
  readonly names: { next: number };
}

const SHARED_CONSTANT_LENGTH = 16;

export const createGraph = (): Graph => ({
  nodes: [],
  inputs: [],
  initializers: [],
  sharedConstants: new Map(),
  outer: null,
  names: { next: 0 },
});

/** An empty body for a node of `outer`. */
export const createBody = (outer: Graph): Graph => ({ ...createGraph(), outer, names: outer.names });

/** An input that the caller of the model supplies under this name. */
export const input = (graph: Graph, name: string, shape: Shape, type: ElementType = "float"): Value => {
  if (graph.inputs.some((other) => other.name === name)) throw new RangeError(`input "${name}" is declared twice`);
  const value = { graph, name, shape, type };
  graph.inputs.push(value);
  return value;
};

/** An input of a body: its name is chosen here, since the node passes its operands by position. */
export const bodyInput = (graph: Graph, shape: Shape, type: ElementType = "float"): Value =>
  input(graph, freshName(graph, "input"), shape, type);

/**
 * A named tensor stored with the model: the weights of an encoder, or a data set that is uploaded once when the session opens.
 * `replaceable` also declares it as an input. The runtime must then not rearrange it: without that it keeps transposed and
 * packed copies of large operands, and memory doubles or trebles.
 */
export const storedTensor = (
  graph: Graph,
  name: string,
  shape: readonly number[],
  content: Float32Array | ExternalContent,
  settings: { replaceable?: boolean; type?: ElementType } = {},
): Value => {
  const { replaceable = false, type = "float" } = settings;
  const elements = shape.reduce((product, size) => product * size, 1);
  const byteLength = elements * BYTES[type];
  if (content.byteLength !== byteLength)
    throw new RangeError(`${name} has ${content.byteLength} bytes; shape [${shape.join(", ")}] wants ${byteLength}`);
  if (graph.initializers.some(({ value }) => value.name === name) || graph.inputs.some((other) => other.name === name))
    throw new RangeError(`"${name}" is declared twice`);
  const value = { graph, name, shape, type };
  graph.initializers.push({ value, content: content instanceof Float32Array ? bytesOf(content) : content });
  if (replaceable) graph.inputs.push(value);
  return value;
};

const BYTES: Record<ElementType, number> = { float: 4, int64: 8, bool: 1 };

/** A view where the memory can be shared, since weights are large. */
const bytesOf = (elements: Float32Array | BigInt64Array): Uint8Array<ArrayBuffer> =>
  elements.buffer instanceof ArrayBuffer
    ? new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength)
    : Uint8Array.from(new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength));

/** A float constant, stored inside the model. // values: [product of shape], row-major */
export const constant = (graph: Graph, values: number | readonly number[] | Float32Array, shape?: readonly number[]): Value => {
  const elements =
    typeof values === "number" ? Float32Array.of(values) : values instanceof Float32Array ? values : Float32Array.from(values);
  return store(graph, "float", shape ?? (typeof values === "number" ? [] : [elements.length]), elements);
};

/** An int64 constant: indices, axes, target shapes. */
export const integers = (graph: Graph, values: readonly number[] | Int32Array, shape?: readonly number[]): Value => {
  const elements = BigInt64Array.from(values, (value) => BigInt(value));
  return store(graph, "int64", shape ?? [elements.length], elements);
};

/**
 * Appends a node and returns its outputs. The shapes are the caller's claim; ONNX Runtime checks them when it loads the model.
 * The node goes to the innermost graph among those of its inputs: what a body computes from outside values alone stays outside
 * and runs once.
 */
export const emit = (
  graph: Graph,
  operator: string,
  inputs: readonly Value[],
  outputs: readonly { shape: Shape; type?: ElementType }[],
  attributes: Readonly<Record<string, Attribute>> = {},
  backward: Backward | null = null,
): Value[] => {
  const home = innermost(operator, graph, inputs);
  const values = outputs.map(({ shape, type = "float" }) => ({ graph: home, name: freshName(home, operator), shape, type }));
  home.nodes.push({ operator, inputs, outputs: values, attributes, backward });
  return values;
};

const innermost = (operator: string, graph: Graph, inputs: readonly Value[]): Graph => {
  let home = graph;
  for (const value of inputs) {
    if (encloses(value.graph, home)) continue;
    if (!encloses(home, value.graph)) throw new RangeError(`${operator}: input ${value.name} belongs to another graph`);
    home = value.graph;
  }
  return home;
};

const encloses = (outer: Graph, inner: Graph): boolean => {
  for (let graph: Graph | null = inner; graph !== null; graph = graph.outer) if (graph === outer) return true;
  return false;
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
  graph.names.next += 1;
  return `${prefix}_${graph.names.next}`;
};

const store = (graph: Graph, type: ElementType, shape: readonly number[], elements: Float32Array | BigInt64Array): Value => {
  const expected = shape.reduce((product, size) => product * size, 1);
  if (expected !== elements.length)
    throw new RangeError(`values has ${elements.length} elements; shape [${shape.join(", ")}] wants ${expected}`);
  const key = elements.length <= SHARED_CONSTANT_LENGTH ? `${type}|${shape.join()}|${elements.join()}` : null;
  const known = key === null ? undefined : graph.sharedConstants.get(key);
  if (known) return known;
  const value = { graph, name: freshName(graph, "constant"), shape, type };
  graph.initializers.push({ value, content: bytesOf(elements) });
  if (key !== null) graph.sharedConstants.set(key, value);
  return value;
};
