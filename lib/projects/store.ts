import type { Tx } from "@/lib/db";
import { db, prepared } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { newId } from "@/lib/ids";
import { campaignColumns } from "@/lib/projects/campaign-sql";
import type { Extras } from "@/lib/extras/schema";
import type { Handout } from "@/lib/projects/handout-schema";
import { campaignViewSchema, guideExamplesSchema } from "@/lib/projects/schema";
import type { CampaignView, GuideExample, ProjectView, QuestionView } from "@/lib/projects/schema";

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
  handout: true,
  extras: true,
  shownMeta: true,
  highlightedWords: true,
  admission: true,
  qualityRules: true,
  questionVersion: true,
  countsFrom: true,
  guides: { orderBy: { version: "desc" }, take: 1, select: { version: true } },
} as const satisfies Prisma.CampaignSelect;

type CampaignRow = Prisma.CampaignGetPayload<{ select: typeof campaignSelect }>;

const toCampaign = ({ guides, ...row }: CampaignRow): CampaignView =>
  campaignViewSchema.parse({ ...row, guideVersion: guides[0]?.version ?? 0 });

export const findProjectBySlug = async (workspaceId: string, slug: string): Promise<ProjectView | null> => {
  const row = await db().project.findUnique({ where: { workspaceId_slug: { workspaceId, slug } }, select: projectSelect });
  return row && toProject(row);
};

export const findProjectById = async (workspaceId: string, id: string): Promise<ProjectView | null> => {
  const row = await db().project.findFirst({ where: { id, workspaceId }, select: projectSelect });
  return row && toProject(row);
};

export const allProjects = async (workspaceId: string): Promise<ProjectView[]> =>
  (await db().project.findMany({ where: { workspaceId }, orderBy: [{ createdAt: "asc" }, { id: "asc" }], select: projectSelect })).map(
    toProject,
  );

export const insertProject = async (
  tx: Tx,
  workspaceId: string,
  input: { slug: string; name: string; description: string },
): Promise<ProjectView> =>
  toProject(await tx.project.create({ data: { id: newId("project"), workspaceId, ...input }, select: projectSelect }));

export const campaignsOf = async (projectId: string): Promise<CampaignView[]> =>
  (await db().campaign.findMany({ where: { projectId }, orderBy: [{ createdAt: "asc" }, { id: "asc" }], select: campaignSelect })).map(
    toCampaign,
  );

/** One of them, in one statement: every request of the desk asks for it. */
export const campaignOf = async (tx: Tx, projectId: string, id: string): Promise<CampaignView | null> => {
  const rows = await prepared<object>(
    tx,
    Prisma.sql`
    select ${campaignColumns}
    from campaign c where c.id = ${id} and c.project_id = ${projectId}`,
  );
  return rows[0] === undefined ? null : campaignViewSchema.parse(rows[0]);
};

export const insertCampaign = async (
  tx: Tx,
  projectId: string,
  input: {
    slug: string;
    name: string;
    kind: string;
    overlap?: number;
    config: Prisma.InputJsonValue;
    guide: string;
    createdById: string | null;
  },
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

/** The project's row as it stands, which nobody else changes until the transaction ends; what hangs from it is added meanwhile. */
export const lockProject = async (tx: Tx, workspaceId: string, id: string): Promise<ProjectView | null> => {
  await tx.$queryRaw`select id from project where id = ${id} and workspace_id = ${workspaceId} for no key update`;
  const row = await tx.project.findFirst({ where: { id, workspaceId }, select: projectSelect });
  return row && toProject(row);
};

export const updateProject = async (
  tx: Tx,
  workspaceId: string,
  id: string,
  data: { name: string; slug: string; description: string },
): Promise<ProjectView> => toProject(await tx.project.update({ where: { id, workspaceId }, data, select: projectSelect }));

export const updateArchived = async (tx: Tx, workspaceId: string, id: string, archived: boolean): Promise<void> => {
  await tx.$executeRaw`
    update project set archived_at = case when ${archived} then coalesce(archived_at, now()) else null end
    where id = ${id} and workspace_id = ${workspaceId}`;
};

/** What people do in a project lies in the audit log by the end of their transaction, so that none of it can be lost here. */
export const deleteUntouchedProject = async (tx: Tx, workspaceId: string, id: string): Promise<boolean> => {
  // Whoever is adding to it is waited for, and what they added is seen by the next statement.
  await tx.$queryRaw`select id from project where id = ${id} and workspace_id = ${workspaceId} for update`;
  const gone = await tx.$executeRaw`
    delete from project p
    where p.id = ${id} and p.workspace_id = ${workspaceId}
      and not exists (select 1 from item where project_id = p.id)
      and not exists (select 1 from import where project_id = p.id and state not in ('failed', 'cancelled', 'undone'))
      and not exists (select 1 from audit_event where project_id = p.id and actor_kind <> 'system')`;
  return gone > 0;
};

export const findCampaignBySlug = async (projectId: string, slug: string): Promise<CampaignView | null> => {
  const row = await db().campaign.findUnique({ where: { projectId_slug: { projectId, slug } }, select: campaignSelect });
  return row && toCampaign(row);
};

/** The campaign's row, locked until the transaction ends: edits, state changes and new guides go one after another. */
export const lockCampaign = async (tx: Tx, projectId: string, id: string): Promise<CampaignView | null> => {
  await tx.$queryRaw`select id from campaign where id = ${id} and project_id = ${projectId} for update`;
  const row = await tx.campaign.findFirst({ where: { id, projectId }, select: campaignSelect });
  return row && toCampaign(row);
};

export const updateCampaign = async (
  tx: Tx,
  projectId: string,
  id: string,
  data: {
    name?: string;
    overlap?: number;
    goldShare?: number;
    leaseSeconds?: number;
    config: Prisma.InputJsonValue;
    extras?: Extras;
    shownMeta?: string[];
    highlightedWords?: string[];
    questionVersion?: number;
    countsFrom?: number;
  },
): Promise<CampaignView> => toCampaign(await tx.campaign.update({ where: { id, projectId }, data, select: campaignSelect }));

export const updateCampaignConfig = async (tx: Tx, projectId: string, id: string, config: Prisma.InputJsonValue): Promise<void> => {
  await tx.campaign.updateMany({ where: { id, projectId }, data: { config } });
};

export const updateHandout = async (tx: Tx, projectId: string, id: string, handout: Handout): Promise<void> => {
  await tx.campaign.update({ where: { id, projectId }, data: { handout }, select: { id: true } });
};

/** Keeps the question as it stood, under its number. */
export const insertQuestion = async (
  tx: Tx,
  projectId: string,
  campaignId: string,
  question: { version: number; config: Prisma.InputJsonValue; extras: Extras; note: string; createdById: string | null },
): Promise<void> => {
  await tx.questionVersion.create({ data: { id: newId("question"), projectId, campaignId, ...question }, select: { id: true } });
};

/** Questions of a campaign before the one in force, the newest first, with how many answers each was given. */
export const olderQuestions = async (projectId: string, campaignId: string): Promise<QuestionView[]> => {
  const rows = await db().$queryRaw<(Omit<QuestionView, "replacedAt" | "answers"> & { replacedAt: Date })[]>`
    select q.version, q.config, q.extras, q.note, q.created_at as "replacedAt", u.name as "replacedBy"
    from question_version q left join app_user u on u.id = q.created_by_id
    where q.project_id = ${projectId} and q.campaign_id = ${campaignId} order by q.version desc`;
  if (rows.length === 0) return [];
  const counts = await answersByQuestion(projectId, campaignId);
  return rows.map((row) => ({ ...row, replacedAt: row.replacedAt.toISOString(), answers: counts.get(row.version) ?? 0 }));
};

/** How many answers were given under each version of a campaign's question, those that were taken back included. */
const answersByQuestion = async (projectId: string, campaignId: string): Promise<Map<number, number>> => {
  const counts = await db().annotation.groupBy({ by: ["questionVersion"], where: { projectId, campaignId }, _count: { id: true } });
  return new Map(counts.map((row) => [row.questionVersion, row._count.id]));
};

/** The question's settings at a version that was replaced. */
export const configAt = async (tx: Tx, projectId: string, campaignId: string, version: number): Promise<unknown> => {
  const row = await tx.questionVersion.findFirst({ where: { projectId, campaignId, version }, select: { config: true } });
  return row?.config ?? null;
};

export const updateCampaignState = async (tx: Tx, projectId: string, id: string, state: "open" | "paused" | "archived"): Promise<void> => {
  await tx.$executeRaw`
    update campaign set state = ${state}::campaign_state, archived_at = case when ${state} = 'archived' then now() else null end
    where id = ${id} and project_id = ${projectId}`;
};

export const countCampaignAnswers = async (tx: Tx, projectId: string, campaignId: string): Promise<number> =>
  // By the campaign alone, which an index counts without looking at the answers.
  (await tx.campaign.count({ where: { id: campaignId, projectId } })) === 0 ? 0 : tx.annotation.count({ where: { campaignId } });

/** Whether the question may be before somebody's eyes, answered or not: of a person who took an item up, or of a judge. */
export const isOut = async (tx: Tx, campaignId: string): Promise<boolean> => {
  const rows = await tx.$queryRaw<{ out: boolean }[]>`
    select exists (select from assignment g where g.campaign_id = ${campaignId})
      or exists (select from judge_ask a where a.campaign_id = ${campaignId} and a.epoch > 0) as out`;
  return rows[0]?.out === true;
};

/** Examples that are left out are those of the version before. */
export const insertGuide = async (
  tx: Tx,
  projectId: string,
  campaignId: string,
  guide: { version: number; markdown: string; note: string; examples?: GuideExample[] | undefined; createdById: string | null },
): Promise<void> => {
  const { examples, ...rest } = guide;
  const before = examples
    ? null
    : await tx.guideVersion.findFirst({ where: { projectId, campaignId }, orderBy: { version: "desc" }, select: { examples: true } });
  const kept = examples ?? guideExamplesSchema.parse(before?.examples ?? []);
  await tx.guideVersion.create({ data: { id: newId("guide"), projectId, campaignId, ...rest, examples: kept }, select: { id: true } });
};
