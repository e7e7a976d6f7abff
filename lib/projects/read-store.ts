import { newestFit } from "@/lib/aggregation/newest-sql";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { guideExamplesSchema } from "@/lib/projects/schema";
import type { GuideView, StageCounts } from "@/lib/projects/schema";

/**
 * How many answers count: all of a project, or of a campaign, less those that were taken back, corrected or repeated, and less the known
 * answers, which are nobody's work. All is counted along indexes (annotation_not_counted for the few, those of an annotator for the known
 * ones), where looking at a million answers takes a second.
 */
const countedAnswers = (project: Prisma.Sql, campaign?: Prisma.Sql): Prisma.Sql => {
  const here = campaign ? Prisma.sql`and n.campaign_id = ${campaign}` : Prisma.empty;
  return Prisma.sql`(
  (select count(*)::int from annotation n where ${campaign ? Prisma.sql`n.campaign_id = ${campaign}` : Prisma.sql`n.project_id = ${project}`})
  - (select count(*)::int from annotation n where n.project_id = ${project} ${here}
     and (n.withdrawn_at is not null or n.superseded_at is not null or n.repeat))
  - (select coalesce(sum(known.answers), 0)::int from annotator r cross join lateral (
       select count(*) as answers from annotation n where n.annotator_id = r.id ${here}
         and n.withdrawn_at is null and n.superseded_at is null and not n.repeat) known
     where r.project_id = ${project} and r.source = 'gold'))`;
};

const only = <Row>([row]: Row[]): Row => {
  if (!row) throw new RangeError("a select without a from gave no row");
  return row;
};

/** What there may be a million of. */
export type SizeCounts = Pick<StageCounts, "items" | "tasks" | "openTasks" | "annotations">;

export const readSizes = async (projectId: string): Promise<SizeCounts> =>
  only(
    await db().$queryRaw<SizeCounts[]>`
      select
        (select count(*)::int from item where project_id = ${projectId}) as items,
        (select count(*)::int from task where project_id = ${projectId}) as tasks,
        (select count(distinct task_id)::int from slot where project_id = ${projectId} and state in ('open', 'leased')) as "openTasks",
        ${countedAnswers(Prisma.sql`${projectId}`)} as annotations`,
  );

export const readStages = async (projectId: string): Promise<Omit<StageCounts, keyof SizeCounts>> => {
  const rows = await db().$queryRaw<Omit<StageCounts, keyof SizeCounts>[]>`
    select
      (select count(*)::int from import where project_id = ${projectId} and state = 'done') as imports,
      (select count(*)::int from import where project_id = ${projectId} and state = 'failed') as "failedImports",
      (select count(*)::int from campaign where project_id = ${projectId} and state <> 'archived') as campaigns,
      (select count(*)::int from annotator where project_id = ${projectId}) as annotators,
      (select count(*)::int from annotator where project_id = ${projectId} and source = 'lm') as judges,
      (select count(*)::int from flag where project_id = ${projectId} and resolved_at is null) as "openFlags",
      (select (a.agreement #>> '{estimate,value}')::float8 from campaign c join aggregation a on a.id = ${newestFit(Prisma.sql`c.id`)}
       where c.project_id = ${projectId} and a.agreement #>> '{estimate,value}' is not null
       order by c.created_at, c.id limit 1) as agreement,
      (select max(number) from reward_model_version where project_id = ${projectId} and state = 'done') as "rewardModel",
      (select max(number) from route_plan where project_id = ${projectId} and state in ('drawn', 'committed')) as "routePlan",
      (select max(number) from dataset_version where project_id = ${projectId} and state = 'done') as dataset`;
  return only(rows);
};

export type FoundEntry = { id: string; label: string; slug: string; kind: "project" | "item" };

// A backslash, a per cent sign and an underscore are letters in what people look for.
export const likePattern = (text: string): string => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

export const searchEntries = async (workspaceId: string, text: string, limit: number): Promise<FoundEntry[]> => {
  const pattern = likePattern(text);
  return db().$queryRaw<FoundEntry[]>`
    (select p.id, p.name as label, p.slug, 'project' as kind from project p
     where p.workspace_id = ${workspaceId} and (p.name ilike ${pattern} or p.slug ilike ${pattern}) order by p.archived_at nulls first, p.name limit ${limit})
    union all
    (select i.id, i.title as label, p.slug, 'item' as kind from item i join project p on p.id = i.project_id
     where p.workspace_id = ${workspaceId} and p.archived_at is null and (i.title ilike ${pattern} or i.external_id ilike ${pattern} or i.id = ${text})
     order by i.project_id, i.ordinal limit ${limit})`;
};

export type SummaryRow = { id: string; items: number; annotations: number; openTasks: number; lastAnsweredAt: Date | null };

/** Counts of every project of a workspace, for its list. */
export const projectCounts = async (workspaceId: string): Promise<SummaryRow[]> =>
  db().$queryRaw<SummaryRow[]>`
    select p.id,
      (select count(*)::int from item i where i.project_id = p.id) as items,
      ${countedAnswers(Prisma.sql`p.id`)} as annotations,
      (select count(distinct s.task_id)::int from slot s where s.project_id = p.id and s.state in ('open', 'leased')) as "openTasks",
      (select max(a.created_at) from annotation a where a.project_id = p.id and a.slot_id is not null) as "lastAnsweredAt"
    from project p where p.workspace_id = ${workspaceId}`;

export const campaignAnswers = async (projectId: string, campaignId: string): Promise<number> =>
  only(
    await db().$queryRaw<{ answers: number }[]>`select ${countedAnswers(Prisma.sql`${projectId}`, Prisma.sql`${campaignId}`)} as answers`,
  ).answers;

export type CampaignCounts = { id: string; tasks: number; openTasks: number; annotations: number; createdAt: Date };

export const campaignCounts = async (projectId: string): Promise<CampaignCounts[]> =>
  db().$queryRaw<CampaignCounts[]>`
    select c.id, c.created_at as "createdAt",
      (select count(*)::int from task t where t.campaign_id = c.id) as tasks,
      (select count(distinct s.task_id)::int from slot s where s.campaign_id = c.id and s.state in ('open', 'leased')) as "openTasks",
      ${countedAnswers(Prisma.sql`c.project_id`, Prisma.sql`c.id`)} as annotations
    from campaign c where c.project_id = ${projectId}`;

type GuideRow = Omit<GuideView, "createdAt" | "examples"> & { createdAt: Date; examples: unknown };

/** All versions of a campaign's guide, the newest first. */
export const guidesOf = async (projectId: string, campaignId: string): Promise<GuideView[]> => {
  const rows = await db().$queryRaw<GuideRow[]>`
    select g.id, g.version, g.markdown, g.note, g.examples, g.created_at as "createdAt", u.name as "createdBy",
      (select count(*)::int from annotation a where a.campaign_id = g.campaign_id and a.guide_version_id = g.id) as annotations
    from guide_version g left join app_user u on u.id = g.created_by_id
    where g.campaign_id = ${campaignId} and g.project_id = ${projectId}
    order by g.version desc`;
  return rows.map((row) => ({ ...row, examples: guideExamplesSchema.parse(row.examples), createdAt: row.createdAt.toISOString() }));
};
