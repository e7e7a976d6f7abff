import { z } from "zod";
import { datasetStateSchema } from "@/lib/exports/version-schema";

/** Sending a finished version elsewhere. Safe in the browser. */

export const repositorySchema = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9][\w.-]{0,95}$/, "Write it as OWNER/NAME.");

export const prefixSchema = z
  .string()
  .trim()
  .max(500)
  .regex(/^[^\\\0]*$/, "holds a sign that no folder has")
  .transform((text) => text.split("/").filter((part) => part !== ""))
  .refine((parts) => parts.every((part) => part !== "." && part !== ".."), "No part of it may be . or ..")
  .transform((parts) => parts.join("/"));

export const pushInputSchema = z.object({
  projectId: z.string().min(1),
  number: z.number().int().min(1),
  connectionId: z.string().min(1, "Choose where to."),
  /** folder in the bucket, or OWNER/NAME on the hub */
  place: z.string().max(500),
  /** whether a data set that the hub lacks is made private */
  hidden: z.boolean().default(true),
});
export type PushInput = z.input<typeof pushInputSchema>;

export const pushViewSchema = z.object({
  id: z.string(),
  connectionId: z.string(),
  place: z.string(),
  state: datasetStateSchema,
  address: z.string().nullable(),
  error: z.string().nullable(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type PushView = z.infer<typeof pushViewSchema>;
