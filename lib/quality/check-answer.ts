import { appendAudit } from "@/lib/auth/audit";
import type { Tx } from "@/lib/db";
import { kindOf } from "@/lib/kinds/registry";
import type { CampaignView } from "@/lib/projects/schema";
import { compareToKnown } from "@/lib/quality/compare-to-known";
import { standingFor, standingWords, standings } from "@/lib/quality/schema";
import type { Standing } from "@/lib/quality/schema";
import { insertCheck, knownAnswerOf, lockEnrolment, newestChecks, setStanding } from "@/lib/quality/store";

export type AnsweredKnown = {
  workspaceId: string;
  projectId: string;
  annotatorId: string;
  annotationId: string;
  taskId: string;
  unitKey: string;
  response: unknown;
};

/**
 * Compares an answer with the known one, in the transaction of the answer, and does what the campaign's rules say once
 * enough of the newest are wrong. Nothing of it is in the answer to the person who submitted.
 */
export const checkAnswer = async (tx: Tx, campaign: CampaignView, answered: AnsweredKnown): Promise<void> => {
  const { projectId, annotatorId, annotationId, taskId, unitKey, response } = answered;
  const known = await knownAnswerOf(tx, { projectId, taskId });
  if (!known) return;
  const compared = compareToKnown(kindOf(campaign.kind), { config: campaign.config, unitKey }, known.response, response);
  const where = { projectId, campaignId: campaign.id, annotatorId };
  await insertCheck(tx, { ...where, annotationId, taskId, ...compared });
  const rules = campaign.qualityRules;
  const held = await lockEnrolment(tx, where);
  const checks = await newestChecks(tx, { ...where, since: held.measuredFrom, limit: rules.window });
  const wanted = practised(campaign, standingFor(rules, checks));
  if (!moves(held.standing, wanted)) return;
  await setStanding(tx, where, { standing: wanted, reason: standingWords[wanted], fresh: false });
  await appendAudit(
    tx,
    { kind: "system", workspaceId: answered.workspaceId, name: "quality" },
    { action: "quality:manage", projectId, subjectId: annotatorId, detail: { campaignId: campaign.id, from: held.standing, to: wanted } },
  );
};

/** Without practice items there is nothing to do again: the person is told, no more. */
const practised = (campaign: CampaignView, standing: Standing): Standing =>
  standing === "retraining" && campaign.admission.qualification === null ? "warned" : standing;

/** Steps up by themselves, and back from a warning. Out of practice leads passing it; out of a pause, a researcher. */
const moves = (from: Standing, to: Standing): boolean =>
  standings.indexOf(to) > standings.indexOf(from) || (from === "warned" && to === "working");
