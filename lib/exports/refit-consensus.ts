import { fitConsensus } from "@/lib/aggregation/fit-consensus";
import { readLabels } from "@/lib/aggregation/read-labels";
import { readPairs } from "@/lib/aggregation/read-pairs";
import type { Tx } from "@/lib/db";
import type { Recipe, ResolvedCampaign } from "@/lib/exports/schema";
import type { ConsensusValue } from "@/lib/kinds/contract";
import { kindOf } from "@/lib/kinds/registry";
import type { CampaignView } from "@/lib/projects/schema";

export type Refit = {
  model: string;
  source: "human" | "lm" | "all";
  converged: boolean;
  /** by task id */
  parts: Map<string, { part: string; consensus: ConsensusValue }[]>;
};

/** Whether the answers are filtered: then a stored consensus, which counted all, says nothing of those that remain. */
export const filtersAnswers = ({ answers }: Pick<Recipe, "answers">): boolean =>
  answers.from !== undefined || answers.to !== undefined || answers.annotators.length > 0 || answers.exceptAnnotators.length > 0;

/** The answers that a recipe keeps, as labels are read. @param lastOrdinal of the items up to there alone; null for all */
export const keptLabels = ({ answers }: Pick<Recipe, "answers">, lastOrdinal: number | null) => {
  const { from = null, to = null, annotators, exceptAnnotators } = answers;
  return { from, to, annotators, exceptAnnotators, lastOrdinal, taskShare: null, fewestLabels: 1 } as const;
};

/**
 * The consensus of the answers that a recipe keeps. Null where none is left.
 * @param input.lastOrdinal of the items up to there alone; null for all
 */
export const refitConsensus = async (
  tx: Tx,
  input: { projectId: string; campaign: CampaignView; resolved: ResolvedCampaign; recipe: Recipe; lastOrdinal: number | null },
): Promise<Refit | null> => {
  const { projectId, campaign, resolved, recipe, lastOrdinal } = input;
  const kind = kindOf(campaign.kind);
  const source = resolved.source ?? "human";
  const { table, decisions } = await readLabels(tx, {
    projectId,
    campaign,
    question: resolved.question,
    source,
    at: new Date(resolved.readAt),
    only: keptLabels(recipe, lastOrdinal),
  });
  if (table.task.length === 0) return null;
  const model = resolved.model ?? kind.aggregator(campaign.config, resolved.question)?.model ?? "dawid-skene";
  const pairs = await readPairs(tx, { projectId, model, kind, config: campaign.config, table });
  const fit = fitConsensus(kind, campaign.config, table, { model, seed: recipe.seed, pairs, decisions });
  const parts: Refit["parts"] = new Map();
  for (const { taskId, part, ...consensus } of fit.consensus) parts.set(taskId, [...(parts.get(taskId) ?? []), { part, consensus }]);
  return { model, source, converged: fit.converged, parts };
};
