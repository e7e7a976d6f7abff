import type { LabelTable } from "@/lib/aggregation/label-table";
import type { AgreementMetric } from "@/lib/agreement/schema";
import type { MeasurementLevel } from "@/lib/kinds/contract";
import { fleissKappa } from "@/lib/ml/agreement/fleiss-kappa";
import { krippendorffAlpha } from "@/lib/ml/agreement/krippendorff-alpha";
import { percentAgreement } from "@/lib/ml/agreement/percent-agreement";
import type { Estimate } from "@/lib/ml/estimate";

/** The coefficient of a label table. Intervals resample prompts, since repeated prompts are not independent. */
export const estimateAgreement = (table: LabelTable, metric: AgreementMetric, level: MeasurementLevel, seed: number): Estimate => {
  const nominal = level === "nominal" || metric !== "krippendorff-alpha";
  // A class without a place on the scale ("both bad") cannot enter an ordered coefficient; nominally it counts like any other.
  const kept = Array.from(table.task.keys()).filter((row) => nominal || !Number.isNaN(table.value[row]));
  if (kept.length === 0) return { value: null, reason: "There are no labels to compare." };
  const source = nominal ? table.label : table.value;
  const ratings = {
    units: table.tasks.length,
    unit: Int32Array.from(kept, (row) => table.task[row] ?? 0),
    annotator: Int32Array.from(kept, (row) => table.annotator[row] ?? 0),
    value: Float64Array.from(kept, (row) => source[row] ?? 0),
  };
  const prompts = new Map<string, number>();
  const cluster = Int32Array.from(table.tasks, (task) => {
    const known = prompts.get(task.promptHash) ?? prompts.size;
    prompts.set(task.promptHash, known);
    return known;
  });
  if (metric === "krippendorff-alpha") return krippendorffAlpha(ratings, { measurement: level, cluster, seed });
  if (metric === "percent-agreement") return percentAgreement(ratings, { cluster, seed });
  return fleissKappa(countsByUnit(table), table.classCount, { cluster, seed });
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
