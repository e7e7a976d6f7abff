import { runHead } from "@/lib/ml/reward/heads";
import { encodeFeatures } from "./feature-source";
import { temperatureOf } from "./head-file";
import type { HeadFile } from "./head-file";
import type { TextEncoder } from "./feature-source";
import type { ResponseRow } from "@/lib/ml/reward/pairs";
import type { TextCache } from "@/lib/onnx/text-cache";

export interface HeadScores {
  /** Higher is better. // [rows] */
  scores: Float64Array;
  /** All outputs. // [rows, outputs] row-major */
  outputs: Float64Array;
  /** The score under each member of the ensemble. // members × [rows] */
  members: Float64Array[];
}

/** Scores texts with a trained head, in calibrated logits. */
export const scoreWithHead = async (
  file: HeadFile,
  rows: readonly ResponseRow[],
  cache: TextCache,
  encoder: TextEncoder | null,
): Promise<HeadScores> => {
  const features = await encodeFeatures(file.source, rows, cache, encoder);
  const outputsOf = (parameters: Float64Array): Float64Array =>
    runHead(file.shape, features, parameters).outputs.map((value, place) => value / temperatureOf(file, place % file.shape.outputs));
  const outputs = outputsOf(file.parameters);
  return {
    scores: readOut(outputs, file.readout),
    outputs,
    members: file.members.map((member) => readOut(outputsOf(member), file.readout)),
  };
};

/** outputs · readout. // [rows] */
export const readOut = (outputs: Float64Array, readout: readonly number[]): Float64Array =>
  Float64Array.from({ length: outputs.length / readout.length }, (_, row) =>
    readout.reduce((sum, weight, output) => sum + weight * (outputs[row * readout.length + output] ?? 0), 0),
  );
