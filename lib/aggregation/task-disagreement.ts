import type { LabelTable } from "@/lib/aggregation/label-table";
import type { AnswerDistance } from "@/lib/kinds/contract";

/**
 * How far the answers to each task lie apart: the mean distance of two of them, 0 (all alike) … 1. The distance is that of the
 * question's answers where they have one of their own, else 0 for the same class and 1 for another, which makes the mean the
 * share of pairs that differ. Null for tasks with fewer than two answers.
 */
export const taskDisagreement = (
  table: Pick<LabelTable, "tasks" | "task" | "label" | "response">,
  distance: AnswerDistance<unknown> | null,
): (number | null)[] => {
  const rows = table.tasks.map((): number[] => []);
  table.task.forEach((task, row) => rows[task]?.push(row));
  const between = (a: number, b: number): number =>
    distance ? distance.between(table.response[a], table.response[b]) : table.label[a] === table.label[b] ? 0 : 1;
  return rows.map((given) => {
    if (given.length < 2) return null;
    let sum = 0;
    given.forEach((a, index) => {
      for (const b of given.slice(index + 1)) sum += between(a, b);
    });
    return sum / ((given.length * (given.length - 1)) / 2);
  });
};
