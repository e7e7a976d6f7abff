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
  /** the answers themselves, where the question compares or aggregates them as a whole; else none */
  response: unknown[];
};

/** Values that are each named by a key, numbered as they are met. */
type Numbered<Value> = { values: Value[]; numbers: Map<string, number> };

const numbered = <Value>(): Numbered<Value> => ({ values: [], numbers: new Map() });

const numberOf = <Value>({ values, numbers }: Numbered<Value>, key: string, value: () => Value): number => {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, values.length);
  return values.push(value()) - 1;
};

export type LabelTabulator = { add: (rows: readonly LabelRow[]) => void; table: () => LabelTable };

/**
 * Puts the answers to `question` into index form, part by part as they are read. An annotator with several live answers on a task counts
 * once, by the latest (the rows of a task come in order of creation). Tasks are numbered by the ids that their items came with, annotators
 * by source and name, so that the same labels give the same table, and a fit of it the same figures to the last bit, on any database.
 * Of a label only numbers are kept: as objects a million of them take a gigabyte.
 */
export const openLabelTable = (kind: AnyKind, config: unknown, question: string): LabelTabulator => {
  const tasks = numbered<LabelledTask>();
  const annotators = numbered<LabelAnnotator>();
  const names = numbered<string>();
  // An order or marks are alike as a whole. A number is one answer of several that a response may hold: the others are not compared.
  const distance = kind.distance(config, question);
  const keepsResponses = distance !== null || kind.aggregator(config, question) !== null;
  // One entry a label, in the order of reading.
  const task: number[] = [];
  const annotator: number[] = [];
  const name: number[] = [];
  const label: number[] = [];
  const value: number[] = [];
  const strength: number[] = [];
  const response: unknown[] = [];
  /** the newest entry of each task, and of each entry the one of its task before it; −1 where there is none */
  const newest: number[] = [];
  const before: number[] = [];
  let classCount = 0;
  let classless = false;

  const entryOf = (ofTask: number, by: number): number => {
    let entry = newest[ofTask] ?? -1;
    while (entry >= 0 && annotator[entry] !== by) entry = before[entry] ?? -1;
    return entry;
  };

  const addRow = (row: LabelRow): void => {
    const { taskId, unitKey, itemId, itemExternalId, promptHash } = row;
    const forms = new Map(
      kind
        .normalise(config, unitKey, row.response)
        .filter((form) => form.question === question)
        .map((form) => [form.part, form]),
    );
    if (forms.size === 0) return;
    const classes = kind.classes(config, unitKey, question);
    const whole = classes === null ? distance : null;
    for (const [part, form] of forms) {
      const given = whole ? whole.name(row.response) : kind.label(form);
      const column = classes ? classes.indexOf(given) : 0;
      if (column < 0) continue;
      if (classes) classCount = Math.max(classCount, classes.length);
      else classless = true;
      const ofTask = numberOf(tasks, `${taskId} ${part}`, () => ({ taskId, part, unitKey, itemId, itemExternalId, promptHash }));
      const by = numberOf(annotators, row.annotatorId, () => ({
        annotatorId: row.annotatorId,
        name: row.annotatorName,
        source: row.annotatorSource,
      }));
      const known = entryOf(ofTask, by);
      const entry = known < 0 ? task.length : known;
      if (known < 0) {
        before[entry] = newest[ofTask] ?? -1;
        newest[ofTask] = entry;
      }
      task[entry] = ofTask;
      annotator[entry] = by;
      name[entry] = numberOf(names, given, () => given);
      label[entry] = column;
      value[entry] = kind.value(form) ?? Number.NaN;
      strength[entry] = form.form === "comparison" ? (form.strength ?? Number.NaN) : Number.NaN;
      if (keepsResponses) response[entry] = row.response;
    }
  };

  const table = (): LabelTable => {
    const orderedTasks = inOrder(tasks, ({ itemExternalId, unitKey, part }) => [itemExternalId, unitKey, part]);
    const orderedAnnotators = inOrder(annotators, ({ source, name: called }) => [source, called]);
    const [taskPlace, annotatorPlace] = [placesOf(orderedTasks), placesOf(orderedAnnotators)];
    const taskOf = (entry: number): number => taskPlace[task[entry] ?? 0] ?? 0;
    const annotatorOf = (entry: number): number => annotatorPlace[annotator[entry] ?? 0] ?? 0;
    const entries = Int32Array.from(task.keys()).sort((a, b) => taskOf(a) - taskOf(b) || annotatorOf(a) - annotatorOf(b));
    const nameOf = (entry: number): string => names.values[name[entry] ?? 0] ?? "";
    const given = classless ? [...new Set(name)].map((one) => names.values[one] ?? "").sort() : null;
    const column = new Map(given?.map((one, index) => [one, index]));
    return {
      question,
      tasks: Array.from(orderedTasks, (one) => tasks.values[one]).filter((one) => one !== undefined),
      annotators: Array.from(orderedAnnotators, (one) => annotators.values[one]).filter((one) => one !== undefined),
      classCount: given?.length ?? classCount,
      given,
      task: entries.map(taskOf),
      annotator: entries.map(annotatorOf),
      label: entries.map((entry) => column.get(nameOf(entry)) ?? label[entry] ?? 0),
      value: Float64Array.from(entries, (entry) => value[entry] ?? Number.NaN),
      strength: Float64Array.from(entries, (entry) => strength[entry] ?? Number.NaN),
      response: keepsResponses ? Array.from(entries, (entry) => response[entry]) : [],
    };
  };
  return { add: (rows) => rows.forEach(addRow), table };
};

/** The same of rows that are all at hand. */
export const tabulateLabels = (kind: AnyKind, config: unknown, question: string, rows: readonly LabelRow[]): LabelTable => {
  const tabulator = openLabelTable(kind, config, question);
  tabulator.add(rows);
  return tabulator.table();
};

/** Numbers of values in the order of what the values hold, compared place by place, then of their keys. */
const inOrder = <Value>({ values, numbers }: Numbered<Value>, holds: (value: Value) => string[]): Int32Array => {
  const places = Array.from(numbers, ([key, number]) => {
    const value = values[number];
    return value === undefined ? [key] : [...holds(value), key];
  });
  return Int32Array.from(values.keys()).sort((first, second) => {
    const [a = [], b = []] = [places[first], places[second]];
    const at = a.findIndex((place, index) => place !== b[index]);
    return at < 0 ? 0 : (a[at] ?? "") < (b[at] ?? "") ? -1 : 1;
  });
};

/** Of each number its place in an order. */
const placesOf = (order: Int32Array): Int32Array => {
  const places = new Int32Array(order.length);
  order.forEach((number, place) => (places[number] = place));
  return places;
};
