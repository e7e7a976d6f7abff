import { ensureConsensus } from "@/lib/aggregation/ensure-consensus";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { formatOf } from "@/lib/exports/formats/registry";
import { fitsAnew, labelSource, loadContext, resolveRecipe } from "@/lib/exports/load-context";
import { recipeText } from "@/lib/exports/schema";
import type { DatasetVersionView } from "@/lib/exports/version-schema";
import { repinVersion } from "@/lib/exports/store";
import type { RunControl } from "@/lib/jobs/progress";

/**
 * Sees to it that a version is made of all answers there are when its build begins, and one of a consensus, of a consensus of all:
 * what was never aggregated is, and what was before the last answers came is again, by the same model over the same kind of labels,
 * unless the recipe has a consensus fitted of its own. The version's recipe is then pinned to that.
 */
export const freshenConsensus = async (
  actor: Actor,
  input: { projectId: string; version: DatasetVersionView },
  control: RunControl,
): Promise<DatasetVersionView> => {
  const { projectId, version } = input;
  await guard(actor, "exports:create", { projectId });
  const format = formatOf(version.format);
  const recipe = recipeText(version.recipe);
  if (format?.reads === "consensus" && !fitsAnew(recipe)) {
    const { campaigns } = await loadContext(actor, projectId, version.format, recipe);
    for (const { campaign, asked, aggregation, answers, current } of campaigns) {
      if (current || format.refuse(asked) !== null) continue;
      const source = aggregation ? labelSource(aggregation.source) : (answers ?? undefined);
      const scope = { projectId, campaignId: campaign.id, question: asked.question, source, seed: recipe.seed };
      await ensureConsensus(actor, scope, control);
    }
  }
  const pinned = await resolveRecipe(await loadContext(actor, projectId, version.format, recipe), version.format, recipe);
  await repinVersion(projectId, version.id, pinned);
  return { ...version, recipe: pinned };
};
