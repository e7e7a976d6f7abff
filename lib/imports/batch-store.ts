import type { Tx } from "@/lib/db";
import type { ExtraAnswer } from "@/lib/extras/schema";
import type { Session } from "@/lib/imports/batch-session";
import type { ImportLabel, ImportPrompt } from "@/lib/imports/schema";
import type { MediaRef } from "@/lib/media/schema";
import { newId } from "@/lib/ids";
import { copyRows } from "@/lib/copy-rows";

/** Set-based writes of one batch of rows. All run in the transaction of a session. */

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
  campaignId: string;
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

type KnownItem = { id: string; externalId: string; contentHash: string };

/**
 * Items that have the content or the id of one of these rows. The plan is not left to chance: of tables that grow within the
 * transaction, or whose projects are not in the statistics yet, the server is mistaken, and reads all of a project's items for
 * each batch. Written like this, the indexes that begin with the hash and the id are the only way to the answer.
 */
export const findKnownItems = async (
  { client }: Session,
  projectId: string,
  rows: { contentHash: string; externalId: string }[],
): Promise<KnownItem[]> => {
  const by = (column: string, parameter: string): string => `
    select i.* from unnest(${parameter}::text[]) as wanted(value) cross join lateral (
      select id, external_id as "externalId", content_hash as "contentHash" from item
      where ${column} = wanted.value and project_id || '' = $1 offset 0) i`;
  const values = [projectId, rows.map((row) => row.contentHash), rows.map((row) => row.externalId)];
  await client.query("set local enable_seqscan = off");
  const found = await client.query<KnownItem>(`${by("content_hash", "$2")} union all ${by("external_id", "$3")}`, values);
  await client.query("set local enable_seqscan = on");
  return found.rows;
};

/** New items with their candidates. COPY, because the caller knows that none of them is there. */
export const copyItems = async (
  { client }: Session,
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
    items,
    (item) => [
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
    ],
  );
  await copyRows(client, "item_payload", ["item_id", "prompt", "media"], items, ({ id, prompt, media }) => [
    id,
    JSON.stringify(prompt),
    media && JSON.stringify(media),
  ]);
  await copyRows(
    client,
    "candidate",
    ["id", "project_id", "item_id", "ordinal", "external_id", "model", "text_hash", "chars"],
    candidates,
    ({ id, itemId, ordinal, externalId, model, textHash, chars }) => [id, projectId, itemId, ordinal, externalId, model, textHash, chars],
  );
  await copyRows(client, "candidate_payload", ["candidate_id", "text", "media"], candidates, ({ id, text, media }) => [
    id,
    text,
    media && JSON.stringify(media),
  ]);
};

export type NewTask = { id: string; campaignId: string; itemId: string; unitKey: string; isGold: boolean };

/** Tasks and answers of items that this very transaction made: none of them can be there already. */
export const copyAnswers = async (
  { client, questionVersions }: Session,
  { projectId, importId }: { projectId: string; importId: string },
  tasks: NewTask[],
  annotations: NewAnnotation[],
): Promise<void> => {
  await copyRows(
    client,
    "task",
    ["id", "project_id", "campaign_id", "item_id", "unit_key", "is_gold"],
    tasks,
    ({ id, campaignId, itemId, unitKey, isGold }) => [id, projectId, campaignId, itemId, unitKey, isGold],
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
    annotations,
    ({ id, campaignId, taskId, annotatorId, idemKey, payloadHash, response, comment, extras }) => [
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
      questionVersions.get(campaignId) ?? 1,
    ],
  );
};

/** Makes named annotators where they are missing; the session knows their ids afterwards. Gives back how many are new. */
export const ensureAnnotators = async ({ client, annotators }: Session, projectId: string, names: AnnotatorName[]): Promise<number> => {
  const unknown = names.filter((name) => !annotators.has(annotatorKey(name)));
  if (unknown.length === 0) return 0;
  const columns = [unknown.map(() => newId("annotator")), unknown.map(({ source }) => source), unknown.map(({ name }) => name)];
  const added = await client.query(
    `insert into annotator (id, project_id, source, name)
    select r.id, $1, r.source::annotator_source, r.name from unnest($2::text[], $3::text[], $4::text[]) as r(id, source, name)
    on conflict (project_id, source, name) do nothing`,
    [projectId, ...columns],
  );
  // Locked against removal, so that answers may refer to them without the server looking.
  const { rows } = await client.query<AnnotatorName & { id: string }>(
    `select a.id, a.source::text as source, a.name from annotator a
    join unnest($2::text[], $3::text[]) as r(source, name) on a.source = r.source::annotator_source and a.name = r.name
    where a.project_id = $1 for key share of a`,
    [projectId, ...columns.slice(1)],
  );
  for (const row of rows) annotators.set(annotatorKey(row), row.id);
  return added.rowCount ?? 0;
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
