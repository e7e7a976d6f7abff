import { expect, it } from "vitest";
import { tabulateLabels } from "@/lib/aggregation/label-table";
import type { LabelRow } from "@/lib/aggregation/label-table";
import { kindOf } from "@/lib/kinds/registry";

const scales = [
  { name: "helpful", title: "Helpful", type: "likert", from: 1, to: 5 },
  { name: "quality", title: "Quality", type: "slider", min: 0, max: 100, step: 1 },
];
const kind = kindOf("pointwise");
const configOf = (about: "response" | "item"): unknown => kind.configSchema.parse({ about, scales });

const answer = (annotator: string, unitKey: string, ratings: Record<string, Record<string, number>>): LabelRow => ({
  taskId: "t",
  unitKey,
  itemId: "i",
  itemExternalId: "i",
  promptHash: "p",
  annotatorId: annotator,
  annotatorName: annotator,
  annotatorSource: "human",
  response: { ratings },
});

it("takes two people who give the same number for alike, whatever they say on the other scales", () => {
  const table = tabulateLabels(kind, configOf("response"), "quality", [
    answer("ada", "0", { 0: { helpful: 4, quality: 75 } }),
    answer("ben", "0", { 0: { helpful: 2, quality: 75 } }),
    answer("eve", "0", { 0: { helpful: 4, quality: 60 } }),
  ]);
  expect(table.given).toEqual(["60", "75"]);
  expect([...table.label]).toEqual([1, 1, 0]);
});

it("does not compare what they say of other responses either", () => {
  const table = tabulateLabels(kind, configOf("item"), "quality", [
    answer("ada", "all", { 0: { quality: 10 }, 1: { quality: 90 } }),
    answer("ben", "all", { 0: { quality: 10 }, 1: { quality: 80 } }),
  ]);
  expect(table.tasks.map(({ part }) => part)).toEqual(["0", "1"]);
  const [first, second, third, fourth] = table.label;
  expect(first).toBe(second);
  expect(third).not.toBe(fourth);
});

it("takes two orders for alike however their ties are written, and whatever is flagged beside them", () => {
  const ranking = kindOf("ranking");
  const order = (annotator: string, response: object): LabelRow => ({
    ...answer(annotator, "all", {}),
    response: { unranked: [], ...response },
  });
  const table = tabulateLabels(ranking, ranking.defaultConfig, "overall", [
    order("ada", { groups: [[0, 1], [2]] }),
    order("ben", { groups: [[1, 0], [2]] }),
    order("cyd", { groups: [[0, 1], [2]], flags: { 2: ["rude"] } }),
    order("eve", { groups: [[0], [1], [2]] }),
  ]);
  expect([...table.label]).toEqual([0, 0, 0, 1]);
  expect(table.given).toEqual(["A = B > C", "A > B > C"]);
});

it("keeps how strong a preference was where the question asks for it, and nothing where it was left out", () => {
  const pairwise = kindOf("pairwise");
  const prefers = (annotator: string, strength?: number): LabelRow => ({
    ...answer(annotator, "0-1", {}),
    response: { answers: { overall: { choice: 1, ...(strength === undefined ? {} : { strength }) } } },
  });
  const table = tabulateLabels(pairwise, pairwise.configSchema.parse({}), "overall", [prefers("ada", 0.5), prefers("ben")]);
  expect([...table.strength]).toEqual([0.5, Number.NaN]);
});
