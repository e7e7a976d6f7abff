import type { LabelTable } from "@/lib/aggregation/label-table";
import type { AgreementMetric } from "@/lib/agreement/schema";
import type { AnswerDistance, MeasurementLevel } from "@/lib/kinds/contract";
import { distanceAgreement } from "@/lib/ml/agreement/distance-agreement";
import { fleissKappa } from "@/lib/ml/agreement/fleiss-kappa";
import { krippendorffAlpha } from "@/lib/ml/agreement/krippendorff-alpha";
import { percentAgreement } from "@/lib/ml/agreement/percent-agreement";
import type { Estimate } from "@/lib/ml/estimate";

export type AgreementWanted = {
  metric: AgreementMetric;
  level: MeasurementLevel;
  distance: AnswerDistance<unknown> | null;
  seed: number;
  /** resamples for the interval */
  draws?: number;
};

/** The level that a figure was measured at: both of these coefficients only see whether two answers are the same. */
export const levelOf = (metric: AgreementMetric, level: MeasurementLevel): MeasurementLevel =>
  metric === "fleiss-kappa" || metric === "percent-agreement" ? "nominal" : level;

/** The coefficient of a label table. Intervals resample prompts, since repeated prompts are not independent. */
export const estimateAgreement = (table: LabelTable, { metric, level, distance, seed, draws }: AgreementWanted): Estimate => {
  const drawn = { seed, ...(draws === undefined ? {} : { draws }) };
  if (metric === "distance-agreement") return distanceAgreementOf(table, distance, drawn);
  const nominal = levelOf(metric, level) === "nominal";
  // A class without a place on the scale ("both bad") cannot enter an ordered coefficient; nominally it counts like any other.
  const kept = Array.from(table.task.keys()).filter((row) => nominal || !Number.isNaN(table.value[row]));
  if (kept.length === 0)
    return {
      value: null,
      reason:
        table.task.length === 0
          ? "There are no labels to compare."
          : "These answers have no places on a scale, so there is nothing to order. Measure at the nominal level.",
    };
  const source = nominal ? table.label : table.value;
  if (metric === "krippendorff-alpha" && level === "ratio" && kept.some((row) => (source[row] ?? 0) < 0))
    return {
      value: null,
      reason: "The values run below zero, and the ratio level wants a zero beneath them all. Measure at the interval level.",
    };
  const ratings = {
    units: table.tasks.length,
    unit: Int32Array.from(kept, (row) => table.task[row] ?? 0),
    annotator: Int32Array.from(kept, (row) => table.annotator[row] ?? 0),
    value: Float64Array.from(kept, (row) => source[row] ?? 0),
  };
  const cluster = promptOfTask(table);
  if (metric === "krippendorff-alpha") return krippendorffAlpha(ratings, { measurement: level, cluster, ...drawn });
  if (metric === "percent-agreement") return percentAgreement(ratings, { cluster, ...drawn });
  return fleissKappa(countsByUnit(table), table.classCount, { cluster, ...drawn });
};

/** Number of each task's prompt. // [tasks] */
const promptOfTask = (table: LabelTable): Int32Array => {
  const prompts = new Map<string, number>();
  return Int32Array.from(table.tasks, (task) => {
    const known = prompts.get(task.promptHash) ?? prompts.size;
    prompts.set(task.promptHash, known);
    return known;
  });
};

const distanceAgreementOf = (
  table: LabelTable,
  distance: AnswerDistance<unknown> | null,
  drawn: { seed: number; draws?: number },
): Estimate => {
  if (!distance) return { value: null, reason: "Answers to this question have no distance of their own. Measure Krippendorff's alpha." };
  const rowsOfTask = table.tasks.map((): number[] => []);
  table.task.forEach((task, row) => rowsOfTask[task]?.push(row));
  const cluster = promptOfTask(table);
  const pairs = rowsOfTask.flatMap((rows, task) =>
    rows.flatMap((a, index) =>
      rows.slice(index + 1).map((b) => ({
        task,
        between: distance.between(table.response[a], table.response[b]),
        chance: distance.chance(table.response[a], table.response[b]),
      })),
    ),
  );
  return distanceAgreement(
    {
      unit: Int32Array.from(pairs, (pair) => pair.task),
      cluster: Int32Array.from(pairs, (pair) => cluster[pair.task] ?? 0),
      between: Float64Array.from(pairs, (pair) => pair.between),
      chance: Float64Array.from(pairs, (pair) => pair.chance),
    },
    drawn,
  );
};

/** How often each class was given to each unit. // [units, classes] row-major */
const countsByUnit = (table: LabelTable): Float64Array => {
  const counts = new Float64Array(table.tasks.length * table.classCount);
  table.task.forEach((task, row) => {
    const cell = task * table.classCount + (table.label[row] ?? 0);
    counts[cell] = (counts[cell] ?? 0) + 1;
  });
  return counts;
};
