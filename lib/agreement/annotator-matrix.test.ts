import { expect, it } from "vitest";
import { annotatorMatrix } from "@/lib/agreement/annotator-matrix";
import type { LabelTable } from "@/lib/aggregation/label-table";
import { kindOf } from "@/lib/kinds/registry";

/** What two annotators said of the same tasks. */
const tableOf = (answers: { label: number; value: number; response: unknown }[][]): LabelTable => {
  const rows = answers.flatMap((both, task) => both.map((answer, annotator) => ({ task, annotator, ...answer })));
  return {
    question: "overall",
    tasks: answers.map((_, task) => ({
      taskId: `t${task}`,
      part: "",
      unitKey: "all",
      itemId: `i${task}`,
      itemExternalId: `x${task}`,
      promptHash: `p${task}`,
    })),
    annotators: ["ada", "ben"].map((name) => ({ annotatorId: name, name, source: "human" })),
    classCount: 5,
    given: null,
    task: Int32Array.from(rows, ({ task }) => task),
    annotator: Int32Array.from(rows, ({ annotator }) => annotator),
    label: Int32Array.from(rows, ({ label }) => label),
    value: Float64Array.from(rows, ({ value }) => value),
    strength: new Float64Array(rows.length).fill(Number.NaN),
    response: rows.map(({ response }) => response),
  };
};

const points = (...values: number[]) => values.map((value) => ({ label: value - 1, value, response: value }));

it("compares classes by Cohen's kappa", () => {
  // Three of four alike; by chance 3/4 · 1/2 + 1/4 · 1/2 = 1/2.
  const table = tableOf([points(1, 1), points(1, 1), points(2, 2), points(1, 2)]);
  const { measure, pairs } = annotatorMatrix(table, { metric: "krippendorff-alpha", level: "nominal", distance: null }, 12);
  expect(measure).toBe("cohen-kappa");
  expect(pairs).toEqual([{ first: 0, second: 1, shared: 4, value: expect.closeTo(0.5, 12) }]);
});

it("sees that points of a scale are near each other", () => {
  // Values 1 2 | 5 4 | 1 2: D_o = 1; the squares of the 30 ordered pairs of labels come to 162.
  const table = tableOf([points(1, 2), points(5, 4), points(1, 2)]);
  const { measure, pairs } = annotatorMatrix(table, { metric: "krippendorff-alpha", level: "interval", distance: null }, 12);
  expect(measure).toBe("krippendorff-alpha");
  expect(pairs[0]?.value).toBeCloseTo(1 - 30 / 162, 12);
});

it("compares orders by the pairs that both hold alike", () => {
  const order = (...ordinals: number[]) => ({
    label: ordinals[0] ?? 0,
    value: Number.NaN,
    response: { groups: ordinals.map((one) => [one]), unranked: [] },
  });
  const kind = kindOf("ranking");
  const distance = kind.distance(kind.defaultConfig, "overall");
  // One of three pairs turned, then none: mean distance 1/6 where chance has 1/2.
  const table = tableOf([
    [order(0, 1, 2), order(1, 0, 2)],
    [order(2, 1, 0), order(2, 1, 0)],
  ]);
  const { measure, pairs } = annotatorMatrix(table, { metric: "distance-agreement", level: "nominal", distance }, 12);
  expect(measure).toBe("distance-agreement");
  expect(pairs).toEqual([{ first: 0, second: 1, shared: 2, value: expect.closeTo(2 / 3, 12) }]);
});
