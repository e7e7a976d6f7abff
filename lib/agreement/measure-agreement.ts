import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { estimateAgreement } from "@/lib/agreement/estimate-agreement";
import { chooseCampaign, chooseQuestion, readLabels } from "@/lib/aggregation/read-labels";
import { measureAgreementSchema } from "@/lib/agreement/schema";
import type { AgreementReport, MeasureAgreement } from "@/lib/agreement/schema";
import { databaseNow, db } from "@/lib/db";
import { getProject } from "@/lib/projects/get-project";

/** How far the annotators of one question agree, with a bootstrap interval over prompts and its n. */
export const measureAgreement = async (actor: Actor, input: MeasureAgreement): Promise<AgreementReport> => {
  await guard(actor, "aggregation:see", { projectId: input.projectId });
  const wanted = measureAgreementSchema.parse(input);
  const { campaigns } = await getProject(actor, { projectId: wanted.projectId });
  const campaign = chooseCampaign(campaigns, wanted.campaignId);
  const question = chooseQuestion(campaign, wanted.question);
  const at = await databaseNow(db());
  const { kind, table } = await readLabels(db(), { projectId: wanted.projectId, campaign, question, source: wanted.source, at });
  const level = wanted.level ?? kind.level(campaign.config, question);
  const distance = kind.distance(campaign.config, question);
  const metric = wanted.metric ?? (distance && wanted.level === undefined ? "distance-agreement" : "krippendorff-alpha");
  return {
    metric,
    level,
    question,
    estimate: estimateAgreement(table, { metric, level, distance, seed: wanted.seed }),
    items: table.tasks.length,
    labels: table.task.length,
    annotators: table.annotators.length,
  };
};
