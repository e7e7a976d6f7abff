import { databaseNow } from "@/lib/database-now";
import type { Tx } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { newId } from "@/lib/ids";
import { excludedFrom } from "@/lib/quality/excluded-sql";
import { whyUncounted } from "@/lib/quality/why-uncounted";
import type { DecisionView, PostView } from "@/lib/discussion/schema";

export const itemExists = async (tx: Tx, projectId: string, itemId: string): Promise<boolean> =>
  (await tx.item.findFirst({ where: { id: itemId, projectId }, select: { id: true } })) !== null;

/** Whether a person was given a task of the item: annotators see and join the threads of their own items only. */
export const workedOn = async (tx: Tx, where: { projectId: string; itemId: string; userId: string }): Promise<boolean> =>
  (await tx.assignment.findFirst({
    where: {
      projectId: where.projectId,
      task: { itemId: where.itemId },
      annotator: { userId: where.userId },
      state: { in: ["done", "skipped"] },
    },
    select: { id: true },
  })) !== null;

export const postsOf = async (tx: Tx, where: { projectId: string; itemId: string }, userId: string | null): Promise<PostView[]> => {
  const rows = await tx.discussionPost.findMany({
    where,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, body: true, createdAt: true, removedAt: true, authorId: true, author: { select: { name: true } } },
  });
  return rows.map(({ id, body, createdAt, removedAt, authorId, author }) => ({
    id,
    author: author.name,
    mine: authorId === userId,
    body: removedAt === null ? body : null,
    createdAt: createdAt.toISOString(),
  }));
};

export const insertPost = async (tx: Tx, post: { projectId: string; itemId: string; authorId: string; body: string }): Promise<string> => {
  const id = newId("post");
  await tx.discussionPost.create({ data: { id, ...post }, select: { id: true } });
  return id;
};

export const findPost = async (tx: Tx, projectId: string, id: string): Promise<{ authorId: string } | null> =>
  tx.discussionPost.findFirst({ where: { id, projectId, removedAt: null }, select: { authorId: true } });

/** The text goes for good: somebody may have had a reason to take it back. */
export const removeBody = async (tx: Tx, projectId: string, id: string): Promise<void> => {
  await tx.discussionPost.updateMany({ where: { id, projectId }, data: { body: "", removedAt: await databaseNow(tx) } });
};

/** The row under which a person decides, beside the one under which they annotate. */
export const decidingAnnotator = async (
  tx: Tx,
  projectId: string,
  person: { userId: string; name: string; email: string },
): Promise<string> => {
  const mine = { projectId_userId_source: { projectId, userId: person.userId, source: "adjudicator" as const } };
  const known = await tx.annotator.findUnique({ where: mine, select: { id: true } });
  if (known) return known.id;
  for (const name of [person.name, `${person.name} (${person.email})`]) {
    await tx.$executeRaw`
      insert into annotator (id, project_id, name, source, user_id) values (${newId("annotator")}, ${projectId}, ${name}, 'adjudicator', ${person.userId})
      on conflict do nothing`;
    const made = await tx.annotator.findUnique({ where: mine, select: { id: true } });
    if (made) return made.id;
  }
  throw new RangeError(`no name is free for ${person.userId} to decide under`);
};

/** Whether a person's answers are left out of a campaign now. */
export const isExcluded = async (tx: Tx, where: { projectId: string; campaignId: string; userId: string }): Promise<boolean> =>
  (await tx.exclusion.count({
    where: { projectId: where.projectId, campaignId: where.campaignId, readmittedAt: null, annotator: { userId: where.userId } },
  })) > 0;

export const nameOf = async (tx: Tx, userId: string): Promise<{ userId: string; name: string; email: string }> => {
  const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { name: true, email: true } });
  return { userId, ...user };
};

export const lockDecided = async (
  tx: Tx,
  where: { projectId: string; campaignId: string; taskId: string },
): Promise<{ unitKey: string } | null> => {
  await tx.$queryRaw`select id from task where id = ${where.taskId} for no key update`;
  return tx.task.findFirst({
    where: { id: where.taskId, projectId: where.projectId, campaignId: where.campaignId },
    select: { unitKey: true },
  });
};

/** Earlier decisions on the task, whoever gave them, step back; all stay on record. */
export const withdrawDecisions = async (tx: Tx, where: { projectId: string; taskId: string }): Promise<number> =>
  tx.$executeRaw`
    update annotation a set withdrawn_at = clock_timestamp() from annotator r
    where r.id = a.annotator_id and r.source = 'adjudicator' and a.task_id = ${where.taskId} and a.project_id = ${where.projectId}
      and a.withdrawn_at is null and a.superseded_at is null`;

export const insertDecision = async (
  tx: Tx,
  decision: {
    projectId: string;
    campaignId: string;
    taskId: string;
    annotatorId: string;
    response: Prisma.InputJsonValue;
    payloadHash: string;
    reason: string;
    questionVersion: number;
  },
): Promise<string> => {
  const id = newId("annotation");
  const { reason, ...rest } = decision;
  await tx.annotation.create({
    data: { id, idemKey: `decision ${id}`, comment: reason === "" ? null : reason, ...rest },
    select: { id: true },
  });
  return id;
};

type DecisionRow = Omit<DecisionView, "uncounted" | "createdAt"> & Parameters<typeof whyUncounted>[0] & { createdAt: Date };

export const decisionsOf = async (tx: Tx, where: { projectId: string; itemId: string }): Promise<DecisionView[]> => {
  const rows = await tx.$queryRaw<DecisionRow[]>`
    select a.id, a.task_id as "taskId", a.response, coalesce(a.comment, '') as reason, r.name as by, a.created_at as "createdAt",
      a.question_version as "questionVersion", c.counts_from as "countsFrom", a.repeat,
      (a.campaign_id, a.annotator_id) in (${excludedFrom(where.projectId)}) as "leftOut"
    from task t join annotation a on a.task_id = t.id join annotator r on r.id = a.annotator_id join campaign c on c.id = a.campaign_id
    where t.item_id = ${where.itemId} and a.project_id = ${where.projectId} and r.source = 'adjudicator'
      and a.withdrawn_at is null and a.superseded_at is null
    order by a.created_at desc, a.id desc`;
  return rows.map(({ createdAt, questionVersion, countsFrom, repeat, leftOut, ...row }) => ({
    ...row,
    uncounted: whyUncounted({ questionVersion, countsFrom, repeat, leftOut }),
    createdAt: createdAt.toISOString(),
  }));
};
