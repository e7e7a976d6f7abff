import type { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { checkResponse } from "@/lib/annotations/check-response";
import { readTexts } from "@/lib/assignments/read-texts";
import { ownAnnotatorId } from "@/lib/assignments/own-annotator";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { kindOf } from "@/lib/kinds/registry";
import { findCampaign } from "@/lib/projects/find-campaign";
import { attemptsOf, finishAttempt, insertPractice, markQualified, practiceOn, trainingUnit } from "@/lib/qualification/attempt-store";
import { countedAttempts } from "@/lib/qualification/read-gate";
import { answerTrainingSchema, passMark } from "@/lib/qualification/schema";
import type { TrainingFeedback } from "@/lib/qualification/schema";
import { lockPass } from "@/lib/qualification/store";
import { compareToKnown } from "@/lib/quality/compare-to-known";
import { findKnownAnswer } from "@/lib/quality/find-known-answer";

/**
 * Takes a practice answer and says at once what was expected, and why. The last one of a go decides it. An item that was
 * answered before in this go keeps its first answer: feedback is not a way to a better mark.
 */
export const answerPractice = async (actor: Actor, input: z.input<typeof answerTrainingSchema>): Promise<TrainingFeedback> => {
  await guard(actor, "assignments:work", { projectId: input.projectId });
  const { projectId, campaignId, taskId, shownOrder, response } = answerTrainingSchema.parse(input);
  const campaign = await findCampaign(projectId, campaignId);
  const rules = campaign.admission.qualification;
  if (!rules) throw notFound("practice");
  const where = { projectId, campaignId, annotatorId: await ownAnnotatorId(db(), actor, projectId) };
  return db().$transaction(async (tx) => {
    await lockPass(tx, where);
    const attempt = countedAttempts(await attemptsOf(tx, where)).find((one) => one.passed === null);
    const unit = attempt?.taskIds.includes(taskId) ? await trainingUnit(tx, { projectId, campaignId }, taskId) : null;
    const known = unit && (await findKnownAnswer(tx, { projectId, taskId }));
    if (!attempt || !unit || !known)
      throw new AppError("conflict", { userMessage: "This practice item is over. Load the page again to go on." });
    const before = await practiceOn(tx, attempt.id, taskId);
    const checked = checkResponse(campaign, { unitKey: unit.unitKey, texts: await readTexts(tx, projectId, taskId) }, response);
    const { unitKey } = unit;
    const compared = compareToKnown(kindOf(campaign.kind), { config: campaign.config, unitKey }, known.response, checked);
    if (!before) await insertPractice(tx, { attemptId: attempt.id, taskId, projectId, response: checked, shownOrder, ...compared });
    const correct = before?.correct ?? compared.correct;
    const answered = attempt.answered + (before ? 0 : 1);
    const correctSoFar = attempt.correct + (before || !correct ? 0 : 1);
    const over = answered >= attempt.taskIds.length;
    const passed = over ? correctSoFar >= passMark(rules, attempt.taskIds.length) : null;
    if (passed !== null) {
      await finishAttempt(tx, attempt.id, passed);
      if (passed) await markQualified(tx, where);
      await appendAudit(tx, actor, {
        action: "assignments:work",
        projectId,
        subjectId: campaignId,
        detail: { did: "qualification", passed, correct: correctSoFar, of: answered },
      });
    }
    return { correct, known: known.response, explanation: known.explanation, answered, correctSoFar, passed };
  });
};
