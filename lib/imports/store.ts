import { databaseNow, holdTimes } from "@/lib/database-now";
import { z } from "zod";
import type { Tx } from "@/lib/db";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { closedMeanwhile } from "@/lib/imports/batch-session";
import { importViewSchema, readingSchema } from "@/lib/imports/schema";
import { importSourceSchema } from "@/lib/imports/sources/schema";
import type { ImportSource } from "@/lib/imports/sources/schema";
import type { ImportView, OnError, Reading, Refusal } from "@/lib/imports/schema";
import type { EndedWork } from "@/lib/sweep-blobs";

const viewSelect = {
  id: true,
  fileName: true,
  byteSize: true,
  source: true,
  format: true,
  onError: true,
  state: true,
  rowsRead: true,
  itemsAdded: true,
  itemsExisting: true,
  candidatesAdded: true,
  labelsAdded: true,
  labelsExisting: true,
  annotatorsAdded: true,
  rowsRefused: true,
  labelsUnfit: true,
  error: true,
  createdAt: true,
  finishedAt: true,
} as const satisfies Prisma.ImportSelect;

type ViewRow = Prisma.ImportGetPayload<{ select: typeof viewSelect }>;

const toView = (row: ViewRow): ImportView =>
  importViewSchema.parse({
    ...row,
    byteSize: Number(row.byteSize),
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  });

export type NewImport = {
  fileName: string;
  byteSize: number;
  storageKey: string | null;
  createdById: string | null;
  source?: ImportSource;
  /** uploaded unless given */
  state?: "receiving" | "fetching";
};

export const insertImport = async (projectId: string, id: string, input: NewImport): Promise<ImportView> =>
  toView(
    await db().import.create({
      data: { id, projectId, ...input, byteSize: BigInt(input.byteSize), format: "auto", onError: "stop" },
      select: viewSelect,
    }),
  );

/** Whether the bytes of an import are still coming, and how many there are to be. */
export const findUpload = async (projectId: string, id: string): Promise<{ byteSize: number; state: string } | null> => {
  const row = await db().import.findFirst({
    where: { projectId, id, source: { equals: Prisma.DbNull } },
    select: { byteSize: true, state: true },
  });
  return row && { state: row.state, byteSize: Number(row.byteSize) };
};

export const touchUpload = async (projectId: string, id: string): Promise<void> => {
  await db().$executeRaw`update import set heartbeat_at = now() where project_id = ${projectId} and id = ${id} and state = 'receiving'`;
};

/** Where an import's file is fetched from. */
export const findOrigin = async (projectId: string, id: string): Promise<ImportSource | null> => {
  const row = await db().import.findFirst({ where: { projectId, id }, select: { source: true } });
  return row?.source ? importSourceSchema.parse(row.source) : null;
};

/** All bytes are here: the import can be looked at. False where they came another way meanwhile, or it was ended. */
export const markReceived = async (
  projectId: string,
  id: string,
  { fileName, ...file }: { storageKey: string; byteSize: number; fileName: string | null },
): Promise<boolean> => {
  const { count } = await db().import.updateMany({
    where: { projectId, id, state: { in: ["receiving", "fetching"] } },
    data: { ...file, state: "uploaded", ...(fileName === null ? {} : { fileName }) },
  });
  return count === 1;
};

/** Of these imports those whose bytes came or will not come, with the keys of what is kept; others are on their way, or another database's. */
export const arrivedImports = async (ids: readonly string[]): Promise<EndedWork[]> => {
  const rows = await db().import.findMany({
    where: { id: { in: [...ids] }, state: { notIn: ["receiving", "fetching"] } },
    select: { id: true, storageKey: true },
  });
  return rows.map(({ id, storageKey }) => ({ id, keys: storageKey === null ? [] : [storageKey] }));
};

/** Uploads of every project that nobody has gone on with for so long. */
export const listAbandoned = async (seconds: number): Promise<{ id: string; projectId: string }[]> =>
  db().$queryRaw`
    select id, project_id as "projectId" from import
    where state = 'receiving' and coalesce(heartbeat_at, created_at) < now() - make_interval(secs => ${seconds})`;

export const findImport = async (projectId: string, id: string): Promise<ImportView | null> => {
  const row = await db().import.findFirst({ where: { projectId, id }, select: viewSelect });
  return row && toView(row);
};

export const listImportRows = async (
  projectId: string,
  page: { skip: number; take: number },
): Promise<{ imports: ImportView[]; total: number }> => {
  const [rows, total] = await Promise.all([
    db().import.findMany({ where: { projectId }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], ...page, select: viewSelect }),
    db().import.count({ where: { projectId } }),
  ]);
  return { imports: rows.map(toView), total };
};

/** Where an import's bytes lie: in a blob, or in a folder that an operator opened. */
export type FilePlace = { fileName: string; storageKey: string | null; source: ImportSource | null };

export type StoredWork = FilePlace & {
  campaignId: string | null;
  onError: OnError;
  reading: Reading;
  state: string;
};

/** Campaigns that were opened to people, or hold answers other than those of the named imports. */
export const campaignsInUse = async (tx: Tx, projectId: string, importIds: string[]): Promise<Map<string, "opened" | "answered">> => {
  const rows = await tx.$queryRaw<{ id: string; opened: boolean; answered: boolean }[]>`
    select c.id, exists (select from slot s where s.campaign_id = c.id) as opened,
      exists (select from annotation a where a.campaign_id = c.id and (a.import_id is null or a.import_id <> all(${importIds}))) as answered
    from campaign c where c.project_id = ${projectId}`;
  const uses = new Map<string, "opened" | "answered">();
  for (const { id, opened, answered } of rows) if (opened || answered) uses.set(id, opened ? "opened" : "answered");
  return uses;
};

/** A campaign's questions, kept as they are until the transaction ends. Rows that refer to the campaign may go on coming in. */
export const lockConfig = async (tx: Tx, projectId: string, campaignId: string): Promise<unknown> => {
  const rows = await tx.$queryRaw<{ config: unknown }[]>`
    select config from campaign where id = ${campaignId} and project_id = ${projectId} for no key update`;
  return rows[0]?.config ?? null;
};

/** What the worker needs to know of an import that was started. */
export const findWork = async (projectId: string, id: string): Promise<StoredWork | null> => {
  const row = await db().import.findFirst({
    where: { projectId, id },
    select: { fileName: true, source: true, storageKey: true, campaignId: true, onError: true, mapping: true, state: true },
  });
  if (!row) return null;
  const { mapping, onError, source, ...rest } = row;
  return {
    ...rest,
    source: importSourceSchema.nullable().parse(source),
    onError: z.enum(["stop", "skip"]).parse(onError),
    reading: z.object({ reading: readingSchema }).parse(mapping).reading,
  };
};

export const findPlace = async (projectId: string, id: string): Promise<FilePlace | null> => {
  const row = await db().import.findFirst({ where: { projectId, id }, select: { fileName: true, source: true, storageKey: true } });
  return row && { ...row, source: importSourceSchema.nullable().parse(row.source) };
};

/** Takes an uploaded import into work; false where somebody else already did. */
export const markStarted = async (
  tx: Tx,
  projectId: string,
  id: string,
  start: { campaignId: string; onError: OnError; reading: Reading },
): Promise<boolean> => {
  const { count } = await tx.import.updateMany({
    where: { projectId, id, state: "uploaded" },
    data: {
      state: "running",
      campaignId: start.campaignId,
      onError: start.onError,
      format: start.reading.format,
      mapping: { reading: z.json().parse(start.reading) },
    },
  });
  return count === 1;
};

export type Tally = {
  rowsRead: number;
  rows: number;
  labels: number;
  annotatorsAdded: number;
  rowsRefused: number;
  unfit: Record<string, number>;
};

/**
 * Closes an import. What it added is counted from the rows that bear its id, so a second run after a crash reports the whole.
 * @throws AppError conflict where it was closed meanwhile
 */
export const markDone = async (tx: Tx, projectId: string, id: string, tally: Tally): Promise<void> => {
  await holdTimes(tx, projectId);
  const closed = await tx.$executeRaw`
    update import set state = 'done', error = null, finished_at = clock_timestamp(), rows_read = ${tally.rowsRead}, rows_refused = ${tally.rowsRefused},
      labels_unfit = ${JSON.stringify(tally.unfit)}::jsonb,
      items_added = c.items, items_existing = ${tally.rows} - c.items, candidates_added = c.candidates,
      labels_added = c.labels, labels_existing = ${tally.labels} - c.labels,
      annotators_added = greatest(annotators_added, ${tally.annotatorsAdded})
    from (
      select (select count(*)::int from item where import_id = ${id}) as items,
             (select count(*)::int from candidate where item_id in (select id from item where import_id = ${id})) as candidates,
             (select count(*)::int from annotation where import_id = ${id}) as labels
    ) c
    where import.id = ${id} and import.project_id = ${projectId} and import.state = 'running'`;
  if (closed === 0) throw closedMeanwhile();
};

export type ImportEnd = { state: "failed" | "cancelled"; error: string | null; rowsRead?: number; rowsRefused?: number };

/** Says why nothing of an import came in; one that is done, or was undone, stays so. */
export const markEnded = async (projectId: string, id: string, end: ImportEnd, on: Tx = db()): Promise<void> => {
  await on.import.updateMany({
    where: { projectId, id, state: { notIn: ["done", "undone"] } },
    data: {
      ...end,
      finishedAt: await databaseNow(on),
      ...{ itemsAdded: 0, itemsExisting: 0, candidatesAdded: 0, labelsAdded: 0, labelsExisting: 0, annotatorsAdded: 0 },
    },
  });
};

/** What it had brought stays told. */
export const markUndone = async (tx: Tx, projectId: string, id: string): Promise<void> => {
  await tx.import.updateMany({ where: { projectId, id }, data: { state: "undone", error: null, finishedAt: await databaseNow(tx) } });
};

/** Holds an import's row until the transaction ends; answers its state. */
export const lockImport = async (tx: Tx, projectId: string, id: string): Promise<string> => {
  const rows = await tx.$queryRaw<{ state: string }[]>`
    select state from import where id = ${id} and project_id = ${projectId} for no key update`;
  return rows[0]?.state ?? "";
};

/** The content, as a hash, of those items of a project that have one of these ids. */
export const contentsById = async (projectId: string, ids: string[]): Promise<Map<string, string>> => {
  const rows = await db().item.findMany({ where: { projectId, externalId: { in: ids } }, select: { externalId: true, contentHash: true } });
  return new Map(rows.map(({ externalId, contentHash }) => [externalId, contentHash]));
};

/** A text that was cut may end with half a character, which the database does not take. */
const asText = (text: string): string => text.replaceAll("\u0000", "\u2400").replace(/\p{Surrogate}/gu, "\ufffd");

/**
 * Names refused rows. A run that was paused while another went on with its import may come to lines that the other has named: they
 * are named once.
 * @throws AppError conflict where the import was closed meanwhile
 */
export const insertRefusals = async (
  importId: string,
  file: string,
  refused: { file: string | null; line: number; reason: string; excerpt: string }[],
): Promise<void> => {
  if (refused.length === 0) return;
  const rows = refused.map((refusal) => ({
    line: refusal.line,
    file: asText(refusal.file === null ? file : `${file}: ${refusal.file}`),
    reason: asText(refusal.reason),
    excerpt: asText(refusal.excerpt),
  }));
  await db().$transaction(async (tx) => {
    // A statement of its own, so that the next one sees what the other was storing.
    const held = await tx.$queryRaw<unknown[]>`select id from import where id = ${importId} and state = 'running' for no key update`;
    if (held.length === 0) throw closedMeanwhile();
    await tx.$executeRaw`
      insert into import_refusal (import_id, file, line, reason, excerpt)
      select ${importId}, r.file, r.line, r.reason, r.excerpt
      from rows from (json_to_recordset(${JSON.stringify(rows)}::json) as (file text, line int, reason text, excerpt text))
        with ordinality as r(file, line, reason, excerpt, place)
      where not exists (
        select from import_refusal known
        where known.import_id = ${importId} and known.line = r.line and known.file = r.file and known.reason = r.reason)
      order by r.place`;
  });
};

/** A run after a crash names its refusals anew. */
export const clearRefusals = async (importId: string): Promise<void> => {
  await db().importRefusal.deleteMany({ where: { importId } });
};

export const listRefusalRows = async (projectId: string, importId: string, page: { skip: number; take: number }): Promise<Refusal[]> =>
  db().importRefusal.findMany({
    where: { importId, import: { projectId } },
    orderBy: [{ line: "asc" }, { id: "asc" }],
    ...page,
    select: { file: true, line: true, reason: true, excerpt: true },
  });
