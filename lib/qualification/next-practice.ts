import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { ownAnnotatorId } from "@/lib/assignments/own-annotator";
import { readTexts } from "@/lib/assignments/read-texts";
import { shuffle } from "@/lib/assignments/shuffle";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { shownMeta } from "@/lib/items/shown-meta";
import { kindOf } from "@/lib/kinds/registry";
import { findCampaign } from "@/lib/projects/find-campaign";
import { stepOf } from "@/lib/qualification/admit";
import { attemptsOf, drawTraining, insertAttempt, openTaskOf, trainingUnit } from "@/lib/qualification/attempt-store";
import { countedAttempts } from "@/lib/qualification/read-gate";
import type { TrainingWork } from "@/lib/qualification/schema";
import { lockPass, readPass } from "@/lib/qualification/store";

/**
 * The next practice item of the go under way; begins a go where none is and one is left. Null where nothing is to be practised.
 * @throws AppError refused where all goes are used, or too few tasks are marked for training
 */
export const nextPractice = async (actor: Actor, input: { projectId: string; campaignId: string }): Promise<TrainingWork | null> => {
  await guard(actor, "assignments:work", { projectId: input.projectId });
  const campaign = await findCampaign(input.projectId, input.campaignId);
  const rules = campaign.admission.qualification;
  if (!rules) return null;
  const where = { projectId: input.projectId, campaignId: campaign.id, annotatorId: await ownAnnotatorId(db(), actor, input.projectId) };
  return db().$transaction(async (tx) => {
    await lockPass(tx, where);
    const pass = await readPass(tx, where);
    if (stepOf(campaign, pass) !== "qualification") return null;
    const counted = countedAttempts(await attemptsOf(tx, where));
    let attempt = counted.find((one) => one.passed === null);
    if (!attempt) {
      if (counted.length >= rules.attempts) {
        throw new AppError("refused", {
          userMessage: "You have used every go at the practice items. Thank you for your time. A researcher can let you try again.",
        });
      }
      const taskIds = await drawTraining(tx, where, rules.items);
      if (taskIds.length < rules.items) {
        throw new AppError("refused", {
          userMessage: "The practice items of this campaign are not ready yet. Nothing is wrong on your side; please come back later.",
        });
      }
      const last = (await attemptsOf(tx, where)).at(-1);
      attempt = await insertAttempt(tx, where, { number: (last?.number ?? 0) + 1, taskIds });
    }
    const taskId = await openTaskOf(tx, attempt);
    const unit = taskId === null ? null : await trainingUnit(tx, { projectId: where.projectId, campaignId: where.campaignId }, taskId);
    if (taskId === null || !unit) {
      throw new AppError("refused", {
        userMessage: "A practice item was taken out of this campaign. Please ask a researcher to let you begin anew.",
      });
    }
    const texts = await readTexts(tx, where.projectId, taskId);
    const order = shuffle(kindOf(campaign.kind).unitOrdinals(unit.unitKey, texts.candidates.length));
    return {
      attempt: attempt.number,
      number: attempt.answered + 1,
      of: attempt.taskIds.length,
      taskId,
      unitKey: unit.unitKey,
      contentWarning: texts.contentWarning,
      prompt: texts.prompt,
      media: texts.media,
      meta: await shownMeta(tx, campaign.id, taskId),
      candidates: order.flatMap((ordinal) => texts.candidates.filter((candidate) => candidate.ordinal === ordinal)),
    };
  });
};
