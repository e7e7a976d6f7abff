import { page, pageOf, pageQuery } from "@/lib/api/cursor";
import { named } from "@/lib/api/names";
import { none, read, readLines } from "@/lib/api/operation";
import type { Operation } from "@/lib/api/operation";
import { inWorkspace } from "@/lib/api/params";
import { checkWholeLog } from "@/lib/audit/check-log";
import { listAudit, walkAudit } from "@/lib/audit/list-audit";
import { auditEntrySchema, auditFilterSchema } from "@/lib/audit/schema";
import { auditChainSchema } from "@/lib/auth/audit-schema";

const tag = "Audit log";

named("AuditEntry", auditEntrySchema);
named("AuditChain", auditChainSchema);

export const auditOperations: Operation[] = [
  read({
    id: "listAuditEntries",
    method: "GET",
    path: "/audit",
    tag,
    summary: "List who did what, the newest first",
    about:
      "`by` is a member's id, what they did by keys included, the id of a key, or `system`; days are in UTC, by the clock of the database. A key of one project names it in `projectId`.",
    scope: "audit:see",
    params: inWorkspace,
    query: pageQuery(auditFilterSchema.shape),
    answer: pageOf(auditEntrySchema),
    run: (actor, { query }) => {
      const { limit: _limit, cursor: _cursor, ...filter } = query;
      return page(
        "audit",
        query,
        async ({ at, take }) => (await listAudit(actor, { filter, before: at === 0 ? null : String(at), take })).entries,
        (entry) => Number(entry.id),
      );
    },
  }),
  readLines({
    id: "readAuditLog",
    method: "GET",
    path: "/audit/lines",
    tag,
    summary: "Read all of the log that fits, one entry a line, the newest first",
    scope: "audit:see",
    params: inWorkspace,
    query: auditFilterSchema,
    line: auditEntrySchema,
    run: (actor, { query, request }) => walkAudit(actor, query, request.signal),
  }),
  read({
    id: "checkAuditChain",
    method: "GET",
    path: "/audit/chain",
    tag,
    summary: "Recompute the hash chain of the log: up to which entry it is whole, and where it breaks",
    about: "Reads every entry, as `plumbline verify` does.",
    scope: "audit:see",
    params: inWorkspace,
    query: none,
    answer: auditChainSchema,
    run: (actor) => checkWholeLog(actor),
  }),
];
