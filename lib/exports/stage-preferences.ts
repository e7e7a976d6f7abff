import { chooseSplit, wantedSplits } from "@/lib/exports/choose-split";
import { classifyItem } from "@/lib/exports/classify-item";
import type { Asked, Classified } from "@/lib/exports/classify-item";
import { consensusColumns, preferenceColumns } from "@/lib/exports/columns";
import type { LineFile, Open, Tell } from "@/lib/exports/line-file";
import { preferenceRow } from "@/lib/exports/preference-rows";
import type { RowShape } from "@/lib/exports/preference-rows";
import type { ExportFormat, StoredRecipe } from "@/lib/exports/schema";
import { countNotAsked, itemTexts, taskPages } from "@/lib/exports/source/store";
import type { ItemText, TaskRow } from "@/lib/exports/source/store";
import type { Tx } from "@/lib/db";
import type { ConsensusValue, ExampleSide } from "@/lib/kinds/contract";

export type PreferenceInput = {
  projectId: string;
  asked: Asked;
  format: Exclude<ExportFormat, "annotations">;
  recipe: StoredRecipe;
  shape: RowShape;
  withMargin: boolean;
};

export type PreferenceTally = { considered: number; exported: number; excluded: Record<string, number> };

export const consensusOf = (task: TaskRow): ConsensusValue | null =>
  task.choice === null
    ? null
    : {
        choice: task.choice,
        posterior: task.posterior,
        pChoice: task.pChoice,
        labels: task.labels ?? 0,
        strength: task.strength,
        detail: task.detail,
      };

/** The tasks of a page, item by item. */
export const byItem = (page: TaskRow[]): TaskRow[][] => {
  const groups = new Map<string, TaskRow[]>();
  for (const task of page) groups.set(task.itemId, [...(groups.get(task.itemId) ?? []), task]);
  return [...groups.values()];
};

export const classifyTasks = (asked: Asked, tasks: TaskRow[], recipe: Pick<StoredRecipe, "gold" | "ties" | "minPosterior">): Classified[] =>
  classifyItem(
    asked,
    tasks.map((task) => ({ unitKey: task.unitKey, part: task.part, isGold: task.isGold, consensus: consensusOf(task) })),
    recipe,
  );

type Side = { text: string; model: string | null };

const sideOf = (text: ItemText | undefined, side: ExampleSide): Side | undefined =>
  "text" in side ? { text: side.text, model: null } : text?.candidates[side.ordinal];

/** Writes the preferences of a campaign, and beside them which task gave which row and why the others gave none. */
export const stagePreferences = async (
  tx: Tx,
  input: PreferenceInput,
  open: Open,
  files: LineFile[],
  tell: Tell,
): Promise<PreferenceTally> => {
  const { projectId, asked, format, recipe, shape, withMargin } = input;
  const { campaignId, aggregationId, question } = recipe.resolved;
  const columns = preferenceColumns(format, shape, withMargin);
  const targets = new Map(wantedSplits(recipe.splits).map((split) => [split, open("preference", split, columns)]));
  const consensus = open("consensus", "train", consensusColumns);
  files.push(...targets.values(), consensus);
  const tally: PreferenceTally = { considered: 0, exported: 0, excluded: {} };
  for await (const page of taskPages(tx, { projectId, campaignId, aggregationId, question })) {
    tell(page.at(-1)?.itemOrdinal ?? 0, "Writing preferences");
    const texts = await itemTexts(
      tx,
      projectId,
      page.map((task) => task.itemId),
    );
    for (const tasks of byItem(page)) {
      const text = texts.get(tasks[0]?.itemId ?? "");
      for (const outcome of classifyTasks(asked, tasks, recipe)) {
        const task = tasks.find((one) => one.unitKey === outcome.unitKey && one.part === outcome.part) ?? tasks[0];
        if (!task) continue;
        tally.considered += 1;
        const { example, reason } = outcome;
        const chosen = example ? sideOf(text, example.chosen) : undefined;
        const rejected = example ? sideOf(text, example.rejected) : undefined;
        const split = chooseSplit(task.promptHash, recipe.splits, recipe.seed);
        const target = targets.get(split);
        const fits = example && text && target && chosen && rejected;
        if (!fits && reason === null)
          throw new RangeError(`task ${task.taskId}: its consensus names a response that the item does not have`);
        const record = {
          item: task.item,
          unit: task.unitKey,
          split: fits ? split : null,
          row: fits ? target.rows : null,
          excluded: reason,
          choice: task.choice,
          p_choice: task.pChoice,
          posterior: task.choice === null ? null : JSON.stringify(task.posterior),
          labels: task.labels ?? 0,
          strength: task.strength,
          chosen_model: chosen?.model ?? null,
          rejected_model: rejected?.model ?? null,
        };
        if (fits) {
          tally.exported += 1;
          await target.add(
            preferenceRow(format, shape, withMargin, text.prompt, { chosen: chosen.text, rejected: rejected.text }, example),
          );
        } else if (reason !== null) tally.excluded[reason] = (tally.excluded[reason] ?? 0) + 1;
        await consensus.add(record);
      }
    }
  }
  const notAsked = await countNotAsked(tx, projectId, campaignId);
  if (notAsked > 0) tally.excluded["not-asked"] = notAsked;
  return { ...tally, considered: tally.considered + notAsked };
};
