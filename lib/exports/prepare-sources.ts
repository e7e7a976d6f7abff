import type { Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { askedOf } from "@/lib/exports/load-context";
import { pseudonymsOf } from "@/lib/exports/pseudonyms";
import type { CampaignSource } from "@/lib/exports/read-entries";
import { refitConsensus } from "@/lib/exports/refit-consensus";
import type { StoredRecipe } from "@/lib/exports/schema";
import { annotatorsOf } from "@/lib/exports/source/facts-store";
import type { AnnotatorRow } from "@/lib/exports/source/facts-store";
import type { CampaignView } from "@/lib/projects/schema";

export type PreparedSource = CampaignSource & { campaign: CampaignView; annotators: AnnotatorRow[] };

/**
 * The campaigns of a resolved recipe with all that reading them needs: the names of their annotators (one pseudonym a person
 * over all of them), and a consensus of their own where the stored one does not do.
 * @param consensus whether the format reads one
 * @param lastOrdinal where a consensus has to be formed, of the items up to there alone; null for all
 */
export const prepareSources = async (
  tx: Tx,
  input: { projectId: string; recipe: StoredRecipe; campaigns: CampaignView[]; consensus: boolean; lastOrdinal: number | null },
): Promise<PreparedSource[]> => {
  const { projectId, recipe, campaigns, consensus, lastOrdinal } = input;
  const found = recipe.resolved.campaigns.map((resolved) => {
    const campaign = campaigns.find(({ id }) => id === resolved.campaignId);
    if (!campaign) throw notFound("campaign");
    return { resolved, campaign };
  });
  const read = [];
  for (const { resolved, campaign } of found) {
    const annotators = await annotatorsOf(tx, { projectId, campaignId: campaign.id, readAt: new Date(resolved.readAt) });
    const fitted = consensus && resolved.aggregationId === null;
    read.push({
      resolved,
      campaign,
      annotators,
      asked: askedOf(campaign, resolved.question),
      countsFrom: campaign.countsFrom,
      refit: fitted ? await refitConsensus(tx, { projectId, campaign, resolved, recipe, lastOrdinal }) : null,
    });
  }
  const people = new Map(read.flatMap(({ annotators }) => annotators.map((one) => [one.id, one] as const)));
  const names = recipe.annotators === "names" ? new Map<string, string>() : pseudonymsOf([...people.values()], recipe.seed);
  return read.map((one) => ({ ...one, names }));
};
