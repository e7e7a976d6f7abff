import { expect, it } from "vitest";
import { estimateAgreement, levelOf } from "@/lib/agreement/estimate-agreement";
import type { LabelTable } from "@/lib/aggregation/label-table";

const table = (values: number[]): LabelTable => ({
  question: "overall",
  tasks: Array.from({ length: values.length / 2 }, (_, at) => ({
    taskId: `t${at}`,
    part: "",
    unitKey: "0-1",
    itemId: `i${at}`,
    itemExternalId: `i${at}`,
    promptHash: `p${at}`,
  })),
  annotators: ["ada", "ben"].map((name) => ({ annotatorId: name, name, source: "human" })),
  classCount: 3,
  given: null,
  task: Int32Array.from(values, (_, row) => Math.floor(row / 2)),
  annotator: Int32Array.from(values, (_, row) => row % 2),
  label: Int32Array.from(values, (value) => value + 1),
  value: Float64Array.from(values),
  strength: new Float64Array(values.length).fill(Number.NaN),
  response: values.map(() => null),
});

const measure = (values: number[], level: "interval" | "ratio") =>
  estimateAgreement(table(values), { metric: "krippendorff-alpha", level, distance: null, seed: 1 });

it("says why values below zero have no agreement at the ratio level, and measures those above", () => {
  const signed = [-1, -1, 1, 0, 1, 1, 0, -1];
  expect(measure(signed, "ratio")).toMatchObject({ value: null, reason: expect.stringContaining("below zero") });
  expect(measure(signed, "interval").value).not.toBeNull();
  expect(measure([1, 1, 2, 1, 2, 2, 1, 1], "ratio").value).not.toBeNull();
});

it("says why answers without an order have no agreement at a level that wants one", () => {
  const unordered = { ...table([0, 0, 1, 0, 1, 1]), value: new Float64Array(6).fill(Number.NaN) };
  const at = (level: "nominal" | "ordinal") =>
    estimateAgreement(unordered, { metric: "krippendorff-alpha", level, distance: null, seed: 1 });
  expect(at("ordinal")).toMatchObject({ value: null, reason: expect.stringContaining("nominal level") });
  expect(at("nominal").value).not.toBeNull();
  expect(estimateAgreement(table([]), { metric: "krippendorff-alpha", level: "ordinal", distance: null, seed: 1 })).toMatchObject({
    value: null,
    reason: "There are no labels to compare.",
  });
});

it("names the level that was measured: of ordered answers, too, these two only see which are the same", () => {
  expect(levelOf("percent-agreement", "ordinal")).toBe("nominal");
  expect(levelOf("fleiss-kappa", "interval")).toBe("nominal");
  expect(levelOf("krippendorff-alpha", "ordinal")).toBe("ordinal");
});
