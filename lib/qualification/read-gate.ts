import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { ownAnnotatorId } from "@/lib/assignments/own-annotator";
import type { Tx } from "@/lib/db";
import { db } from "@/lib/db";
import { findCampaign } from "@/lib/projects/find-campaign";
import type { CampaignView } from "@/lib/projects/schema";
import { stepOf } from "@/lib/qualification/admit";
import { attemptsOf } from "@/lib/qualification/attempt-store";
import type { Attempt } from "@/lib/qualification/attempt-store";
import type { Gate } from "@/lib/qualification/schema";
import { newestConsent, readPass, readProfile } from "@/lib/qualification/store";

/** Goes that count against the limit: those after the last one that was passed, unless a researcher let the person begin anew. */
export const countedAttempts = (attempts: Attempt[]): Attempt[] => {
  const current = attempts.filter((attempt) => !attempt.forgiven);
  return current.slice(current.findLastIndex((attempt) => attempt.passed === true) + 1);
};

/** What stands between this person and the next item of a campaign, with what each step needs to be shown. */
export const readGate = async (actor: Actor, input: { projectId: string; campaignId: string }): Promise<Gate> => {
  await guard(actor, "assignments:work", { projectId: input.projectId });
  const campaign = await findCampaign(input.projectId, input.campaignId);
  const annotatorId = await ownAnnotatorId(db(), actor, input.projectId);
  return gateOf(db(), campaign, { projectId: input.projectId, campaignId: campaign.id, annotatorId });
};

export const gateOf = async (
  tx: Tx,
  campaign: CampaignView,
  where: { projectId: string; campaignId: string; annotatorId: string },
): Promise<Gate> => {
  const pass = await readPass(tx, where);
  const first = stepOf(campaign, pass);
  const rules = campaign.admission.qualification;
  const [consent, profileAnswers, attempts] = await Promise.all([
    campaign.admission.consent ? newestConsent(tx, { projectId: where.projectId, campaignId: where.campaignId }) : null,
    readProfile(tx, where),
    rules ? attemptsOf(tx, where) : [],
  ]);
  const counted = countedAttempts(attempts);
  const underway = counted.find((attempt) => attempt.passed === null);
  const failed = first === "qualification" && rules !== null && !underway && counted.length >= rules.attempts;
  return {
    step: failed ? "failed" : first,
    standing: pass.standing,
    message: pass.standingReason,
    consent: consent && { version: consent.version, markdown: consent.markdown },
    profile: campaign.admission.profile,
    profileAnswers,
    qualification: rules && {
      ...rules,
      used: counted.length,
      underway: underway ? { number: underway.number, answered: underway.answered, correct: underway.correct } : null,
      passed: pass.qualifiedAt !== null && pass.standing !== "retraining",
    },
  };
};
