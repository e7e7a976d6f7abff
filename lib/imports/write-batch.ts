import { setImmediate as breathe } from "node:timers/promises";
import type { Tx } from "@/lib/db";
import { newId } from "@/lib/ids";
import type { Session } from "@/lib/imports/batch-session";
import { annotatorKey, ensureAnnotators, findKnownItems, insertAnnotations, markGold } from "@/lib/imports/batch-store";
import type { AnnotatorName } from "@/lib/imports/batch-store";
import { addFreshRow, clearSheets, copyFresh, knowsAnnotators, openFreshSheets } from "@/lib/imports/fresh-rows";
import type { FreshRow, FreshScope, FreshSheets } from "@/lib/imports/fresh-rows";
import { contentHashOf, externalIdOf, idTaken } from "@/lib/imports/identity";
import { answersOf } from "@/lib/imports/label-answers";
import type { ImportRow } from "@/lib/imports/row-schema";
import { rowMediaReader } from "@/lib/imports/row-media";
import { readLabels } from "@/lib/imports/targets";
import type { ImportTarget } from "@/lib/imports/targets";
import { ensureTasks, taskUnitKey } from "@/lib/tasks/ensure-tasks";

export type BatchScope = { projectId: string; importId: string; targets: ImportTarget[] };
/** `file`: the one within a folder or an archive. */
export type BatchRow = { file: string | null; line: number; row: ImportRow; excerpt: string };
export type RefusedRow = { file: string | null; line: number; reason: string; excerpt: string };

export type BatchOutcome = {
  /** rows that are in the project now, new or not */
  rows: number;
  /** labels that are answers of a campaign, new or not */
  labels: number;
  annotatorsAdded: number;
  /** other labels, by reason */
  unfit: Map<string, number>;
  refused: RefusedRow[];
};

type Prepared = BatchRow & FreshRow;
type Placed = { row: Prepared; itemId: string };
/** What a batch would be if all its rows were new and its first item got this number. */
type Draft = { firstOrdinal: number; standing: FreshScope; labels: number };

export type PreparedBatch = {
  rows: Prepared[];
  names: AnnotatorName[];
  unfit: Map<string, number>;
  refused: RefusedRow[];
  sheets: FreshSheets;
  draft: Draft | null;
};

const hasMedia = ({ media, responses }: ImportRow): boolean =>
  (media?.length ?? 0) > 0 || responses.some((response) => (response.media?.length ?? 0) > 0);

const namesIn = (rows: FreshRow[]): AnnotatorName[] => {
  const names = new Map<string, AnnotatorName>();
  for (const { answers } of rows) {
    for (const { label } of answers) {
      const key = annotatorKey({ source: label.kind, name: label.annotator });
      if (!names.has(key)) names.set(key, { source: label.kind, name: label.annotator });
    }
  }
  return [...names.values()];
};

/** Finds the media that rows show; a row whose media are not to be had is refused. */
const withMedia = async (tx: Tx, projectId: string, rows: Prepared[], refused: RefusedRow[]): Promise<Prepared[]> => {
  if (!rows.some(({ row }) => hasMedia(row))) return rows;
  const read = await rowMediaReader(
    tx,
    projectId,
    rows.map(({ row }) => row),
  );
  return rows.flatMap((row): Prepared[] => {
    const found = read(row.row);
    if ("media" in found) return [{ ...row, media: found.media }];
    refused.push({ file: row.file, line: row.line, reason: found.reason, excerpt: row.excerpt });
    return [];
  });
};

/** Sorts rows into known, new and refused; `place` is called for the new ones. */
const sortRows = async (
  session: Session,
  projectId: string,
  rows: Prepared[],
  refused: RefusedRow[],
): Promise<{ known: Placed[]; fresh: Placed[] }> => {
  const byHash = new Map<string, string>();
  const hashById = new Map<string, string>();
  for (const item of await findKnownItems(session, projectId, rows)) {
    byHash.set(item.contentHash, item.id);
    hashById.set(item.externalId, item.contentHash);
  }
  const known: Placed[] = [];
  const fresh: Placed[] = [];
  for (const row of rows) {
    const itemId = byHash.get(row.contentHash);
    if (itemId !== undefined) {
      known.push({ row, itemId });
      continue;
    }
    if (hashById.has(row.externalId)) {
      refused.push({ file: row.file, line: row.line, reason: idTaken(row.externalId), excerpt: row.excerpt });
      continue;
    }
    const made = newId("item");
    fresh.push({ row, itemId: made });
    byHash.set(row.contentHash, made);
    hashById.set(row.externalId, row.contentHash);
  }
  return { known, fresh };
};

/** The answers that rows bring to items which were there: only those that are new are written. */
const writeKnown = async (session: Session, scope: BatchScope, rows: Placed[]): Promise<number> => {
  const { tx, annotators } = session;
  const { projectId } = scope;
  const gold = new Set<string>();
  let labels = 0;
  for (const { campaignId } of scope.targets) {
    const own = rows.map(({ row, itemId }) => ({ itemId, answers: row.answers.filter(({ target }) => target.campaignId === campaignId) }));
    const units = own.flatMap(({ itemId, answers }) => answers.map(({ unitKey }) => ({ itemId, unitKey })));
    if (units.length === 0) continue;
    const tasks = await ensureTasks(tx, { projectId, campaignId, units });
    const annotations = own.flatMap(({ itemId, answers }) =>
      answersOf(answers, itemId, annotators, ({ unitKey, label }) => {
        const taskId = tasks.get(taskUnitKey({ itemId, unitKey }));
        if (label.kind === "gold" && taskId !== undefined) gold.add(taskId);
        return taskId;
      }),
    );
    await insertAnnotations(tx, { ...scope, campaignId }, annotations);
    labels += annotations.length;
  }
  await markGold(tx, projectId, [...gold]);
  return labels;
};

const labelsOf = (rows: FreshRow[]): number => rows.reduce((sum, { answers }) => sum + answers.length, 0);

/** A batch whose rows were not all new, or not as they were thought to be. */
const writeSorted = async (session: Session, scope: BatchScope, batch: PreparedBatch): Promise<BatchOutcome> => {
  const { unfit, sheets } = batch;
  const refused = [...batch.refused];
  const rows = await withMedia(session.tx, scope.projectId, batch.rows, refused);
  const { known, fresh } = await sortRows(session, scope.projectId, rows, refused);
  const placed = [...known, ...fresh].map(({ row }) => row);
  const annotatorsAdded = await ensureAnnotators(session, scope.projectId, namesIn(placed));
  clearSheets(sheets);
  for (const { row, itemId } of fresh) {
    session.ordinal += 1;
    addFreshRow(sheets, { ...scope, ...standingOf(session) }, row, { itemId, ordinal: session.ordinal });
  }
  await copyFresh(session, sheets);
  const labels = await writeKnown(session, scope, known);
  return { rows: placed.length, labels: labelsOf(fresh.map(({ row }) => row)) + labels, annotatorsAdded, unfit, refused };
};

const standingOf = ({ annotators, questionVersions }: Session): Pick<FreshScope, "annotators" | "questionVersions"> => ({
  annotators,
  questionVersions,
});

/** Whether a draft is what this transaction finds: the next number is free, people and questions are as they were. */
const stillHolds = (session: Session, { firstOrdinal, standing }: Draft, { rows, names }: PreparedBatch): boolean =>
  session.ordinal + 1 === firstOrdinal &&
  [...session.questionVersions].every(([id, version]) => standing.questionVersions.get(id) === version) &&
  names.every((name) => standing.annotators.get(annotatorKey(name)) === session.annotators.get(annotatorKey(name))) &&
  rows.length > 0;

/** Rows that are worked on at a stretch: some milliseconds, after which the server's answers are heard and it gets its next work. */
const rowsAtAStretch = 50;

export type BatchWriter = {
  /** Reads the labels of parsed rows and works out their hashes: all of a batch that needs no database. */
  prepare: (rows: BatchRow[]) => Promise<PreparedBatch>;
  /** Writes a batch with its labels, in the order in which they were prepared. The same rows again change nothing. */
  write: (session: Session, batch: PreparedBatch) => Promise<BatchOutcome>;
};

/**
 * Writes a file's batches. Most files hold nothing but rows that are new, so the next batch is laid out as if its rows were
 * while the server still copies the one before; where the look-up then finds some of them, it is laid out once more.
 * At most two batches are under way: one being written, one prepared.
 */
export const openBatchWriter = (scope: BatchScope): BatchWriter => {
  const desks = [openFreshSheets(), openFreshSheets()] as const;
  let turn: 0 | 1 = 0;
  /** the last transaction's, where its last batch was all new */
  let standing: FreshScope | null = null;
  let nextOrdinal = 0;
  let rowsAhead = 0;

  const draftOf = async (rows: Prepared[], sheets: FreshSheets): Promise<Draft | null> => {
    const known = standing;
    if (known === null) return null;
    const { annotators } = known;
    const apart = new Set(rows.map(({ contentHash }) => contentHash)).size === rows.length;
    const named = new Set(rows.map(({ externalId }) => externalId)).size === rows.length;
    if (!apart || !named || !rows.every((row) => knowsAnnotators(row, annotators) && !hasMedia(row.row))) return null;
    const firstOrdinal = nextOrdinal;
    for (const [i, row] of rows.entries()) {
      addFreshRow(sheets, known, row, { itemId: newId("item"), ordinal: firstOrdinal + i });
      if (i % rowsAtAStretch === rowsAtAStretch - 1) await breathe();
    }
    return { firstOrdinal, standing: known, labels: labelsOf(rows) };
  };

  return {
    prepare: async (rows) => {
      turn = turn === 0 ? 1 : 0;
      const sheets = desks[turn];
      clearSheets(sheets);
      const unfit = new Map<string, number>();
      const refused: RefusedRow[] = [];
      const prepared: Prepared[] = [];
      for (const [i, row] of rows.entries()) {
        if (i % rowsAtAStretch === rowsAtAStretch - 1) await breathe();
        const read = readLabels(scope.targets, row.row, unfit);
        if ("reason" in read) {
          refused.push({ file: row.file, line: row.line, reason: read.reason, excerpt: row.excerpt });
          continue;
        }
        const contentHash = contentHashOf(row.row);
        const { file, line, excerpt } = row;
        const externalId = externalIdOf(row.row, contentHash);
        prepared.push({ file, line, row: row.row, excerpt, contentHash, externalId, answers: read.answers, media: null });
      }
      const draft = await draftOf(prepared, sheets);
      nextOrdinal += prepared.length;
      rowsAhead += prepared.length;
      return { rows: prepared, names: namesIn(prepared), unfit, refused, sheets, draft };
    },

    write: async (session, batch) => {
      const { rows, names, unfit, refused, draft } = batch;
      rowsAhead -= rows.length;
      if (rows.length === 0) return { rows: 0, labels: 0, annotatorsAdded: 0, unfit, refused };
      const before = session.ordinal;
      let outcome: BatchOutcome;
      const annotatorsAdded = draft ? await ensureAnnotators(session, scope.projectId, names) : 0;
      if (draft && stillHolds(session, draft, batch) && (await findKnownItems(session, scope.projectId, rows)).length === 0) {
        await copyFresh(session, batch.sheets);
        session.ordinal += rows.length;
        outcome = { rows: rows.length, labels: draft.labels, annotatorsAdded, unfit, refused };
      } else {
        outcome = await writeSorted(session, scope, batch);
        outcome.annotatorsAdded += annotatorsAdded;
      }
      const allNew = session.ordinal - before === rows.length;
      standing = allNew ? { ...scope, ...standingOf(session) } : null;
      nextOrdinal = session.ordinal + 1 + rowsAhead;
      return outcome;
    },
  };
};
