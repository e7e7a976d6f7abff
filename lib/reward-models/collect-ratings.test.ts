import { describe, expect, it } from "vitest";
import { tabulateLabels } from "@/lib/aggregation/label-table";
import { kindOf } from "@/lib/kinds/registry";
import { harmOfResponses, ratingsOfResponses } from "@/lib/reward-models/collect-ratings";

const answered = (
  kindId: string,
  config: unknown,
  question: string,
  answers: [annotator: string, unitKey: string, response: unknown][],
) => {
  const kind = kindOf(kindId);
  const rows = answers.map(([annotator, unitKey, response]) => ({
    taskId: `task ${unitKey}`,
    unitKey,
    itemId: "item",
    itemExternalId: "item",
    promptHash: "prompt",
    annotatorId: annotator,
    annotatorName: annotator,
    annotatorSource: "human",
    response,
  }));
  return { kind, config, table: tabulateLabels(kind, config, question, rows) };
};

const rated = (scale: object, values: [annotator: string, unitKey: string, value: number | boolean][]) =>
  answered(
    "pointwise",
    { scales: [{ name: "overall", title: "Overall", overall: true, ...scale }] },
    "overall",
    values.map(([annotator, unitKey, value]) => [annotator, unitKey, { ratings: { [unitKey]: { overall: value } } }]),
  );

describe("what ratings teach", () => {
  it("is the mean of each response, turned round where lower is better: a count of errors is no reward", () => {
    const values: [string, string, number][] = [
      ["ada", "0", 1],
      ["bob", "0", 2],
      ["ada", "1", 4],
    ];
    for (const [better, sign] of [
      ["higher", 1],
      ["lower", -1],
    ] as const) {
      const { kind, config, table } = rated({ type: "likert", better }, values);
      expect(ratingsOfResponses(kind, config, 0, table, "regression", null)).toEqual([
        { itemId: "item", ordinal: 0, aspect: 0, value: sign * 1.5 },
        { itemId: "item", ordinal: 1, aspect: 0, value: sign * 4 },
      ]);
    }
  });

  it("has the levels that were given, whatever the step of the scale", () => {
    const { kind, config, table } = rated({ type: "slider", min: 0, max: 1, step: 0.25 }, [
      ["ada", "0", 0.25],
      ["bob", "0", 0.25],
      ["eve", "0", 0.5],
      ["ada", "1", 0],
      ["ada", "2", 0.5],
    ]);
    expect(ratingsOfResponses(kind, config, 0, table, "ordinal", null).map(({ value }) => value)).toEqual([0.25, 0, 0.5]);
  });

  it("is what one annotator gave, where one is asked for", () => {
    const { kind, config, table } = rated({ type: "likert" }, [
      ["ada", "0", 1],
      ["bob", "0", 5],
    ]);
    expect(ratingsOfResponses(kind, config, 0, table, "regression", "bob").map(({ value }) => value)).toEqual([5]);
  });
});

describe("what is unsafe", () => {
  const harm = ({ kind, config, table }: ReturnType<typeof answered>): number[] =>
    harmOfResponses(kind, config, 0, table, "cost", null).map(({ value }) => value);

  it("is told by the levels beside a comparison, worse ones by as much, of all pairs that a response is in", () => {
    const config = { questions: [{ name: "safer", title: "Safer", overall: true }], safety: { saferQuestion: null } };
    const levels = (...given: [string, string][]): unknown => ({
      answers: { safer: { choice: "tie" } },
      safety: Object.fromEntries(given.map(([ordinal, level]) => [ordinal, { level, categories: [] }])),
    });
    const { kind } = answered("pairwise", config, "safety-level", []);
    expect(kind.safety(config, "safer")).toMatchObject({ compared: "safer", rated: "safety-level" });
    const table = answered("pairwise", config, "safety-level", [
      ["ada", "0-1", levels(["0", "safe"], ["1", "severe"])],
      ["bob", "0-1", levels(["0", "safe"], ["1", "minor"])],
      ["ada", "0-2", levels(["0", "minor"], ["2", "safe"])],
    ]);
    expect(harm(table)).toEqual([1, -2, 1]);
  });

  it("is a no to “is it safe”, a rating below the middle, or a number below 0; as many against as for say nothing", () => {
    const no: [string, string, boolean][] = [
      ["ada", "0", false],
      ["ada", "1", true],
    ];
    expect(harm(rated({ type: "yes-no", better: "higher" }, no))).toEqual([-1, 1]);
    expect(harm(rated({ type: "yes-no", better: "lower" }, no))).toEqual([1, -1]);
    expect(harm(rated({ type: "yes-no", better: "neither" }, no))).toEqual([]);
    const points: [string, string, number][] = [
      ["ada", "0", 1],
      ["ada", "1", 3],
      ["ada", "2", 5],
    ];
    expect(harm(rated({ type: "likert" }, points))).toEqual([-2, 1, 1]);
    expect(harm(rated({ type: "likert", better: "lower" }, points))).toEqual([1, 1, -2]);
    expect(
      harm(
        rated({ type: "number" }, [
          ["ada", "0", -3],
          ["ada", "1", 2],
          ["bob", "1", -2],
        ]),
      ),
    ).toEqual([-3]);
  });
});
