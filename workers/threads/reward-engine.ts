import { AppError } from "@/lib/errors";
import { readLexicalFile } from "@/lib/onnx/lexical/model-file";
import { scoreTexts, trainAndEvaluate } from "@/lib/onnx/lexical/train-and-evaluate";
import type { LexicalFile } from "@/lib/onnx/lexical/model-file";
import type { EngineReply, EngineRequest } from "@/lib/reward-models/engine-messages";

/** Fits and scores in a process of its own, away from the job loop, whose heartbeat a long fit would stop. One request at a time. */

let loaded: LexicalFile | null = null;

const reply = (message: EngineReply): void => {
  process.send?.(message);
};

const answer = async (request: EngineRequest): Promise<EngineReply> => {
  if (request.op === "train") {
    const { op: _op, ...input } = request;
    const outcome = await trainAndEvaluate({ ...input, onProgress: ({ share, message }) => reply({ kind: "progress", share, message }) });
    loaded = readLexicalFile(outcome.file);
    return { kind: "trained", outcome };
  }
  if (request.op === "load") {
    loaded = readLexicalFile(request.file);
    return { kind: "loaded" };
  }
  if (!loaded) throw new Error("no model is loaded to score with");
  return { kind: "scored", scores: Array.from(scoreTexts(loaded, request.rows)) };
};

process.on("message", (request: EngineRequest) => {
  answer(request)
    .then(reply)
    .catch((error: unknown) => {
      const known = error instanceof AppError ? error : null;
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      reply({ kind: "failed", code: known?.code ?? null, message, userMessage: known?.userMessage ?? null });
    });
});

// A worker that is killed must not leave a process that computes for nobody.
process.on("disconnect", () => process.exit(0));
