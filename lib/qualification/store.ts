import { z } from "zod";
import { prepared } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { newId } from "@/lib/ids";
import { passColumns } from "@/lib/qualification/pass-sql";
import type { Pass } from "@/lib/qualification/pass-sql";
import { profileAnswersSchema } from "@/lib/qualification/schema";
import type { Admission, ProfileAnswers } from "@/lib/qualification/schema";

type Where = { projectId: string; campaignId: string; annotatorId: string };

export const readPass = async (tx: Tx, where: Where): Promise<Pass> => {
  const rows = await prepared<Pass>(
    tx,
    Prisma.sql`
    select ${passColumns(where.campaignId)}
    from annotator r left join enrolment e on e.annotator_id = r.id and e.campaign_id = ${where.campaignId}
    where r.id = ${where.annotatorId} and r.project_id = ${where.projectId}`,
  );
  const row = rows[0];
  if (!row) throw new RangeError(`no annotator ${where.annotatorId}`);
  return row;
};

export const updateAdmission = async (tx: Tx, where: { projectId: string; campaignId: string }, admission: Admission): Promise<void> => {
  await tx.campaign.update({ where: { id: where.campaignId, projectId: where.projectId }, data: { admission }, select: { id: true } });
};

export type ConsentView = { version: number; markdown: string; createdAt: string; acceptances: number };

export const consentTexts = async (tx: Tx, where: { projectId: string; campaignId: string }): Promise<ConsentView[]> => {
  const rows = await tx.consentText.findMany({
    where,
    orderBy: { version: "desc" },
    select: { version: true, markdown: true, createdAt: true, _count: { select: { acceptances: true } } },
  });
  return rows.map(({ createdAt, _count, ...row }) => ({ ...row, createdAt: createdAt.toISOString(), acceptances: _count.acceptances }));
};

export const newestConsent = async (
  tx: Tx,
  where: { projectId: string; campaignId: string },
): Promise<{ id: string; version: number; markdown: string } | null> =>
  tx.consentText.findFirst({ where, orderBy: { version: "desc" }, select: { id: true, version: true, markdown: true } });

export const insertConsent = async (
  tx: Tx,
  where: { projectId: string; campaignId: string },
  text: { version: number; markdown: string; createdById: string | null },
): Promise<void> => {
  await tx.consentText.create({ data: { id: newId("consent"), ...where, ...text }, select: { id: true } });
};

/** A person's row in a campaign, made where it is missing and locked until the transaction ends. */
export const lockPass = async (tx: Tx, where: Where): Promise<void> => {
  await tx.$executeRaw`
    insert into enrolment (campaign_id, annotator_id, project_id) values (${where.campaignId}, ${where.annotatorId}, ${where.projectId})
    on conflict (campaign_id, annotator_id) do nothing`;
  await tx.$queryRaw`select 1 from enrolment where campaign_id = ${where.campaignId} and annotator_id = ${where.annotatorId} for update`;
};

/** Agreeing twice to the same text is agreeing once. */
export const acceptText = async (tx: Tx, where: Where, text: { id: string; version: number }): Promise<void> => {
  await tx.$executeRaw`
    insert into consent_acceptance (text_id, annotator_id, project_id) values (${text.id}, ${where.annotatorId}, ${where.projectId}) on conflict do nothing`;
  await tx.$executeRaw`
    update enrolment set consent_version = ${text.version} where campaign_id = ${where.campaignId} and annotator_id = ${where.annotatorId}`;
};

export const readProfile = async (tx: Tx, where: { projectId: string; annotatorId: string }): Promise<ProfileAnswers> => {
  const row = await tx.annotator.findFirstOrThrow({
    where: { id: where.annotatorId, projectId: where.projectId },
    select: { demographics: true },
  });
  return profileAnswersSchema.catch({}).parse(row.demographics);
};

export const writeProfile = async (tx: Tx, where: Where, answers: ProfileAnswers): Promise<void> => {
  await tx.annotator.update({
    where: { id: where.annotatorId, projectId: where.projectId },
    data: { demographics: z.record(z.string(), z.json()).parse(answers) },
    select: { id: true },
  });
  await tx.$executeRaw`
    update enrolment set profile_at = clock_timestamp() where campaign_id = ${where.campaignId} and annotator_id = ${where.annotatorId}`;
};
