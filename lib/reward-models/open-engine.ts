import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { AppError } from "@/lib/errors";
import type { RunControl } from "@/lib/jobs/progress";
import type { EngineReply, EngineRequest } from "@/lib/reward-models/engine-messages";
import type { PairText, RowText } from "@/lib/reward-models/schema";
import type { TrainingOutcome } from "@/lib/onnx/lexical/train-and-evaluate";

/** A thread that trains and scores. Close it whatever happens. */
export type Engine = {
  train: (
    input: { pairs: PairText[]; test: PairText[] | null; folds: number; seed: number; threads: number; title: string },
    run: RunControl,
  ) => Promise<TrainingOutcome>;
  load: (file: Uint8Array) => Promise<void>;
  score: (rows: RowText[]) => Promise<number[]>;
  close: () => Promise<void>;
};

/** Heap that a training may take before its thread, and not the worker, is stopped. */
const maxHeapMb = 4096;

export const openEngine = (): Engine => {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx/esm")).href;
  const thread = new Worker(new URL("../../workers/threads/reward-engine.ts", import.meta.url), {
    execArgv: ["--conditions=react-server", "--import", tsx],
    env: { ...process.env, TSX_TSCONFIG_PATH: `${root}tsconfig.json` },
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
  });

  const ask = (request: EngineRequest, onProgress: (share: number, message: string) => void = () => undefined): Promise<EngineReply> =>
    new Promise((resolve, reject) => {
      const done = (): void => {
        thread.off("message", hear);
        thread.off("error", fail);
        thread.off("exit", leave);
      };
      const hear = (reply: EngineReply): void => {
        if (reply.kind === "progress") {
          onProgress(reply.share, reply.message);
          return;
        }
        done();
        if (reply.kind === "failed") reject(failure(reply));
        else resolve(reply);
      };
      const fail = (cause: Error): void => {
        done();
        reject(
          "code" in cause && cause.code === "ERR_WORKER_OUT_OF_MEMORY"
            ? new AppError("too_large", { userMessage: `The training needs more than ${maxHeapMb} MB of memory. Train on fewer pairs.`, cause })
            : cause,
        );
      };
      const leave = (code: number): void => fail(new Error(`the training thread ended with status ${code}`));
      thread.on("message", hear);
      thread.on("error", fail);
      thread.on("exit", leave);
      thread.postMessage(request);
    });

  return {
    train: async (input, run) => {
      const cancel = (): void => thread.postMessage({ op: "cancel" } satisfies EngineRequest);
      run.signal.addEventListener("abort", cancel, { once: true });
      try {
        run.signal.throwIfAborted();
        const reply = await ask({ op: "train", ...input }, (share, message) => run.report({ done: Math.round(100 * share), total: 100, message }));
        run.signal.throwIfAborted();
        if (reply.kind !== "trained") throw new Error(`the training thread answered ${reply.kind}`);
        return reply.outcome;
      } catch (error) {
        // What the thread says of its own abort matters less than why it was asked to stop.
        run.signal.throwIfAborted();
        throw error;
      } finally {
        run.signal.removeEventListener("abort", cancel);
      }
    },
    load: async (file) => {
      await ask({ op: "load", file });
    },
    score: async (rows) => {
      const reply = await ask({ op: "score", rows });
      if (reply.kind !== "scored") throw new Error(`the training thread answered ${reply.kind}`);
      return reply.scores;
    },
    close: async () => {
      await thread.terminate();
    },
  };
};

const failure = (reply: Extract<EngineReply, { kind: "failed" }>): Error =>
  reply.userMessage === null
    ? new Error(reply.message)
    : new AppError(reply.code === "unavailable" ? "unavailable" : "refused", { message: reply.message, userMessage: reply.userMessage });
