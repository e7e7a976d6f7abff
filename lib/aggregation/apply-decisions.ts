import { z } from "zod";
import { tabulateLabels } from "@/lib/aggregation/label-table";
import type { LabelRow } from "@/lib/aggregation/label-table";
import type { ConsensusRow } from "@/lib/aggregation/store";
import type { AnyKind } from "@/lib/kinds/registry";

/**
 * Puts the deciding answers in the place of what the votes came to. A decided task has the decided answer with certainty,
 * whatever the votes said, and keeps their number; a task that nobody else answered gets it too. Reliabilities stay as fitted
 * from the votes. Pure: invariant I6 calls it again.
 */
export const applyDecisions = (
  kind: AnyKind,
  config: unknown,
  question: string,
  consensus: ConsensusRow[],
  decisions: LabelRow[],
): ConsensusRow[] => {
  if (decisions.length === 0) return consensus;
  // One voice: of several decisions on a task the latest holds, whoever gave it.
  const table = tabulateLabels(
    kind,
    config,
    question,
    decisions.map((row) => ({ ...row, annotatorId: "decision" })),
  );
  const own = kind.aggregator(config, question);
  const decided = new Map(
    table.tasks.map((task, index) => {
      const row = table.task.indexOf(index);
      const given = { unitKey: task.unitKey, part: task.part, answers: [{ annotator: 0, response: table.response[row] }] };
      const value = own?.fit({ tasks: [given], annotators: 1, seed: 0 }).consensus[0];
      const strength = table.strength[row] ?? Number.NaN;
      const name = kind.classes(config, task.unitKey, question)?.[table.label[row] ?? -1] ?? "";
      const answer = value
        ? { ...value, detail: value.detail === null ? null : z.json().parse(value.detail) }
        : { choice: name, posterior: { [name]: 1 }, pChoice: 1, strength: Number.isNaN(strength) ? null : strength, detail: null };
      return [`${task.taskId} ${task.part}`, { taskId: task.taskId, part: task.part, ...answer, labels: 0 }];
    }),
  );
  const kept = consensus.map((row): ConsensusRow => {
    const answer = decided.get(`${row.taskId} ${row.part}`);
    if (!answer) return row;
    decided.delete(`${row.taskId} ${row.part}`);
    const posterior = own
      ? answer.posterior
      : { ...Object.fromEntries(Object.keys(row.posterior).map((name) => [name, 0])), ...answer.posterior };
    return { ...answer, posterior, labels: row.labels };
  });
  return [...kept, ...decided.values()];
};
