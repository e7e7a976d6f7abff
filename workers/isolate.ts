import { once } from "node:events";
import { z } from "zod";
import { AppError, errorCodes } from "@/lib/errors";
import { forkScript } from "@/lib/fork-script";
import type { Handler, HandlerInput } from "@/workers/handler";
import { isolatedHandlers } from "@/workers/isolated";
import type { IsolatedName } from "@/workers/isolated";

/** What the process of a run sends back. */
export const runReplySchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("progress"), progress: z.object({ done: z.number(), total: z.number().nullable(), message: z.string() }) }),
  z.object({ kind: z.literal("done"), message: z.string() }),
  z.object({ kind: z.literal("failed"), code: z.enum(errorCodes).nullable(), message: z.string(), userMessage: z.string() }),
]);
export type RunReply = z.infer<typeof runReplySchema>;

/** What it is sent, once. */
export type RunOrder = Pick<HandlerInput, "actor" | "projectId" | "subjectId"> & { name: IsolatedName };

const maxHeapMb = 4096;

/** The handler of a job whose every run has a process of its own. */
export const isolate = (name: IsolatedName): Handler => ({
  run: (input) => runIsolated(name, input),
  settle: isolatedHandlers[name].settle,
});

const runIsolated = async (name: IsolatedName, { actor, projectId, subjectId, signal, report }: HandlerInput): Promise<string> => {
  signal.throwIfAborted();
  const child = forkScript("workers/threads/run-handler.ts", { maxHeapMb });
  const left = once(child, "exit");
  const stop = (): void => {
    child.kill("SIGKILL");
  };
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await new Promise<string>((resolve, reject) => {
      child.on("error", reject);
      child.on("exit", (code, killedBy) => reject(signal.aborted ? signal.reason : ending(code, killedBy)));
      child.on("message", (raw) => {
        const reply = runReplySchema.parse(raw);
        if (reply.kind === "progress") report(reply.progress);
        else if (reply.kind === "done") resolve(reply.message);
        else reject(failure(reply));
      });
      const order: RunOrder = { name, actor, projectId, subjectId };
      child.send(order);
    });
  } finally {
    signal.removeEventListener("abort", stop);
    stop();
    await left;
  }
};

/** V8 aborts on a full heap. */
const ending = (code: number | null, killedBy: string | null): Error =>
  killedBy === "SIGABRT"
    ? new AppError("too_large", { userMessage: `This needs more than ${maxHeapMb} MB of memory. Choose fewer items or labels.` })
    : new Error(`the process of the job ended ${killedBy === null ? `with status ${code}` : `by ${killedBy}`}`);

const failure = ({ code, message, userMessage }: Extract<RunReply, { kind: "failed" }>): Error =>
  code === null ? new Error(message) : new AppError(code, { message, userMessage });
