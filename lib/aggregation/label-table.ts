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

export type LabelledTask = {
  taskId: string;
  /** what of the task a kind's answer judges where it judges several things at once; "" for the task as a whole */
  part: string;
  unitKey: string;
  itemId: string;
  itemExternalId: string;
  promptHash: string;
};
export type LabelAnnotator = { annotatorId: string; name: string; source: string };

/** Answers to one question in index form, as the estimators of lib/ml take them. */
export type LabelTable = {
  question: string;
  tasks: LabelledTask[];
  annotators: LabelAnnotator[];
  /** number of columns that `label` refers to */
  classCount: number;
  /** What was given, by column, where the question has no classes; null where a unit's classes name the columns. */
  given: string[] | null;
  // [labels] each
  task: Int32Array;
  annotator: Int32Array;
  /** column of the class given */
  label: Int32Array;
  /** place on the kind's scale, NaN where the answer has none */
  value: Float64Array;
  /** signed strength −1 … 1, NaN where none was given */
  strength: Float64Array;
  /** the answers themselves */
  response: unknown[];
};

type Cell = { name: string; label: number; value: number; strength: number; response: unknown };

/**
 * Puts the answers to `question` into index form. An annotator with several live answers on a task counts once, by the
 * latest (rows come in order of creation). Tasks are numbered by the ids that their items came with, annotators by source and
 * name, so that the same labels give the same table, and a fit of it the same figures to the last bit, on any database.
 */
export const tabulateLabels = (kind: AnyKind, config: unknown, question: string, rows: LabelRow[]): LabelTable => {
  const tasks = new Map<string, LabelledTask>();
  const annotators = new Map<string, LabelAnnotator>();
  const cells = new Map<string, Map<string, Cell>>();
  let classCount = 0;
  let classless = false;
  for (const row of rows) {
    const { taskId, unitKey, itemId, itemExternalId, promptHash, response } = row;
    const forms = new Map(
      kind
        .normalise(config, unitKey, response)
        .filter((form) => form.question === question)
        .map((form) => [form.part, form]),
    );
    if (forms.size === 0) continue;
    const classes = kind.classes(config, unitKey, question);
    // An order or marks are alike as a whole. A number is one answer of several that a response may hold: the others are not compared.
    const whole = classes === null ? kind.distance(config, question) : null;
    for (const [part, form] of forms) {
      const name = whole ? whole.name(response) : kind.label(form);
      const label = classes ? classes.indexOf(name) : 0;
      if (label < 0) continue;
      if (classes) classCount = Math.max(classCount, classes.length);
      else classless = true;
      const key = `${taskId} ${part}`;
      tasks.set(key, { taskId, part, unitKey, itemId, itemExternalId, promptHash });
      annotators.set(row.annotatorId, { annotatorId: row.annotatorId, name: row.annotatorName, source: row.annotatorSource });
      const ofTask = cells.get(key) ?? new Map<string, Cell>();
      const strength = form.form === "comparison" ? (form.strength ?? Number.NaN) : Number.NaN;
      ofTask.set(row.annotatorId, { name, label, value: kind.value(form) ?? Number.NaN, strength, response });
      cells.set(key, ofTask);
    }
  }
  const keys = sortedBy(tasks, ({ itemExternalId, unitKey, part }) => [itemExternalId, unitKey, part]);
  const annotatorIds = sortedBy(annotators, ({ source, name }) => [source, name]);
  const annotatorIndex = new Map(annotatorIds.map((id, index) => [id, index]));
  const flat = keys.flatMap((key, task) =>
    [...(cells.get(key) ?? [])].map(([annotatorId, cell]) => ({ task, annotator: annotatorIndex.get(annotatorId) ?? 0, ...cell })),
  );
  flat.sort((a, b) => a.task - b.task || a.annotator - b.annotator);
  const given = classless ? [...new Set(flat.map((cell) => cell.name))].sort() : null;
  const column = new Map(given?.map((name, index) => [name, index]));
  return {
    question,
    tasks: keys.flatMap((key) => tasks.get(key) ?? []),
    annotators: annotatorIds.flatMap((id) => annotators.get(id) ?? []),
    classCount: given?.length ?? classCount,
    given,
    task: Int32Array.from(flat, (cell) => cell.task),
    annotator: Int32Array.from(flat, (cell) => cell.annotator),
    label: Int32Array.from(flat, (cell) => column.get(cell.name) ?? cell.label),
    value: Float64Array.from(flat, (cell) => cell.value),
    strength: Float64Array.from(flat, (cell) => cell.strength),
    response: flat.map((cell) => cell.response),
  };
};

/** Keys of a map in the order of what their values hold, compared place by place. */
const sortedBy = <Value>(map: ReadonlyMap<string, Value>, holds: (value: Value) => string[]): string[] =>
  [...map]
    .map(([key, value]) => ({ key, places: [...holds(value), key] }))
    .sort((a, b) => {
      const at = a.places.findIndex((place, index) => place !== b.places[index]);
      return at < 0 ? 0 : (a.places[at] ?? "") < (b.places[at] ?? "") ? -1 : 1;
    })
    .map(({ key }) => key);
