import type { AnnotationReceipt } from "@/lib/annotations/schema";
import { submitAnnotation } from "@/lib/annotations/submit-annotation";
import { leaseNext } from "@/lib/assignments/lease-next";
import type { Work } from "@/lib/assignments/schema";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { handoutSchema } from "@/lib/projects/handout-schema";
import type { Handout } from "@/lib/projects/handout-schema";
import { rekeyTasks } from "@/lib/tasks/rekey-tasks";
import type { OpenCampaign } from "@/scripts/testing/campaign";

/** What tests of the desk do over and over, as a person at the desk would. */

export const choose = (choice: number | "tie"): { answers: { overall: { choice: number | "tie" } } } => ({
  answers: { overall: { choice } },
});

export const personOf = (campaign: OpenCampaign, index: number): Actor => {
  const actor = campaign.people[index];
  if (!actor) throw new RangeError(`no person ${index}`);
  return actor;
};

export const nextOf = async (campaign: OpenCampaign, actor: Actor, holding: string[] = []): Promise<Work | null> =>
  (await leaseNext(actor, { projectId: campaign.projectId, campaignId: campaign.campaignId, holding }))[0] ?? null;

export const answerWork = (campaign: OpenCampaign, actor: Actor, work: Work, choice: number | "tie" = 0): Promise<AnnotationReceipt> =>
  submitAnnotation(actor, {
    projectId: campaign.projectId,
    campaignId: campaign.campaignId,
    assignmentId: work.assignmentId,
    epoch: work.epoch,
    idemKey: `answer-${work.assignmentId.padStart(8, "0")}-${work.epoch}-${choice}`,
    response: choose(choice),
  });

/** One person answers until nothing is left, at most `most` items. */
export const answerAll = async (
  campaign: OpenCampaign,
  actor: Actor,
  choice: (work: Work) => number | "tie" = () => 0,
  most = Infinity,
): Promise<Work[]> => {
  const done: Work[] = [];
  while (done.length < most) {
    const work = await nextOf(campaign, actor);
    if (!work) break;
    await answerWork(campaign, actor, work, choice(work));
    done.push(work);
  }
  return done;
};

export const setHandoutOf = async (campaign: OpenCampaign, handout: Partial<Handout>): Promise<void> => {
  await db().campaign.update({ where: { id: campaign.campaignId }, data: { handout: handoutSchema.parse(handout) } });
  await rekeyTasks(campaign);
};

/** The row under which a person annotates, made here as their first item would make it. */
export const annotatorOf = async (campaign: OpenCampaign, actor: Actor, data: { skills?: string[] } = {}): Promise<string> => {
  if (actor.kind !== "person") throw new RangeError("only people annotate");
  const mine = { projectId_userId_source: { projectId: campaign.projectId, userId: actor.userId, source: "human" as const } };
  const row = await db().annotator.upsert({
    where: mine,
    create: { id: newId("annotator"), projectId: campaign.projectId, userId: actor.userId, name: actor.userId, source: "human", ...data },
    update: data,
    select: { id: true },
  });
  return row.id;
};

export const enrol = async (
  campaign: OpenCampaign,
  actor: Actor,
  data: { cohort?: string; expert?: boolean; qualifiedAt?: Date },
): Promise<void> => {
  const annotatorId = await annotatorOf(campaign, actor);
  const key = { campaignId: campaign.campaignId, annotatorId };
  await db().enrolment.upsert({
    where: { campaignId_annotatorId: key },
    create: { ...key, projectId: campaign.projectId, ...data },
    update: data,
    select: { campaignId: true },
  });
};

/** A known answer for a task, as a file would bring it. */
export const plantKnownAnswer = async (campaign: OpenCampaign, taskId: string, choice: number, explanation = ""): Promise<void> => {
  const annotator = await db().annotator.upsert({
    where: { projectId_source_name: { projectId: campaign.projectId, source: "gold", name: "gold" } },
    create: { id: newId("annotator"), projectId: campaign.projectId, source: "gold", name: "gold" },
    update: {},
    select: { id: true },
  });
  await db().annotation.create({
    data: {
      id: newId("annotation"),
      projectId: campaign.projectId,
      campaignId: campaign.campaignId,
      taskId,
      annotatorId: annotator.id,
      idemKey: `gold ${taskId}`,
      payloadHash: "gold",
      response: choose(choice),
      comment: explanation,
    },
  });
  await db().task.update({ where: { id: taskId }, data: { isGold: true } });
};

/** How many of a campaign's slots are in each state. */
export const slotStates = async ({ campaignId }: Pick<OpenCampaign, "campaignId">): Promise<Record<string, number>> => {
  const rows = await db().slot.groupBy({ by: ["state"], where: { campaignId }, _count: { id: true } });
  return Object.fromEntries(rows.map((row) => [row.state, row._count.id]));
};
