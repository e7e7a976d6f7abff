import { z } from "zod";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { AnyKind } from "@/lib/kinds/registry";
import { applyDecisions } from "@/lib/aggregation/apply-decisions";
import type { LabelRow, LabelTable } from "@/lib/aggregation/label-table";
import { fitLabelModel } from "@/lib/aggregation/label-models";
import { fitPairModel, isPairModel } from "@/lib/aggregation/pair-models";
import type { TaskPairs } from "@/lib/aggregation/pair-models";
import { aggregationModelSchema, undecided } from "@/lib/aggregation/schema";
import type { KindAggregator, TaskAnswers } from "@/lib/kinds/contract";
import type { ConsensusRow, EstimateRow } from "@/lib/aggregation/store";

export type ConsensusFit = { consensus: ConsensusRow[]; estimates: EstimateRow[]; converged: boolean; iterations: number };

/**
 * Edition of the label models, stored with each aggregation. Raise it whenever the same labels give other figures than before:
 * what an earlier edition fitted is then not held against this one. 2: Dawid–Skene and one coin run until they stand still.
 * 3: these two, GLAD and MACE leap ahead, and get there. 4: so does crowd-bt, whose people are never
 * faithful without exception. 5: nor are those of lcpo; labels that are all alike are held against an answer that nobody gave; GLAD
 * climbs further; of two answers in one row of a file the later counts; crowd-bt and lcpo tell how many labels each person gave.
 * 6: lcpo goes on until what it says of every task stands still; intervals of reliabilities no longer take the answers for known.
 * 7: means with offsets know which annotators no task links.
 */
export const labelModelEdition = 7;

// Two classes whose probabilities differ by less are a draw: an answer that nobody gave is not made up. Fits by steps end within a
// millionth of where they would, so that the halves of a real draw differ by as much.
const drawTolerance = 1e-6;

/**
 * Fits a label model to a label table. Pure and deterministic: invariant I6 calls it again and compares.
 * @param options.pairs what a model over pairs has to know of the responses; read by readPairs
 */
export const fitConsensus = (
  kind: AnyKind,
  config: unknown,
  table: LabelTable,
  options: { model: string; seed: number; pairs: TaskPairs | null; decisions: LabelRow[] },
): ConsensusFit => {
  const fit = fitVotes(kind, config, table, options);
  return { ...fit, consensus: applyDecisions(kind, config, table.question, fit.consensus, options.decisions) };
};

const fitVotes = (
  kind: AnyKind,
  config: unknown,
  table: LabelTable,
  options: { model: string; seed: number; pairs: TaskPairs | null },
): ConsensusFit => {
  const own = kind.aggregator(config, table.question);
  if (own) return fitOwn(own.fit, table, options.seed);
  const model = aggregationModelSchema.parse(options.model);
  const sides = options.pairs ? [options.pairs.firstColumn, options.pairs.secondColumn] : [];
  const used = classesInUse(kind, config, table, sides);
  const column = new Map(used.map((label, index) => [label, index]));
  const votes = {
    tasks: table.tasks.length,
    annotators: table.annotators.length,
    classes: used.length,
    task: table.task,
    annotator: table.annotator,
    label: Int32Array.from(table.label, (label) => column.get(label) ?? 0),
  };
  const fit = isPairModel(model)
    ? fitPairModel(votes, model, placeSides(options.pairs, column), options.seed)
    : fitLabelModel(votes, model);
  const counts = new Int32Array(table.tasks.length);
  const given = new Int32Array(table.annotators.length);
  for (const annotator of table.annotator) given[annotator] = (given[annotator] ?? 0) + 1;
  const strengthSum = new Float64Array(table.tasks.length);
  const strengthCount = new Int32Array(table.tasks.length);
  table.task.forEach((task, row) => {
    counts[task] = (counts[task] ?? 0) + 1;
    const strength = table.strength[row] ?? Number.NaN;
    if (Number.isNaN(strength)) return;
    strengthSum[task] = (strengthSum[task] ?? 0) + strength;
    strengthCount[task] = (strengthCount[task] ?? 0) + 1;
  });
  const consensus = table.tasks.map((task, index): ConsensusRow => {
    const names = kind.classes(config, task.unitKey, table.question) ?? [];
    const shares = used.map((label, place) => ({
      name: names[label] ?? String(label),
      p: fit.posterior[index * used.length + place] ?? 0,
    }));
    const ranked = [...shares].sort((a, b) => b.p - a.p);
    const [first, second] = ranked;
    const draw = first && second && first.p - second.p <= drawTolerance;
    const strengths = strengthCount[index] ?? 0;
    return {
      taskId: task.taskId,
      part: task.part,
      choice: !first || draw ? undecided : first.name,
      posterior: Object.fromEntries(shares.map(({ name, p }) => [name, p])),
      pChoice: first?.p ?? 0,
      labels: counts[index] ?? 0,
      strength: strengths > 0 ? (strengthSum[index] ?? 0) / strengths : null,
      detail: null,
    };
  });
  const classNames = used.map((label) => columnName(kind, config, table, label));
  const estimates = table.annotators.map((annotator, index): EstimateRow => {
    const reliability = fit.reliability[index];
    return {
      annotatorId: annotator.annotatorId,
      reliability: reliability?.value ?? 0,
      ci: reliability?.ci ?? null,
      // All that were read: what a model makes of ties is told by its interval.
      labels: given[index] ?? 0,
      confusion: fit.confusion ? confusionOf(fit.confusion, index, classNames) : null,
    };
  });
  return { consensus, estimates, converged: fit.converged, iterations: fit.iterations };
};

/**
 * Columns of the classes that a model weighs: those given, and `sides` where it needs them. A single one would be certain by
 * definition, however few gave it: then it is held against the other side of the pair, or against all that the question offers.
 */
const classesInUse = (kind: AnyKind, config: unknown, table: LabelTable, sides: number[]): number[] => {
  const used = new Set([...table.label, ...sides]);
  const [task] = table.tasks;
  if (used.size === 1 && task) {
    const offered = kind.classes(config, task.unitKey, table.question) ?? [];
    const ofPair = kind.figure(config, table.question).ofResponses ? kind.unitOrdinals(task.unitKey, 2).map(String) : offered;
    for (const name of ofPair) if (offered.includes(name)) used.add(offered.indexOf(name));
  }
  return [...used].sort((a, b) => a - b);
};

/** A question without classes: the kind says what its answers come to. */
const fitOwn = (aggregate: KindAggregator<unknown>, table: LabelTable, seed: number): ConsensusFit => {
  const tasks = table.tasks.map(({ unitKey, part }): TaskAnswers<unknown> => ({ unitKey, part, answers: [] }));
  const counts = new Int32Array(table.annotators.length);
  table.task.forEach((task, row) => {
    const annotator = table.annotator[row] ?? 0;
    counts[annotator] = (counts[annotator] ?? 0) + 1;
    tasks[task]?.answers.push({ annotator, response: table.response[row] });
  });
  const fit = aggregate({ tasks, annotators: table.annotators.length, seed });
  return {
    consensus: fit.consensus.map((value, index): ConsensusRow => {
      const task = table.tasks[index];
      if (!task) throw new RangeError("consensus: more values than tasks");
      const { detail, ...rest } = value;
      return { taskId: task.taskId, part: task.part, ...rest, detail: detail === null ? null : z.json().parse(detail) };
    }),
    // An annotator whose reliability the kind leaves undefined has no row: a number would be made up.
    estimates: table.annotators.flatMap((annotator, index): EstimateRow[] => {
      const reliability = fit.reliability[index];
      if (!reliability || reliability.value === null) return [];
      const { value, ci } = reliability;
      return [{ annotatorId: annotator.annotatorId, reliability: value, ci, labels: counts[index] ?? 0, confusion: null }];
    }),
    converged: fit.converged,
    iterations: fit.iterations,
  };
};

/** The pairs with their sides' columns among those in use. */
const placeSides = (pairs: TaskPairs | null, column: ReadonlyMap<number, number>): TaskPairs => {
  if (!pairs) throw new RangeError("pairs are needed by a model over pairs");
  return {
    ...pairs,
    firstColumn: column.get(pairs.firstColumn) ?? 0,
    secondColumn: column.get(pairs.secondColumn) ?? 0,
    tieColumn: column.get(pairs.tieColumn) ?? -1,
  };
};

/** A column over all units: the classes' own names where every unit shares them, else their places. */
const columnName = (kind: AnyKind, config: unknown, table: LabelTable, label: number): string => {
  const names = new Set(table.tasks.map((task) => kind.classes(config, task.unitKey, table.question)?.[label] ?? String(label)));
  const [only] = names;
  return names.size === 1 && only !== undefined ? only : `class ${label + 1}`;
};

const confusionOf = (confusion: Float64Array, annotator: number, classes: string[]): Prisma.InputJsonValue => {
  const k = classes.length;
  return {
    classes,
    rows: classes.map((_, j) => Array.from(confusion.subarray(annotator * k * k + j * k, annotator * k * k + (j + 1) * k))),
  };
};
