import { chooseCampaign, chooseQuestion, readLabels } from "@/lib/aggregation/read-labels";
import type { LabelTable } from "@/lib/aggregation/label-table";
import { countLabels, everyLabel } from "@/lib/aggregation/store";
import type { LabelSource } from "@/lib/aggregation/schema";
import { databaseNow, db } from "@/lib/db";
import type { AnyKind } from "@/lib/kinds/registry";
import type { CampaignView } from "@/lib/projects/schema";

/**
 * Labels that one request of the web measures: reading and resampling them takes about a second of a process that serves people at
 * their desks, too. An interval over so many is about a hundredth wide.
 */
export const mostLabelsARequest = 50_000;

export type DrawnLabels = {
  campaign: CampaignView;
  question: string;
  kind: AnyKind;
  table: LabelTable;
  /** share of the tasks that was drawn; 1 for all */
  taskShare: number;
  /** labels of all tasks */
  totalLabels: number;
};

/**
 * The labels of one question for measures of agreement; where there are more than `most`, those of tasks drawn at random, each with
 * all of its labels. The draw goes by the tasks' ids: every prompt keeps its share of them, and the same request draws the same.
 */
export const readDrawnLabels = async (
  campaigns: CampaignView[],
  input: { projectId: string; campaignId?: string | undefined; question?: string | undefined; source: LabelSource },
  most: number | null,
): Promise<DrawnLabels> => {
  const { projectId, source } = input;
  const campaign = chooseCampaign(campaigns, input.campaignId);
  const question = chooseQuestion(campaign, input.question);
  const at = await databaseNow(db());
  const totalLabels = await countLabels(db(), { projectId, campaignId: campaign.id, source, countsFrom: campaign.countsFrom });
  const taskShare = most === null || totalLabels <= most ? 1 : most / totalLabels;
  const only = taskShare === 1 ? everyLabel : { ...everyLabel, taskShare };
  const { kind, table } = await readLabels(db(), { projectId, campaign, question, source, at, only });
  return { campaign, question, kind, table, taskShare, totalLabels };
};
