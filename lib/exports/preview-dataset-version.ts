import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { databaseNow } from "@/lib/database-now";
import { countRows } from "@/lib/exports/count-rows";
import { formatOf } from "@/lib/exports/formats/registry";
import { fitsAnew, loadContext, refusalOf, resolveRecipe } from "@/lib/exports/load-context";
import { prepareSources } from "@/lib/exports/prepare-sources";
import { datasetInputSchema } from "@/lib/exports/schema";
import type { DatasetInput } from "@/lib/exports/schema";
import type { DatasetPreview } from "@/lib/exports/version-schema";
import { countAnswers, countItems, hasConversations, mostResponses, ordinalAt } from "@/lib/exports/source/facts-store";

/** So many items are counted while somebody looks on; of more, the first ones. */
const countedItems = 5_000;
/** Where a consensus must be formed to count by, so many items and their answers alone: the page's own process does it. */
const fittedItems = 3_000;

/** What a version would hold, counted now and without building it. */
export const previewDatasetVersion = async (
  actor: Actor,
  input: DatasetInput,
  most = { counted: countedItems, fitted: fittedItems },
): Promise<DatasetPreview> => {
  await guard(actor, "exports:see", { projectId: input.projectId });
  const { projectId, format: name, recipe } = datasetInputSchema.parse(input);
  const context = await loadContext(actor, projectId, name, recipe);
  const format = formatOf(name);
  const refusal = refusalOf(context, name, recipe);
  const now = await databaseNow(db());
  const read = await Promise.all(
    context.campaigns.map(({ campaign, aggregation }) =>
      countAnswers(
        db(),
        { projectId, campaignId: campaign.id, readAt: format?.reads === "consensus" && aggregation ? aggregation.readAt : now },
        recipe,
      ),
    ),
  );
  const annotations = read.flatMap((bySource) => [...bySource.values()]).reduce((sum, answers) => sum + answers, 0);
  const items = await countItems(db(), projectId, recipe.itemSources);
  const shape = recipe.shape === "conversational" || (await hasConversations(db(), projectId)) ? "conversational" : "standard";
  const [first] = context.campaigns;
  const aggregation = first?.aggregation ?? null;
  const common = {
    campaigns: context.campaigns.map(({ campaign }) => ({ slug: campaign.slug, name: campaign.name })),
    aggregation: aggregation && {
      model: aggregation.model,
      source: aggregation.source,
      finishedAt: (aggregation.finishedAt ?? aggregation.readAt).toISOString(),
      tasks: aggregation.tasks,
    },
    consensus:
      format?.reads !== "consensus"
        ? null
        : fitsAnew(recipe)
          ? "fitted"
          : context.campaigns.every(({ current }) => current)
            ? "stored"
            : "renewed",
    refusal,
    shape,
    annotations,
    items,
  } as const;
  if (!format || refusal !== null) {
    const rows = format ? 0 : annotations;
    return { ...common, considered: rows, exported: rows, rows, excluded: {}, splits: { train: rows }, margin: false, countedItems: items };
  }
  const resolved = await resolveRecipe(context, name, recipe);
  const forms = format.reads === "consensus" && resolved.resolved.campaigns.some(({ aggregationId }) => aggregationId === null);
  const lastOrdinal = forms ? await ordinalAt(db(), projectId, recipe.itemSources, most.fitted) : null;
  const campaigns = await prepareSources(db(), {
    projectId,
    recipe: resolved,
    campaigns: context.campaigns.map(({ campaign }) => campaign),
    consensus: format.reads === "consensus",
    lastOrdinal,
  });
  const counts = await countRows(db(), {
    projectId,
    recipe: resolved,
    campaigns,
    media: new Map(),
    format,
    shape,
    mostResponses: format.wide ? await mostResponses(db(), projectId, resolved.resolved.campaigns) : 0,
    limit: lastOrdinal === null ? most.counted : most.fitted,
  });
  return { ...common, ...counts, items, margin: counts.optional.includes("margin"), countedItems: counts.items };
};
