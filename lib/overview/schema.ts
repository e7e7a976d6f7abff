import { z } from "zod";

/** An estimate as the rooms store it: with interval and n, or with the reason why it is undefined. */
export const storedEstimateSchema = z.union([
  z.object({ value: z.number(), ci: z.tuple([z.number(), z.number()]).nullable(), n: z.number().nullable().optional() }),
  z.object({ value: z.null(), reason: z.string(), n: z.number().nullable().optional() }),
]);
export type StoredEstimate = z.infer<typeof storedEstimateSchema>;

/** What the overview reads of a reward model's metrics; a version without them has none to show. */
export const overviewMetricsSchema = z
  .object({ accuracy: storedEstimateSchema.optional(), longerWins: storedEstimateSchema.optional() })
  .catch({});

export type LineCounts = {
  items: number;
  itemsToday: number;
  /** items that no campaign asks about yet */
  itemsUnasked: number;
  tasks: number;
  /** tasks with a slot that waits for a person, or is with one */
  openTasks: number;
  labelsPeople: number;
  labelsModels: number;
  labelsToday: number;
  /** members who may answer */
  annotators: number;
};

export type ConsensusState = {
  aggregationId: string;
  decided: number;
  undecided: number;
  readAt: string;
  /** live labels that came after it was read */
  newerLabels: number;
};

export type ModelVersion = {
  number: number;
  state: string;
  trainPairs: number;
  promoted: boolean;
  createdAt: string;
  accuracy: StoredEstimate | null;
  longerWins: StoredEstimate | null;
};

/** `rehearsal`: people have answered all of its items, so it opens nothing. */
export type PlanState = { number: number; state: string; humanItems: number; items: number; costMicros: number; rehearsal: boolean };
export type DatasetState = { number: number; rows: number; createdAt: string };
export type DayLabels = { day: string; people: number; models: number };

/** Something that will not go on by itself. */
export type Stuck = {
  kind: "failed-import" | "failed-job" | "no-annotators" | "nobody-answers" | "paused" | "resting" | "wrong-prediction";
  /** which stage of the line it sits before */
  stage: "items" | "labels" | "consensus" | "model" | "routing" | "dataset";
  count: number;
  /** what it is called: a file, a kind of work, a campaign */
  name: string;
  /** why, where the machine knows it */
  reason: string | null;
  since: string;
};

export type RunningJob = { id: string; name: string };
export type RecentEvent = {
  id: string;
  at: string;
  action: string;
  actor: string;
  subjectId: string | null;
  detail: Record<string, unknown>;
};

export type ProjectSummary = {
  counts: LineCounts;
  consensus: ConsensusState | null;
  /** newest last; finished versions only */
  models: ModelVersion[];
  plan: PlanState | null;
  dataset: DatasetState | null;
  days: DayLabels[];
  stuck: Stuck[];
  running: RunningJob[];
  events: RecentEvent[];
};

/** How far back the days and "nobody answers" look. */
export const overviewDays = 28;
