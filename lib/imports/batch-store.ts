import type { Tx } from "@/lib/db";
import type { ExtraAnswer } from "@/lib/extras/schema";
import type { ImportLabel, ImportPrompt } from "@/lib/imports/schema";
import type { MediaRef } from "@/lib/media/schema";
import { newId } from "@/lib/ids";

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

export const insertItems = async (tx: Tx, scope: { projectId: string; importId: string }, items: NewItem[]): Promise<void> => {
  if (items.length === 0) return;
  // Texts go in the one statement that needs them: reading them as JSON costs the server as much as writing them.
  const rows = JSON.stringify(items.map(({ prompt: _prompt, media: _media, ...row }) => row));
  const payloads = JSON.stringify(items.map(({ id, prompt, media }) => ({ id, prompt, media })));
  await tx.$executeRaw`
    insert into item (id, project_id, import_id, ordinal, external_id, content_hash, prompt_hash, title, source, license, meta, prompt_chars)
    select r.id, ${scope.projectId}, ${scope.importId}, r.ordinal, r."externalId", r."contentHash", r."promptHash", r.title, r.source, r.license, r.meta, r."promptChars"
    from json_to_recordset(${rows}::json) as r(id text, ordinal int, "externalId" text, "contentHash" text, "promptHash" text, title text,
      source text, license text, meta jsonb, "promptChars" int)`;
  await tx.$executeRaw`
    insert into item_payload (item_id, prompt, media)
    select r.id, r.prompt, r.media from json_to_recordset(${payloads}::json) as r(id text, prompt jsonb, media jsonb)`;
};

export const insertCandidates = async (tx: Tx, projectId: string, candidates: NewCandidate[]): Promise<void> => {
  if (candidates.length === 0) return;
  const rows = JSON.stringify(candidates.map(({ text: _text, media: _media, ...row }) => row));
  await tx.$executeRaw`
    insert into candidate (id, project_id, item_id, ordinal, external_id, model, text_hash, chars)
    select r.id, ${projectId}, r."itemId", r.ordinal, r."externalId", r.model, r."textHash", r.chars
    from json_to_recordset(${rows}::json) as r(id text, "itemId" text, ordinal int, "externalId" text, model text, "textHash" text, chars int)`;
  await tx.$executeRaw`
    insert into candidate_payload (candidate_id, text)
    select r.id, r.text from unnest(${candidates.map(({ id }) => id)}::text[], ${candidates.map(({ text }) => text)}::text[]) as r(id, text)`;
  const shown = candidates.flatMap(({ id, media }) => (media === null ? [] : [{ id, media }]));
  if (shown.length === 0) return;
  await tx.$executeRaw`
    update candidate_payload set media = r.media from json_to_recordset(${JSON.stringify(shown)}::json) as r(id text, media jsonb)
    where candidate_payload.candidate_id = r.id`;
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
