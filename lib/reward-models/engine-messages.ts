import type { PairText, RowText } from "@/lib/reward-models/schema";
import type { TrainingOutcome } from "@/lib/onnx/lexical/train-and-evaluate";
import type { CachedText } from "@/lib/onnx/text-cache";

/** What crosses the boundary between a job and the process that computes for it. */

export type EngineRequest =
  | { op: "train"; pairs: PairText[]; test: PairText[] | null; folds: number; seed: number; threads: number; title: string }
  | { op: "load"; file: Uint8Array }
  | { op: "score"; rows: RowText[] };

export type EngineReply =
  | { kind: "progress"; share: number; message: string }
  | { kind: "trained"; outcome: TrainingOutcome }
  | { kind: "loaded" }
  | { kind: "scored"; scores: number[] }
  | { kind: "failed"; code: string | null; message: string; userMessage: string | null };

/** What the process asks of the job while it works: it has no database of its own. */
export type CacheRequest =
  | { kind: "recall"; id: number; encoder: string; hashes: readonly string[] }
  | { kind: "remember"; id: number; encoder: string; entries: readonly CachedText[] };

export type CacheAnswer =
  | { op: "recalled"; id: number; vectors: ReadonlyMap<string, Uint8Array> }
  | { op: "remembered"; id: number }
  | { op: "cache-failed"; id: number; message: string };
