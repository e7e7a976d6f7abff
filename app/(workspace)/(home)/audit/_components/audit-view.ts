import { z } from "zod";
import { auditFilterSchema, entryNumberSchema } from "@/lib/audit/schema";

const { by, action, from, to } = auditFilterSchema.shape;

/** What the address says; what cannot be read in it is left out. The project goes by its short name. */
export const auditViewSchema = z.object({
  by: by.catch(undefined),
  action: action.catch(undefined),
  project: z.string().min(1).max(100).optional().catch(undefined),
  from: from.catch(undefined),
  to: to.catch(undefined),
  before: entryNumberSchema.optional().catch(undefined),
  after: entryNumberSchema.optional().catch(undefined),
});
export type AuditView = z.infer<typeof auditViewSchema>;

const search = (view: Record<string, string | undefined>): string =>
  new URLSearchParams(Object.entries(view).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))).toString();

/** The address of the log under a view; a changed filter begins at the newest. */
export const auditHref = (view: AuditView, change: Partial<AuditView> = {}): string => {
  const text = search({ ...view, before: undefined, after: undefined, ...change });
  return text === "" ? "/audit" : `/audit?${text}`;
};

export const fileHref = ({ by, action, from, to }: AuditView, projectId: string | undefined, format: "csv" | "jsonl"): string =>
  `/api/audit?${search({ by, action, projectId, from, to, format })}`;

/** Filters as they are called on the page. */
export const auditFilterNames = { by: "by", action: "act", project: "project", from: "from", to: "until" } as const;
