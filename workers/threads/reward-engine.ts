import type { EncoderPlace } from "@/lib/encoders/find-encoder";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { openTextEncoder } from "@/lib/onnx/encoders/text-encoder";
import { openModel } from "@/lib/onnx/heads/open-model";
import { trainVersion } from "@/lib/onnx/heads/train-version";
import type { TextEncoder } from "@/lib/onnx/heads/feature-source";
import type { FolderSettings } from "@/lib/onnx/encoders/open-folder";
import type { OpenModel } from "@/lib/onnx/heads/open-model";
import type { TextCache } from "@/lib/onnx/text-cache";
import type { CacheAnswer, CacheRequest, EngineReply, EngineRequest } from "@/lib/reward-models/engine-messages";

/** Fits and scores in a process of its own, away from the job loop, whose heartbeat a long fit would stop. One request at a time. */

let loaded: OpenModel | null = null;
let encoder: TextEncoder | null = null;

/** Done when the message has left. Nobody reads it where the worker was killed; `disconnect` ends this process then. */
const reply = (message: EngineReply | CacheRequest): Promise<void> =>
  new Promise((resolve) => {
    if (process.send) process.send(message, undefined, undefined, () => resolve());
    else resolve();
  });

const waiting = new Map<number, { resolve: (answer: CacheAnswer) => void; reject: (error: Error) => void }>();
let asked = 0;

const askJob = (request: (id: number) => CacheRequest): Promise<CacheAnswer> =>
  new Promise((resolve, reject) => {
    asked += 1;
    waiting.set(asked, { resolve, reject });
    void reply(request(asked));
  });

const hearJob = (answer: CacheAnswer): void => {
  const asker = waiting.get(answer.id);
  waiting.delete(answer.id);
  if (answer.op === "cache-failed") asker?.reject(new Error(answer.message));
  else asker?.resolve(answer);
};

/** The job's cache, seen from here. */
const cache: TextCache = {
  read: async (encoder, hashes) => {
    const answer = await askJob((id) => ({ kind: "recall", id, encoder, hashes }));
    return answer.op === "recalled" ? answer.vectors : new Map();
  },
  write: async (encoder, entries) => {
    await askJob((id) => ({ kind: "remember", id, encoder, entries }));
  },
};

const poolingOf = ({ pooling }: EncoderPlace): FolderSettings => (pooling === null ? {} : { pooling });

/** The encoder of a training or of a model; null for the built-in one. */
const openEncoder = async (place: EncoderPlace | null, threads: number): Promise<TextEncoder | null> => {
  if (!place) return null;
  const opened = await openTextEncoder(place.folder, place.name, { cache, threads, ...poolingOf(place) });
  return { name: place.name, sha256: opened.describe().sha256, width: opened.width, encode: opened.encode };
};

/** Vectors of other weights would be scored without complaint, and mean nothing. */
const checkEncoder = (wanted: { name: string; sha256: string } | null, opened: TextEncoder | null): void => {
  if (!wanted || wanted.sha256 === opened?.sha256) return;
  throw new AppError("refused", {
    message: `encoder ${wanted.name} is ${opened?.sha256 ?? "absent"}, not ${wanted.sha256}`,
    userMessage: `This model was trained on another encoder than the one now called “${wanted.name}”. Add the one it was trained on, or train again.`,
  });
};

const answer = async (request: EngineRequest): Promise<EngineReply> => {
  if (request.op === "train") {
    encoder = await openEncoder(request.encoder, request.training.settings.threads);
    const outcome = await trainVersion(request.training, {
      cache,
      encoder,
      encoderFolder: request.encoder && { folder: request.encoder.folder, ...poolingOf(request.encoder) },
      memoryMb: env().PLUMBLINE_TRAINING_MEMORY_MB,
      onProgress: (progress) => void reply({ kind: "progress", ...progress }),
      onCheckpoint: (bytes) => reply({ kind: "checkpoint", bytes }),
    });
    loaded = await openModel(outcome.file, outcome.spread);
    return { kind: "trained", outcome };
  }
  if (request.op === "load") {
    loaded = await openModel(request.file, request.spread);
    encoder = await openEncoder(request.encoder, 1);
    checkEncoder(loaded.encoder, encoder);
    return { kind: "loaded" };
  }
  if (!loaded) throw new Error("no model is loaded to score with");
  if (request.op === "explain") {
    const explanations = (await loaded.explain?.(request.rows, cache)) ?? null;
    const cut = explanations?.map((one) =>
      request.most === null ? one : { ...one, parts: one.parts.slice(0, request.most), measured: {} },
    );
    return { kind: "explained", explanations: cut ?? null };
  }
  return { kind: "scored", ...(await loaded.score(request.rows, cache, encoder)) };
};

process.on("message", (request: EngineRequest | CacheAnswer) => {
  if ("id" in request) {
    hearJob(request);
    return;
  }
  answer(request)
    .then(reply)
    .catch((error: unknown) => {
      const known = error instanceof AppError ? error : null;
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return reply({ kind: "failed", code: known?.code ?? null, message, userMessage: known?.userMessage ?? null });
    });
});

// A worker that is killed must not leave a process that computes for nobody.
process.on("disconnect", () => process.exit(0));
