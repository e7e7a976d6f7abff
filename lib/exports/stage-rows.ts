import { createWriteStream } from "node:fs";
import type { WriteStream } from "node:fs";
import path from "node:path";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import { chooseSplit, wantedSplits } from "@/lib/exports/choose-split";
import { classifyTask } from "@/lib/exports/classify-task";
import { annotationColumns, consensusColumns, itemColumns, preferenceColumns } from "@/lib/exports/columns";
import type { Column } from "@/lib/exports/columns";
import { preferenceRow, promptCell } from "@/lib/exports/preference-rows";
import type { JsonValue, Row, RowShape } from "@/lib/exports/preference-rows";
import { pseudonymsOf } from "@/lib/exports/pseudonyms";
import type { ExportFormat, SplitName, StoredRecipe } from "@/lib/exports/schema";
import { annotationPages, annotatorsOf, countNotAsked, itemPages, itemTexts, taskPages } from "@/lib/exports/source/store";
import type { AnnotationRow, TaskRow } from "@/lib/exports/source/store";
import type { Tx } from "@/lib/db";
import { z } from "zod";
import type { RunControl } from "@/lib/jobs/progress";
import type { ConsensusValue } from "@/lib/kinds/contract";
import type { AnyKind } from "@/lib/kinds/registry";

export type StagedPart = { part: string; split: SplitName; columns: Column[]; path: string; rows: number; bytes: number };

export type StageInput = {
  projectId: string;
  kind: AnyKind;
  format: ExportFormat;
  recipe: StoredRecipe;
  shape: RowShape;
  withMargin: boolean;
  totalItems: number;
};

export type Staged = { parts: StagedPart[]; considered: number; exported: number; excluded: Record<string, number> };

/** JSON lines of one part, with back pressure and a count. */
class LineFile {
  rows = 0;
  private readonly stream: WriteStream;
  constructor(
    readonly part: string,
    readonly split: SplitName,
    readonly columns: Column[],
    readonly path: string,
  ) {
    this.stream = createWriteStream(path);
  }
  async add(row: Row): Promise<void> {
    this.rows += 1;
    if (!this.stream.write(`${JSON.stringify(row)}\n`)) await once(this.stream, "drain");
  }
  async close(): Promise<StagedPart> {
    this.stream.end();
    await finished(this.stream);
    return { part: this.part, split: this.split, columns: this.columns, path: this.path, rows: this.rows, bytes: this.stream.bytesWritten };
  }
}

export const consensusOf = (task: TaskRow): ConsensusValue | null =>
  task.choice === null ? null : { choice: task.choice, posterior: task.posterior, labels: task.labels ?? 0, strength: task.strength };

const json = (value: unknown): JsonValue => z.json().parse(value ?? null);

const annotationRow = (row: AnnotationRow, names: Map<string, string>): Row => ({
  item: row.item,
  unit: row.unitKey,
  annotator: names.get(row.annotatorId) ?? row.name,
  source: row.source,
  response: JSON.stringify(row.response),
  shown_order: json(row.shownOrder),
  comment: row.comment,
  flagged: row.flagged,
  active_seconds: row.activeSeconds,
  guide_version: row.guideVersion,
  created_at: row.createdAt?.toISOString() ?? null,
});

/** Writes every part of a version as JSON lines into a folder; containers are made from these. */
export const stageRows = async (tx: Tx, folder: string, input: StageInput, control: RunControl): Promise<Staged> => {
  const open = (part: string, split: SplitName, columns: Column[]): LineFile =>
    new LineFile(part, split, columns, path.join(folder, `${part}-${split}.jsonl`));
  const progress = (itemOrdinal: number, message: string): void => {
    control.signal.throwIfAborted();
    control.report({ done: Math.min(itemOrdinal, input.totalItems), total: input.totalItems, message });
  };
  const files: LineFile[] = [];
  const tally =
    input.format === "annotations"
      ? { considered: 0, exported: 0, excluded: {} }
      : await stagePreferences(tx, input, open, files, progress);
  const annotations = open("annotations", "train", annotationColumns);
  const items = open("items", "train", itemColumns(input.shape));
  files.push(annotations, items);
  await stageAnnotations(tx, input, annotations, progress);
  await stageItems(tx, input, items, progress);
  const parts: StagedPart[] = [];
  for (const file of files) parts.push(await file.close());
  return input.format === "annotations"
    ? { ...tally, parts, considered: annotations.rows, exported: annotations.rows }
    : { ...tally, parts };
};

type Open = (part: string, split: SplitName, columns: Column[]) => LineFile;
type Tell = (itemOrdinal: number, message: string) => void;

const stagePreferences = async (tx: Tx, input: StageInput, open: Open, files: LineFile[], tell: Tell): Promise<Omit<Staged, "parts">> => {
  const { projectId, kind, format, recipe, shape, withMargin } = input;
  if (format === "annotations") return { considered: 0, exported: 0, excluded: {} };
  const { campaignId, aggregationId, question } = recipe.resolved;
  const columns = preferenceColumns(format, shape, withMargin);
  const targets = new Map(wantedSplits(recipe.splits).map((split) => [split, open("preference", split, columns)]));
  const consensus = open("consensus", "train", consensusColumns);
  files.push(...targets.values(), consensus);
  const excluded: Record<string, number> = {};
  let considered = 0;
  let exported = 0;
  for await (const page of taskPages(tx, { projectId, campaignId, aggregationId, question })) {
    tell(page.at(-1)?.itemOrdinal ?? 0, "Writing preferences");
    const texts = await itemTexts(
      tx,
      projectId,
      page.map((task) => task.itemId),
    );
    for (const task of page) {
      considered += 1;
      const { example, reason } = classifyTask(kind, { unitKey: task.unitKey, isGold: task.isGold, consensus: consensusOf(task) }, recipe);
      const text = texts.get(task.itemId);
      const split = chooseSplit(task.promptHash, recipe.splits, recipe.seed);
      const target = targets.get(split);
      const chosen = example && text?.candidates[example.chosen];
      const rejected = example && text?.candidates[example.rejected];
      const fits = example && text && target && chosen && rejected;
      if (!fits && !reason) throw new RangeError(`task ${task.taskId}: its consensus names a response that the item does not have`);
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
        exported += 1;
        await target.add(preferenceRow(format, shape, withMargin, text.prompt, { chosen: chosen.text, rejected: rejected.text }, example));
      } else if (reason) excluded[reason] = (excluded[reason] ?? 0) + 1;
      await consensus.add(record);
    }
  }
  const notAsked = await countNotAsked(tx, projectId, campaignId);
  if (notAsked > 0) excluded["not-asked"] = notAsked;
  return { considered: considered + notAsked, exported, excluded };
};

const stageAnnotations = async (tx: Tx, { projectId, recipe }: StageInput, file: LineFile, tell: Tell): Promise<void> => {
  const scope = { projectId, campaignId: recipe.resolved.campaignId, readAt: new Date(recipe.resolved.readAt) };
  const names = recipe.annotators === "names" ? new Map<string, string>() : pseudonymsOf(await annotatorsOf(tx, scope), recipe.seed);
  for await (const page of annotationPages(tx, scope)) {
    tell(page.at(-1)?.itemOrdinal ?? 0, "Writing annotations");
    for (const row of page) await file.add(annotationRow(row, names));
  }
};

const stageItems = async (tx: Tx, { projectId, recipe, shape }: StageInput, file: LineFile, tell: Tell): Promise<void> => {
  for await (const page of itemPages(tx, projectId)) {
    tell(page.at(-1)?.ordinal ?? 0, "Writing items");
    const texts = await itemTexts(
      tx,
      projectId,
      page.map((item) => item.id),
    );
    for (const item of page) {
      const text = texts.get(item.id);
      await file.add({
        item: item.item,
        prompt: text ? promptCell(text.prompt, shape) : null,
        responses: text?.candidates.map(({ text: response, model }) => ({ text: response, model })) ?? [],
        split: chooseSplit(item.promptHash, recipe.splits, recipe.seed),
        source: item.source,
        license: item.license,
        meta: JSON.stringify(item.meta ?? {}),
      });
    }
  }
};
