import { ensureConsensus } from "@/lib/aggregation/ensure-consensus";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { formatOf } from "@/lib/exports/formats/registry";
import type { ExportFormat } from "@/lib/exports/formats/names";
import { fitsAnew, labelSource, loadContext } from "@/lib/exports/load-context";
import type { Recipe } from "@/lib/exports/schema";
import type { RunControl } from "@/lib/jobs/progress";

/**
 * Sees to it that a version made of a consensus is made of all answers there are: what was never aggregated is, and what was
 * before the last answers came is again, by the same model over the same kind of labels. Nothing is done where the recipe has a
 * consensus fitted of its own, or the format has no use for one.
 */
export const freshenConsensus = async (
  actor: Actor,
  input: { projectId: string; format: ExportFormat; recipe: Recipe; seed: number },
  control: RunControl,
): Promise<void> => {
  const { projectId, recipe, seed } = input;
  await guard(actor, "exports:create", { projectId });
  const format = formatOf(input.format);
  if (format?.reads !== "consensus" || fitsAnew(recipe)) return;
  const { campaigns } = await loadContext(actor, projectId, input.format, recipe);
  for (const { campaign, asked, aggregation } of campaigns) {
    if (format.refuse(asked) !== null) continue;
    const wanted = recipe.labels === "latest" ? undefined : recipe.labels;
    const source = aggregation ? labelSource(aggregation.source) : wanted;
    await ensureConsensus(actor, { projectId, campaignId: campaign.id, question: asked.question, source, seed }, control);
  }
};
