import type { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { estimateAgreement, levelOf } from "@/lib/agreement/estimate-agreement";
import { mostLabelsARequest, readDrawnLabels } from "@/lib/aggregation/read-drawn-labels";
import { measureAgreementSchema } from "@/lib/agreement/schema";
import type { AgreementReport, MeasureAgreement } from "@/lib/agreement/schema";
import { keepFigures } from "@/lib/kept-figures";
import { getProject } from "@/lib/projects/get-project";
import type { CampaignView } from "@/lib/projects/schema";

const kept = keepFigures<{ report: AgreementReport; totalLabels: number }>(({ totalLabels }) => totalLabels);

/**
 * How far the annotators of one question agree, with a bootstrap interval over prompts and its n.
 * @param most labels beyond which tasks are drawn and the report says which share of them; null measures all, however long it takes
 */
export const measureAgreement = async (
  actor: Actor,
  input: MeasureAgreement,
  most: number | null = mostLabelsARequest,
): Promise<AgreementReport> => {
  await guard(actor, "aggregation:see", { projectId: input.projectId });
  const wanted = measureAgreementSchema.parse(input);
  const { campaigns } = await getProject(actor, { projectId: wanted.projectId });
  if (most === null) return (await measure(campaigns, wanted, null)).report;
  return (await kept(JSON.stringify([wanted, most, campaigns]), () => measure(campaigns, wanted, most))).report;
};

const measure = async (
  campaigns: CampaignView[],
  wanted: z.output<typeof measureAgreementSchema>,
  most: number | null,
): Promise<{ report: AgreementReport; totalLabels: number }> => {
  const { campaign, question, kind, table, taskShare, fewestLabels, totalLabels } = await readDrawnLabels(campaigns, wanted, most);
  const level = wanted.level ?? kind.level(campaign.config, question);
  const distance = kind.distance(campaign.config, question);
  const metric = wanted.metric ?? (distance && wanted.level === undefined ? "distance-agreement" : "krippendorff-alpha");
  const report = {
    metric,
    level: levelOf(metric, level),
    question,
    estimate: estimateAgreement(table, { metric, level, distance, seed: wanted.seed }),
    items: table.tasks.length,
    labels: table.task.length,
    annotators: table.annotators.length,
    taskShare,
    fewestLabels,
  };
  return { report, totalLabels: totalLabels ?? table.task.length };
};
