import type { Tx } from "@/lib/db";
import { db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { newId } from "@/lib/ids";
import type { CampaignView, ProjectView, StageCounts } from "@/lib/projects/schema";

const projectSelect = { id: true, slug: true, name: true, description: true, archivedAt: true, createdAt: true } as const;

type ProjectRow = { id: string; slug: string; name: string; description: string; archivedAt: Date | null; createdAt: Date };

const toProject = (row: ProjectRow): ProjectView => ({
  ...row,
  archivedAt: row.archivedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});

const campaignSelect = {
  id: true,
  slug: true,
  name: true,
  kind: true,
  config: true,
  state: true,
  overlap: true,
  goldShare: true,
  leaseSeconds: true,
  guides: { orderBy: { version: "desc" }, take: 1, select: { version: true } },
} as const satisfies Prisma.CampaignSelect;

type CampaignRow = Prisma.CampaignGetPayload<{ select: typeof campaignSelect }>;

const toCampaign = ({ guides, ...row }: CampaignRow): CampaignView => ({ ...row, guideVersion: guides[0]?.version ?? 0 });

export const findProjectBySlug = async (workspaceId: string, slug: string): Promise<ProjectView | null> => {
  const row = await db().project.findUnique({ where: { workspaceId_slug: { workspaceId, slug } }, select: projectSelect });
  return row && toProject(row);
};

export const findProjectById = async (workspaceId: string, id: string): Promise<ProjectView | null> => {
  const row = await db().project.findFirst({ where: { id, workspaceId }, select: projectSelect });
  return row && toProject(row);
};

export const allProjects = async (workspaceId: string): Promise<ProjectView[]> =>
  (await db().project.findMany({ where: { workspaceId }, orderBy: { createdAt: "asc" }, select: projectSelect })).map(toProject);

export const insertProject = async (
  tx: Tx,
  workspaceId: string,
  input: { slug: string; name: string; description: string },
): Promise<ProjectView> =>
  toProject(await tx.project.create({ data: { id: newId("project"), workspaceId, ...input }, select: projectSelect }));

export const campaignsOf = async (projectId: string): Promise<CampaignView[]> =>
  (await db().campaign.findMany({ where: { projectId }, orderBy: { createdAt: "asc" }, select: campaignSelect })).map(toCampaign);

export const insertCampaign = async (
  tx: Tx,
  projectId: string,
  input: { slug: string; name: string; kind: string; config: Prisma.InputJsonValue; guide: string; createdById: string | null },
): Promise<CampaignView> => {
  const { guide, createdById, ...data } = input;
  const row = await tx.campaign.create({
    data: {
      id: newId("campaign"),
      projectId,
      ...data,
      guides: { create: { id: newId("guide"), projectId, version: 1, markdown: guide, createdById } },
    },
    select: campaignSelect,
  });
  return toCampaign(row);
};

export const readStageCounts = async (projectId: string): Promise<StageCounts> => {
  const rows = await db().$queryRaw<StageCounts[]>`
    select
      (select count(*)::int from import where project_id = ${projectId} and state = 'done') as imports,
      (select count(*)::int from import where project_id = ${projectId} and state = 'failed') as "failedImports",
      (select count(*)::int from item where project_id = ${projectId}) as items,
      (select count(*)::int from campaign where project_id = ${projectId} and state <> 'archived') as campaigns,
      (select count(*)::int from task where project_id = ${projectId}) as tasks,
      (select count(distinct task_id)::int from slot where project_id = ${projectId} and state in ('open', 'leased')) as "openTasks",
      (select count(*)::int from annotation where project_id = ${projectId} and withdrawn_at is null and superseded_at is null) as annotations,
      (select count(*)::int from annotator where project_id = ${projectId}) as annotators,
      (select max(number) from reward_model_version where project_id = ${projectId} and state = 'done') as "rewardModel",
      (select max(number) from route_plan where project_id = ${projectId} and state <> 'dropped') as "routePlan",
      (select max(number) from dataset_version where project_id = ${projectId} and state = 'done') as dataset`;
  const row = rows[0];
  if (!row) throw new RangeError("a select without a from gave no row");
  return row;
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
