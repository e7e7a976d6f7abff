import type { Tx } from "@/lib/db";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { judgeSettingsSchema, replyModeSchema, storedScopeSchema } from "@/lib/judges/schema";
import type { AskView, JudgeSettings, ReplyMode, StoredScope } from "@/lib/judges/schema";
import { uncountedNow } from "@/lib/quality/uncounted-sql";

/** Rounds of asking: what was asked for, who runs them, and how far they are. */

export const insertAsk = async (
  tx: Tx,
  row: { projectId: string; judgeId: string; versionId: string; campaignId: string; scope: StoredScope; createdById: string | null },
): Promise<string> => {
  const id = newId("judgeAsk");
  await tx.judgeAsk.create({ data: { id, ...row }, select: { id: true } });
  return id;
};

/** How a plan stands and how many items it leaves to a judge; null where there is none of that number. */
export const shareOfPlan = async (
  tx: Tx,
  projectId: string,
  number: number,
  judge: string,
): Promise<{ state: string; items: number } | null> => {
  const plan = await tx.routePlan.findFirst({ where: { projectId, number }, select: { id: true, state: true } });
  return plan && { state: plan.state, items: await tx.routeDecision.count({ where: { planId: plan.id, arm: `lm:${judge}` } }) };
};

/** Of two who order a round at once the second waits here, and finds the first one's. */
export const lockJudge = async (tx: Tx, judgeId: string): Promise<void> => {
  await tx.$queryRaw`select id from judge where id = ${judgeId} for update`;
};

export const liveAskOf = async (tx: Tx, judgeId: string): Promise<string | null> => {
  const row = await tx.judgeAsk.findFirst({ where: { judgeId, state: { in: ["queued", "running"] } }, select: { id: true } });
  return row?.id ?? null;
};

export type RunningAsk = {
  id: string;
  epoch: number;
  campaignId: string;
  createdAt: Date;
  stored: StoredScope;
  judgeId: string;
  judge: string;
  annotatorId: string;
  secretId: string | null;
  replyMode: ReplyMode;
  versionId: string;
  settings: JudgeSettings;
  template: string;
};

/** Makes this process the one that runs the ask: whoever ran it before can write nothing any more. Null where it is over. */
export const openRun = async (projectId: string, askId: string): Promise<RunningAsk | null> => {
  const changed = await db().$transaction(async (tx) => {
    // Whoever changes the question at this moment is waited for, and whoever changes it from now on finds it out.
    await tx.$queryRaw`select c.id from campaign c join judge_ask a on a.campaign_id = c.id where a.id = ${askId} for share of c`;
    return tx.$executeRaw`
      update judge_ask set state = 'running', epoch = epoch + 1 where id = ${askId} and project_id = ${projectId} and state in ('queued', 'running')`;
  });
  if (changed === 0) return null;
  const row = await db().judgeAsk.findUniqueOrThrow({
    where: { id: askId },
    select: {
      id: true,
      epoch: true,
      campaignId: true,
      createdAt: true,
      scope: true,
      version: { select: { id: true, settings: true, template: true } },
      judge: {
        select: {
          id: true,
          name: true,
          annotatorId: true,
          secretId: true,
          replyMode: true,
          versions: { orderBy: { version: "desc" }, take: 1, select: { settings: true } },
        },
      },
    },
  });
  const settings = judgeSettingsSchema.parse(row.version.settings);
  const present = judgeSettingsSchema.parse(row.judge.versions[0]?.settings);
  // The key that is stored now was entered for the server of now.
  if (serverOf(settings) !== serverOf(present))
    throw new AppError("conflict", {
      userMessage: "The judge’s server was changed since this round was ordered. Ask again: the new one is asked then.",
    });
  return {
    id: row.id,
    epoch: row.epoch,
    campaignId: row.campaignId,
    createdAt: row.createdAt,
    stored: storedScopeSchema.parse(row.scope),
    judgeId: row.judge.id,
    judge: row.judge.name,
    annotatorId: row.judge.annotatorId,
    secretId: row.judge.secretId,
    replyMode: replyModeSchema.parse(row.judge.replyMode),
    versionId: row.version.id,
    settings,
    template: row.version.template,
  };
};

const serverOf = (settings: JudgeSettings): string | null => (settings.provider === "openai" ? new URL(settings.url).origin : null);

/** @throws AppError conflict where nothing more is to be asked in a round: its answers would count nowhere, or its judge is at rest */
export const requireWanted = async (tx: Tx, askId: string, countsFrom: number): Promise<void> => {
  const rows = await tx.$queryRaw<{ judge: string; archived: boolean; closed: boolean; changed: boolean }[]>`
    select j.name as judge, j.archived_at is not null as archived, c.state = 'archived' as closed, c.counts_from > ${countsFrom}::int as changed
    from judge_ask a join judge j on j.id = a.judge_id join campaign c on c.id = a.campaign_id where a.id = ${askId}`;
  const [row] = rows;
  const refuse = (userMessage: string): never => {
    throw new AppError("conflict", { userMessage });
  };
  if (row?.changed) refuse("The question was changed since this round was ordered. Ask again: the new one is asked then.");
  if (row?.archived) refuse(`“${row.judge}” was archived. Bring it back before asking it.`);
  if (row?.closed) refuse("This campaign was archived. Bring it back before asking about it.");
};

/** What the questions of a round come to, to be joined with it as `n`. */
const tally = Prisma.sql`
  select count(distinct c.task_id)::int as tasks,
    (count(*) filter (where c.state = 'waiting'))::int as waiting, (count(*) filter (where c.state = 'asking'))::int as asking,
    (count(*) filter (where c.state = 'done'))::int as done, (count(*) filter (where c.state = 'failed'))::int as failed,
    (count(*) filter (where c.state in ('done', 'failed') and c.response is null))::int as unanswered,
    coalesce(sum(c.cost_micros - c.earlier_micros), 0)::bigint as "costMicros"
  from judge_call c where c.ask_id = a.id`;

/** Ends a round. What it came to is written down, since a later round takes questions without an answer over. */
export const finishAsk = async (
  projectId: string,
  askId: string,
  end: { state: "done" | "failed" | "cancelled"; error: string | null },
): Promise<void> => {
  await db().$executeRaw`
    update judge_ask b set state = ${end.state}, error = ${end.error}, finished_at = clock_timestamp(),
      tasks = n.tasks, done = n.done, failed = n.failed, unanswered = n.unanswered, cost_micros = n."costMicros",
      labels = (select count(distinct l.task_id) from judge_call c join judge j on j.id = a.judge_id
        join annotation l on l.task_id = c.task_id and l.annotator_id = j.annotator_id and l.withdrawn_at is null and l.superseded_at is null
        where c.ask_id = a.id)
    from judge_ask a cross join lateral (${tally}) n
    where b.id = a.id and a.id = ${askId} and a.project_id = ${projectId} and b.state in ('queued', 'running')`;
};

const scopeFilter = ({ scope }: StoredScope, ask: { projectId: string; judge: string; versionId: string }): Prisma.Sql => {
  switch (scope.tasks) {
    case "unanswered":
      return Prisma.sql`exists (select from judge_call c where c.task_id = t.id and c.version_id = ${ask.versionId}
        and c.state in ('done', 'failed') and c.response is null)`;
    case "all":
      return Prisma.sql`true`;
    case "known":
      return Prisma.sql`t.is_gold`;
    case "people":
      return Prisma.sql`exists (select from annotation a join annotator h on h.id = a.annotator_id
        where a.task_id = t.id and h.source in ('human', 'adjudicator') and a.withdrawn_at is null and a.superseded_at is null
          and not ${uncountedNow(ask.projectId)})`;
    case "plan":
      return Prisma.sql`exists (select from route_decision d join route_plan r on r.id = d.plan_id
        where d.task_id = t.id and r.project_id = ${ask.projectId} and r.number = ${scope.plan} and r.state = 'committed' and d.arm = ${`lm:${ask.judge}`})`;
  }
};

/**
 * Tasks that an ask is about, in the order of the items: those of its scope that the judge has no live answer to which counts, or, where
 * it is asked again, none by this version.
 */
export const tasksToAsk = async (
  tx: Tx,
  ask: {
    projectId: string;
    campaignId: string;
    annotatorId: string;
    judge: string;
    versionId: string;
    stored: StoredScope;
    countsFrom: number;
  },
): Promise<{ id: string; unitKey: string; candidates: number }[]> => {
  const ownKey = Prisma.sql`(a.idem_key = ${`judge ${ask.versionId} `} || t.id or a.idem_key = ${`judge ${ask.versionId} `} || t.id || ${` ${ask.countsFrom}`})`;
  return tx.$queryRaw`
    select t.id, t.unit_key as "unitKey", (select count(*)::int from candidate k where k.item_id = t.item_id) as candidates
    from task t join item i on i.id = t.item_id
    where t.project_id = ${ask.projectId} and t.campaign_id = ${ask.campaignId} and not t.is_training and ${scopeFilter(ask.stored, ask)}
      and not exists (select from annotation a where a.task_id = t.id and a.annotator_id = ${ask.annotatorId}
        and a.withdrawn_at is null and a.superseded_at is null and a.question_version >= ${ask.countsFrom} and ${ask.stored.again ? ownKey : Prisma.sql`true`})
    order by i.ordinal, t.unit_key limit ${ask.stored.limit ?? 10_000_000}`;
};

/** Since when answers to the campaign's question count; null where all of them do. */
export const countsSince = async (tx: Tx, { id, countsFrom }: { id: string; countsFrom: number }): Promise<Date | null> =>
  (await tx.questionVersion.findFirst({ where: { campaignId: id, version: countsFrom - 1 }, select: { createdAt: true } }))?.createdAt ??
  null;

type AskRow = Omit<AskView, "scope" | "calls" | "costMicros" | "createdAt" | "finishedAt"> & {
  scope: unknown;
  waiting: number;
  asking: number;
  done: number;
  failed: number;
  costMicros: bigint;
  createdAt: Date;
  finishedAt: Date | null;
};

/** Rounds of a project, newest first: those that run by their questions, those that ended by what was written down then. */
export const askViews = async (projectId: string, by: { judgeId?: string; askId?: string }, take: number): Promise<AskView[]> => {
  const figure = (name: string, live: string): Prisma.Sql =>
    Prisma.raw(`case when a.finished_at is null then n.${live} else a.${name} end`);
  const rows = await db().$queryRaw<AskRow[]>`
    select a.id, j.name as judge, p.name as campaign, a.scope, a.state, a.error, a.labels, a.created_at as "createdAt", a.finished_at as "finishedAt",
      ${figure("tasks", "tasks")} as tasks, n.waiting, n.asking, ${figure("done", "done")} as done, ${figure("failed", "failed")} as failed,
      ${figure("unanswered", "unanswered")} as unanswered, ${figure("cost_micros", '"costMicros"')} as "costMicros"
    from judge_ask a join judge j on j.id = a.judge_id join campaign p on p.id = a.campaign_id
    cross join lateral (${tally}) n
    where a.project_id = ${projectId} and (${by.judgeId ?? null}::text is null or a.judge_id = ${by.judgeId ?? null})
      and (${by.askId ?? null}::text is null or a.id = ${by.askId ?? null})
    order by a.created_at desc, a.id desc limit ${take}`;
  return rows.map(({ scope, waiting, asking, done, failed, costMicros, createdAt, finishedAt, ...row }) => ({
    ...row,
    scope: storedScopeSchema.parse(scope).scope,
    calls: { waiting, asking, done, failed },
    costMicros: Number(costMicros),
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  }));
};

/** Why calls of a round have no answer, the commonest first. */
export const failureReasons = async (askId: string): Promise<{ reason: string; calls: number }[]> =>
  db().$queryRaw`
    select reason, count(*)::int as calls from judge_call
    where ask_id = ${askId} and reason is not null and response is null group by reason order by 2 desc, 1 limit 20`;
