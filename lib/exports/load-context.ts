import { AppError, notFound } from "@/lib/errors";
import { databaseNow, db } from "@/lib/db";
import { newestAggregation } from "@/lib/exports/store";
import type { AggregationRow } from "@/lib/exports/store";
import type { ExportFormat, Recipe, StoredRecipe } from "@/lib/exports/schema";
import { chooseQuestion } from "@/lib/aggregation/read-labels";
import { kindOf } from "@/lib/kinds/registry";
import type { AnyKind } from "@/lib/kinds/registry";
import type { Actor } from "@/lib/auth/actor";
import { getProject } from "@/lib/projects/get-project";
import type { CampaignView, ProjectView } from "@/lib/projects/schema";

export type ExportContext = {
  project: ProjectView;
  campaign: CampaignView;
  kind: AnyKind;
  question: string;
  aggregation: AggregationRow | null;
};

/** Campaign, kind and newest aggregation that a recipe means now. */
export const loadContext = async (actor: Actor, projectId: string, recipe: Pick<Recipe, "campaign" | "labels">): Promise<ExportContext> => {
  const { project, campaigns } = await getProject(actor, { projectId });
  const campaign = recipe.campaign === undefined ? campaigns[0] : campaigns.find(({ slug }) => slug === recipe.campaign);
  if (!campaign) throw notFound("campaign");
  const kind = kindOf(campaign.kind);
  const question = chooseQuestion(campaign, undefined);
  const aggregation = await newestAggregation(campaign.id, question, recipe.labels === "latest" ? null : recipe.labels);
  return { project, campaign, kind, question, aggregation };
};

/** Pins what the recipe means now. @throws AppError refused where preferences are wanted and nothing was aggregated. */
export const resolveRecipe = async (context: ExportContext, format: ExportFormat, recipe: Recipe): Promise<StoredRecipe> => {
  const { aggregation, campaign, question, project } = context;
  if (format !== "annotations" && !aggregation) {
    const whose = recipe.labels === "latest" ? "" : ` over labels of source “${recipe.labels}”`;
    throw new AppError("refused", {
      userMessage: `Campaign “${campaign.name}” has no finished aggregation${whose}, so there are no preferences to export. Aggregate first (on the Agreement page, or \`plumbline aggregate --project ${project.slug}\`), or export the raw annotations.`,
    });
  }
  return {
    ...recipe,
    campaign: campaign.slug,
    resolved: {
      campaignId: campaign.id,
      aggregationId: format === "annotations" ? null : (aggregation?.id ?? null),
      question,
      // Answers are read as they stood when the consensus was fitted, so that both tell of the same labels.
      readAt: (format !== "annotations" && aggregation ? aggregation.readAt : await databaseNow(db())).toISOString(),
    },
  };
};
