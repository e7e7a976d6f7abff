import type { Tx } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { inChunks } from "@/lib/in-chunks";
import { itemStretches } from "@/lib/item-stretches";
import { kindOf } from "@/lib/kinds/registry";
import type { AnyKind } from "@/lib/kinds/registry";
import { openLabelTable } from "@/lib/aggregation/label-table";
import type { LabelRow, LabelTable } from "@/lib/aggregation/label-table";
import type { LabelSource } from "@/lib/aggregation/schema";
import { drawnTasks, everyLabel, readDecisionRows, readLabelRows } from "@/lib/aggregation/store";
import type { LabelFilter } from "@/lib/aggregation/store";
import type { CampaignView } from "@/lib/projects/schema";

export const asks = (campaign: CampaignView, question: string): boolean =>
  kindOf(campaign.kind)
    .questions(campaign.config)
    .some(({ name }) => name === question);

/** The campaign asked for, or the first that asks the question named, or the project's first: what the command line means when it names none. */
export const chooseCampaign = (campaigns: CampaignView[], campaignId: string | undefined, question?: string): CampaignView => {
  const [first] = campaigns;
  const campaign =
    campaignId === undefined
      ? ((question === undefined ? undefined : campaigns.find((candidate) => asks(candidate, question))) ?? first)
      : campaigns.find((candidate) => candidate.id === campaignId);
  if (!campaign) throw notFound("campaign");
  return campaign;
};

/** The question named, else the campaign's only one, else its first overall one. */
export const chooseQuestion = (campaign: CampaignView, question: string | undefined): string => {
  const questions = kindOf(campaign.kind).questions(campaign.config);
  const chosen =
    question === undefined
      ? (questions.find((entry) => entry.overall) ?? questions[0])
      : questions.find((entry) => entry.name === question);
  if (!chosen) {
    const known = questions.map((entry) => entry.name).join(", ");
    throw new AppError("invalid_input", {
      userMessage: `The campaign “${campaign.name}” has no question “${question ?? ""}”. It asks: ${known}.`,
    });
  }
  return chosen.name;
};

export type LabelsRead = { kind: AnyKind; table: LabelTable; decisions: LabelRow[] };

/** Items whose answers are read at a time: some tens of megabytes of rows. */
const itemsAtOnce = 10_000;
const tasksAtOnce = 5_000;

/**
 * All live answers to one question, or those that a filter keeps, in index form.
 * @param input.few they are known to be few among many items: one statement finds them sooner than one for each stretch of items
 */
export const readLabels = async (
  tx: Tx,
  input: { projectId: string; campaign: CampaignView; question: string; source: LabelSource; at: Date; only?: LabelFilter; few?: boolean },
): Promise<LabelsRead> => {
  const kind = kindOf(input.campaign.kind);
  const { projectId, campaign, source, at, few = false } = input;
  const scope = { projectId, campaignId: campaign.id, source, countsFrom: campaign.countsFrom, at, only: input.only ?? everyLabel };
  const labels = openLabelTable(kind, campaign.config, input.question);
  const { taskShare } = scope.only;
  if (taskShare !== null && taskShare < 1) {
    for (const taskIds of inChunks(await drawnTasks(tx, scope, taskShare), tasksAtOnce))
      labels.add(await readLabelRows(tx, scope, { taskIds }));
  } else if (few) labels.add(await readLabelRows(tx, scope, null));
  else for await (const items of itemStretches(tx, projectId, itemsAtOnce)) labels.add(await readLabelRows(tx, scope, { items }));
  const decisions = await readDecisionRows(tx, scope);
  return { kind, table: labels.table(), decisions };
};
