import { describe, expect, it } from "vitest";
import { rankContested } from "@/lib/agreement/rank-contested";
import type { LabelTable } from "@/lib/aggregation/label-table";

/** answers[task][annotator] is a class or null; the last annotator is a model. */
const tableOf = (answers: (number | null)[][]): LabelTable => {
  const cells = answers.flatMap((row, task) => row.flatMap((label, annotator) => (label === null ? [] : [{ task, annotator, label }])));
  const annotators = answers[0]?.length ?? 0;
  const empty = new Float64Array(cells.length).fill(Number.NaN);
  return {
    question: "overall",
    tasks: answers.map((_, task) => ({
      taskId: `t${task}`,
      part: "",
      unitKey: "0-1",
      itemId: `i${task}`,
      itemExternalId: `x${task}`,
      promptHash: `p${task}`,
    })),
    annotators: Array.from({ length: annotators }, (_, index) => ({
      annotatorId: `a${index}`,
      name: `a${index}`,
      source: index === annotators - 1 ? "lm" : "human",
    })),
    classCount: 3,
    given: null,
    task: Int32Array.from(cells, (cell) => cell.task),
    annotator: Int32Array.from(cells, (cell) => cell.annotator),
    label: Int32Array.from(cells, (cell) => cell.label),
    value: empty,
    strength: empty,
    response: cells.map((cell) => cell.label),
  };
};

describe("rankContested", () => {
  const table = tableOf([
    [0, 0, 0],
    [0, null, 1],
    [0, 1, 2],
    [0, 0, 1],
    [1, null, null],
  ]);

  it("puts the least agreement first, more answers before fewer, and leaves out the unanimous and the single", () => {
    expect(rankContested(table, 10).map(({ taskId }) => taskId)).toEqual(["t2", "t1", "t3"]);
    expect(rankContested(table, 1)).toHaveLength(1);
  });

  it("counts people and models apart, most frequent answer first", () => {
    expect(rankContested(table, 10)[2]).toMatchObject({
      labels: 3,
      agreement: 1 / 3,
      votes: [
        { label: 0, people: 2, models: 0 },
        { label: 1, people: 0, models: 1 },
      ],
    });
  });

  it("is empty where nobody answered", () => {
    expect(rankContested(tableOf([]), 10)).toEqual([]);
  });
});
