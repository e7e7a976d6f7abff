import { z } from "zod";

/** Every job by name: its payload carries ids only; attempts bound how often a handler may run. */

const payloadSchema = z.object({ jobId: z.string().min(1) });
export type JobPayload = z.infer<typeof payloadSchema>;

/** Payloads are untrusted until checked: last month's code may have written them. */
export const parseJobPayload = (value: unknown): JobPayload => payloadSchema.parse(value);

type JobPolicy = {
  title: string;
  maxAttempts: number;
  /** how many of them one worker runs side by side: more than one where the work is waiting for other hosts */
  atOnce?: number;
};

export const jobCatalogue = {
  "fetch-import": { title: "Fetching a file", maxAttempts: 3, atOnce: 2 },
  "import-items": { title: "Import", maxAttempts: 3 },
  "undo-import": { title: "Undoing an import", maxAttempts: 3 },
  "open-tasks": { title: "Opening tasks", maxAttempts: 3 },
  "close-tasks": { title: "Closing tasks", maxAttempts: 3 },
  "key-tasks": { title: "Putting open tasks in order", maxAttempts: 3 },
  "aggregate-project": { title: "Aggregation", maxAttempts: 3 },
  "add-encoder": { title: "Adding an encoder", maxAttempts: 3 },
  "train-reward-model": { title: "Reward model training", maxAttempts: 3 },
  "score-candidates": { title: "Scoring", maxAttempts: 3 },
  "tag-items": { title: "Tagging", maxAttempts: 3 },
  "apply-tag-set": { title: "Changing tags", maxAttempts: 3 },
  "ask-judges": { title: "Asking a judge", maxAttempts: 5, atOnce: 4 },
  "plan-routes": { title: "Routing plan", maxAttempts: 3 },
  "commit-plan": { title: "Committing a plan", maxAttempts: 3 },
  "build-dataset-version": { title: "Data set build", maxAttempts: 3 },
  "push-dataset": { title: "Data set push", maxAttempts: 3, atOnce: 2 },
} as const satisfies Record<string, JobPolicy>;

export type JobName = keyof typeof jobCatalogue;

/** One silent server would otherwise keep every other round of asking waiting. */
export const jobsAtOnce = (name: JobName): number => {
  const policy: JobPolicy = jobCatalogue[name];
  return policy.atOnce ?? 1;
};
export const jobNames = Object.keys(jobCatalogue).filter((name): name is JobName => name in jobCatalogue);

export const jobStateSchema = z.enum(["queued", "running", "done", "failed", "cancelled"]);
export type JobState = z.infer<typeof jobStateSchema>;

/** A run without a heartbeat (written every other second) for this long is given to another worker. */
export const staleSeconds = 45;
