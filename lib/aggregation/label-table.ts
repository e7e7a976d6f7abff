import type { AnyKind } from "@/lib/kinds/registry";

/** One stored answer as read for aggregation and agreement. */
export type LabelRow = {
  taskId: string;
  unitKey: string;
  itemId: string;
  itemExternalId: string;
  promptHash: string;
  annotatorId: string;
  annotatorName: string;
  annotatorSource: string;
  response: unknown;
};

export type LabelledTask = { taskId: string; unitKey: string; itemId: string; itemExternalId: string; promptHash: string };
export type LabelAnnotator = { annotatorId: string; name: string; source: string };

/** Answers to one question in index form, as the estimators of lib/ml take them. */
export type LabelTable = {
  question: string;
  tasks: LabelledTask[];
  annotators: LabelAnnotator[];
  /** class names by column; a task's own names are `classNames(task)` */
  classCount: number;
  // [labels] each
  task: Int32Array;
  annotator: Int32Array;
  /** column of the class given */
  label: Int32Array;
  /** place on the kind's scale, NaN where the answer has none */
  value: Float64Array;
  /** signed strength −1 … 1, NaN where none was given */
  strength: Float64Array;
};

type Cell = { label: number; value: number; strength: number };

/**
 * Puts the answers to `question` into index form. An annotator with several live answers on a task counts once, by the
 * latest (rows come in order of creation). Tasks and annotators are numbered in the order of their ids, so that the same
 * labels give the same table whatever order the database returned them in.
 */
export const tabulateLabels = (kind: AnyKind, config: unknown, question: string, rows: LabelRow[]): LabelTable => {
  const tasks = new Map<string, LabelledTask>();
  const annotators = new Map<string, LabelAnnotator>();
  const cells = new Map<string, Map<string, Cell>>();
  let classCount = 0;
  for (const row of rows) {
    for (const form of kind.normalise(row.unitKey, row.response)) {
      if (form.question !== question) continue;
      const classes = kind.classes(config, row.unitKey);
      const label = classes.indexOf(kind.label(form));
      if (label < 0) continue;
      classCount = Math.max(classCount, classes.length);
      const { taskId, unitKey, itemId, itemExternalId, promptHash } = row;
      tasks.set(taskId, { taskId, unitKey, itemId, itemExternalId, promptHash });
      annotators.set(row.annotatorId, { annotatorId: row.annotatorId, name: row.annotatorName, source: row.annotatorSource });
      const ofTask = cells.get(taskId) ?? new Map<string, Cell>();
      const strength = form.form === "comparison" ? (form.strength ?? Number.NaN) : Number.NaN;
      ofTask.set(row.annotatorId, { label, value: kind.value(form) ?? Number.NaN, strength });
      cells.set(taskId, ofTask);
    }
  }
  const taskIds = [...tasks.keys()].sort();
  const annotatorIds = [...annotators.keys()].sort();
  const annotatorIndex = new Map(annotatorIds.map((id, index) => [id, index]));
  const flat = taskIds.flatMap((id, task) =>
    [...(cells.get(id) ?? [])].map(([annotatorId, cell]) => ({ task, annotator: annotatorIndex.get(annotatorId) ?? 0, ...cell })),
  );
  flat.sort((a, b) => a.task - b.task || a.annotator - b.annotator);
  return {
    question,
    tasks: taskIds.flatMap((id) => tasks.get(id) ?? []),
    annotators: annotatorIds.flatMap((id) => annotators.get(id) ?? []),
    classCount,
    task: Int32Array.from(flat, (cell) => cell.task),
    annotator: Int32Array.from(flat, (cell) => cell.annotator),
    label: Int32Array.from(flat, (cell) => cell.label),
    value: Float64Array.from(flat, (cell) => cell.value),
    strength: Float64Array.from(flat, (cell) => cell.strength),
  };
};
