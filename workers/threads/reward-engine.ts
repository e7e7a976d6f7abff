import { parentPort } from "node:worker_threads";
import { AppError } from "@/lib/errors";
import { readLexicalFile } from "@/lib/onnx/lexical/model-file";
import { scoreTexts, trainAndEvaluate } from "@/lib/onnx/lexical/train-and-evaluate";
import type { LexicalFile } from "@/lib/onnx/lexical/model-file";
import type { EngineReply, EngineRequest } from "@/lib/reward-models/engine-messages";

/** Fits and scores away from the job loop, whose heartbeat a long fit would stop. One request at a time; only "cancel" cuts in. */

const port = parentPort;
if (!port) throw new Error("this file runs in a worker thread");

let loaded: LexicalFile | null = null;
let running = new AbortController();

const reply = (message: EngineReply): void => port.postMessage(message);

const answer = async (request: EngineRequest): Promise<EngineReply> => {
  if (request.op === "train") {
    running = new AbortController();
    const { op: _op, ...input } = request;
    const outcome = await trainAndEvaluate({
      ...input,
      signal: running.signal,
      onProgress: ({ share, message }) => reply({ kind: "progress", share, message }),
    });
    loaded = readLexicalFile(outcome.file);
    return { kind: "trained", outcome };
  }
  if (request.op === "load") {
    loaded = readLexicalFile(request.file);
    return { kind: "loaded" };
  }
  if (request.op === "score" && loaded) return { kind: "scored", scores: Array.from(scoreTexts(loaded, request.rows)) };
  throw new Error(`nothing is loaded to ${request.op} with`);
};

port.on("message", (request: EngineRequest) => {
  if (request.op === "cancel") {
    running.abort();
    return;
  }
  answer(request)
    .then(reply)
    .catch((error: unknown) => {
      const known = error instanceof AppError ? error : null;
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      reply({ kind: "failed", code: known?.code ?? null, message, userMessage: known?.userMessage ?? null });
    });
});
