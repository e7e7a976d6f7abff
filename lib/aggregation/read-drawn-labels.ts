import { chooseCampaign, chooseQuestion, readLabels } from "@/lib/aggregation/read-labels";
import type { LabelTable } from "@/lib/aggregation/label-table";
import { countLabels, everyLabel } from "@/lib/aggregation/store";
import type { LabelSource } from "@/lib/aggregation/schema";
import { bulkDb, db } from "@/lib/db";
import { databaseNow } from "@/lib/database-now";
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
  /** 2 where tasks with a single label were left out */
  fewestLabels: 1 | 2;
  /** labels of all tasks; null where all were read, uncounted */
  totalLabels: number | null;
};

/** Where there are too many labels, which share of them has company is learned from so many at least. */
const learnedLabels = 1_000;

type Scope = { projectId: string; campaignId: string; source: LabelSource; countsFrom: number };

/** Agreement is of tasks with two labels or more: the draw is among these, and as large as may be. */
const chooseDraw = async (scope: Scope, most: number): Promise<Pick<DrawnLabels, "taskShare" | "fewestLabels" | "totalLabels">> => {
  const { labels: totalLabels, sharePaired } = await countLabels(db(), scope, Math.min(1, learnedLabels / most));
  if (totalLabels <= most) return { taskShare: 1, fewestLabels: 1, totalLabels };
  const paired = totalLabels * sharePaired;
  return { taskShare: paired <= most ? 1 : most / paired, fewestLabels: 2, totalLabels };
};

/**
 * The labels of one question for measures of agreement; where there are more than `most`, those of tasks with two labels or more,
 * drawn at random, each with all of its labels. The draw goes by the tasks' ids: every prompt keeps its share of them, and the same
 * request draws the same.
 */
export const readDrawnLabels = async (
  campaigns: CampaignView[],
  input: { projectId: string; campaignId?: string | undefined; question?: string | undefined; source: LabelSource },
  most: number | null,
): Promise<DrawnLabels> => {
  const { projectId, source } = input;
  const campaign = chooseCampaign(campaigns, input.campaignId, input.question);
  const question = chooseQuestion(campaign, input.question);
  const at = await databaseNow(db());
  const draw =
    most === null
      ? ({ taskShare: 1, fewestLabels: 1, totalLabels: null } as const)
      : await chooseDraw({ projectId, campaignId: campaign.id, source, countsFrom: campaign.countsFrom }, most);
  const only = { ...everyLabel, taskShare: draw.taskShare, fewestLabels: draw.fewestLabels };
  const { kind, table } = await readLabels(bulkDb(), { projectId, campaign, question, source, at, only, few: most !== null });
  return { campaign, question, kind, table, ...draw };
};
