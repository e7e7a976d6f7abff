import { z } from "zod";
import { auditEntrySchema, auditFilterSchema, entryNumberSchema } from "@/lib/audit/schema";
import type { AuditEntry, AuditFilter, AuditSubject } from "@/lib/audit/schema";
import { entryRows, findWho, subjectRows } from "@/lib/audit/store";
import type { EntryFilter, EntryRow } from "@/lib/audit/store";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { notFound } from "@/lib/errors";

const detailSchema = auditEntrySchema.shape.detail.catch({});

const nameOf = ({ actorKind, actorId, person, key, keyOwner }: EntryRow): string => {
  if (actorKind === "system") return actorId;
  if (actorKind === "person") return person ?? "someone who has left";
  return key === null ? "a key that is gone" : `${keyOwner ?? "someone who has left"} by key “${key}”`;
};

const toEntry = (row: EntryRow): AuditEntry => ({
  id: row.id,
  at: row.at,
  actorKind: row.actorKind,
  actorId: row.actorId,
  actor: nameOf(row),
  action: row.action,
  project:
    row.projectId === null || row.projectSlug === null
      ? null
      : { id: row.projectId, slug: row.projectSlug, name: row.projectName ?? row.projectSlug },
  subjectId: row.subjectId,
  detail: detailSchema.parse(row.detail),
  block: row.block,
});

/** The workspace's log as far as a filter goes. A project or a person of another workspace does not exist. */
const open = async (actor: Actor, input: z.input<typeof auditFilterSchema>): Promise<EntryFilter & { whoName: string | null }> => {
  const { by, projectId, action, from, to } = auditFilterSchema.parse(input);
  const { workspaceId } = await guard(actor, "audit:see", projectId === undefined ? {} : { projectId });
  const rest = { workspaceId, projectId, action, from, to };
  if (by === undefined) return { ...rest, who: null, whoName: null };
  if (by === "system") return { ...rest, who: { kind: "system" }, whoName: "the system" };
  const found = await findWho(workspaceId, by);
  if (!found) throw notFound("person");
  return { ...rest, who: { kind: "ids", ids: found.ids }, whoName: found.name };
};

const pageSchema = z.object({
  filter: auditFilterSchema.default({}),
  /** number of the last entry seen */
  before: entryNumberSchema.nullable().default(null),
  /** in place of it, number of an entry: those that came next after it */
  after: entryNumberSchema.nullable().default(null),
  take: z.number().int().min(1).max(1_001).default(100),
});

const toNumber = (entry: string | null): bigint | null => (entry === null ? null : BigInt(entry));

/** Entries of the audit log, the newest first, and what the filter's person is called. */
export const listAudit = async (
  actor: Actor,
  input: z.input<typeof pageSchema>,
): Promise<{ entries: AuditEntry[]; whoName: string | null }> => {
  const { filter, before, after, take } = pageSchema.parse(input);
  const { whoName, ...opened } = await open(actor, filter);
  const rows = await entryRows(opened, { before: toNumber(before), after: toNumber(after), take });
  return { entries: rows.map(toEntry), whoName };
};

/** Names of what entries are about, by the subject's id. */
export const nameSubjects = async (actor: Actor, entries: readonly Pick<AuditEntry, "subjectId">[]): Promise<Map<string, AuditSubject>> => {
  const { workspaceId } = await guard(actor, "audit:see");
  const ids = [...new Set(entries.flatMap(({ subjectId }) => (subjectId === null ? [] : [subjectId])))];
  return new Map((await subjectRows(workspaceId, ids)).map(({ id, ...subject }) => [id, subject]));
};

const rowsAtOnce = 2_000;

async function* walk(filter: EntryFilter, signal: AbortSignal | undefined): AsyncGenerator<AuditEntry> {
  let before: bigint | null = null;
  for (;;) {
    signal?.throwIfAborted();
    const rows: EntryRow[] = await entryRows(filter, { before, after: null, take: rowsAtOnce });
    for (const row of rows) yield toEntry(row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < rowsAtOnce) return;
    before = BigInt(last.id);
  }
}

/** Every entry that fits, the newest first, however many. What is refused is refused before the first. */
export const walkAudit = async (actor: Actor, filter: AuditFilter, signal?: AbortSignal): Promise<AsyncGenerator<AuditEntry>> =>
  walk(await open(actor, filter), signal);
