import type { LabelTable } from "@/lib/aggregation/label-table";
import type { KindAggregator, UnitConsensus } from "@/lib/kinds/contract";
import type { AnyKind } from "@/lib/kinds/registry";

/** What a task's answers to one question come to, by whose labels one trains on. */
export type Answer = UnitConsensus & { taskId: string; itemId: string };

/**
 * The most frequent answer of each task, and the mean of the strengths that were given; where two lead together, neither. `name` keeps to one annotator. Answers without classes
 * have no majority: the kind's own aggregation over them.
 */
export const majorityOfTable = (kind: AnyKind, config: unknown, table: LabelTable, name: string | null): Answer[] => {
  const own = kind.aggregator(config, table.question);
  if (own) return ownConsensus(own.fit, table, name);
  const counts = table.tasks.map(() => new Map<number, number>());
  const strengths = table.tasks.map((): number[] => []);
  for (const [position, task] of table.task.entries()) {
    if (name !== null && table.annotators[table.annotator[position] ?? -1]?.name !== name) continue;
    const ofTask = counts[task];
    const label = table.label[position] ?? 0;
    ofTask?.set(label, (ofTask.get(label) ?? 0) + 1);
    const strength = table.strength[position] ?? Number.NaN;
    if (!Number.isNaN(strength)) strengths[task]?.push(strength);
  }
  return table.tasks.flatMap(({ taskId, itemId, unitKey, part }, task) => {
    const ranked = [...(counts[task] ?? [])].sort(([, a], [, b]) => b - a);
    const [leader, next] = ranked;
    if (!leader) return [];
    const classes = kind.classes(config, unitKey, table.question) ?? [];
    const total = ranked.reduce((sum, [, count]) => sum + count, 0);
    const choice = leader[1] === next?.[1] ? "undecided" : (classes[leader[0]] ?? "undecided");
    const posterior = Object.fromEntries(ranked.map(([label, count]) => [classes[label] ?? "", count / total]));
    const pChoice = leader[1] / total;
    const told = strengths[task] ?? [];
    const strength = told.length === 0 ? null : told.reduce((sum, one) => sum + one, 0) / told.length;
    return [{ taskId, itemId, unitKey, part, consensus: { choice, posterior, pChoice, labels: total, strength, detail: null } }];
  });
};

const ownConsensus = (fit: KindAggregator<unknown>, table: LabelTable, name: string | null): Answer[] => {
  const answers = table.tasks.map((): { annotator: number; response: unknown }[] => []);
  for (const [row, task] of table.task.entries()) {
    const annotator = table.annotator[row] ?? -1;
    if (name === null || table.annotators[annotator]?.name === name) answers[task]?.push({ annotator, response: table.response[row] });
  }
  const tasks = table.tasks.flatMap((task, index) =>
    (answers[index]?.length ?? 0) > 0 ? [{ ...task, answers: answers[index] ?? [] }] : [],
  );
  const { consensus } = fit({ tasks, annotators: table.annotators.length, seed: 1 });
  return tasks.flatMap(({ taskId, itemId, unitKey, part }, index) => {
    const value = consensus[index];
    return value ? [{ taskId, itemId, unitKey, part, consensus: value }] : [];
  });
};
