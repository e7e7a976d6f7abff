import { create, toBinary } from "@bufbuild/protobuf";
import * as onnx from "onnx-buf";
import { transposed } from "../transformer-graph";
import type { TinyWeight } from "./tiny-encoder";

/** An `.onnx` file as exporters write it: biases keep their names, matrices are transposed under made-up ones. It cannot be run. */
export const writeExportedOnnx = (weights: ReadonlyMap<string, TinyWeight>): Uint8Array => {
  const tensor = (name: string, shape: readonly number[], data: Float32Array): onnx.TensorProto =>
    create(onnx.TensorProtoSchema, {
      name,
      dataType: onnx.TensorProto_DataType.FLOAT,
      dims: shape.map(BigInt),
      rawData: new Uint8Array(Float32Array.from(data).buffer),
    });
  const node = (opType: string, input: string[], output: string): onnx.NodeProto =>
    create(onnx.NodeProtoSchema, { opType, name: output, input, output: [output] });
  const nodes: onnx.NodeProto[] = [];
  const tensors = [...weights].map(([name, { shape, data }], k) => {
    const [out = 1, into = 1] = shape;
    if (shape.length !== 2 || name.includes("embeddings")) return tensor(name, shape, data);
    nodes.push(node("MatMul", ["hidden", `onnx::MatMul_${k}`], `product_${k}`));
    nodes.push(node("Add", [name.replace(/\.weight$/u, ".bias"), `product_${k}`], `sum_${k}`));
    return tensor(`onnx::MatMul_${k}`, [into, out], transposed(data, out, into));
  });
  const graph = create(onnx.GraphProtoSchema, { name: "exported", node: nodes, initializer: tensors });
  return toBinary(onnx.ModelProtoSchema, create(onnx.ModelProtoSchema, { irVersion: 9n, graph }));
};
