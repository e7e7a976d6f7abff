import type { Tx } from "@/lib/db";
import { chooseSplit, wantedSplits } from "@/lib/exports/choose-split";
import type { Asked } from "@/lib/exports/classify-item";
import type { Recipe } from "@/lib/exports/schema";
import { countNotAsked, taskPages } from "@/lib/exports/source/store";
import { byItem, classifyTasks } from "@/lib/exports/stage-preferences";

export type Survey = {
  considered: number;
  exported: number;
  excluded: Record<string, number>;
  splits: Record<string, number>;
  /** every exported row has a strength */
  allMargins: boolean;
};

type Scope = { projectId: string; campaignId: string; aggregationId: string | null; question: string };

/** Counts what a recipe would export, reading no text. Answers before a build, and decides whether there is a margin column. */
export const surveyRows = async (tx: Tx, scope: Scope, asked: Asked, recipe: Recipe, signal?: AbortSignal): Promise<Survey> => {
  const survey: Survey = { considered: 0, exported: 0, excluded: {}, splits: {}, allMargins: true };
  for (const split of wantedSplits(recipe.splits)) survey.splits[split] = 0;
  for await (const page of taskPages(tx, scope)) {
    signal?.throwIfAborted();
    for (const tasks of byItem(page)) {
      const split = chooseSplit(tasks[0]?.promptHash ?? "", recipe.splits, recipe.seed);
      for (const { example, reason } of classifyTasks(asked, tasks, recipe)) {
        survey.considered += 1;
        if (example === null) {
          survey.excluded[reason] = (survey.excluded[reason] ?? 0) + 1;
          continue;
        }
        survey.exported += 1;
        if (example.margin === null) survey.allMargins = false;
        survey.splits[split] = (survey.splits[split] ?? 0) + 1;
      }
    }
  }
  const notAsked = await countNotAsked(tx, scope.projectId, scope.campaignId);
  if (notAsked > 0) survey.excluded["not-asked"] = notAsked;
  survey.considered += notAsked;
  survey.allMargins &&= survey.exported > 0;
  return survey;
};
