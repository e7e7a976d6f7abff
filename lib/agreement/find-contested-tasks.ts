import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { rankContested } from "@/lib/agreement/rank-contested";
import { itemTitles } from "@/lib/agreement/store";
import { chooseCampaign, chooseQuestion, readLabels } from "@/lib/aggregation/read-labels";
import type { LabelSource } from "@/lib/aggregation/schema";
import { databaseNow, db } from "@/lib/db";
import { getProject } from "@/lib/projects/get-project";

export type ContestedItem = {
  taskId: string;
  itemId: string;
  title: string;
  labels: number;
  agreement: number;
  /** `choice` is the kind's class name: a candidate ordinal, "tie", "both-bad" */
  votes: { choice: string; people: number; models: number }[];
};

/** The tasks on which annotators agree least, as a list to read. */
export const findContestedTasks = async (
  actor: Actor,
  input: { projectId: string; campaignId?: string; question?: string; source: LabelSource; limit: number },
): Promise<ContestedItem[]> => {
  const { projectId } = input;
  await guard(actor, "aggregation:see", { projectId });
  const { campaigns } = await getProject(actor, { projectId });
  const campaign = chooseCampaign(campaigns, input.campaignId);
  const question = chooseQuestion(campaign, input.question);
  const at = await databaseNow(db());
  const { kind, table } = await readLabels(db(), { projectId, campaign, question, source: input.source, at });
  const contested = rankContested(table, input.limit);
  const titles = await itemTitles(
    projectId,
    contested.map(({ itemId }) => itemId),
  );
  return contested.map(({ unitKey, votes, ...task }) => {
    const names = kind.classes(campaign.config, unitKey);
    return {
      ...task,
      title: titles.get(task.itemId) ?? task.itemId,
      votes: votes.map(({ label, ...count }) => ({ choice: names[label] ?? String(label), ...count })),
    };
  });
};
