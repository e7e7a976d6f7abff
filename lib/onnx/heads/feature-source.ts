import { addAt } from "@/lib/ml/math/access";
import { createRowEncoder, DENSE_COUNT } from "@/lib/ml/reward/lexical-encoder";
import { fitSurfaceScale, scaleSurface } from "@/lib/ml/reward/lexical-model";
import { SURFACE_COUNT } from "@/lib/ml/text/surface-features";
import { encodeTexts } from "@/lib/onnx/lexical/encode-texts";
import type { FeatureRows } from "@/lib/ml/reward/heads";
import type { EncodedRows, LexicalEncoder } from "@/lib/ml/reward/lexical-encoder";
import type { SurfaceScale } from "@/lib/ml/reward/lexical-model";
import type { ResponseRow } from "@/lib/ml/reward/pairs";
import type { ReadRows } from "@/lib/onnx/lexical/read-rows";
import type { TextCache } from "@/lib/onnx/text-cache";

/** How texts become a head's features, as it is stored with a model. */
export type FeatureSource =
  | { kind: "lexical"; encoder: LexicalEncoder; scale: SurfaceScale; trainingResponses: [string, string[]][] }
  | { kind: "text-encoder"; name: string; sha256: string; width: number; mean: number[]; deviation: number[] };

/** Vectors of texts from an encoder that is not fitted here: one a row, of a fixed width. */
export interface TextEncoder {
  name: string;
  sha256: string;
  width: number;
  /** // [rows, width] row-major */
  encode: (rows: readonly { prompt: string; response: string }[]) => Promise<Float32Array>;
}

/** Standardised columns of an embedding are scaled down, so that hundreds of them together are of the size of a sparse row. */
export const EMBEDDING_FACTOR = 0.1;

/** Fits a source on the training rows (texts only, never labels) and encodes them. */
export const fitFeatures = async (
  rows: readonly ResponseRow[],
  read: ReadRows,
  encoder: TextEncoder | null,
): Promise<{ source: FeatureSource; features: FeatureRows }> => {
  if (encoder) {
    const vectors = await encoder.encode(rows);
    const source = embeddingScale(vectors, encoder);
    return { source, features: scaleEmbedding(source, vectors) };
  }
  const { encoder: lexical, encoded, trainingResponses } = await read(rows);
  const source = {
    kind: "lexical" as const,
    encoder: lexical,
    scale: fitSurfaceScale(encoded.dense),
    trainingResponses: [...trainingResponses],
  };
  return { source, features: scaleLexical(source, encoded) };
};

/** Features of other rows under a fitted source. */
export const encodeFeatures = async (
  source: FeatureSource,
  rows: readonly ResponseRow[],
  cache: TextCache,
  encoder: TextEncoder | null,
): Promise<FeatureRows> => {
  if (source.kind === "text-encoder") {
    if (!encoder) throw new RangeError(`the encoder ${source.name} is not open`);
    return scaleEmbedding(source, await encoder.encode(rows));
  }
  const { features } = await encodeTexts(rows, cache);
  return scaleLexical(source, createRowEncoder(source.encoder, new Map(source.trainingResponses))(rows, features));
};

type LexicalSource = Extract<FeatureSource, { kind: "lexical" }>;
type EmbeddingSource = Extract<FeatureSource, { kind: "text-encoder" }>;

const scaleLexical = ({ encoder, scale }: LexicalSource, { sparse, dense }: EncodedRows): FeatureRows => {
  const terms = encoder.tfidf.terms.length;
  return {
    rows: sparse.length,
    dimensions: SURFACE_COUNT,
    dense: scaleSurface(scale, dense),
    sparse: terms > 0 && sparse.some(({ index }) => index.length > 0) ? { terms, rows: sparse } : null,
  };
};

const embeddingScale = (vectors: Float32Array, { name, sha256, width }: TextEncoder): EmbeddingSource => {
  const rows = Math.max(1, vectors.length / width);
  const averages = (of: (value: number, k: number) => number): number[] => {
    const sums = new Float64Array(width);
    vectors.forEach((value, at) => addAt(sums, at % width, of(value, at % width)));
    return Array.from(sums, (sum) => sum / rows);
  };
  const mean = averages((value) => value);
  const variance = averages((value, k) => (value - (mean[k] ?? 0)) ** 2);
  return { kind: "text-encoder", name, sha256, width, mean, deviation: variance.map((value) => (value > 1e-14 ? Math.sqrt(value) : 0)) };
};

const scaleEmbedding = ({ width, mean, deviation }: EmbeddingSource, vectors: Float32Array): FeatureRows => ({
  rows: vectors.length / width,
  dimensions: width,
  dense: Float64Array.from(vectors, (value, at) => {
    const spread = deviation[at % width] ?? 0;
    return spread === 0 ? 0 : (EMBEDDING_FACTOR * (value - (mean[at % width] ?? 0))) / spread;
  }),
  sparse: null,
});

/** Columns of the features as the exported graph takes them: before any scaling. */
export const rawColumns = (source: FeatureSource): number => (source.kind === "lexical" ? DENSE_COUNT : source.width);
