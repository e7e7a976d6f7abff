import { describe, expect, it } from "vitest";
import { taskDisagreement } from "@/lib/aggregation/task-disagreement";

const task = (taskId: string) => ({ taskId, part: "", unitKey: "0-1", itemId: taskId, itemExternalId: taskId, promptHash: taskId });
const table = (task_: number[], label: number[], response: unknown[] = []) => ({
  tasks: ["a", "b", "c"].map(task),
  task: Int32Array.from(task_),
  label: Int32Array.from(label),
  response,
});

describe("taskDisagreement", () => {
  it("is the share of pairs that differ", () => {
    // a: three alike; b: two of one class, one of another, so 2 of 3 pairs differ; c: one answer.
    expect(taskDisagreement(table([0, 1, 0, 1, 0, 1, 2], [1, 0, 1, 0, 1, 2, 0]), null)).toEqual([0, 2 / 3, null]);
  });

  it("is the mean distance where answers have one, in whatever order they came", () => {
    const distance = { between: (a: unknown, b: unknown) => Math.abs(Number(a) - Number(b)), chance: () => 0, name: String };
    expect(taskDisagreement(table([1, 1, 1], [0, 0, 0], [0, 0.5, 1]), distance)).toEqual([null, expect.closeTo(2 / 3, 12), null]);
    expect(taskDisagreement(table([1, 1, 1], [0, 0, 0], [1, 0, 0.5]), distance)[1]).toBeCloseTo(2 / 3, 12);
  });
});
