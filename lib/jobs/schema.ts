import { z } from "zod";
import { jobStateSchema } from "@/lib/jobs/catalogue";

/** A job as pages and the API show it. */
export const jobViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  subjectId: z.string(),
  state: jobStateSchema,
  done: z.number().int(),
  total: z.number().int().nullable(),
  message: z.string(),
  cancelRequested: z.boolean(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
});
export type JobView = z.infer<typeof jobViewSchema>;
