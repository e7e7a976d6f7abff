import type { PoolClient } from "pg";
import { z } from "zod";
import { bulkConnection } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { newId } from "@/lib/ids";
import {
  annotatorKey,
  copyAnswers,
  copyItems,
  ensureAnnotators,
  findKnownItems,
  insertAnnotations,
  lastOrdinal,
  lockProject,
  markGold,
  withoutLookups,
} from "@/lib/imports/batch-store";
import type { NewAnnotation, NewCandidate, NewItem, NewTask } from "@/lib/imports/batch-store";
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
import { extraAnswersSchema } from "@/lib/extras/schema";
import type { ExtraAnswer } from "@/lib/extras/schema";
import type { ImportLabel, ImportRow } from "@/lib/imports/schema";
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

/** Sorts rows into known, new and refused, and writes the new ones. */
const placeRows = async (
  tx: Tx,
  client: PoolClient,
  scope: BatchScope,
  rows: Shown[],
  refused: BatchOutcome["refused"],
): Promise<Placed[]> => {
  const byHash = new Map<string, string>();
  const hashById = new Map<string, string>();
  for (const item of await findKnownItems(tx, scope.projectId, rows)) {
    byHash.set(item.contentHash, item.id);
    hashById.set(item.externalId, item.contentHash);
  }
  let ordinal = await lastOrdinal(tx, scope.projectId);
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
      ordinal += 1;
      const item = newItem(row, ordinal);
      itemId = item.id;
      items.push(item);
      candidates.push(...newCandidates(itemId, row));
      byHash.set(row.contentHash, itemId);
      hashById.set(row.externalId, row.contentHash);
    }
    placed.push({ ...row, itemId, fresh });
  }
  const known = { projectId: scope.projectId, importId: scope.importId, campaignIds: [], annotatorIds: [] };
  await withoutLookups(tx, known, () => copyItems(client, scope, items, candidates));
  return placed;
};

const idIn = (ids: ReadonlyMap<string, string>, key: string): string => {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`no id for ${key}`);
  return id;
};

type Written = { labels: number; annotatorsAdded: number };

/** The tasks and answers of rows whose items are new: made here, and copied in. */
const writeFresh = async (
  tx: Tx,
  client: PoolClient,
  scope: BatchScope & { campaignId: string },
  rows: Placed[],
  annotators: Annotators,
) => {
  const made = new Map<string, NewTask>();
  const tasks = new Map<string, string>();
  for (const { itemId, answers } of rows) {
    for (const { target, unitKey, label } of answers) {
      if (target.campaignId !== scope.campaignId) continue;
      const key = taskUnitKey({ itemId, unitKey });
      const task = made.get(key) ?? { id: newId("task"), itemId, unitKey, isGold: false };
      task.isGold ||= label.kind === "gold";
      made.set(key, task);
      tasks.set(key, task.id);
    }
  }
  const annotations = rows.flatMap((row) => annotationsOf(row, scope.campaignId, { tasks, annotators, gold: new Set() }));
  if (annotations.length === 0) return 0;
  const known = {
    projectId: scope.projectId,
    importId: scope.importId,
    campaignIds: [scope.campaignId],
    annotatorIds: [...new Set(annotations.map(({ annotatorId }) => annotatorId))],
  };
  await withoutLookups(tx, known, () => copyAnswers(tx, client, scope, [...made.values()], annotations));
  return annotations.length;
};

/** The answers that rows bring to items which were there: only those that are new are written. */
const writeKnown = async (tx: Tx, scope: BatchScope & { campaignId: string }, rows: Placed[], annotators: Annotators): Promise<number> => {
  const { projectId, campaignId } = scope;
  const units = rows.flatMap((row) =>
    row.answers.filter(({ target }) => target.campaignId === campaignId).map(({ unitKey }) => ({ itemId: row.itemId, unitKey })),
  );
  if (units.length === 0) return 0;
  const gold = new Set<string>();
  const tasks = await ensureTasks(tx, { projectId, campaignId, units });
  const annotations = rows.flatMap((row) => annotationsOf(row, campaignId, { tasks, annotators, gold }));
  await insertAnnotations(tx, scope, annotations);
  await markGold(tx, projectId, [...gold]);
  return annotations.length;
};

type Annotators = ReadonlyMap<string, string>;

const writeAnswers = async (tx: Tx, client: PoolClient, scope: BatchScope, rows: Placed[]): Promise<Written> => {
  const names = new Map(
    rows.flatMap((row) =>
      row.answers.map(({ label }) => {
        const name = { source: label.kind, name: label.annotator };
        return [annotatorKey(name), name] as const;
      }),
    ),
  );
  const annotators = await ensureAnnotators(tx, scope.projectId, [...names.values()]);
  const [fresh, known] = [rows.filter((row) => row.fresh), rows.filter((row) => !row.fresh)];
  let labels = 0;
  for (const { campaignId } of scope.targets) {
    const within = { ...scope, campaignId };
    labels += await writeFresh(tx, client, within, fresh, annotators.ids);
    labels += await writeKnown(tx, within, known, annotators.ids);
  }
  return { labels, annotatorsAdded: annotators.added };
};

type Known = { tasks: ReadonlyMap<string, string>; annotators: Annotators; gold: Set<string> };

/** A row's answers in one campaign. */
const annotationsOf = (row: Placed, campaignId: string, { tasks, annotators, gold }: Known): NewAnnotation[] => {
  const seen = new Map<string, number>();
  return row.answers
    .filter(({ target }) => target.campaignId === campaignId)
    .map(({ label, unitKey, response }) => {
      const taskId = idIn(tasks, taskUnitKey({ itemId: row.itemId, unitKey }));
      if (label.kind === "gold") gold.add(taskId);
      const annotator = annotatorKey({ source: label.kind, name: label.annotator });
      const payloadHash = payloadHashOf(response);
      const same = `${annotator} ${unitKey} ${payloadHash}`;
      const occurrence = seen.get(same) ?? 0;
      seen.set(same, occurrence + 1);
      return {
        id: newId("annotation"),
        taskId,
        annotatorId: idIn(annotators, annotator),
        idemKey: answerKeyOf({ campaignId, contentHash: row.contentHash, unitKey, payloadHash, occurrence }),
        payloadHash,
        response,
        ...besideOf(label),
      };
    });
};

const commentSchema = z.string().max(20_000).catch("");
const extrasSchema = extraAnswersSchema.catch([]);

/** What a label says beside its answer: a comment (of a known answer: its explanation), critiques and rewrites. */
const besideOf = (label: ImportLabel): { comment: string; extras: ExtraAnswer[] } => ({
  comment: label.comment === undefined ? "" : commentSchema.parse(label.comment ?? ""),
  extras: label.extras === undefined ? [] : extrasSchema.parse(label.extras ?? []),
});

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
export const writeBatch = async (tx: Tx, scope: BatchScope, { rows, unfit, refused }: PreparedBatch): Promise<BatchOutcome> => {
  if (rows.length === 0) return { rows: 0, labels: 0, annotatorsAdded: 0, unfit, refused };
  const all = [...refused];
  const client = await bulkConnection(tx);
  await lockProject(tx, scope.projectId);
  const placed = await placeRows(tx, client, scope, await withMedia(tx, scope, rows, all), all);
  const { labels, annotatorsAdded } = await writeAnswers(tx, client, scope, placed);
  return { rows: placed.length, labels, annotatorsAdded, unfit, refused: all };
};
