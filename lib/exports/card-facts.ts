import { z } from "zod";
import { measureAgreement } from "@/lib/agreement/measure-agreement";
import type { AgreementReport } from "@/lib/agreement/schema";
import { agreementMetricSchema, measurementLevelSchema } from "@/lib/agreement/schema";
import { estimateSchema } from "@/lib/aggregation/schema";
import type { Actor } from "@/lib/auth/actor";
import type { Tx } from "@/lib/db";
import { countDemographics } from "@/lib/exports/demographics";
import type { DemographicCount } from "@/lib/exports/demographics";
import type { PreparedSource } from "@/lib/exports/prepare-sources";
import { candidateModels, costsOf, countAnswers, languagesOf, licencesOf } from "@/lib/exports/source/facts-store";
import { findAggregation, newestGuide } from "@/lib/exports/store";
import type { AggregationRow } from "@/lib/exports/store";
import type { StoredRecipe } from "@/lib/exports/schema";

export type CampaignFacts = {
  name: string;
  kind: string;
  question: string;
  consensus: { model: string; source: string; converged: boolean } | null;
  guide: { version: number; markdown: string } | null;
  agreement: Agreement;
};

type Agreement = {
  source: "human" | "lm" | "all";
  report: Pick<AgreementReport, "metric" | "level" | "labels" | "annotators" | "estimate">;
};

export type CardFacts = {
  campaigns: CampaignFacts[];
  annotators: { people: number; models: string[]; answersOfPeople: number; answersOfModels: number };
  demographics: DemographicCount[];
  /** what the ledger says that answers cost, in millionths of a dollar, by whose they are: "human", or "lm:NAME" */
  costs: Map<string, number>;
  /** models that wrote responses */
  models: string[];
  licences: string[];
  /** codes that the items name */
  languages: string[];
};

const whoseOf = (source: string | undefined): Agreement["source"] => (source === "lm" || source === "all" ? source : "human");

const measuredSchema = z.object({ metric: agreementMetricSchema, level: measurementLevelSchema, estimate: estimateSchema });

/** What the aggregation measured over the labels that it read, or what those that stand now give where it measured nothing. */
const agreementOf = async (
  actor: Actor,
  projectId: string,
  { campaign, asked }: PreparedSource,
  seed: number,
  stored: AggregationRow | null,
  whose: Agreement["source"],
): Promise<Agreement> => {
  const measured = measuredSchema.safeParse(stored?.agreement);
  if (stored && measured.success)
    return { source: whose, report: { ...measured.data, labels: stored.labels, annotators: stored.annotators } };
  const wanted = { projectId, campaignId: campaign.id, question: asked.question, source: whose, seed };
  return { source: whose, report: await measureAgreement(actor, wanted, null) };
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
    const { refit, resolved } = source;
    const stored = resolved.aggregationId === null ? null : await findAggregation(projectId, resolved.aggregationId);
    const from = refit ?? stored;
    const consensus = from && { model: from.model, source: from.source, converged: from.converged };
    campaigns.push({
      name: campaign.name,
      kind: campaign.kind,
      question: asked.question,
      consensus,
      guide: await newestGuide(projectId, campaign.id),
      agreement: await agreementOf(actor, projectId, source, recipe.seed, stored, whoseOf(from?.source)),
    });
  }
  const all = sources.flatMap(({ annotators }) => annotators);
  const each = [...new Map(all.map((one) => [one.id, one])).values()];
  const counts: Map<string, number>[] = [];
  const costs = new Map<string, number>();
  for (const { campaign, resolved } of sources) {
    const scope = { projectId, campaignId: campaign.id, readAt: new Date(resolved.readAt) };
    counts.push(await countAnswers(tx, scope));
    for (const { arm, micros } of await costsOf(tx, scope)) costs.set(arm, (costs.get(arm) ?? 0) + micros);
  }
  const answers = (source: "human" | "lm") => counts.reduce((sum, bySource) => sum + (bySource.get(source) ?? 0), 0);
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
    costs,
    models: await candidateModels(tx, projectId),
    licences: await licencesOf(tx, projectId),
    languages: await languagesOf(tx, projectId),
  };
};
