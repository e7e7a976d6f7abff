import { appendAudit } from "@/lib/auth/audit";
import type { Tx } from "@/lib/db";
import { kindOf } from "@/lib/kinds/registry";
import type { CampaignView } from "@/lib/projects/schema";
import { compareToKnown } from "@/lib/quality/compare-to-known";
import { paceWords, standingFor, standingForPace, standingWords, standings } from "@/lib/quality/schema";
import type { Standing } from "@/lib/quality/schema";
import { insertCheck, knownAnswerOf, lockEnrolment, newestChecks, newestPaces, setStanding } from "@/lib/quality/store";

export type AnsweredKnown = {
  projectId: string;
  annotatorId: string;
  annotationId: string;
  taskId: string;
  unitKey: string;
  response: unknown;
};

/** Compares an answer with the known one, in the transaction of the answer. Nothing of it is in the answer to the person who submitted. */
export const checkAnswer = async (tx: Tx, campaign: CampaignView, answered: AnsweredKnown): Promise<void> => {
  const { projectId, annotatorId, annotationId, taskId, unitKey, response } = answered;
  const known = await knownAnswerOf(tx, { projectId, taskId });
  if (!known) return;
  const compared = compareToKnown(kindOf(campaign.kind), { config: campaign.config, unitKey }, known.response, response);
  const where = { projectId, campaignId: campaign.id, annotatorId };
  await insertCheck(tx, { ...where, annotationId, taskId, ...compared });
};

type Weighed = { workspaceId: string; projectId: string; annotatorId: string };

/** Does what the campaign's rules say of a person's newest answers, by the known ones among them and by how fast they came. */
export const weighStanding = async (tx: Tx, campaign: CampaignView, { workspaceId, projectId, annotatorId }: Weighed): Promise<void> => {
  const where = { projectId, campaignId: campaign.id, annotatorId };
  const rules = campaign.qualityRules;
  const held = await lockEnrolment(tx, where);
  const since = held.measuredFrom;
  const known = practised(campaign, standingFor(rules, await newestChecks(tx, { ...where, since, limit: rules.window })));
  const pace = rules.pace && standingForPace(rules.pace, await newestPaces(tx, { ...where, since, limit: rules.pace.window }));
  const byPace = pace !== null && standings.indexOf(pace) > standings.indexOf(known);
  const wanted = byPace ? pace : known;
  if (!moves(held.standing, wanted)) return;
  await setStanding(tx, where, {
    standing: wanted,
    reason: (byPace ? paceWords[wanted] : undefined) ?? standingWords[wanted],
    fresh: false,
  });
  await appendAudit(
    tx,
    { kind: "system", workspaceId, name: "quality" },
    {
      action: "quality:manage",
      projectId,
      subjectId: annotatorId,
      detail: { campaignId: campaign.id, from: held.standing, to: wanted, by: byPace ? "speed" : "known answers" },
    },
  );
};

/** Without practice items there is nothing to do again: the person is told, no more. */
const practised = (campaign: CampaignView, standing: Standing): Standing =>
  standing === "retraining" && campaign.admission.qualification === null ? "warned" : standing;

/** Steps up by themselves, and back from a warning. Out of practice leads passing it; out of a pause, a researcher. */
const moves = (from: Standing, to: Standing): boolean =>
  standings.indexOf(to) > standings.indexOf(from) || (from === "warned" && to === "working");
