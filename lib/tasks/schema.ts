import { z } from "zod";
import { exactItemFilterSchema } from "@/lib/items/schema";

/** When a task has answers enough, where the plan that opened it says so. */
export const askingSchema = z.object({
  /** people at most */
  most: z.number().int().min(1).max(9),
  threshold: z.number().gt(0.5).max(1),
  /** the machine's label, and how often it is right on such an item; how often a person is */
  label: z.string(),
  machine: z.number().gt(0).lt(1),
  person: z.number().gt(0).lt(1),
  /** of one more answer */
  priceMicros: z.number().int().min(0),
});
export type Asking = z.infer<typeof askingSchema>;

/** Answers that take a place of their tasks and do not count, by why: of people who were left out, else given to an earlier question. */
export type Uncounted = { leftOut: number; earlierQuestion: number; tasks: number };

export const campaignPlaceSchema = z.object({ projectId: z.string().min(1), campaignId: z.string().min(1) });

export const openTasksSchema = z.object({
  projectId: z.string(),
  campaignId: z.string(),
  /** "all": every unit of every item of the project, whether it has a task yet or not */
  taskIds: z.union([z.literal("all"), z.array(z.string()).min(1)]),
  /** annotations wanted of each; the campaign's own where left out */
  overlap: z.int().min(1).max(20).optional(),
  /** higher goes first */
  priority: z.number().optional(),
  routePlanId: z.string().optional(),
  /** for whom; whoever the campaign's way of handing out names where left out */
  lane: z.string().optional(),
  /** of tasks whose number of answers hangs on the answers */
  asking: z.array(z.object({ taskId: z.string(), asking: askingSchema })).optional(),
});
export type OpenTasks = z.infer<typeof openTasksSchema>;

/** What a person or a program asks to be opened: tasks by name, all of them, or those of the items that a filter lets through. */
export const requestOpeningSchema = openTasksSchema.extend({
  taskIds: z.union([...openTasksSchema.shape.taskIds.options, z.object({ ofItems: exactItemFilterSchema })]),
});
export type RequestOpening = z.infer<typeof requestOpeningSchema>;

export const closeTasksSchema = z.object({
  projectId: z.string(),
  campaignId: z.string(),
  taskIds: z.union([z.literal("all"), z.array(z.string()).min(1)]),
});
export type CloseTasks = z.infer<typeof closeTasksSchema>;

export const taskFilters = ["all", "open", "answered", "unopened"] as const;
export type TaskFilter = (typeof taskFilters)[number];
/** Filters come from the address bar: what is none of them means all. */
export const taskFilterSchema = z.enum(taskFilters).catch("all");

export type TaskCounts = Record<TaskFilter, number>;

export type TaskRow = {
  id: string;
  itemId: string;
  ordinal: number;
  title: string;
  unitKey: string;
  isGold: boolean;
  priority: number;
  /** wanted annotations that nobody holds, that somebody works on, that are in */
  open: number;
  leased: number;
  done: number;
  /** labels that count, those that came with a file included */
  people: number;
  models: number;
  /** of the campaign's newest aggregation, null where it has none of this task */
  question: string | null;
  choice: string | null;
  pChoice: number | null;
  consensusLabels: number | null;
};
