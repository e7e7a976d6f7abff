import { AppError, publicMessage } from "@/lib/errors";
import { isolatedHandlers } from "@/workers/isolated";
import type { RunOrder, RunReply } from "@/workers/isolate";

/** Runs one job's handler in a process of its own, and ends. See workers/isolated.ts. */

const reply = (message: RunReply): void => {
  // Nobody reads it where the worker was killed; `disconnect` ends this process then.
  process.send?.(message, undefined, undefined, () => undefined);
};

const failed = (error: unknown): RunReply => ({
  kind: "failed",
  code: error instanceof AppError ? error.code : null,
  message: error instanceof Error ? (error.stack ?? error.message) : String(error),
  userMessage: publicMessage(error),
});

process.once("message", ({ name, ...subject }: RunOrder) => {
  // A cancellation kills the process; nobody here has to listen for one.
  const control = {
    signal: new AbortController().signal,
    report: (progress: Extract<RunReply, { kind: "progress" }>["progress"]) => reply({ kind: "progress", progress }),
  };
  isolatedHandlers[name]
    .run({ ...subject, ...control })
    .then((message) => reply({ kind: "done", message }))
    .catch((error: unknown) => reply(failed(error)));
});

// A worker that is killed must not leave a process that computes for nobody.
process.on("disconnect", () => process.exit(0));
