import { addSlot, askingOf, labelsOnTask, lockTask, slotsOfTask, takeFromPlan, withdrawOpen } from "@/lib/assignments/adaptive-store";
import type { SlotsOfTask, TaskLabel } from "@/lib/assignments/adaptive-store";
import type { Tx } from "@/lib/db";
import { kindOf } from "@/lib/kinds/registry";
import { labelPosterior } from "@/lib/ml/annotators/label-posterior";
import { findCampaign } from "@/lib/projects/find-campaign";
import type { CampaignView } from "@/lib/projects/schema";
import { isSettled } from "@/lib/ml/routing/answer-panel";
import { keyTask } from "@/lib/tasks/key-task";
import type { Asking } from "@/lib/tasks/schema";

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

/** Labels of a task's first question that people gave, and how many of them are the machine's. */
const sidesOf = (campaign: Pick<CampaignView, "kind" | "config">, unitKey: string, labels: TaskLabel[], machine: string) => {
  const kind = kindOf(campaign.kind);
  const questions = kind.questions(campaign.config);
  const question = questions.find((entry) => entry.overall) ?? questions[0];
  const given = labels.flatMap(({ response }) =>
    kind.normalise(campaign.config, unitKey, response).flatMap((form) => (form.question === question?.name ? [kind.label(form)] : [])),
  );
  const agreeing = given.filter((label) => label === machine).length;
  return { agreeing, differing: given.length - agreeing };
};

type Task = { projectId: string; taskId: string; unitKey: string };

/**
 * After an answer, in its transaction: withdraws what nobody needs any more where the posterior passes the threshold, and asks one
 * more person where the last one wanted has answered and it does not. The rule is the campaign's, or that of the plan which opened
 * the task; a plan's further answers come out of the money that it kept back. The task's row is the lock: of answers that arrive
 * together each sees the ones before it, so that a slot is asked for once. Where the question has no classes there is no posterior to
 * go by: the task keeps the number of answers that the campaign sets.
 */
export const adaptOverlap = async (tx: Tx, campaign: CampaignView, task: Task): Promise<void> => {
  const { adaptive } = campaign.handout;
  // Who had it in hand when it was kept for practice hands it in; nobody else is asked.
  if ((await lockTask(tx, task.taskId)).training) return;
  const asking = await askingOf(tx, task.taskId);
  if (!adaptive && !asking) return;
  const labels = await labelsOnTask(tx, { ...task, campaignId: campaign.id, countsFrom: campaign.countsFrom });
  const slots = await slotsOfTask(tx, task.taskId);
  if (asking) return adaptToPlan(tx, campaign, task, { asking, slots, ...sidesOf(campaign, task.unitKey, labels, asking.label) });
  const certainty = certaintyOf(campaign, task.unitKey, labels);
  if (certainty === null || !adaptive) return;
  if (labels.length >= adaptive.min && certainty >= adaptive.threshold) {
    if (slots.open > 0) await withdrawOpen(tx, task.taskId);
    return;
  }
  if (slots.closed || slots.open + slots.leased > 0 || slots.done >= adaptive.max) return;
  await askOneMore(tx, campaign, task);
};

/** The same after a place was left without an answer: of a task that has answers enough meanwhile, nobody else is asked. */
export const adaptLeft = async (tx: Tx, { campaignId, ...task }: Task & { campaignId: string }): Promise<void> =>
  adaptOverlap(tx, await findCampaign(task.projectId, campaignId, tx), task);

type Standing = { asking: Asking; slots: SlotsOfTask; agreeing: number; differing: number };

const adaptToPlan = async (tx: Tx, campaign: CampaignView, task: Task, { asking, slots, agreeing, differing }: Standing): Promise<void> => {
  if (isSettled(asking.machine, asking.person, agreeing, differing, asking)) {
    if (slots.open > 0) await withdrawOpen(tx, task.taskId);
    return;
  }
  if (slots.closed || slots.open + slots.leased > 0 || slots.done >= asking.most) return;
  // The plan's row last: slot, assignment, task come before it everywhere.
  if (await takeFromPlan(tx, task.taskId, asking.priceMicros)) await askOneMore(tx, campaign, task);
};

const askOneMore = async (tx: Tx, campaign: CampaignView, task: Task): Promise<void> => {
  await addSlot(tx, { ...task, campaignId: campaign.id });
  await keyTask(tx, { projectId: task.projectId, campaign, taskId: task.taskId });
};
