import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import * as onnx from "onnx-buf";
import type { Attribute, Body, ElementType, Graph, Initializer, Node, Value } from "./graph";

/** Fixed, so that a model of today means the same under a later runtime. Opset 18 is the first whose ScatterElements and Reduce operators have the forms we emit. */
const OPSET = 18n;
const IR_VERSION = 9n;

const elementTypes: Record<ElementType, number> = {
  float: onnx.TensorProto_DataType.FLOAT,
  int64: onnx.TensorProto_DataType.INT64,
  bool: onnx.TensorProto_DataType.BOOL,
};

export interface ModelOutput {
  name: string;
  value: Value;
}

/** The bytes of an `.onnx` file that computes `outputs`; nodes and constants that none of them needs are left out. */
export const serialiseModel = (
  graph: Graph,
  outputs: readonly ModelOutput[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array => {
  const proto = graphProto(graph, outputs);
  const model = create(onnx.ModelProtoSchema, {
    irVersion: IR_VERSION,
    producerName: "plumbline",
    graph: proto,
    opsetImport: [create(onnx.OperatorSetIdProtoSchema, { domain: "", version: OPSET })],
    metadataProps: Object.entries(metadata).map(([key, value]) => create(onnx.StringStringEntryProtoSchema, { key, value })),
  });
  return toBinary(onnx.ModelProtoSchema, model);
};

/** The operators of a model in order, and its metadata: what a check needs to know of a file without running it. */
export const describeModel = (
  bytes: Uint8Array,
): { operators: string[]; loopOperators: string[]; inputs: string[]; outputs: string[]; metadata: Record<string, string> } => {
  const model = fromBinary(onnx.ModelProtoSchema, bytes);
  return {
    operators: model.graph?.node.map((node) => node.opType) ?? [],
    loopOperators: model.graph ? operatorsInBodies(model.graph) : [],
    inputs: model.graph?.input.map((value) => value.name) ?? [],
    outputs: model.graph?.output.map((value) => value.name) ?? [],
    metadata: Object.fromEntries(model.metadataProps.map(({ key, value }) => [key, value])),
  };
};

/** Every operator inside the bodies of nodes, at any depth: what a loop repeats. */
const operatorsInBodies = (graph: onnx.GraphProto): string[] =>
  graph.node.flatMap((node) =>
    node.attribute.flatMap(({ g }) => (g ? [...g.node.map((inner) => inner.opType), ...operatorsInBodies(g)] : [])),
  );

const graphProto = (graph: Graph, outputs: readonly ModelOutput[]): onnx.GraphProto => {
  const { nodes, live } = liveNodes(graph, outputs);
  const renamed = outputs
    .filter(({ name, value }) => name !== value.name)
    .map(({ name, value }) =>
      create(onnx.NodeProtoSchema, { opType: "Identity", name: `output_${name}`, input: [value.name], output: [name] }),
    );
  const stored = new Set(graph.initializers.map(({ value }) => value.name));
  return create(onnx.GraphProtoSchema, {
    name: "plumbline",
    node: [...nodes.map(nodeProto), ...renamed],
    initializer: graph.initializers.filter(({ value }) => live.has(value.name)).map(initializerProto),
    input: graph.inputs.filter((value) => live.has(value.name) || !stored.has(value.name)).map((value) => valueProto(value.name, value)),
    output: outputs.map(({ name, value }) => valueProto(name, value)),
  });
};

/** A body's outputs keep their names, so that nothing is copied at the end of a step; what it only passes on needs a node. */
const bodyProto = ({ graph, outputs }: Body): onnx.GraphProto => graphProto(graph, bodyOutputs(graph, outputs));

const bodyOutputs = (graph: Graph, outputs: readonly Value[]): ModelOutput[] => {
  const made = new Set(graph.nodes.flatMap((node) => node.outputs.map((value) => value.name)));
  const given = new Set<string>();
  return outputs.map((value, position) => {
    const own = made.has(value.name) && !given.has(value.name);
    given.add(value.name);
    return { name: own ? value.name : `${value.name}_passed_${position}`, value };
  });
};

const initializerProto = ({ value, content }: Initializer): onnx.TensorProto => {
  const dims = value.shape.map((size) => BigInt(size));
  const dataType = elementTypes[value.type];
  if (content instanceof Uint8Array) return create(onnx.TensorProtoSchema, { name: value.name, dataType, dims, rawData: content });
  const place = { location: content.file, offset: String(content.offset), length: String(content.byteLength) };
  return create(onnx.TensorProtoSchema, {
    name: value.name,
    dataType,
    dims,
    dataLocation: onnx.TensorProto_DataLocation.EXTERNAL,
    externalData: Object.entries(place).map(([key, entry]) => create(onnx.StringStringEntryProtoSchema, { key, value: entry })),
  });
};

const liveNodes = (graph: Graph, outputs: readonly ModelOutput[]): { nodes: Node[]; live: Set<string> } => {
  const live = new Set(outputs.map(({ value }) => value.name));
  const nodes: Node[] = [];
  for (const node of [...graph.nodes].reverse()) {
    if (!node.outputs.some((value) => live.has(value.name))) continue;
    for (const name of namesUsedBy(node)) live.add(name);
    nodes.push(node);
  }
  return { nodes: nodes.reverse(), live };
};

/** What a node reads: its inputs, and what its bodies take from the graphs around them. */
const namesUsedBy = (node: Node): string[] => [
  ...node.inputs.map((value) => value.name),
  ...Object.values(node.attributes).flatMap((attribute) =>
    "body" in attribute ? [...liveNodes(attribute.body.graph, bodyOutputs(attribute.body.graph, attribute.body.outputs)).live] : [],
  ),
];

const nodeProto = (node: Node): onnx.NodeProto =>
  create(onnx.NodeProtoSchema, {
    opType: node.operator,
    name: node.outputs.map((value) => value.name).join("+"),
    input: node.inputs.map((value) => value.name),
    output: node.outputs.map((value) => value.name),
    attribute: Object.entries(node.attributes).map(([name, attribute]) => attributeProto(name, attribute)),
  });

const attributeProto = (name: string, attribute: Attribute): onnx.AttributeProto => {
  const kinds = onnx.AttributeProto_AttributeType;
  if ("int" in attribute) return create(onnx.AttributeProtoSchema, { name, type: kinds.INT, i: BigInt(attribute.int) });
  if ("ints" in attribute)
    return create(onnx.AttributeProtoSchema, { name, type: kinds.INTS, ints: attribute.ints.map((value) => BigInt(value)) });
  if ("body" in attribute) return create(onnx.AttributeProtoSchema, { name, type: kinds.GRAPH, g: bodyProto(attribute.body) });
  if ("float" in attribute) return create(onnx.AttributeProtoSchema, { name, type: kinds.FLOAT, f: attribute.float });
  return create(onnx.AttributeProtoSchema, { name, type: kinds.STRING, s: new TextEncoder().encode(attribute.text) });
};

const valueProto = (name: string, value: Value): onnx.ValueInfoProto =>
  create(onnx.ValueInfoProtoSchema, {
    name,
    type: create(onnx.TypeProtoSchema, {
      value: {
        case: "tensorType",
        value: create(onnx.TypeProto_TensorSchema, {
          elemType: elementTypes[value.type],
          shape: create(onnx.TensorShapeProtoSchema, {
            dim: value.shape.map((size) =>
              create(onnx.TensorShapeProto_DimensionSchema, {
                value: typeof size === "string" ? { case: "dimParam", value: size } : { case: "dimValue", value: BigInt(size) },
              }),
            ),
          }),
        }),
      },
    }),
  });
