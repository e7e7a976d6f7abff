import { createRowEncoder } from "@/lib/ml/reward/lexical-encoder";
import { explainRows } from "@/lib/ml/reward/explain-lexical";
import { encodeTexts } from "./encode-texts";
import type { ScoreExplanation } from "@/lib/ml/reward/explain-lexical";
import type { ResponseRow } from "@/lib/ml/reward/pairs";
import type { TextCache } from "@/lib/onnx/text-cache";
import type { LexicalFile } from "./model-file";

/** Why a stored lexical model gives these responses their scores, one explanation a row. */
export const explainTexts = async (
  { model, trainingResponses }: LexicalFile,
  rows: readonly ResponseRow[],
  cache: TextCache,
): Promise<ScoreExplanation[]> => {
  const { features } = await encodeTexts(rows, cache);
  return explainRows(model, createRowEncoder(model.encoder, trainingResponses)(rows, features));
};
