import { copyField, copySheets, openSheet } from "@/lib/copy-rows";
import type { Sheet } from "@/lib/copy-rows";
import { newId } from "@/lib/ids";
import { copyRules } from "@/lib/imports/batch-session";
import type { Session } from "@/lib/imports/batch-session";
import { annotatorKey } from "@/lib/imports/batch-store";
import type { NewAnnotation } from "@/lib/imports/batch-store";
import { promptCharsOf, promptHashOf, textHashOf, titleOf } from "@/lib/imports/identity";
import { answersOf } from "@/lib/imports/label-answers";
import type { RowMedia } from "@/lib/imports/row-media";
import { besideRow } from "@/lib/imports/row-schema";
import type { ImportRow } from "@/lib/imports/row-schema";
import type { TargetAnswer } from "@/lib/imports/targets";

/** Rows whose items are new, with all that came with them, on their way into the tables: ids are made here, so nothing can be there already. */

export type FreshRow = { row: ImportRow; contentHash: string; externalId: string; answers: TargetAnswer[]; media: RowMedia | null };

/** What rows refer to, as far as it is known. */
export type FreshScope = { projectId: string; importId: string } & Pick<Session, "annotators" | "questionVersions">;

const tables = {
  item: [
    "id",
    "project_id",
    "import_id",
    "ordinal",
    "external_id",
    "content_hash",
    "prompt_hash",
    "title",
    "source",
    "license",
    "meta",
    "prompt_chars",
  ],
  item_payload: ["item_id", "prompt", "media"],
  candidate: ["id", "project_id", "item_id", "ordinal", "external_id", "model", "text_hash", "chars"],
  candidate_payload: ["candidate_id", "text", "media"],
  task: ["id", "project_id", "campaign_id", "item_id", "unit_key", "is_gold"],
  annotation: [
    "id",
    "project_id",
    "campaign_id",
    "task_id",
    "annotator_id",
    "import_id",
    "idem_key",
    "payload_hash",
    "response",
    "comment",
    "extras",
    "question_version",
  ],
} as const;

export type FreshSheets = Record<keyof typeof tables, Sheet>;

/** In the order in which the tables refer to each other. */
export const openFreshSheets = (): FreshSheets => ({
  item: openSheet("item", tables.item),
  item_payload: openSheet("item_payload", tables.item_payload),
  candidate: openSheet("candidate", tables.candidate),
  candidate_payload: openSheet("candidate_payload", tables.candidate_payload),
  task: openSheet("task", tables.task),
  annotation: openSheet("annotation", tables.annotation),
});

export const clearSheets = (sheets: FreshSheets): void => Object.values(sheets).forEach((sheet) => sheet.clear());

/** Sends what the sheets hold. */
export const copyFresh = async ({ client, trusted }: Session, sheets: FreshSheets): Promise<void> =>
  copySheets(client, Object.values(sheets), trusted ? copyRules : undefined);

const metaText = (row: ImportRow): string => {
  const meta = row.meta ?? {};
  const beside = besideRow(row);
  return JSON.stringify(beside.length === 0 ? meta : { ...Object.fromEntries(beside), ...meta });
};

const jsonField = (value: unknown): string => (value === null || value === undefined ? "\\N" : copyField(JSON.stringify(value)));

// Concatenation, because joining a list of fields for each of seven rows costs as much as reading the row did.

const addItem = (sheets: FreshSheets, { projectId, importId }: FreshScope, fresh: FreshRow, id: string, ordinal: number): void => {
  const { row, media } = fresh;
  sheets.item.add(
    `${id}\t${projectId}\t${importId}\t${ordinal}\t${copyField(fresh.externalId)}\t${fresh.contentHash}\t${promptHashOf(row.prompt, row.media)}\t${copyField(
      titleOf(row.prompt),
    )}\t${copyField(row.source ?? null)}\t${copyField(row.license ?? null)}\t${copyField(metaText(row))}\t${promptCharsOf(row.prompt)}\n`,
  );
  sheets.item_payload.add(`${id}\t${jsonField(row.prompt)}\t${jsonField(media?.prompt)}\n`);
};

const addCandidates = (sheets: FreshSheets, { projectId }: FreshScope, { row, media }: FreshRow, itemId: string): void => {
  for (const [ordinal, { text, model, id: given }] of row.responses.entries()) {
    const id = newId("candidate");
    sheets.candidate.add(
      `${id}\t${projectId}\t${itemId}\t${ordinal}\t${copyField(given ?? null)}\t${copyField(model ?? null)}\t${textHashOf(text)}\t${text.length}\n`,
    );
    sheets.candidate_payload.add(`${id}\t${copyField(text)}\t${jsonField(media?.responses[ordinal])}\n`);
  }
};

type NewTask = { id: string; campaignId: string; unitKey: string; isGold: boolean };

/** One task for each unit that the answers judge. */
const tasksOf = (answers: TargetAnswer[]): { tasks: NewTask[]; idOf: (answer: TargetAnswer) => string } => {
  const tasks: NewTask[] = [];
  const ids = new Map<TargetAnswer, string>();
  for (const answer of answers) {
    const { campaignId } = answer.target;
    let task = tasks.find((one) => one.unitKey === answer.unitKey && one.campaignId === campaignId);
    if (!task) {
      task = { id: newId("task"), campaignId, unitKey: answer.unitKey, isGold: false };
      tasks.push(task);
    }
    task.isGold ||= answer.label.kind === "gold";
    ids.set(answer, task.id);
  }
  return { tasks, idOf: (answer) => ids.get(answer) ?? "" };
};

const addAnswer = (sheets: FreshSheets, { projectId, importId, questionVersions }: FreshScope, answer: NewAnnotation): void => {
  const { id, campaignId, taskId, annotatorId, idemKey, payloadHash, responseText, comment, extras } = answer;
  sheets.annotation.add(
    `${id}\t${projectId}\t${campaignId}\t${taskId}\t${annotatorId}\t${importId}\t${idemKey}\t${payloadHash}\t${copyField(responseText)}\t${
      comment === "" ? "\\N" : copyField(comment)
    }\t${extras.length === 0 ? "[]" : jsonField(extras)}\t${questionVersions.get(campaignId) ?? 1}\n`,
  );
};

/** Adds a row with its item, responses, tasks and answers. */
export const addFreshRow = (sheets: FreshSheets, scope: FreshScope, fresh: FreshRow, place: { itemId: string; ordinal: number }): void => {
  const { itemId, ordinal } = place;
  addItem(sheets, scope, fresh, itemId, ordinal);
  addCandidates(sheets, scope, fresh, itemId);
  if (fresh.answers.length === 0) return;
  const { tasks, idOf } = tasksOf(fresh.answers);
  for (const { id, campaignId, unitKey, isGold } of tasks)
    sheets.task.add(`${id}\t${scope.projectId}\t${campaignId}\t${itemId}\t${copyField(unitKey)}\t${isGold ? "t" : "f"}\n`);
  for (const answer of answersOf(fresh.answers, itemId, scope.annotators, idOf)) addAnswer(sheets, scope, answer);
};

/** Whether everybody who answered in a row is known, and where. */
export const knowsAnnotators = ({ answers }: FreshRow, annotators: Session["annotators"]): boolean =>
  answers.every(({ label }) => annotators.has(annotatorKey({ source: label.kind, name: label.annotator })));
