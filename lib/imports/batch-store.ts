import type { Tx } from "@/lib/db";
import type { ExtraAnswer } from "@/lib/extras/schema";
import type { Session } from "@/lib/imports/batch-session";
import type { ImportLabel } from "@/lib/imports/row-schema";
import { newId } from "@/lib/ids";

/** Set-based writes of one batch of rows. All run in the transaction of a session. */

export type NewAnnotation = {
  id: string;
  campaignId: string;
  taskId: string;
  annotatorId: string;
  idemKey: string;
  payloadHash: string;
  /** as JSON */
  responseText: string;
  comment: string;
  extras: ExtraAnswer[];
};

export type AnnotatorName = { source: ImportLabel["kind"]; name: string };
export const annotatorKey = ({ source, name }: AnnotatorName): string => `${source} ${name}`;

type KnownItem = { id: string; externalId: string; contentHash: string };

/**
 * Items that have the id of one of these rows; whatever has the content of a row has its id too (`externalIdOf`). The plan is not
 * left to chance: of tables that grow within the transaction, or whose projects are not in the statistics yet, the server is
 * mistaken, and reads all of a project's items for each batch. Written like this, the index that begins with the id is the only
 * way to the answer, and it is walked once for all ids of a batch, in their order.
 */
export const findKnownItems = async ({ client }: Session, projectId: string, rows: { externalId: string }[]): Promise<KnownItem[]> => {
  const { rows: found } = await client.query<KnownItem>(
    `select id, external_id as "externalId", content_hash as "contentHash" from item
    where external_id = any($2::text[]) and project_id || '' = $1`,
    [projectId, rows.map(({ externalId }) => externalId)],
  );
  return found;
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
    select r.id, ${scope.projectId}, ${scope.campaignId}, r."taskId", r."annotatorId", ${scope.importId}, r."idemKey", r."payloadHash", r."responseText"::jsonb,
      nullif(r.comment, ''), r.extras, (select c.question_version from campaign c where c.id = ${scope.campaignId})
    from json_to_recordset(${JSON.stringify(annotations)}::json) as r(id text, "taskId" text, "annotatorId" text, "idemKey" text, "payloadHash" text, "responseText" text, comment text, extras jsonb)
    on conflict (annotator_id, idem_key) do nothing`;
};

/** Tasks whose answer the file knows. */
export const markGold = async (tx: Tx, projectId: string, taskIds: string[]): Promise<void> => {
  if (taskIds.length > 0) await tx.task.updateMany({ where: { projectId, id: { in: taskIds }, isGold: false }, data: { isGold: true } });
};
