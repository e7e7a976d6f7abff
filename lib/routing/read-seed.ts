import { chooseCampaign } from "@/lib/aggregation/read-labels";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { keepFigures } from "@/lib/kept-figures";
import { MINIMUM_SEED } from "@/lib/ml/routing/predicted-gain";
import { DEFAULT_GOLD, LEAST_GOLD } from "@/lib/ml/routing/replay-budget";
import { getProject } from "@/lib/projects/get-project";
import { countSeed } from "@/lib/routing/store";
import type { SeedCounts } from "@/lib/routing/store";

export type Seed = SeedCounts & {
  /** items of the judge that no person has answered */
  open: number;
  /** how many both must have labelled before anything can be said of either */
  first: number;
  /** how many adjudicated items a choice of a budget should rest on, and the least */
  wanted: number;
  least: number;
};

// Where a person answered as well, at least two rows were read.
const kept = keepFigures<SeedCounts | null>((counts) => (counts === null ? 0 : counts.labelled + counts.answered));

/**
 * What routing can learn from in a project's first campaign, which plans are about unless they name another: items that the judge and
 * people have both labelled, and those whose answer is known.
 */
export const readSeed = async (actor: Actor, input: { projectId: string; lm?: string | undefined }): Promise<Seed | null> => {
  await guard(actor, "routing:see", { projectId: input.projectId });
  const { campaigns } = await getProject(actor, { projectId: input.projectId });
  const scope = { projectId: input.projectId, campaignId: chooseCampaign(campaigns, undefined).id };
  const counts = await kept(JSON.stringify([scope, input.lm]), () => countSeed(scope, input.lm ?? null));
  return counts && { ...counts, open: counts.labelled - counts.answered, first: MINIMUM_SEED, wanted: DEFAULT_GOLD, least: LEAST_GOLD };
};
