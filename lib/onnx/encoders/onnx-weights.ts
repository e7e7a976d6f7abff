import { readFile, stat } from "node:fs/promises";
import { fromBinary } from "@bufbuild/protobuf";
import * as onnx from "onnx-buf";
import { AppError } from "@/lib/errors";
import { transposed } from "./transformer-graph";
import type { WeightSource } from "./safetensors";

/**
 * Reads an encoder's weights out of an exported `model.onnx`. Only its tensors are taken: the forward pass is ours, and nothing of
 * the file is run. Exporters keep the names of biases and norms; the matrix of a linear layer they store transposed under a
 * made-up name, so it is found through the graph: the one that is multiplied before the layer's bias is added.
 */

interface Tensor {
  shape: number[];
  data: Float32Array;
}

/** The whole file is held in memory while it is read, and a protobuf cannot be larger. */
const MOST_BYTES = 2 ** 31 - 1;

export const openOnnxWeights = async (file: string): Promise<WeightSource> => {
  const { size } = await stat(file);
  if (size > MOST_BYTES) throw damaged(file, "it is larger than 2 GB; use safetensors");
  const graph = parse(await readFile(file), file);
  const tensors = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
  const matrices = findMatrices(graph, tensors);
  const find = (name: string): { tensor: onnx.TensorProto; turned: boolean } | null => {
    const own = tensors.get(name);
    if (own) return { tensor: own, turned: false };
    const matrix = matrices.get(name);
    const tensor = matrix === undefined ? undefined : tensors.get(matrix);
    return tensor ? { tensor, turned: true } : null;
  };
  return {
    names: () => [...tensors.keys(), ...matrices.keys()],
    shapeOf: (name) => {
      const found = find(name);
      const shape = found?.tensor.dims.map(Number) ?? null;
      return found?.turned ? (shape?.reverse() ?? null) : shape;
    },
    read: (name) => {
      const found = find(name);
      if (!found) throw damaged(file, `there is no tensor ${name}`);
      const tensor = readTensor(found.tensor, file);
      return Promise.resolve(found.turned ? turn(tensor) : tensor.data);
    },
    close: () => Promise.resolve(),
  };
};

const parse = (bytes: Uint8Array, file: string): onnx.GraphProto => {
  try {
    const { graph } = fromBinary(onnx.ModelProtoSchema, bytes);
    if (graph) return graph;
  } catch (cause) {
    throw damaged(file, "it is not an ONNX model, or it was cut", cause);
  }
  throw damaged(file, "it holds no graph");
};

/** `….weight` of every linear layer → the initializer that holds its transpose. */
const findMatrices = (graph: onnx.GraphProto, tensors: ReadonlyMap<string, onnx.TensorProto>): Map<string, string> => {
  const producer = new Map(graph.node.flatMap((node) => node.output.map((name) => [name, node] as const)));
  const found = new Map<string, string>();
  for (const node of graph.node) {
    if (node.opType !== "Add") continue;
    const bias = node.input.find((name) => name.endsWith(".bias") && tensors.has(name));
    const product = node.input.map((name) => producer.get(name)).find((other) => other?.opType === "MatMul");
    const matrix = product?.input[1];
    if (bias !== undefined && matrix !== undefined && tensors.has(matrix)) found.set(bias.replace(/\.bias$/u, ".weight"), matrix);
  }
  return found;
};

const readTensor = (tensor: onnx.TensorProto, file: string): Tensor => {
  const shape = tensor.dims.map(Number);
  const count = shape.reduce((product, size) => product * size, 1);
  if (tensor.dataLocation === onnx.TensorProto_DataLocation.EXTERNAL)
    throw damaged(file, `its tensor ${tensor.name} lies in another file; use safetensors`);
  if (tensor.dataType !== onnx.TensorProto_DataType.FLOAT)
    throw damaged(file, `its tensor ${tensor.name} is not float32 (a quantised model?); use safetensors`);
  // A copy, since a view would have to start at a multiple of four and would hold on to the whole file.
  const raw = new Uint8Array(tensor.rawData);
  const data = raw.length > 0 ? new Float32Array(raw.buffer, 0, raw.length >> 2) : Float32Array.from(tensor.floatData);
  if (data.length !== count)
    throw damaged(file, `tensor ${tensor.name} has ${data.length} numbers, its shape [${shape.join(", ")}] wants ${count}`);
  return { shape, data };
};

const turn = ({ shape: [rows = 1, columns = 1], data }: Tensor): Float32Array => transposed(data, rows, columns);

const damaged = (file: string, reason: string, cause?: unknown): AppError =>
  new AppError("refused", { userMessage: `${file} cannot be read: ${reason}.`, cause });
