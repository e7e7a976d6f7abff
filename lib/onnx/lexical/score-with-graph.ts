import { countTerms, termPositions } from "@/lib/ml/text/tfidf";
import { DENSE_COUNT } from "@/lib/ml/reward/lexical-encoder";
import { openSession } from "@/lib/onnx/session";
import { SCORING_OUTPUT, scoringInputs } from "./scoring-graph";
import type { LexicalEncoder } from "@/lib/ml/reward/lexical-encoder";
import type { SessionSettings } from "@/lib/onnx/session";

/** Rewards from the exported graph, to prove before it is stored that it says what the model says. // [rows] */
export const scoreWithGraph = async (
  graph: Uint8Array,
  encoder: LexicalEncoder,
  responses: readonly string[],
  dense: Float32Array,
  settings: SessionSettings = {},
): Promise<Float32Array> => {
  const positions = termPositions(encoder.tfidf);
  const entries = responses.flatMap((response, row) => {
    const { index, count } = countTerms(positions, response);
    return index.map((term, k) => ({ row, term, count: count[k] ?? 1 }));
  });
  const session = await openSession(graph, settings);
  try {
    const results = await session.run({
      [scoringInputs.features]: { data: dense, shape: [responses.length, DENSE_COUNT] },
      [scoringInputs.entryRow]: { data: BigInt64Array.from(entries, ({ row }) => BigInt(row)), shape: [entries.length] },
      [scoringInputs.entryTerm]: { data: BigInt64Array.from(entries, ({ term }) => BigInt(term)), shape: [entries.length] },
      [scoringInputs.entryCount]: { data: Float32Array.from(entries, ({ count }) => count), shape: [entries.length] },
    });
    const scores = results[SCORING_OUTPUT];
    if (!scores) throw new RangeError(`the graph has no output ${SCORING_OUTPUT}`);
    return scores;
  } finally {
    await session.release();
  }
};
