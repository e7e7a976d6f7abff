import { headBlocks } from "@/lib/ml/reward/heads";
import { SURFACE_FACTOR, Z_LIMIT } from "@/lib/ml/reward/lexical-model";
import { SURFACE_COUNT } from "@/lib/ml/text/surface-features";
import { add, clip, divide, log, multiply, sqrt, subtract, tanh } from "@/lib/onnx/graph/elementwise";
import { constant, createGraph, input } from "@/lib/onnx/graph/graph";
import { gather, scatterInto, slice } from "@/lib/onnx/graph/indexing";
import { reduceSum } from "@/lib/onnx/graph/layout";
import { matmul } from "@/lib/onnx/graph/matrix";
import { serialiseModel } from "@/lib/onnx/graph/serialise";
import { SCORING_OUTPUT, scoringInputs } from "@/lib/onnx/lexical/scoring-graph";
import { EMBEDDING_FACTOR, rawColumns } from "./feature-source";
import type { ParameterBlock } from "@/lib/ml/reward/heads";
import type { Graph, Value } from "@/lib/onnx/graph/graph";
import type { FeatureSource } from "./feature-source";
import { temperatureOf } from "./head-file";
import type { HeadFile } from "./head-file";

/**
 * A head as an `.onnx` file: from raw features (and n-gram counts, for the lexical encoder) to `score`, with all scaling
 * inside; a head of several aspects gives each beside it, `aspect_0` … in the order of the card.
 */
export const buildHeadScoringModel = (file: HeadFile, metadata: Readonly<Record<string, string>>): Uint8Array => {
  const graph = createGraph();
  const features = input(graph, scoringInputs.features, ["rows", rawColumns(file.source)]);
  const read = reader(graph, file, features);
  const aspects = file.loss === "preference" || file.aspects.length < 2 ? [] : file.aspects;
  return serialiseModel(
    graph,
    [
      { name: SCORING_OUTPUT, value: read(file.readout) },
      ...aspects.map((_, aspect) => ({
        name: `aspect_${aspect}`,
        value: read(file.aspects.map((_unused, other) => (other === aspect ? 1 : 0))),
      })),
    ],
    metadata,
  );
};

/** Builds outputs · readout: the last layer of every head is linear, so that the readout and the temperature go into its weights. // [rows] */
const reader = (graph: Graph, file: HeadFile, features: Value): ((readout: readonly number[]) => Value) => {
  const dense = scaled(graph, file.source, features);
  // The lexical graph always takes n-grams, also where none was learned from: whoever calls it need not ask.
  const terms = file.source.kind === "lexical" ? termReader(graph, file.source, features) : null;
  const block = (name: ParameterBlock["name"]): { values: Float64Array; rows: number; columns: number } | null => {
    const found = headBlocks(file.shape).find((one) => one.name === name);
    if (!found) return null;
    const [rows, columns] = found.shape;
    return { values: file.parameters.subarray(found.from, found.from + rows * columns), rows, columns };
  };
  const combined = (name: ParameterBlock["name"], readout: readonly number[]): Float32Array | null => {
    const found = block(name);
    return (
      found &&
      Float32Array.from({ length: found.rows }, (_, row) =>
        readout.reduce(
          (sum, weight, column) => sum + (weight * (found.values[row * found.columns + column] ?? 0)) / temperatureOf(file, column),
          0,
        ),
      )
    );
  };
  const project = block("project");
  const hiddenBias = block("hiddenBias");
  const projected = project && matmul(dense, constant(graph, Float32Array.from(project.values), [project.rows, project.columns]));
  const active =
    projected &&
    (hiddenBias ? tanh(add(projected, constant(graph, Float32Array.from(hiddenBias.values)))) : multiply(projected, projected));
  return (readout) => {
    const linear = combined("dense", readout);
    const last = combined("combine", readout);
    const sparse = combined("terms", readout);
    const bias = combined("bias", readout);
    const parts = [
      ...(linear ? [reduceSum(multiply(dense, constant(graph, linear)), [1])] : []),
      ...(active && last ? [reduceSum(multiply(active, constant(graph, last)), [1])] : []),
      ...(terms && sparse ? [terms(sparse)] : []),
    ];
    const [first, ...others] = parts;
    if (!first) throw new RangeError("the head has nothing to read");
    const sum = others.reduce((total, part) => add(total, part), first);
    return bias ? add(sum, bias[0] ?? 0) : sum;
  };
};

const scaled = (graph: Graph, source: FeatureSource, features: Value): Value => {
  const { mean, deviation } = source.kind === "lexical" ? source.scale : source;
  const inverse = deviation.map((value) => (value === 0 ? 0 : 1 / value));
  const own = source.kind === "lexical" ? slice(features, 1, 0, SURFACE_COUNT) : features;
  const z = multiply(subtract(own, constant(graph, mean)), constant(graph, inverse));
  return source.kind === "lexical" ? multiply(clip(z, -Z_LIMIT, Z_LIMIT), SURFACE_FACTOR) : multiply(z, EMBEDDING_FACTOR);
};

/** Σ tf-idf · weight over the n-grams of each row, rows brought to unit length. */
const termReader = (
  graph: Graph,
  { encoder }: Extract<FeatureSource, { kind: "lexical" }>,
  features: Value,
): ((weights: Float32Array) => Value) => {
  const row = input(graph, scoringInputs.entryRow, ["entries"], "int64");
  const term = input(graph, scoringInputs.entryTerm, ["entries"], "int64");
  const count = input(graph, scoringInputs.entryCount, ["entries"]);
  const zeros = multiply(reduceSum(slice(features, 1, 0, 1), [1]), 0);
  const raw = multiply(add(log(count), 1), gather(constant(graph, encoder.tfidf.idf), term, 0));
  // A row without a known n-gram has length 0 and must come out as 0, not as 0/0.
  const length = sqrt(clip(scatterInto(zeros, multiply(raw, raw), row, 0), 1e-12, 1e30));
  return (weights) => divide(scatterInto(zeros, multiply(raw, gather(constant(graph, weights), term, 0)), row, 0), length);
};
