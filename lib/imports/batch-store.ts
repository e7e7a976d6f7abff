import type { PoolClient } from "pg";
import type { Tx } from "@/lib/db";
import type { ExtraAnswer } from "@/lib/extras/schema";
import type { ImportLabel, ImportPrompt } from "@/lib/imports/schema";
import type { MediaRef } from "@/lib/media/schema";
import { newId } from "@/lib/ids";
import { copyRows } from "@/lib/copy-rows";

/** Set-based writes of one batch of rows. All run under `lockProject`, in the caller's transaction. */

export type NewItem = {
  id: string;
  ordinal: number;
  externalId: string;
  contentHash: string;
  promptHash: string;
  title: string;
  source: string | null;
  license: string | null;
  meta: Record<string, unknown>;
  promptChars: number;
  prompt: ImportPrompt;
  media: MediaRef[] | null;
};

export type NewCandidate = {
  id: string;
  itemId: string;
  ordinal: number;
  externalId: string | null;
  model: string | null;
  textHash: string;
  chars: number;
  text: string;
  media: MediaRef[] | null;
};

export type NewAnnotation = {
  id: string;
  taskId: string;
  annotatorId: string;
  idemKey: string;
  payloadHash: string;
  response: unknown;
  comment: string;
  extras: ExtraAnswer[];
};

export type AnnotatorName = { source: ImportLabel["kind"]; name: string };
export const annotatorKey = ({ source, name }: AnnotatorName): string => `${source} ${name}`;

/** One writer a project at a time: ordinals stay without gaps and two imports of one file see each other's rows. Held until the transaction ends. */
export const lockProject = async (tx: Tx, projectId: string): Promise<void> => {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`imports ${projectId}`}, 0))`;
};

export const findKnownItems = async (
  tx: Tx,
  projectId: string,
  rows: { contentHash: string; externalId: string }[],
): Promise<{ id: string; externalId: string; contentHash: string }[]> =>
  tx.$queryRaw`
    select id, external_id as "externalId", content_hash as "contentHash" from item
    where project_id = ${projectId} and content_hash = any(${rows.map((row) => row.contentHash)})
    union
    select id, external_id, content_hash from item
    where project_id = ${projectId} and external_id = any(${rows.map((row) => row.externalId)})`;

export const lastOrdinal = async (tx: Tx, projectId: string): Promise<number> => {
  const rows = await tx.$queryRaw<{ last: number | null }[]>`select max(ordinal) as last from item where project_id = ${projectId}`;
  return rows[0]?.last ?? 0;
};

/**
 * Runs copies without the server looking up, row by row, that what each row refers to exists: it was made in this transaction,
 * or is locked here against removal. Where the database's user may not ask for that, the copies run with the look-ups.
 */
export const withoutLookups = async <T>(
  tx: Tx,
  scope: { projectId: string; importId: string; campaignIds: string[]; annotatorIds: string[] },
  copy: () => Promise<T>,
): Promise<T> => {
  const [right] = await tx.$queryRaw<{ may: boolean }[]>`
    select current_setting('is_superuser')::bool or has_parameter_privilege('session_replication_role', 'set') as may`;
  if (!right?.may) return copy();
  const kept = await tx.$queryRaw<{ kept: number }[]>`
    with p as (select id from project where id = ${scope.projectId} for key share),
      i as (select id from import where id = ${scope.importId} for key share),
      c as (select id from campaign where id = any(${scope.campaignIds}) for key share),
      a as (select id from annotator where id = any(${scope.annotatorIds}) for key share)
    select ((select count(*) from p) + (select count(*) from i) + (select count(*) from c) + (select count(*) from a))::int as kept`;
  // One of them is gone: the look-ups say which.
  if (kept[0]?.kept !== 2 + scope.campaignIds.length + scope.annotatorIds.length) return copy();
  await tx.$executeRaw`set local session_replication_role = replica`;
  const done = await copy();
  await tx.$executeRaw`set local session_replication_role = origin`;
  return done;
};

/** New items with their candidates. COPY, because the caller knows that none of them is there. */
export const copyItems = async (
  client: PoolClient,
  scope: { projectId: string; importId: string },
  items: NewItem[],
  candidates: NewCandidate[],
): Promise<void> => {
  const { projectId, importId } = scope;
  await copyRows(
    client,
    "item",
    [
      "id",
      "project_id",
      "import_id",
      "ordinal",
      "external_id",
      "content_hash",
      "prompt_hash",
      "title",
      "source",
      "license",
      "meta",
      "prompt_chars",
    ],
    items.map((item) => [
      item.id,
      projectId,
      importId,
      item.ordinal,
      item.externalId,
      item.contentHash,
      item.promptHash,
      item.title,
      item.source,
      item.license,
      JSON.stringify(item.meta),
      item.promptChars,
    ]),
  );
  await copyRows(
    client,
    "item_payload",
    ["item_id", "prompt", "media"],
    items.map(({ id, prompt, media }) => [id, JSON.stringify(prompt), media && JSON.stringify(media)]),
  );
  await copyRows(
    client,
    "candidate",
    ["id", "project_id", "item_id", "ordinal", "external_id", "model", "text_hash", "chars"],
    candidates.map(({ id, itemId, ordinal, externalId, model, textHash, chars }) => [
      id,
      projectId,
      itemId,
      ordinal,
      externalId,
      model,
      textHash,
      chars,
    ]),
  );
  await copyRows(
    client,
    "candidate_payload",
    ["candidate_id", "text", "media"],
    candidates.map(({ id, text, media }) => [id, text, media && JSON.stringify(media)]),
  );
};

export type NewTask = { id: string; itemId: string; unitKey: string; isGold: boolean };

/** Tasks and answers of items that this very transaction made: none of them can be there already. */
export const copyAnswers = async (
  tx: Tx,
  client: PoolClient,
  scope: { projectId: string; campaignId: string; importId: string },
  tasks: NewTask[],
  annotations: NewAnnotation[],
): Promise<void> => {
  const { projectId, campaignId, importId } = scope;
  const campaigns = await tx.$queryRaw<{ version: number }[]>`select question_version as version from campaign where id = ${campaignId}`;
  const version = campaigns[0]?.version ?? 1;
  await copyRows(
    client,
    "task",
    ["id", "project_id", "campaign_id", "item_id", "unit_key", "is_gold"],
    tasks.map(({ id, itemId, unitKey, isGold }) => [id, projectId, campaignId, itemId, unitKey, isGold]),
  );
  await copyRows(
    client,
    "annotation",
    [
      "id",
      "project_id",
      "campaign_id",
      "task_id",
      "annotator_id",
      "import_id",
      "idem_key",
      "payload_hash",
      "response",
      "comment",
      "extras",
      "question_version",
    ],
    annotations.map(({ id, taskId, annotatorId, idemKey, payloadHash, response, comment, extras }) => [
      id,
      projectId,
      campaignId,
      taskId,
      annotatorId,
      importId,
      idemKey,
      payloadHash,
      JSON.stringify(response),
      comment === "" ? null : comment,
      JSON.stringify(extras),
      version,
    ]),
  );
};

/** Ids of named annotators, made where they are missing. */
export const ensureAnnotators = async (
  tx: Tx,
  projectId: string,
  names: AnnotatorName[],
): Promise<{ ids: Map<string, string>; added: number }> => {
  if (names.length === 0) return { ids: new Map(), added: 0 };
  const rows = JSON.stringify(names.map((name) => ({ id: newId("annotator"), ...name })));
  const added = await tx.$executeRaw`
    insert into annotator (id, project_id, source, name)
    select r.id, ${projectId}, r.source::annotator_source, r.name
    from json_to_recordset(${rows}::json) as r(id text, source text, name text)
    on conflict (project_id, source, name) do nothing`;
  const known = await tx.$queryRaw<{ id: string; source: ImportLabel["kind"]; name: string }[]>`
    select a.id, a.source::text as source, a.name
    from json_to_recordset(${rows}::json) as r(source text, name text)
    join annotator a on a.project_id = ${projectId} and a.source = r.source::annotator_source and a.name = r.name`;
  return { ids: new Map(known.map((row) => [annotatorKey(row), row.id])), added };
};

/** Writes answers that are not there yet. */
export const insertAnnotations = async (
  tx: Tx,
  scope: { projectId: string; campaignId: string; importId: string },
  annotations: NewAnnotation[],
): Promise<void> => {
  if (annotations.length === 0) return;
  await tx.$executeRaw`
    insert into annotation (id, project_id, campaign_id, task_id, annotator_id, import_id, idem_key, payload_hash, response, comment, extras, question_version)
    select r.id, ${scope.projectId}, ${scope.campaignId}, r."taskId", r."annotatorId", ${scope.importId}, r."idemKey", r."payloadHash", r.response,
      nullif(r.comment, ''), r.extras, (select c.question_version from campaign c where c.id = ${scope.campaignId})
    from json_to_recordset(${JSON.stringify(annotations)}::json) as r(id text, "taskId" text, "annotatorId" text, "idemKey" text, "payloadHash" text, response jsonb, comment text, extras jsonb)
    on conflict (annotator_id, idem_key) do nothing`;
};

/** Tasks whose answer the file knows. */
export const markGold = async (tx: Tx, projectId: string, taskIds: string[]): Promise<void> => {
  if (taskIds.length > 0) await tx.task.updateMany({ where: { projectId, id: { in: taskIds }, isGold: false }, data: { isGold: true } });
};
