import path from "node:path";
import { chooseSplit } from "@/lib/exports/choose-split";
import type { Asked } from "@/lib/exports/classify-item";
import { annotationColumns, answerTableKey, itemColumns } from "@/lib/exports/columns";
import type { Column } from "@/lib/exports/columns";
import { LineFile } from "@/lib/exports/line-file";
import type { StagedPart, Tell } from "@/lib/exports/line-file";
import { promptCell } from "@/lib/exports/preference-rows";
import type { JsonValue, Row, RowShape } from "@/lib/exports/preference-rows";
import { pseudonymsOf } from "@/lib/exports/pseudonyms";
import type { ExportFormat, SplitName, StoredRecipe } from "@/lib/exports/schema";
import { annotationPages, annotatorsOf, itemPages, itemTexts } from "@/lib/exports/source/store";
import type { AnnotationRow, ItemText } from "@/lib/exports/source/store";
import { stagePreferences } from "@/lib/exports/stage-preferences";
import type { Tx } from "@/lib/db";
import { z } from "zod";
import type { RunControl } from "@/lib/jobs/progress";
import type { AnyKind } from "@/lib/kinds/registry";

export type StageInput = {
  projectId: string;
  asked: Asked;
  format: ExportFormat;
  recipe: StoredRecipe;
  shape: RowShape;
  withMargin: boolean;
  totalItems: number;
};

export type Staged = { parts: StagedPart[]; considered: number; exported: number; excluded: Record<string, number> };

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
  question_version: row.questionVersion,
  extras: JSON.stringify(row.extras),
  repeat: row.repeat,
  left_out: row.excludedPerson,
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
      : await stagePreferences(tx, { ...input, format: input.format }, open, files, progress);
  const annotations = open("annotations", "train", annotationColumns);
  const items = open("items", "train", itemColumns(input.shape));
  const tables = input.asked.kind.answerTables.map((table) => ({
    table,
    file: open(table.name, "train", [...answerTableKey, ...table.columns]),
  }));
  files.push(annotations, items, ...tables.map(({ file }) => file));
  await stageAnnotations(tx, input, { annotations, tables }, progress);
  await stageItems(tx, input, items, progress);
  const parts: StagedPart[] = [];
  for (const file of files) parts.push(await file.close());
  return input.format === "annotations"
    ? { ...tally, parts, considered: annotations.rows, exported: annotations.rows }
    : { ...tally, parts };
};

type AnswerFiles = { annotations: LineFile; tables: { table: AnyKind["answerTables"][number]; file: LineFile }[] };

/** Every live answer as it was given, and what its kind makes of it in tables of its own. */
const stageAnnotations = async (tx: Tx, { projectId, recipe, asked }: StageInput, files: AnswerFiles, tell: Tell): Promise<void> => {
  const scope = { projectId, campaignId: recipe.resolved.campaignId, readAt: new Date(recipe.resolved.readAt) };
  const names = recipe.annotators === "names" ? new Map<string, string>() : pseudonymsOf(await annotatorsOf(tx, scope), recipe.seed);
  for await (const page of annotationPages(tx, scope)) {
    tell(page.at(-1)?.itemOrdinal ?? 0, "Writing annotations");
    const texts =
      files.tables.length === 0
        ? null
        : await itemTexts(
            tx,
            projectId,
            page.map((row) => row.itemId),
          );
    for (const row of page) {
      await files.annotations.add(annotationRow(row, names));
      const item = texts?.get(row.itemId);
      if (!item) continue;
      const key = { item: row.item, unit: row.unitKey, annotator: names.get(row.annotatorId) ?? row.name, source: row.source };
      for (const { table, file } of files.tables) {
        const made = table.rows({ config: asked.config, item, unitKey: row.unitKey, response: row.response });
        for (const values of made) await file.add({ ...key, ...values });
      }
    }
  }
};

const mediaCell = (text: ItemText | undefined): string | null => {
  const responses = text?.candidates.map(({ media }) => media) ?? [];
  return text?.media || responses.some((media) => media !== null) ? JSON.stringify({ prompt: text?.media ?? null, responses }) : null;
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
        media: mediaCell(text),
        split: chooseSplit(item.promptHash, recipe.splits, recipe.seed),
        source: item.source,
        license: item.license,
        meta: JSON.stringify(item.meta ?? {}),
      });
    }
  }
};
