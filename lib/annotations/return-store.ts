import type { Tx } from "@/lib/db";
import { newId } from "@/lib/ids";
import type { ReturnOutcome } from "@/lib/annotations/schema";

/** Answers that were sent back to whoever gave them. */

/** What decides whether an answer can be sent back. */
export type Sendable = {
  campaignId: string;
  annotatorId: string;
  annotator: string;
  source: "human" | "lm" | "gold" | "adjudicator";
  assignmentId: bigint | null;
  live: boolean;
  repeat: boolean;
  isGold: boolean;
  questionVersion: number;
  /** still a member of the workspace who may sign in */
  member: boolean;
  excluded: boolean;
  paused: boolean;
};

export const findSendable = async (tx: Tx, where: { projectId: string; annotationId: string }): Promise<Sendable | null> => {
  const rows = await tx.$queryRaw<Sendable[]>`
    select a.campaign_id as "campaignId", a.annotator_id as "annotatorId", r.name as annotator, r.source::text as source, a.assignment_id as "assignmentId",
      a.withdrawn_at is null and a.superseded_at is null as live, a.repeat, t.is_gold as "isGold", a.question_version as "questionVersion",
      exists (select from member m join app_user u on u.id = m.user_id join project p on p.workspace_id = m.workspace_id
              where m.user_id = r.user_id and p.id = a.project_id and u.disabled_at is null) as member,
      exists (select from exclusion x where x.campaign_id = a.campaign_id and x.annotator_id = a.annotator_id and x.readmitted_at is null) as excluded,
      exists (select from enrolment e where e.campaign_id = a.campaign_id and e.annotator_id = a.annotator_id and e.standing = 'paused') as paused
    from annotation a join annotator r on r.id = a.annotator_id join task t on t.id = a.task_id
    where a.id = ${where.annotationId} and a.project_id = ${where.projectId}`;
  return rows[0] ?? null;
};

type NewReturn = {
  projectId: string;
  campaignId: string;
  annotationId: string;
  assignmentId: bigint;
  note: string;
  sentById: string | null;
};

export const insertReturn = async (tx: Tx, sent: NewReturn): Promise<string> => {
  const id = newId("answerReturn");
  await tx.answerReturn.create({ data: { id, ...sent }, select: { id: true } });
  return id;
};

/** Of an answer of the project: whose it is, and the assignment under which it waits for them, null where it does not wait. */
export const findWaiting = async (
  tx: Tx,
  where: { projectId: string; annotationId: string },
): Promise<{ annotatorId: string; annotator: string; assignmentId: bigint | null } | null> => {
  const rows = await tx.$queryRaw<{ annotatorId: string; annotator: string; assignmentId: bigint | null }[]>`
    select a.annotator_id as "annotatorId", p.name as annotator, r.assignment_id as "assignmentId"
    from annotation a join annotator p on p.id = a.annotator_id
    left join answer_return r on r.annotation_id = a.id and r.resolved_at is null
    where a.id = ${where.annotationId} and a.project_id = ${where.projectId}`;
  return rows[0] ?? null;
};

/** Whether an assignment's answer was sent back and called back since, with nothing asked of its person after that. */
export const wasCalledBack = async (tx: Tx, assignmentId: bigint): Promise<boolean> => {
  const newest = await tx.answerReturn.findFirst({
    where: { assignmentId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { outcome: true },
  });
  return newest?.outcome === "called back";
};

/** Says what came of an answer that was sent back. */
export const resolveReturn = async (
  tx: Tx,
  assignmentId: bigint,
  came: { outcome: ReturnOutcome; reply: string; idemKey: string | null },
): Promise<void> => {
  await tx.$executeRaw`
    update answer_return set outcome = ${came.outcome}, reply = ${came.reply}, idem_key = ${came.idemKey}, resolved_at = clock_timestamp()
    where assignment_id = ${assignmentId} and resolved_at is null`;
};

/** The answer that was kept by a reply with this key; null where there was none. */
export const keptUnderKey = async (tx: Tx, annotatorId: string, idemKey: string): Promise<string | null> => {
  const row = await tx.answerReturn.findFirst({
    where: { idemKey, outcome: "kept", annotation: { annotatorId } },
    select: { annotationId: true },
  });
  return row?.annotationId ?? null;
};
