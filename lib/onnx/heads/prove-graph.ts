import { createRowEncoder } from "@/lib/ml/reward/lexical-encoder";
import { encodeTexts } from "@/lib/onnx/lexical/encode-texts";
import { scoreWithGraph } from "@/lib/onnx/lexical/score-with-graph";
import { SCORING_OUTPUT, scoringInputs } from "@/lib/onnx/lexical/scoring-graph";
import { openSession } from "@/lib/onnx/session";
import { scoreWithHead } from "./head-scoring";
import type { ResponseRow } from "@/lib/ml/reward/pairs";
import type { SessionSettings } from "@/lib/onnx/session";
import type { TextCache } from "@/lib/onnx/text-cache";
import type { HeadFile } from "./head-file";
import type { TextEncoder } from "./feature-source";

/** Largest difference relative to the score that is let pass: float32 against float64. */
const TOLERANCE = 1e-3;

/** Scores rows with the exported graph and throws where it says something else than the head: before either is stored. */
export const proveGraph = async (
  graph: Uint8Array,
  file: HeadFile,
  rows: readonly ResponseRow[],
  cache: TextCache,
  encoder: TextEncoder | null,
  settings: SessionSettings,
): Promise<void> => {
  const { scores } = await scoreWithHead(file, rows, cache, encoder);
  const actual =
    file.source.kind === "lexical"
      ? await scoreLexical(graph, file.source, rows, cache, settings)
      : await scoreVectors(graph, file.source.width, await vectorsOf(rows, encoder), settings);
  for (const [row, score] of scores.entries()) {
    const difference = Math.abs((actual[row] ?? Number.NaN) - score);
    if (!(difference <= TOLERANCE * Math.max(1, Math.abs(score)))) {
      throw new RangeError(`the exported graph gives ${actual[row]} where the head gives ${score}`);
    }
  }
};

const scoreLexical = async (
  graph: Uint8Array,
  source: Extract<HeadFile["source"], { kind: "lexical" }>,
  rows: readonly ResponseRow[],
  cache: TextCache,
  settings: SessionSettings,
): Promise<Float32Array> => {
  const { features } = await encodeTexts(rows, cache);
  const { dense } = createRowEncoder(source.encoder, new Map(source.trainingResponses))(rows, features);
  return scoreWithGraph(
    graph,
    source.encoder,
    rows.map(({ response }) => response),
    dense,
    settings,
  );
};

const vectorsOf = async (rows: readonly ResponseRow[], encoder: TextEncoder | null): Promise<Float32Array> => {
  if (!encoder) throw new RangeError("the encoder is not open");
  return encoder.encode(rows);
};

const scoreVectors = async (graph: Uint8Array, width: number, vectors: Float32Array, settings: SessionSettings): Promise<Float32Array> => {
  const session = await openSession(graph, settings);
  try {
    const results = await session.run({ [scoringInputs.features]: { data: vectors, shape: [vectors.length / width, width] } });
    const scores = results[SCORING_OUTPUT];
    if (!scores) throw new RangeError(`the graph has no output ${SCORING_OUTPUT}`);
    return scores;
  } finally {
    await session.release();
  }
};
