import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { databaseNow, db } from "@/lib/db";
import { loadContext } from "@/lib/exports/load-context";
import { datasetInputSchema } from "@/lib/exports/schema";
import type { DatasetInput, DatasetPreview } from "@/lib/exports/schema";
import { annotatorsOf, countItems, hasConversations } from "@/lib/exports/source/store";
import { surveyRows } from "@/lib/exports/survey-rows";

/** What a version would hold, counted now and without building it. */
export const previewDatasetVersion = async (actor: Actor, input: DatasetInput): Promise<DatasetPreview> => {
  await guard(actor, "exports:see", { projectId: input.projectId });
  const { projectId, format, recipe } = datasetInputSchema.parse(input);
  const { campaign, kind, question, aggregation } = await loadContext(actor, projectId, recipe);
  const raw = format === "annotations";
  const scope = { projectId, campaignId: campaign.id, aggregationId: aggregation?.id ?? null, question };
  const survey = await surveyRows(db(), scope, { kind, config: campaign.config, question }, recipe);
  const readAt = raw || !aggregation ? await databaseNow(db()) : aggregation.readAt;
  const annotators = await annotatorsOf(db(), { projectId, campaignId: campaign.id, readAt });
  const annotations = annotators.reduce((sum, { answers }) => sum + answers, 0);
  const items = await countItems(db(), projectId);
  const conversational = recipe.shape === "conversational" || (await hasConversations(db(), projectId));
  return {
    campaign: { slug: campaign.slug, name: campaign.name },
    aggregation: aggregation && {
      model: aggregation.model,
      source: aggregation.source,
      finishedAt: (aggregation.finishedAt ?? aggregation.readAt).toISOString(),
      tasks: aggregation.tasks,
    },
    considered: raw ? annotations : survey.considered,
    rows: raw ? annotations : survey.exported,
    excluded: raw ? {} : survey.excluded,
    splits: raw ? { train: annotations } : survey.splits,
    shape: conversational ? "conversational" : "standard",
    margin: !raw && recipe.margin === "auto" && survey.allMargins,
    annotations,
    items,
  };
};
