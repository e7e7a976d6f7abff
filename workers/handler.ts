import type { Actor } from "@/lib/auth/actor";
import type { RunControl } from "@/lib/jobs/progress";

export type HandlerInput = RunControl & { actor: Actor; projectId: string; subjectId: string };

export type Handler = {
  /** Loads, calls the room, saves. Runs again after a crash, so it must find its own traces. Returns the closing message. */
  run: (input: HandlerInput) => Promise<string>;
  /** Marks the subject's own row when the job will not run again. */
  settle: (input: { projectId: string; subjectId: string; outcome: "failed" | "cancelled"; message: string }) => Promise<void>;
};
