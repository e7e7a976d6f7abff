import { addSlot, labelsOnTask, lockTask, slotsOfTask, withdrawOpen } from "@/lib/assignments/adaptive-store";
import type { TaskLabel } from "@/lib/assignments/adaptive-store";
import type { Tx } from "@/lib/db";
import { kindOf } from "@/lib/kinds/registry";
import { labelPosterior } from "@/lib/ml/annotators/label-posterior";
import type { CampaignView } from "@/lib/projects/schema";
import { keySlots } from "@/lib/tasks/key-store";

/** Accuracy of somebody of whom nothing is fitted yet: the mode of the one-coin model's prior. */
const unknownAccuracy = 0.75;

/**
 * Least probability, over the parts of a task, of the likeliest answer to the campaign's first question; null where the
 * question has no classes, so that nothing can be said.
 */
export const certaintyOf = (campaign: Pick<CampaignView, "kind" | "config">, unitKey: string, labels: TaskLabel[]): number | null => {
  const kind = kindOf(campaign.kind);
  const questions = kind.questions(campaign.config);
  const question = questions.find((entry) => entry.overall) ?? questions[0];
  const classes = question && kind.classes(campaign.config, unitKey, question.name);
  if (!classes || classes.length < 2) return null;
  const parts = new Map<string, { label: number; accuracy: number }[]>();
  for (const { response, reliability } of labels) {
    for (const form of kind.normalise(campaign.config, unitKey, response)) {
      if (form.question !== question.name) continue;
      const label = classes.indexOf(kind.label(form));
      if (label >= 0) parts.set(form.part, [...(parts.get(form.part) ?? []), { label, accuracy: reliability ?? unknownAccuracy }]);
    }
  }
  if (parts.size === 0) return 0;
  return Math.min(...[...parts.values()].map((given) => Math.max(...labelPosterior(given, classes.length))));
};

/**
 * After an answer, in its transaction: withdraws what nobody needs any more where the posterior passes the campaign's
 * threshold, and asks one more person where the last one wanted has answered and it does not. The task's row is the lock: of
 * answers that arrive together each sees the ones before it, so that a slot is asked for once. Where the question has no
 * classes there is no posterior to go by: the task keeps the number of answers that the campaign sets.
 */
export const adaptOverlap = async (
  tx: Tx,
  campaign: CampaignView,
  task: { projectId: string; taskId: string; unitKey: string },
): Promise<void> => {
  const { adaptive } = campaign.handout;
  if (!adaptive) return;
  await lockTask(tx, task.taskId);
  const labels = await labelsOnTask(tx, { ...task, campaignId: campaign.id, countsFrom: campaign.countsFrom });
  const certainty = certaintyOf(campaign, task.unitKey, labels);
  const slots = await slotsOfTask(tx, task.taskId);
  if (certainty === null) return;
  if (labels.length >= adaptive.min && certainty >= adaptive.threshold) {
    if (slots.open > 0) await withdrawOpen(tx, task.taskId);
    return;
  }
  if (slots.open + slots.leased > 0 || slots.open + slots.leased + slots.done >= adaptive.max) return;
  await addSlot(tx, { ...task, campaignId: campaign.id });
  await keySlots(tx, { projectId: task.projectId, campaignId: campaign.id, taskIds: [task.taskId], handout: campaign.handout });
};
