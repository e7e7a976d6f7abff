import type { LabelTable } from "@/lib/aggregation/label-table";
import { agreementByUnit } from "@/lib/ml/agreement/percent-agreement";

/** Answers given to one task, by class column, with who gave them: "person" or "model". */
export type ContestedTask = {
  taskId: string;
  itemId: string;
  unitKey: string;
  labels: number;
  /** share of pairs of answers that are the same */
  agreement: number;
  /** most frequent first */
  votes: { label: number; people: number; models: number }[];
};

/**
 * Tasks whose annotators agree least. Among equals those with more answers come first, since four against four says more
 * than one against one; then the order of the table, so that the list stays put between visits.
 */
export const rankContested = (table: LabelTable, limit: number): ContestedTask[] => {
  const ratings = {
    units: table.tasks.length,
    unit: table.task,
    annotator: table.annotator,
    value: Float64Array.from(table.label),
  };
  const contested = agreementByUnit(ratings)
    .filter(({ share }) => share < 1)
    .sort((a, b) => a.share - b.share || b.labels - a.labels || a.unit - b.unit)
    .slice(0, limit);
  const votesOf = new Map(contested.map(({ unit }) => [unit, new Map<number, { people: number; models: number }>()]));
  table.task.forEach((task, row) => {
    const votes = votesOf.get(task);
    if (!votes) return;
    const label = table.label[row] ?? 0;
    const count = votes.get(label) ?? { people: 0, models: 0 };
    if (table.annotators[table.annotator[row] ?? 0]?.source === "lm") count.models += 1;
    else count.people += 1;
    votes.set(label, count);
  });
  return contested.flatMap(({ unit, share, labels }) => {
    const task = table.tasks[unit];
    if (!task) return [];
    const votes = [...(votesOf.get(unit) ?? [])]
      .map(([label, count]) => ({ label, ...count }))
      .sort((a, b) => b.people + b.models - a.people - a.models || a.label - b.label);
    return [{ taskId: task.taskId, itemId: task.itemId, unitKey: task.unitKey, labels, agreement: share, votes }];
  });
};
