import type { Tx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { withoutLookups } from "@/lib/imports/batch-session";
import type { Session } from "@/lib/imports/batch-session";
import {
  annotatorKey,
  copyAnswers,
  copyItems,
  ensureAnnotators,
  findKnownItems,
  insertAnnotations,
  markGold,
} from "@/lib/imports/batch-store";
import type { AnnotatorName, NewAnnotation, NewCandidate, NewItem, NewTask } from "@/lib/imports/batch-store";
import {
  answerKeyOf,
  contentHashOf,
  externalIdOf,
  payloadHashOf,
  promptCharsOf,
  promptHashOf,
  textHashOf,
  titleOf,
} from "@/lib/imports/identity";
import { besideOf } from "@/lib/imports/label-beside";
import type { ImportRow } from "@/lib/imports/schema";
import { rowMediaReader } from "@/lib/imports/row-media";
import type { RowMedia } from "@/lib/imports/row-media";
import { readLabels } from "@/lib/imports/targets";
import type { ImportTarget, TargetAnswer } from "@/lib/imports/targets";
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

type Prepared = BatchRow & { contentHash: string; externalId: string; answers: TargetAnswer[] };
type Shown = Prepared & { media: RowMedia };

const known = new Set(["id", "prompt", "media", "responses", "labels", "source", "license", "meta"]);

/** Keys that the schema does not name are kept with the item's metadata rather than lost. */
const metaOf = (row: ImportRow): Record<string, unknown> => ({
  ...Object.fromEntries(Object.entries(row).filter(([key]) => !known.has(key))),
  ...row.meta,
});

const newItem = (prepared: Shown, ordinal: number): NewItem => ({
  id: newId("item"),
  ordinal,
  externalId: prepared.externalId,
  contentHash: prepared.contentHash,
  promptHash: promptHashOf(prepared.row.prompt, prepared.row.media),
  title: titleOf(prepared.row.prompt),
  source: prepared.row.source ?? null,
  license: prepared.row.license ?? null,
  meta: metaOf(prepared.row),
  promptChars: promptCharsOf(prepared.row.prompt),
  prompt: prepared.row.prompt,
  media: prepared.media.prompt,
});

const newCandidates = (itemId: string, { row, media }: Shown): NewCandidate[] =>
  row.responses.map(({ text, model, id }, ordinal) => ({
    id: newId("candidate"),
    itemId,
    ordinal,
    externalId: id ?? null,
    model: model ?? null,
    textHash: textHashOf(text),
    chars: text.length,
    text,
    media: media.responses[ordinal] ?? null,
  }));

/** `fresh`: this row made its item, so nothing stands on it yet. */
type Placed = Shown & { itemId: string; fresh: boolean };

type Sorted = { placed: Placed[]; items: NewItem[]; candidates: NewCandidate[] };

/** Sorts rows into known, new and refused. */
const sortRows = async (session: Session, projectId: string, rows: Shown[], refused: BatchOutcome["refused"]): Promise<Sorted> => {
  const byHash = new Map<string, string>();
  const hashById = new Map<string, string>();
  for (const item of await findKnownItems(session, projectId, rows)) {
    byHash.set(item.contentHash, item.id);
    hashById.set(item.externalId, item.contentHash);
  }
  const items: NewItem[] = [];
  const candidates: NewCandidate[] = [];
  const placed: Placed[] = [];
  for (const row of rows) {
    let itemId = byHash.get(row.contentHash);
    const fresh = itemId === undefined;
    if (itemId === undefined) {
      if (hashById.has(row.externalId)) {
        refused.push({
          file: row.file,
          line: row.line,
          reason: `id “${row.externalId}” is already taken by a row with other content`,
          excerpt: row.excerpt,
        });
        continue;
      }
      session.ordinal += 1;
      const item = newItem(row, session.ordinal);
      itemId = item.id;
      items.push(item);
      candidates.push(...newCandidates(itemId, row));
      byHash.set(row.contentHash, itemId);
      hashById.set(row.externalId, row.contentHash);
    }
    placed.push({ ...row, itemId, fresh });
  }
  return { placed, items, candidates };
};

const idIn = (ids: ReadonlyMap<string, string>, key: string): string => {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`no id for ${key}`);
  return id;
};

/** Tasks for the answers of a row whose item is new, and the answers themselves. */
const freshAnswers = (row: Placed, annotators: Session["annotators"]): { tasks: NewTask[]; annotations: NewAnnotation[] } => {
  const tasks = new Map<string, NewTask>();
  const ids = new Map<TargetAnswer, string>();
  for (const answer of row.answers) {
    const { campaignId } = answer.target;
    const key = `${campaignId} ${answer.unitKey}`;
    const task = tasks.get(key) ?? { id: newId("task"), campaignId, itemId: row.itemId, unitKey: answer.unitKey, isGold: false };
    task.isGold ||= answer.label.kind === "gold";
    tasks.set(key, task);
    ids.set(answer, task.id);
  }
  return { tasks: [...tasks.values()], annotations: annotationsOf(row, annotators, (answer) => ids.get(answer)) };
};

/** New items and all that came with them: made here, and copied in. */
const writeFresh = async (session: Session, scope: BatchScope, { placed, items, candidates }: Sorted): Promise<number> => {
  if (items.length === 0) return 0;
  const tasks: NewTask[] = [];
  const annotations: NewAnnotation[] = [];
  for (const row of placed) {
    if (!row.fresh) continue;
    const made = freshAnswers(row, session.annotators);
    tasks.push(...made.tasks);
    annotations.push(...made.annotations);
  }
  await withoutLookups(session, async () => {
    await copyItems(session, scope, items, candidates);
    await copyAnswers(session, scope, tasks, annotations);
  });
  return annotations.length;
};

/** The answers that rows bring to items which were there: only those that are new are written. */
const writeKnown = async (session: Session, scope: BatchScope, rows: Placed[]): Promise<number> => {
  const { tx, annotators } = session;
  const { projectId } = scope;
  const gold = new Set<string>();
  let labels = 0;
  for (const { campaignId } of scope.targets) {
    const own = rows.map((row) => ({ ...row, answers: row.answers.filter(({ target }) => target.campaignId === campaignId) }));
    const units = own.flatMap(({ itemId, answers }) => answers.map(({ unitKey }) => ({ itemId, unitKey })));
    if (units.length === 0) continue;
    const tasks = await ensureTasks(tx, { projectId, campaignId, units });
    const annotations = own.flatMap((row) =>
      annotationsOf(row, annotators, ({ unitKey, label }) => {
        const taskId = tasks.get(taskUnitKey({ itemId: row.itemId, unitKey }));
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

const namesIn = (rows: Placed[]): AnnotatorName[] => {
  const names = new Map<string, AnnotatorName>();
  for (const { answers } of rows) {
    for (const { label } of answers) {
      const name = { source: label.kind, name: label.annotator };
      names.set(annotatorKey(name), name);
    }
  }
  return [...names.values()];
};

const annotationsOf = (
  row: Placed,
  annotators: Session["annotators"],
  taskIdOf: (answer: TargetAnswer) => string | undefined,
): NewAnnotation[] => {
  const seen = new Map<string, number>();
  return row.answers.map((answer) => {
    const { target, label, unitKey, response } = answer;
    const { campaignId } = target;
    const taskId = taskIdOf(answer);
    if (taskId === undefined) throw new Error(`no task for ${unitKey} of ${row.itemId}`);
    const annotator = annotatorKey({ source: label.kind, name: label.annotator });
    const payloadHash = payloadHashOf(response);
    const same = `${campaignId} ${annotator} ${unitKey} ${payloadHash}`;
    const occurrence = seen.get(same) ?? 0;
    seen.set(same, occurrence + 1);
    return {
      id: newId("annotation"),
      campaignId,
      taskId,
      annotatorId: idIn(annotators, annotator),
      idemKey: answerKeyOf({ campaignId, contentHash: row.contentHash, unitKey, payloadHash, occurrence }),
      payloadHash,
      response,
      ...besideOf(label),
    };
  });
};

/** Finds the media that rows show; a row whose media are not to be had is refused. */
const withMedia = async (tx: Tx, { projectId }: BatchScope, rows: Prepared[], refused: BatchOutcome["refused"]): Promise<Shown[]> => {
  const read = await rowMediaReader(
    tx,
    projectId,
    rows.map(({ row }) => row),
  );
  return rows.flatMap((row): Shown[] => {
    const found = read(row.row);
    if ("media" in found) return [{ ...row, media: found.media }];
    refused.push({ file: row.file, line: row.line, reason: found.reason, excerpt: row.excerpt });
    return [];
  });
};

export type PreparedBatch = { rows: Prepared[]; unfit: Map<string, number>; refused: BatchOutcome["refused"] };

/** Reads the labels of parsed rows and works out their hashes: all of a batch that needs no database. */
export const prepareBatch = (targets: BatchScope["targets"], rows: BatchRow[]): PreparedBatch => {
  const batch: PreparedBatch = { rows: [], unfit: new Map(), refused: [] };
  for (const row of rows) {
    const read = readLabels(targets, row.row, batch.unfit);
    if ("reason" in read) {
      batch.refused.push({ file: row.file, line: row.line, reason: read.reason, excerpt: row.excerpt });
      continue;
    }
    const contentHash = contentHashOf(row.row);
    batch.rows.push({ ...row, contentHash, externalId: externalIdOf(row.row, contentHash), answers: read.answers });
  }
  return batch;
};

/** Writes a batch with its labels. The same rows again change nothing. */
export const writeBatch = async (session: Session, scope: BatchScope, { rows, unfit, refused }: PreparedBatch): Promise<BatchOutcome> => {
  if (rows.length === 0) return { rows: 0, labels: 0, annotatorsAdded: 0, unfit, refused };
  const all = [...refused];
  const sorted = await sortRows(session, scope.projectId, await withMedia(session.tx, scope, rows, all), all);
  const { placed } = sorted;
  const annotatorsAdded = await ensureAnnotators(session, scope.projectId, namesIn(placed));
  const fresh = await writeFresh(session, scope, sorted);
  const labels = await writeKnown(
    session,
    scope,
    placed.filter((row) => !row.fresh),
  );
  return { rows: placed.length, labels: fresh + labels, annotatorsAdded, unfit, refused: all };
};
