import type { EncoderPlace } from "@/lib/encoders/find-encoder";
import type { VersionOutcome, VersionTraining } from "@/lib/onnx/heads/version-training";
import type { ScoreExplanation } from "@/lib/ml/reward/explain-lexical";
import type { ScoredRows } from "@/lib/onnx/heads/open-model";
import type { RowText } from "@/lib/reward-models/schema";
import type { CachedText } from "@/lib/onnx/text-cache";

/** What crosses the boundary between a job and the process that computes for it. */

export type EngineRequest =
  | { op: "train"; training: VersionTraining; encoder: EncoderPlace | null }
  | { op: "load"; file: Uint8Array; spread: Uint8Array | null; encoder: EncoderPlace | null }
  | { op: "score"; rows: RowText[] }
  | { op: "explain"; rows: RowText[]; most: number | null };

export type EngineReply =
  | { kind: "progress"; share: number; message: string; loss: number | null }
  | { kind: "checkpoint"; bytes: Uint8Array }
  | { kind: "trained"; outcome: VersionOutcome }
  | { kind: "loaded" }
  | ({ kind: "scored" } & ScoredRows)
  /** null where the model's scores are no sum of named parts */
  | { kind: "explained"; explanations: ScoreExplanation[] | null }
  | { kind: "failed"; code: string | null; message: string; userMessage: string | null };

/** What the process asks of the job while it works: it has no database of its own. */
export type CacheRequest =
  | { kind: "recall"; id: number; encoder: string; hashes: readonly string[] }
  | { kind: "remember"; id: number; encoder: string; entries: readonly CachedText[] };

export type CacheAnswer =
  | { op: "recalled"; id: number; vectors: ReadonlyMap<string, Uint8Array> }
  | { op: "remembered"; id: number }
  | { op: "cache-failed"; id: number; message: string };
