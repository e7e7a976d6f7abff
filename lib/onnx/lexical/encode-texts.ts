import { deflateRawSync } from "node:zlib";
import { encodeTextFeatures } from "@/lib/ml/reward/lexical-encoder";
import { TEXT_COUNT } from "@/lib/ml/text/surface-features";
import { encodeThroughCache, hashTexts } from "@/lib/onnx/text-cache";
import type { ResponseRow } from "@/lib/ml/reward/pairs";
import type { TextCache } from "@/lib/onnx/text-cache";

/** Name under which text features are kept. A change of any of their values needs a new number. */
const TEXT_ENCODER = "lexical-text-2";

/** Bytes of the raw DEFLATE stream: what the encoder's compression feature measures. */
export const deflatedBytes = (text: string): number => deflateRawSync(text, { level: 6 }).length;

/** The features of rows that no fit changes, from the cache where it has them. // features: [rows, TEXT_COUNT] row-major */
export const encodeTexts = async (
  rows: readonly ResponseRow[],
  cache: TextCache,
): Promise<{ features: Float32Array; computed: number }> => {
  const hashes = rows.map((row) => hashTexts(row.prompt, row.response));
  const { values, computed } = await encodeThroughCache(cache, { encoder: TEXT_ENCODER, width: TEXT_COUNT }, hashes, (positions) =>
    encodeTextFeatures(
      positions.flatMap((position) => rows[position] ?? []),
      deflatedBytes,
    ),
  );
  return { features: values, computed };
};
