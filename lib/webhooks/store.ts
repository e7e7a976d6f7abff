import { Prisma } from "@/lib/generated/prisma/client";
import type { Tx } from "@/lib/db";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { mostAttempts } from "@/lib/webhooks/schema";
import type { DeliveryDetail, DeliveryView, EventType, WebhookView } from "@/lib/webhooks/schema";

/** A webhook hears of what happens from now on. */
export const insertWebhook = async (
  tx: Tx,
  webhook: { projectId: string; url: string; events: EventType[]; secretId: string },
): Promise<string> => {
  const id = newId("webhook");
  await tx.$executeRaw`
    insert into webhook (id, project_id, url, events, secret_id, audit_cursor)
    values (${id}, ${webhook.projectId}, ${webhook.url}, ${webhook.events}, ${webhook.secretId}, coalesce((select max(id) from audit_event), 0))`;
  return id;
};

export const webhooksOf = async (projectId: string): Promise<WebhookView[]> => {
  const rows = await db().$queryRaw<(Omit<WebhookView, "createdAt"> & { createdAt: Date })[]>`
    select w.id, w.url, w.events, w.enabled, w.created_at as "createdAt",
      (select count(*)::int from webhook_delivery d where d.webhook_id = w.id and d.state = 'waiting') as waiting,
      (select count(*)::int from webhook_delivery d where d.webhook_id = w.id and d.state = 'failed') as failed
    from webhook w where w.project_id = ${projectId} order by w.created_at, w.id`;
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
};

/**
 * Gives up what fell due while its webhook was paused: sent all at once when it goes on, it would come late and in a flood. It stays
 * in the log and can be sent again by hand.
 */
const giveUpPaused = (tx: Tx, webhookId: string | null): Promise<number> =>
  tx.$executeRaw`
    update webhook_delivery d set state = 'failed', error = 'It was not sent: the webhook was paused when its time came.'
    from webhook w where w.id = d.webhook_id and not w.enabled and d.state = 'waiting' and d.next_attempt_at <= now()
      and (${webhookId}::text is null or w.id = ${webhookId})`;

/** Where it goes on, what fell due meanwhile is given up first: there may have been no worker to do it. */
export const setEnabled = async (tx: Tx, projectId: string, id: string, enabled: boolean): Promise<boolean> => {
  if (enabled) await giveUpPaused(tx, id);
  const changed = await tx.$executeRaw`
    update webhook set since = case when ${enabled} and not enabled then now() else since end, enabled = ${enabled}
    where id = ${id} and project_id = ${projectId}`;
  return changed === 1;
};

/**
 * What happened up to now goes by the events that were asked for until now, and is written down first. Where events are added, the
 * webhook hears of nothing from before: whoever asks for more is not told a day of it at once.
 */
export const changeWebhook = async (
  tx: Tx,
  { projectId, webhookId, url, events }: { projectId: string; webhookId: string; url: string; events: EventType[] },
): Promise<boolean> => {
  await writeDeliveries(tx, webhookId);
  const changed = await tx.$executeRaw`
    update webhook set url = ${url}, events = ${events},
      since = case when events @> ${events}::text[] then since else date_trunc('milliseconds', now()) end
    where id = ${webhookId} and project_id = ${projectId}`;
  return changed === 1;
};

/** The removed webhook's secret, null where there was none such. */
export const deleteWebhook = async (tx: Tx, projectId: string, id: string): Promise<{ secretId: string } | null> => {
  const row = await tx.webhook.findFirst({ where: { id, projectId }, select: { secretId: true } });
  if (row) await tx.webhook.deleteMany({ where: { id, projectId } });
  return row;
};

type DeliveryRow = Omit<DeliveryView, "createdAt" | "nextAttemptAt" | "sentAt"> & {
  createdAt: Date;
  nextAttemptAt: Date;
  sentAt: Date | null;
};

const viewOf = (row: DeliveryRow): DeliveryView => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  nextAttemptAt: row.state === "waiting" ? row.nextAttemptAt.toISOString() : null,
  sentAt: row.sentAt?.toISOString() ?? null,
});

const deliveryColumns = Prisma.sql`d.id, d.webhook_id as "webhookId", d.type, d.state, d.attempts, d.answer_status as "answerStatus", d.error,
  d.created_at as "createdAt", d.next_attempt_at as "nextAttemptAt", d.sent_at as "sentAt"`;

/** The newest first; of one webhook or all. */
export const deliveriesOf = async (
  projectId: string,
  { webhookId, take, skip }: { webhookId?: string | undefined; take: number; skip: number },
): Promise<DeliveryView[]> => {
  const rows = await db().$queryRaw<DeliveryRow[]>`
    select ${deliveryColumns} from webhook_delivery d join webhook w on w.id = d.webhook_id
    where w.project_id = ${projectId} and (${webhookId ?? null}::text is null or w.id = ${webhookId ?? null})
    order by d.created_at desc, d.id desc limit ${take} offset ${skip}`;
  return rows.map(viewOf);
};

export const deliveriesIn = (projectId: string, webhookId: string | undefined): Promise<number> =>
  db().webhookDelivery.count({ where: { webhook: { projectId, ...(webhookId === undefined ? {} : { id: webhookId }) } } });

/** One delivery with what was sent and how the answer began; null where the project has none such. */
export const deliveryOf = async (projectId: string, id: string): Promise<DeliveryDetail | null> => {
  const [row] = await db().$queryRaw<(DeliveryRow & { payload: unknown; answerBody: string | null })[]>`
    select ${deliveryColumns}, d.payload, d.answer_body as "answerBody" from webhook_delivery d join webhook w on w.id = d.webhook_id
    where w.project_id = ${projectId} and d.id = ${id}`;
  if (!row) return null;
  const { payload, answerBody, ...rest } = row;
  return { ...viewOf(rest), payload, answerBody };
};

/** Lets a delivery be tried anew, from the first wait on; of a paused webhook it does not. Null where the project has none such. */
export const restartDelivery = async (tx: Tx, projectId: string, id: string): Promise<"waiting" | "paused" | null> => {
  const [found] = await tx.$queryRaw<{ enabled: boolean }[]>`
    select w.enabled from webhook_delivery d join webhook w on w.id = d.webhook_id
    where d.id = ${id} and w.project_id = ${projectId} for update of d for share of w`;
  if (!found) return null;
  if (!found.enabled) return "paused";
  await tx.$executeRaw`update webhook_delivery set state = 'waiting', attempts = 0, next_attempt_at = now(), error = null where id = ${id}`;
  return "waiting";
};

/**
 * Writes a delivery for each event that webhooks wait for: an outbox that is read from the audit log, which every change
 * writes in its own transaction, and from the jobs. Numbers of the log are drawn before their transactions commit, so the last
 * ten thousand of a day are looked at again; what was written once is not written again. Of older ones the log of deliveries no
 * longer says whether they were.
 * @param webhookId of one webhook; null for all
 */
const writeDeliveries = async (tx: Tx, webhookId: string | null): Promise<number> => {
  // Two that write the same deliveries in another order would wait for each other.
  await tx.$queryRaw`
    select id from webhook where enabled and (${webhookId}::text is null or id = ${webhookId}) order by id for no key update`;
  const audit = await tx.$executeRaw`
      insert into webhook_delivery (id, webhook_id, event_key, type, payload)
      select 'whd_' || replace(gen_random_uuid()::text, '-', ''), w.id, 'audit:' || e.id, e.action,
        jsonb_build_object('id', 'audit:' || e.id, 'type', e.action, 'at', to_char(e.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'projectId', e.project_id, 'subjectId', e.subject_id, 'actor', jsonb_build_object('kind', e.actor_kind, 'id', e.actor_id), 'detail', e.detail)
      from webhook w join audit_event e on e.project_id = w.project_id
      where w.enabled and (${webhookId}::text is null or w.id = ${webhookId}) and e.id > w.audit_cursor - 10000 and (e.id > w.audit_cursor or e.at > now() - interval '1 day')
        and e.at >= w.since and e.action = any(w.events)
      on conflict (webhook_id, event_key) do nothing`;
  const jobs = await tx.$executeRaw`
      insert into webhook_delivery (id, webhook_id, event_key, type, payload)
      select 'whd_' || replace(gen_random_uuid()::text, '-', ''), w.id, 'job:' || j.id, 'job.finished',
        jsonb_build_object('id', 'job:' || j.id, 'type', 'job.finished', 'at', to_char(j.finished_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'projectId', j.project_id, 'subjectId', j.subject_id, 'actor', jsonb_build_object('kind', 'system', 'id', 'worker'),
          'detail', jsonb_build_object('jobId', j.id, 'name', j.name, 'state', j.state, 'message', j.message))
      from webhook w join job j on j.project_id = w.project_id
      where w.enabled and (${webhookId}::text is null or w.id = ${webhookId}) and 'job.finished' = any(w.events) and j.state in ('done', 'failed', 'cancelled')
        and j.finished_at >= w.since and j.finished_at > w.jobs_seen_at - interval '15 minutes'
      on conflict (webhook_id, event_key) do nothing`;
  return audit + jobs;
};

/** Writes the deliveries of what happened since the last look. */
export const queueEvents = async (): Promise<number> =>
  db().$transaction(async (tx) => {
    const written = await writeDeliveries(tx, null);
    await tx.$executeRaw`
      update webhook set audit_cursor = coalesce((select max(id) from audit_event), 0), jobs_seen_at = now() where enabled`;
    await giveUpPaused(tx, null);
    return written;
  });

export type DueDelivery = {
  id: string;
  type: string;
  payload: unknown;
  attempts: number;
  url: string;
  secretId: string;
  projectId: string;
  workspaceId: string;
};

/** Longer than a try may take: whoever looks again then finds one whose worker died. */
const claimSeconds = 30;

/** Webhooks with deliveries that are due. */
export const dueWebhooks = async (): Promise<string[]> => {
  const rows = await db().$queryRaw<{ id: string }[]>`
    select distinct w.id from webhook_delivery d join webhook w on w.id = d.webhook_id
    where d.state = 'waiting' and d.next_attempt_at <= now() and w.enabled`;
  return rows.map(({ id }) => id);
};

/** Takes deliveries of a webhook that are due. Of two workers that see the same one, the second finds its time moved on. */
export const takeDue = async (webhookId: string, most: number): Promise<DueDelivery[]> =>
  db().$queryRaw<DueDelivery[]>`
    update webhook_delivery d set attempts = d.attempts + 1, next_attempt_at = now() + make_interval(secs => ${claimSeconds})
    from webhook w join project p on p.id = w.project_id
    where d.id in (select x.id from webhook_delivery x join webhook y on y.id = x.webhook_id
                   where x.webhook_id = ${webhookId} and x.state = 'waiting' and x.next_attempt_at <= now() and y.enabled order by x.next_attempt_at limit ${most})
      and d.state = 'waiting' and d.next_attempt_at <= now() and w.id = d.webhook_id
    returning d.id, d.type, d.payload, d.attempts, w.url, w.secret_id as "secretId", w.project_id as "projectId", p.workspace_id as "workspaceId"`;

export const recordSent = async (id: string, { answerStatus, answerBody }: { answerStatus: number; answerBody: string }): Promise<void> => {
  await db().$executeRaw`
    update webhook_delivery set state = 'sent', sent_at = now(), answer_status = ${answerStatus}, answer_body = ${answerBody}, error = null
    where id = ${id}`;
};

/** Sets the next try: 10 seconds after the first, four times as long after each further one. */
export const recordMissed = async (
  id: string,
  missed: { answerStatus: number | null; answerBody: string | null; error: string },
): Promise<void> => {
  await db().$executeRaw`
    update webhook_delivery set answer_status = ${missed.answerStatus}, answer_body = ${missed.answerBody}, error = ${missed.error},
      next_attempt_at = now() + make_interval(secs => 10 * power(4, greatest(attempts, 1) - 1)),
      state = case when attempts >= ${mostAttempts} then 'failed' else state end
    where id = ${id} and state = 'waiting'`;
};

/** The log of deliveries holds a month. */
export const deleteOldDeliveries = async (): Promise<number> =>
  db().$executeRaw`delete from webhook_delivery where state <> 'waiting' and created_at < now() - interval '30 days'`;
