import { z } from "zod";

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
});
export type OpenTasks = z.infer<typeof openTasksSchema>;

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
  /** live labels, those that came with a file included */
  people: number;
  models: number;
  /** of the campaign's newest aggregation, null where it has none of this task */
  choice: string | null;
  pChoice: number | null;
  consensusLabels: number | null;
};
