import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { setMinimumSchema, setRateSchema } from "@/lib/payments/schema";
import type { SetMinimum, SetRate } from "@/lib/payments/schema";
import { insertRate, peopleOf, setMinimumRow } from "@/lib/payments/store";
import { getProject } from "@/lib/projects/get-project";

/**
 * What an answer, or an hour of active time, is worth from now on, from a date on, or from the start. Answers that the ledger
 * holds keep the rate at which they were counted; the others are priced by the rate of their person and campaign, else of their
 * person, else of their campaign, else of the project, that was in force when they were given.
 */
export const setRate = async (actor: Actor, input: SetRate): Promise<{ rateId: string }> => {
  await guard(actor, "pay:edit", { projectId: input.projectId });
  const { projectId, campaignId, annotatorId, basis, amountMicros, from } = setRateSchema.parse(input);
  const { campaigns } = await getProject(actor, { projectId });
  if (campaignId !== "" && !campaigns.some(({ id }) => id === campaignId)) throw notFound("campaign");
  if (annotatorId !== "" && !(await peopleOf(projectId)).some(({ id }) => id === annotatorId)) throw notFound("person");
  return db().$transaction(async (tx) => {
    const rate = { campaignId, annotatorId, basis, amountMicros: BigInt(basis === "none" ? 0 : amountMicros), from };
    const rateId = await insertRate(tx, projectId, { ...rate, createdById: actorUserId(actor) });
    const detail = { did: "rate", campaignId, annotatorId, basis, amountMicros, from };
    await appendAudit(tx, actor, { action: "pay:edit", projectId, subjectId: rateId, detail });
    return { rateId };
  });
};

/** The least that an hour of active time should bring; null takes the check away. */
export const setMinimum = async (actor: Actor, input: SetMinimum): Promise<void> => {
  await guard(actor, "pay:edit", { projectId: input.projectId });
  const { projectId, hourlyMicros } = setMinimumSchema.parse(input);
  await db().$transaction(async (tx) => {
    await setMinimumRow(tx, projectId, hourlyMicros);
    await appendAudit(tx, actor, { action: "pay:edit", projectId, subjectId: projectId, detail: { did: "minimum", hourlyMicros } });
  });
};
