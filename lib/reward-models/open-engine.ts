import { env } from "@/lib/env";
import type { EncoderPlace } from "@/lib/encoders/find-encoder";
import { AppError } from "@/lib/errors";
import { forkScript } from "@/lib/fork-script";
import type { RunControl } from "@/lib/jobs/progress";
import type { CacheAnswer, CacheRequest, EngineReply, EngineRequest } from "@/lib/reward-models/engine-messages";
import type { ScoreExplanation } from "@/lib/ml/reward/explain-lexical";
import type { RowText } from "@/lib/reward-models/schema";
import { storedTexts } from "@/lib/reward-models/text-store";
import type { ScoredRows } from "@/lib/onnx/heads/open-model";
import type { VersionOutcome, VersionTraining } from "@/lib/onnx/heads/version-training";

/** A process that trains and scores. Close it whatever happens. */
export type Engine = {
  train: (training: VersionTraining, encoder: EncoderPlace | null, run: TrainingRun) => Promise<VersionOutcome>;
  load: (file: Uint8Array, spread: Uint8Array | null, encoder: EncoderPlace | null) => Promise<void>;
  score: (rows: RowText[]) => Promise<ScoredRows>;
  /** Why rows have their scores, each with its largest parts or all of them; null where nothing can be named. */
  explain: (rows: RowText[], most: number | null) => Promise<ScoreExplanation[] | null>;
  close: () => Promise<void>;
};

export type TrainingRun = RunControl & {
  /** the loss of the round, where one is being fitted */
  onLoss: (loss: number) => void;
  /** bytes that an interrupted training goes on from */
  onCheckpoint: (bytes: Uint8Array) => void;
};

/**
 * Starts the computing process. A process and not a thread: a cancellation can end it at any instant, and a crash inside the
 * native runtime or a heap that overflows takes down this one job alone.
 */
export const openEngine = (): Engine => {
  // At this heap its process, and not the worker, is stopped.
  const maxHeapMb = env().PLUMBLINE_TRAINING_MEMORY_MB;
  const child = forkScript("workers/threads/reward-engine.ts", { maxHeapMb });

  child.on("message", (message: EngineReply | CacheRequest) => {
    if (!("id" in message)) return;
    answerFromCache(message)
      .catch((error: unknown): CacheAnswer => ({ op: "cache-failed", id: message.id, message: String(error) }))
      .then((answer) => child.connected && child.send(answer))
      .catch((error: unknown) => child.emit("error", error));
  });

  const ask = (
    request: EngineRequest,
    signal: AbortSignal | null,
    onNews: (news: Extract<EngineReply, { kind: "progress" | "checkpoint" }>) => void,
  ): Promise<EngineReply> =>
    new Promise((resolve, reject) => {
      const settle = (act: () => void): void => {
        child.off("message", hear);
        child.off("error", fail);
        child.off("exit", leave);
        signal?.removeEventListener("abort", stop);
        act();
      };
      const hear = (reply: EngineReply | CacheRequest): void => {
        if ("id" in reply) return;
        if (reply.kind === "progress" || reply.kind === "checkpoint") onNews(reply);
        else settle(() => (reply.kind === "failed" ? reject(failure(reply)) : resolve(reply)));
      };
      const fail = (cause: Error): void => settle(() => reject(cause));
      const leave = (code: number | null, killedBy: string | null): void => settle(() => reject(ending(request, code, killedBy)));
      const stop = (): void => {
        settle(() => reject(signal?.reason instanceof Error ? signal.reason : new AppError("cancelled", { userMessage: "Cancelled." })));
        child.kill("SIGKILL");
      };
      child.on("message", hear);
      child.on("error", fail);
      child.on("exit", leave);
      signal?.addEventListener("abort", stop, { once: true });
      if (child.exitCode !== null || child.signalCode !== null) leave(child.exitCode, child.signalCode);
      else child.send(request);
    });

  return {
    train: async (training, encoder, run) => {
      run.signal.throwIfAborted();
      const reply = await ask({ op: "train", training, encoder }, run.signal, (news) => {
        if (news.kind === "checkpoint") {
          run.onCheckpoint(news.bytes);
          return;
        }
        if (news.loss !== null) run.onLoss(news.loss);
        run.report({ done: Math.round(100 * news.share), total: 100, message: news.message });
      });
      if (reply.kind !== "trained") throw new Error(`the engine answered ${reply.kind}`);
      return reply.outcome;
    },
    load: async (file, spread, encoder) => {
      await ask({ op: "load", file, spread, encoder }, null, () => undefined);
    },
    score: async (rows) => {
      const reply = await ask({ op: "score", rows }, null, () => undefined);
      if (reply.kind !== "scored") throw new Error(`the engine answered ${reply.kind}`);
      return reply;
    },
    explain: async (rows, most) => {
      const reply = await ask({ op: "explain", rows, most }, null, () => undefined);
      if (reply.kind !== "explained") throw new Error(`the engine answered ${reply.kind}`);
      return reply.explanations;
    },
    close: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) {
          resolve();
          return;
        }
        child.once("exit", () => resolve());
        child.kill("SIGKILL");
      }),
  };
};

const answerFromCache = async (request: CacheRequest): Promise<CacheAnswer> => {
  if (request.kind === "recall") {
    return { op: "recalled", id: request.id, vectors: await storedTexts.read(request.encoder, request.hashes) };
  }
  await storedTexts.write(request.encoder, request.entries);
  return { op: "remembered", id: request.id };
};

/** V8 aborts on a full heap. */
const ending = ({ op }: EngineRequest, code: number | null, killedBy: string | null): Error => {
  if (killedBy !== "SIGABRT") return new Error(`the engine ended ${killedBy === null ? `with status ${code}` : `by ${killedBy}`}`);
  const [what, less] = op === "train" ? ["training", "Train on fewer pairs"] : ["scoring", "Send fewer or shorter texts at once"];
  return new AppError("too_large", {
    userMessage: `The ${what} needs more than the ${env().PLUMBLINE_TRAINING_MEMORY_MB} MB of memory that it may take. ${less}, or ask whoever runs this installation to raise PLUMBLINE_TRAINING_MEMORY_MB.`,
  });
};

const failure = (reply: Extract<EngineReply, { kind: "failed" }>): Error =>
  reply.userMessage === null
    ? unforeseen(reply.message)
    : new AppError(reply.code === "unavailable" ? "unavailable" : "refused", { message: reply.message, userMessage: reply.userMessage });

/** What went wrong in a line; where it did, in that process, stays for the log. */
const unforeseen = (stack: string): Error => {
  const [first = stack] = stack.split("\n");
  const error = new Error(first);
  error.stack = stack;
  return error;
};
