import { checkConsensus } from "@/lib/aggregation/check-consensus";
import type { ConsensusCheck } from "@/lib/aggregation/check-consensus";
import { chooseQuestion } from "@/lib/aggregation/read-labels";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { settledNow } from "@/lib/database-now";
import { AppError, notFound } from "@/lib/errors";
import type { Asked } from "@/lib/exports/formats/contract";
import type { ExportFormat } from "@/lib/exports/formats/names";
import { formatOf, usesConsensus } from "@/lib/exports/formats/registry";
import { filtersAnswers } from "@/lib/exports/refit-consensus";
import type { Recipe, ResolvedCampaign, StoredRecipe } from "@/lib/exports/schema";
import { newestAggregation } from "@/lib/exports/store";
import type { AggregationRow } from "@/lib/exports/store";
import { unknownNames } from "@/lib/exports/unknown-names";
import { kindOf } from "@/lib/kinds/registry";
import { getProject } from "@/lib/projects/get-project";
import type { CampaignView, ProjectView } from "@/lib/projects/schema";

/** `answers`: those that a consensus would be made of where there is none; null where nobody gave any. `current`: the aggregation has read all. */
export type CampaignContext = {
  campaign: CampaignView;
  asked: Asked;
  aggregation: AggregationRow | null;
  answers: "human" | "lm" | "all" | null;
  current: boolean;
};
/** `misnamed`: which name of the recipe's lists is nobody's, in words. */
export type ExportContext = { project: ProjectView; campaigns: CampaignContext[]; misnamed: string | null };

/** Formats that hold every answer whatever it is about take every campaign, unless the recipe names some. */
const takesAll = (format: ExportFormat): boolean => format === "plumbline" || format === "annotations";

export const askedOf = (campaign: CampaignView, question: string): Asked => ({
  kind: kindOf(campaign.kind),
  config: campaign.config,
  question,
  campaign: campaign.slug,
  extras: campaign.extras,
});

const hasForm = (campaign: CampaignView, name: ExportFormat, question: string): boolean =>
  (formatOf(name)?.refuse(askedOf(campaign, question)) ?? null) === null;

/** The question that the recipe names, else the one that counts as the campaign's own; where the format has no form for that, the first that has. */
const questionFor = (campaign: CampaignView, name: ExportFormat, wanted: string | undefined): string => {
  const chosen = chooseQuestion(campaign, wanted);
  if (wanted !== undefined || hasForm(campaign, name, chosen)) return chosen;
  const others = kindOf(campaign.kind).questions(campaign.config);
  return others.find((other) => hasForm(campaign, name, other.name))?.name ?? chosen;
};

/** Those that the recipe names; else, of formats that need one campaign, the first that the format has a form for. */
const wantedCampaigns = (all: CampaignView[], format: ExportFormat, { campaign, campaigns, question }: Recipe): CampaignView[] => {
  const slugs = campaigns ?? (campaign === undefined ? null : [campaign]);
  if (slugs === null && takesAll(format)) return all;
  if (slugs === null) {
    const fitting = question === undefined ? all.find((one) => hasForm(one, format, questionFor(one, format, undefined))) : undefined;
    return fitting ? [fitting] : all.slice(0, 1);
  }
  return slugs.map((slug) => {
    const found = all.find((one) => one.slug === slug);
    if (!found)
      throw new AppError("invalid_input", {
        userMessage: `There is no campaign “${slug}” in this project. There are: ${all.map((one) => one.slug).join(", ")}.`,
      });
    return found;
  });
};

/** People's where any came, unless the recipe names others. */
const answersFor = (wanted: Recipe["labels"], { human, lm }: ConsensusCheck["answered"]): CampaignContext["answers"] => {
  if (wanted === "all") return human || lm ? "all" : null;
  if (human && wanted !== "lm") return "human";
  return lm && wanted !== "human" ? "lm" : null;
};

/** Campaigns, kinds and newest aggregations that a recipe means now. */
export const loadContext = async (actor: Actor, projectId: string, format: ExportFormat, recipe: Recipe): Promise<ExportContext> => {
  const { project, campaigns } = await getProject(actor, { projectId });
  const wanted = wantedCampaigns(campaigns, format, recipe);
  if (wanted.length === 0) throw notFound("campaign");
  return {
    project,
    misnamed: await unknownNames(projectId, recipe),
    campaigns: await Promise.all(
      wanted.map(async (campaign) => {
        const question = questionFor(campaign, format, recipe.question);
        const asked = askedOf(campaign, question);
        const source = recipe.labels === "latest" ? null : recipe.labels;
        const aggregation = await newestAggregation(campaign.id, question, source);
        const { answered, current } = await checkConsensus(actor, {
          projectId,
          campaignId: campaign.id,
          aggregationId: aggregation?.id ?? null,
        });
        return { campaign, asked, aggregation, answers: answersFor(recipe.labels, answered), current };
      }),
    ),
  };
};

/** A consensus is fitted for the version where the recipe says how, or where it drops answers that the stored one counted. */
export const fitsAnew = (recipe: Recipe): boolean => recipe.aggregate !== undefined || filtersAnswers(recipe);

/** Why a version cannot be made as the recipe says, in words; null where it can. */
export const refusalOf = ({ campaigns, misnamed }: ExportContext, name: ExportFormat, recipe: Recipe): string | null => {
  if (misnamed !== null) return misnamed;
  const format = formatOf(name);
  if (!format) return null;
  for (const { campaign, asked, aggregation, answers } of campaigns) {
    const refusal = format.refuse(asked);
    if (refusal !== null) return `Campaign “${campaign.name}” has no form as ${name}. ${refusal}`;
    if (format.reads !== "consensus" || aggregation || answers !== null || fitsAnew(recipe)) continue;
    const whose = recipe.labels === "latest" ? "nobody" : recipe.labels === "lm" ? "no language model" : "no person";
    return `Campaign “${campaign.name}”: ${whose} has answered yet, so there is no consensus to export as ${name}. Collect or import answers first; plumbline holds the items alone.`;
  }
  const [first, ...others] = campaigns;
  const columns = (one: CampaignContext | undefined): string =>
    one
      ? JSON.stringify(
          format.columns({ asked: one.asked, shape: "standard", recipe: withoutResolved(recipe), mostResponses: 2, written: () => 0 }),
        )
      : "";
  const other = others.find((one) => columns(one) !== columns(first));
  return other
    ? `Campaigns “${first?.campaign.name}” and “${other.campaign.name}” give different columns as ${name}. Export them one by one.`
    : null;
};

const withoutResolved = (recipe: Recipe): StoredRecipe => ({ ...recipe, resolved: { campaigns: [] } });

/** Pins what the recipe means now. @throws AppError refused where the format has no form for a campaign, or there are no answers. */
export const resolveRecipe = async (context: ExportContext, name: ExportFormat, recipe: Recipe): Promise<StoredRecipe> => {
  const refusal = refusalOf(context, name, recipe);
  if (refusal !== null) throw new AppError("refused", { userMessage: refusal });
  const now = (await settledNow(db(), context.project.id)).toISOString();
  const anew = fitsAnew(recipe);
  const format = formatOf(name);
  return {
    ...recipe,
    resolved: {
      campaigns: context.campaigns.map(({ campaign, asked, aggregation, answers, current }): ResolvedCampaign => {
        // Rows of all answers tell a consensus of all: one that lacks the newest is fitted again for them, by the same model.
        const lacks = format?.tellsConsensus === true && !current;
        const stored = anew || lacks ? null : aggregation;
        const own = asked.kind.aggregator(campaign.config, asked.question);
        const again = anew ? (recipe.aggregate ?? "dawid-skene") : lacks ? (aggregation?.model ?? "dawid-skene") : null;
        const latest = aggregation && !anew ? labelSource(aggregation.source) : answers;
        return {
          campaignId: campaign.id,
          slug: campaign.slug,
          question: asked.question,
          aggregationId: stored?.id ?? null,
          model: own ? null : again,
          source: recipe.labels === "latest" ? latest : recipe.labels,
          // Answers are read as they stood when the consensus was fitted, so that both tell of the same labels. Where rows hold no consensus, all there are.
          readAt: usesConsensus(format) && stored ? stored.readAt.toISOString() : now,
        };
      }),
    },
  };
};

export const labelSource = (source: string): "human" | "lm" | "all" => (source === "lm" || source === "all" ? source : "human");
