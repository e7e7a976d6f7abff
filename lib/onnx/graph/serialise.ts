import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import * as onnx from "onnx-buf";
import type { Attribute, ElementType, Graph, Node, Value } from "./graph";

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
  const { nodes, live } = liveNodes(graph, outputs);
  const renamed = outputs.map(({ name, value }) =>
    create(onnx.NodeProtoSchema, { opType: "Identity", name: `output_${name}`, input: [value.name], output: [name] }),
  );
  const proto = create(onnx.GraphProtoSchema, {
    name: "plumbline",
    node: [...nodes.map(nodeProto), ...renamed],
    initializer: graph.initializers
      .filter(({ value }) => live.has(value.name))
      .map(({ value, bytes }) =>
        create(onnx.TensorProtoSchema, {
          name: value.name,
          dataType: elementTypes[value.type],
          dims: value.shape.map((size) => BigInt(size)),
          rawData: bytes,
        }),
      ),
    input: graph.inputs.map((value) => valueProto(value.name, value)),
    output: outputs.map(({ name, value }) => valueProto(name, value)),
  });
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
): { operators: string[]; inputs: string[]; outputs: string[]; metadata: Record<string, string> } => {
  const model = fromBinary(onnx.ModelProtoSchema, bytes);
  return {
    operators: model.graph?.node.map((node) => node.opType) ?? [],
    inputs: model.graph?.input.map((value) => value.name) ?? [],
    outputs: model.graph?.output.map((value) => value.name) ?? [],
    metadata: Object.fromEntries(model.metadataProps.map(({ key, value }) => [key, value])),
  };
};

const liveNodes = (graph: Graph, outputs: readonly ModelOutput[]): { nodes: Node[]; live: Set<string> } => {
  const live = new Set(outputs.map(({ value }) => value.name));
  const nodes: Node[] = [];
  for (const node of [...graph.nodes].reverse()) {
    if (!node.outputs.some((value) => live.has(value.name))) continue;
    for (const value of node.inputs) live.add(value.name);
    nodes.push(node);
  }
  return { nodes: nodes.reverse(), live };
};

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
