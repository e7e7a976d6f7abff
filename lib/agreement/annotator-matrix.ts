import type { LabelTable } from "@/lib/aggregation/label-table";
import { compareAnnotatorPairs } from "@/lib/ml/agreement/annotator-pairs";
import type { AnnotatorPair } from "@/lib/ml/agreement/annotator-pairs";

export type AnnotatorMatrix = { names: { annotatorId: string; name: string; source: string; labels: number }[]; pairs: AnnotatorPair[] };

/** How often each two annotators agree on what both judged; the `most` most active of them, models among them. */
export const annotatorMatrix = (table: LabelTable, most: number): AnnotatorMatrix => {
  const labels = new Int32Array(table.annotators.length);
  for (const annotator of table.annotator) labels[annotator] = (labels[annotator] ?? 0) + 1;
  const kept = table.annotators
    .map((annotator, index) => ({ ...annotator, index, labels: labels[index] ?? 0 }))
    .sort((a, b) => b.labels - a.labels || a.name.localeCompare(b.name))
    .slice(0, most);
  const position = new Map(kept.map((annotator, place) => [annotator.index, place]));
  const rows = Array.from(table.task.keys()).filter((row) => position.has(table.annotator[row] ?? -1));
  const pairs = compareAnnotatorPairs({
    units: table.tasks.length,
    unit: Int32Array.from(rows, (row) => table.task[row] ?? 0),
    annotator: Int32Array.from(rows, (row) => position.get(table.annotator[row] ?? -1) ?? 0),
    value: Float64Array.from(rows, (row) => table.label[row] ?? 0),
  });
  return { names: kept.map(({ annotatorId, name, source, labels: count }) => ({ annotatorId, name, source, labels: count })), pairs };
};
