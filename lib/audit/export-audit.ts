import { Readable } from "node:stream";
import { walkAudit } from "@/lib/audit/list-audit";
import type { AuditEntry, AuditFilter, auditFormats } from "@/lib/audit/schema";
import type { Actor } from "@/lib/auth/actor";
import { spreadsheetCsv } from "@/lib/spreadsheet-csv";

const columns = ["entry", "at", "actor_kind", "actor_id", "actor", "action", "project", "subject_id", "detail", "block"];

const toRow = ({ id, at, actorKind, actorId, actor, action, project, subjectId, detail, block }: AuditEntry) => ({
  entry: id,
  at,
  actor_kind: actorKind,
  actor_id: actorId,
  actor,
  action,
  project: project?.slug ?? null,
  subject_id: subjectId,
  detail,
  block,
});

/** The log as a file, the newest entry first: CSV for spreadsheets (details as JSON), or a JSON object a line. */
export const exportAudit = async (
  actor: Actor,
  input: { filter: AuditFilter; format: (typeof auditFormats)[number] },
): Promise<{ name: string; stream: Readable }> => {
  const entries = await walkAudit(actor, input.filter);
  const csv = input.format === "csv";
  const lines = async function* (): AsyncGenerator<string> {
    for await (const entry of entries) yield `${JSON.stringify(toRow(entry))}\n`;
  };
  const rows = async function* (): AsyncGenerator<Record<string, string | null>> {
    for await (const entry of entries) {
      const row = toRow(entry);
      yield { ...row, detail: JSON.stringify(row.detail) };
    }
  };
  const stream = csv ? spreadsheetCsv(columns, rows()) : Readable.from(lines(), { objectMode: false });
  return { name: `audit-log.${input.format}`, stream };
};
