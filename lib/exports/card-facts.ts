import { measureAgreement } from "@/lib/agreement/measure-agreement";
import type { AgreementReport } from "@/lib/agreement/schema";
import type { Actor } from "@/lib/auth/actor";
import type { Tx } from "@/lib/db";
import { countDemographics } from "@/lib/exports/demographics";
import type { DemographicCount } from "@/lib/exports/demographics";
import type { PreparedSource } from "@/lib/exports/prepare-sources";
import { candidateModels, licencesOf } from "@/lib/exports/source/store";
import { findAggregation, newestGuide } from "@/lib/exports/store";
import type { StoredRecipe } from "@/lib/exports/schema";

export type CampaignFacts = {
  name: string;
  kind: string;
  question: string;
  consensus: { model: string; source: string; converged: boolean } | null;
  guide: { version: number; markdown: string } | null;
  agreement: { source: "human" | "lm" | "all"; report: AgreementReport };
};

export type CardFacts = {
  campaigns: CampaignFacts[];
  annotators: { people: number; models: string[]; answersOfPeople: number; answersOfModels: number };
  demographics: DemographicCount[];
  /** models that wrote responses */
  models: string[];
  licences: string[];
};

const consensusOf = async (projectId: string, { resolved, refit }: PreparedSource): Promise<CampaignFacts["consensus"]> => {
  if (refit) return { model: refit.model, source: refit.source, converged: refit.converged };
  const stored = resolved.aggregationId === null ? null : await findAggregation(projectId, resolved.aggregationId);
  return stored && { model: stored.model, source: stored.source, converged: stored.converged };
};

/** What a reader of the data must know besides the rows. Agreement is that of whoever the labels come from, people first. */
export const cardFacts = async (
  actor: Actor,
  tx: Tx,
  projectId: string,
  recipe: StoredRecipe,
  sources: PreparedSource[],
): Promise<CardFacts> => {
  const campaigns: CampaignFacts[] = [];
  for (const source of sources) {
    const { campaign, asked } = source;
    const consensus = await consensusOf(projectId, source);
    const whose = consensus?.source === "lm" || consensus?.source === "all" ? consensus.source : "human";
    campaigns.push({
      name: campaign.name,
      kind: campaign.kind,
      question: asked.question,
      consensus,
      guide: await newestGuide(projectId, campaign.id),
      agreement: {
        source: whose,
        report: await measureAgreement(actor, {
          projectId,
          campaignId: campaign.id,
          question: asked.question,
          source: whose,
          seed: recipe.seed,
        }),
      },
    });
  }
  const all = sources.flatMap(({ annotators }) => annotators);
  const each = [...new Map(all.map((one) => [one.id, one])).values()];
  const answers = (source: "human" | "lm") => all.filter((one) => one.source === source).reduce((sum, one) => sum + one.answers, 0);
  return {
    campaigns,
    annotators: {
      people: each.filter(({ source }) => source === "human").length,
      models: each
        .filter(({ source }) => source === "lm")
        .map(({ name }) => name)
        .sort(),
      answersOfPeople: answers("human"),
      answersOfModels: answers("lm"),
    },
    demographics: countDemographics(each.filter(({ source }) => source === "human").map(({ demographics }) => demographics)),
    models: await candidateModels(tx, projectId),
    licences: await licencesOf(tx, projectId),
  };
};
