import { z } from "zod";
import { estimateAgreement } from "@/lib/agreement/estimate-agreement";
import type { AgreementReport } from "@/lib/agreement/schema";
import { agreementMetricSchema, measurementLevelSchema } from "@/lib/agreement/schema";
import { readLabels } from "@/lib/aggregation/read-labels";
import { estimateSchema } from "@/lib/aggregation/schema";
import type { Tx } from "@/lib/db";
import { countDemographics } from "@/lib/exports/demographics";
import type { DemographicCount } from "@/lib/exports/demographics";
import type { PreparedSource } from "@/lib/exports/prepare-sources";
import { keptLabels } from "@/lib/exports/refit-consensus";
import { answerersOf, candidateModels, costsOf, languagesOf, licencesOf } from "@/lib/exports/source/facts-store";
import type { AnswererRow } from "@/lib/exports/source/facts-store";
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
  annotators: {
    /** of whose answers some count */
    people: number;
    models: string[];
    answersOfPeople: number;
    answersOfModels: number;
    /** answers of either that stand and count in no consensus */
    uncounted: number;
  };
  demographics: DemographicCount[];
  /** what the ledger says that answers cost, in millionths of a dollar, by whose they are: "human", or "lm:NAME" */
  costs: Map<string, number>;
  /** models that wrote responses to the items that the recipe keeps, as with the rest below */
  models: string[];
  licences: string[];
  /** codes that the items name */
  languages: string[];
};

const whoseOf = (source: string | undefined): Agreement["source"] => (source === "lm" || source === "all" ? source : "human");

const measuredSchema = z.object({ metric: agreementMetricSchema, level: measurementLevelSchema, estimate: estimateSchema });

/** What the aggregation measured over the labels that it read; where there is none, what those that the recipe keeps give. */
const agreementOf = async (
  tx: Tx,
  projectId: string,
  { campaign, asked, resolved }: PreparedSource,
  recipe: StoredRecipe,
  stored: AggregationRow | null,
  whose: Agreement["source"],
): Promise<Agreement> => {
  const measured = measuredSchema.safeParse(stored?.agreement);
  if (stored && measured.success)
    return { source: whose, report: { ...measured.data, labels: stored.labels, annotators: stored.annotators } };
  const { kind, table } = await readLabels(tx, {
    projectId,
    campaign,
    question: asked.question,
    source: whose,
    at: new Date(resolved.readAt),
    only: keptLabels(recipe, null),
  });
  const level = kind.level(campaign.config, asked.question);
  const distance = kind.distance(campaign.config, asked.question);
  const metric = distance ? "distance-agreement" : "krippendorff-alpha";
  const estimate = estimateAgreement(table, { metric, level, distance, seed: recipe.seed });
  return { source: whose, report: { metric, level, labels: table.task.length, annotators: table.annotators.length, estimate } };
};

/** What a reader of the data must know besides the rows. Agreement is that of whoever the labels come from, people first. */
export const cardFacts = async (tx: Tx, projectId: string, recipe: StoredRecipe, sources: PreparedSource[]): Promise<CardFacts> => {
  const campaigns: CampaignFacts[] = [];
  for (const source of sources) {
    const { campaign, asked } = source;
    const { refit, resolved } = source;
    const stored = resolved.aggregationId === null ? null : await findAggregation(tx, projectId, resolved.aggregationId);
    const from = refit ?? stored;
    const consensus = from && { model: from.model, source: from.source, converged: from.converged };
    campaigns.push({
      name: campaign.name,
      kind: campaign.kind,
      question: asked.question,
      consensus,
      guide: await newestGuide(tx, projectId, campaign.id),
      agreement: await agreementOf(tx, projectId, source, recipe, stored, whoseOf(from?.source)),
    });
  }
  const answered: AnswererRow[] = [];
  const costs = new Map<string, number>();
  for (const { campaign, countsFrom, resolved } of sources) {
    const scope = { projectId, campaignId: campaign.id, countsFrom, readAt: new Date(resolved.readAt) };
    answered.push(...(await answerersOf(tx, scope, recipe)));
    for (const { arm, micros } of await costsOf(tx, scope)) costs.set(arm, (costs.get(arm) ?? 0) + micros);
  }
  // Once, in however many campaigns they answered.
  const counting = [...new Map(answered.filter(({ counted }) => counted > 0).map((one) => [one.id, one])).values()];
  const answers = (from: "human" | "lm", which: "counted" | "uncounted") =>
    answered.filter(({ source }) => source === from).reduce((sum, one) => sum + one[which], 0);
  return {
    campaigns,
    annotators: {
      people: counting.filter(({ source }) => source === "human").length,
      models: counting
        .filter(({ source }) => source === "lm")
        .map(({ name }) => name)
        .sort(),
      answersOfPeople: answers("human", "counted"),
      answersOfModels: answers("lm", "counted"),
      uncounted: answers("human", "uncounted") + answers("lm", "uncounted"),
    },
    demographics: countDemographics(counting.filter(({ source }) => source === "human").map(({ demographics }) => demographics)),
    costs,
    models: await candidateModels(tx, projectId, recipe.itemSources),
    licences: await licencesOf(tx, projectId, recipe.itemSources),
    languages: await languagesOf(tx, projectId, recipe.itemSources),
  };
};
