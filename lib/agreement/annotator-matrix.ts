import type { LabelTable } from "@/lib/aggregation/label-table";
import { estimateAgreement } from "@/lib/agreement/estimate-agreement";
import type { AgreementWanted } from "@/lib/agreement/estimate-agreement";
import { compareAnnotatorPairs } from "@/lib/ml/agreement/annotator-pairs";

/**
 * Annotators beside each other. Classes without an order are compared by Cohen's κ; numbers and points of a scale by Krippendorff's α of
 * the two at their level, and orders or marks by their distance: to those one step apart and opposite ends are not the same.
 */
export type AnnotatorMatrix = {
  names: { annotatorId: string; name: string; source: string; labels: number }[];
  measure: "cohen-kappa" | "krippendorff-alpha" | "distance-agreement";
  /** 0-based places in `names`, first < second; how many tasks both answered; null where the coefficient is undefined */
  pairs: { first: number; second: number; shared: number; value: number | null }[];
};

type Measured = Pick<AgreementWanted, "metric" | "level" | "distance">;

/** How far each two annotators agree on what both judged; the `most` most active of them, models among them. */
export const annotatorMatrix = (table: LabelTable, { metric, level, distance }: Measured, most: number): AnnotatorMatrix => {
  const labels = new Int32Array(table.annotators.length);
  for (const annotator of table.annotator) labels[annotator] = (labels[annotator] ?? 0) + 1;
  const kept = table.annotators
    .map((annotator, index) => ({ ...annotator, index, labels: labels[index] ?? 0 }))
    .sort((a, b) => b.labels - a.labels || a.name.localeCompare(b.name))
    .slice(0, most);
  const position = new Map(kept.map((annotator, place) => [annotator.index, place]));
  const rows = Array.from(table.task.keys()).filter((row) => position.has(table.annotator[row] ?? -1));
  const placeOf = (row: number): number => position.get(table.annotator[row] ?? -1) ?? 0;
  const kappas = compareAnnotatorPairs({
    units: table.tasks.length,
    unit: Int32Array.from(rows, (row) => table.task[row] ?? 0),
    annotator: Int32Array.from(rows, placeOf),
    value: Float64Array.from(rows, (row) => table.label[row] ?? 0),
  });
  const classes = metric === "krippendorff-alpha" && level === "nominal";
  const valueOf = (first: number, second: number): number | null => {
    const both = rows.filter((row) => placeOf(row) === first || placeOf(row) === second);
    // One draw is the fewest: the interval is not shown, since so many pairs would be read as tests.
    return estimateAgreement(rowsOfTable(table, both), { metric, level, distance, seed: 1, draws: 1 }).value;
  };
  return {
    names: kept.map(({ annotatorId, name, source, labels: count }) => ({ annotatorId, name, source, labels: count })),
    measure: classes ? "cohen-kappa" : metric === "distance-agreement" ? metric : "krippendorff-alpha",
    pairs: kappas.map(({ first, second, shared, kappa }) => ({ first, second, shared, value: classes ? kappa : valueOf(first, second) })),
  };
};

/** The table of some of its rows, with all of its tasks. */
const rowsOfTable = (table: LabelTable, rows: number[]): LabelTable => ({
  ...table,
  task: Int32Array.from(rows, (row) => table.task[row] ?? 0),
  annotator: Int32Array.from(rows, (row) => table.annotator[row] ?? 0),
  label: Int32Array.from(rows, (row) => table.label[row] ?? 0),
  value: Float64Array.from(rows, (row) => table.value[row] ?? Number.NaN),
  strength: Float64Array.from(rows, (row) => table.strength[row] ?? Number.NaN),
  response: rows.map((row) => table.response[row]),
});
