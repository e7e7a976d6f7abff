import { z } from "zod";
import { actions } from "@/lib/auth/permissions";
import { daySchema } from "@/lib/calendar-schema";

const idSchema = z.string().min(1).max(100);

const day = daySchema("must be a day, as 2026-11-22");

export const auditFilterSchema = z.object({
  /** whose acts: a member's id, theirs by keys included; the id of a key; or the system's own */
  by: z.union([z.literal("system"), idSchema]).optional(),
  /** kind of act: an action of the permission table */
  action: z.enum(actions).optional(),
  projectId: idSchema.optional(),
  /** first and last day, in UTC by the clock of the database */
  from: day.optional(),
  to: day.optional(),
});
export type AuditFilter = z.infer<typeof auditFilterSchema>;

export const entryNumberSchema = z.string().regex(/^\d{1,18}$/, "is no number of an entry");

export const auditEntrySchema = z.object({
  /** its number: later entries have higher ones */
  id: z.string(),
  /** by the clock of the database, in UTC, to the microsecond */
  at: z.iso.datetime({ precision: 6 }),
  actorKind: z.enum(["person", "api key", "system"]),
  actorId: z.string(),
  /** name of the person, or of the key and whoever made it, or of the part of the installation that acted */
  actor: z.string(),
  action: z.string(),
  project: z.object({ id: z.string(), slug: z.string(), name: z.string() }).nullable(),
  subjectId: z.string().nullable(),
  /** what was noted with it */
  detail: z.record(z.string(), z.json()),
  /** block of the hash chain that it lies in; null where it waits to be sealed */
  block: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** What an entry's subject is called now; rows that are gone have no name. */
export type AuditSubject = { name: string; project: string | null; handle: string };

export const auditFormats = ["csv", "jsonl"] as const;
