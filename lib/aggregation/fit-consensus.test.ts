import { describe, expect, it } from "vitest";
import { fitConsensus } from "@/lib/aggregation/fit-consensus";
import { tabulateLabels } from "@/lib/aggregation/label-table";
import type { LabelRow } from "@/lib/aggregation/label-table";
import { kindOf } from "@/lib/kinds/registry";

const pairwise = kindOf("pairwise");
const config = pairwise.defaultConfig;

const answer = (annotator: string, task: number, choice: number | "tie"): LabelRow => ({
  taskId: `t${task}`,
  unitKey: "0-1",
  itemId: `i${task}`,
  itemExternalId: `i${task}`,
  promptHash: `p${task}`,
  annotatorId: annotator,
  annotatorName: annotator,
  annotatorSource: "human",
  response: { answers: { overall: { choice } } },
});

/** Every task compares two responses of its own. */
const fit = (model: string, rows: LabelRow[]) => {
  const table = tabulateLabels(pairwise, config, "overall", rows);
  const pairs = {
    rows: table.tasks.flatMap((_, task) =>
      ["one thing", "and another"].map((response) => ({ promptId: `p${task}`, prompt: `Question ${task}`, response })),
    ),
    first: Int32Array.from(table.tasks.keys(), (task) => 2 * task),
    second: Int32Array.from(table.tasks.keys(), (task) => 2 * task + 1),
    ...{ firstColumn: 0, secondColumn: 1, tieColumn: 2 },
  };
  const needsPairs = ["crowd-bt", "lcpo", "bt-ties"].includes(model);
  return fitConsensus(pairwise, config, table, { model, seed: 1, pairs: needsPairs ? pairs : null, decisions: [] });
};

describe("a single label", () => {
  it.each(["one-coin", "dawid-skene", "glad", "mace", "crowd-bt", "lcpo", "bt-ties"])("leaves %s a doubt", (model) => {
    const { consensus, estimates } = fit(model, [answer("ada", 0, 0)]);
    expect(consensus[0]).toMatchObject({ choice: "0", labels: 1 });
    expect(consensus[0]?.posterior["0"]).toBeGreaterThan(0.6);
    expect(consensus[0]?.posterior["0"]).toBeLessThan(0.98);
    expect((consensus[0]?.posterior["0"] ?? 0) + (consensus[0]?.posterior["1"] ?? 0)).toBeCloseTo(1, 6);
    expect(estimates[0]?.reliability).toBeLessThan(0.95);
  });

  it("is all of the votes, which is what a majority tells", () => {
    expect(fit("majority", [answer("ada", 0, 0)]).consensus[0]?.posterior).toEqual({ 0: 1, 1: 0 });
  });

  it("of a rating is held against the whole scale", () => {
    const likert = kindOf("pointwise");
    const scales = [{ name: "quality", title: "Quality", type: "likert", from: 1, to: 5 }];
    const rated = { ...answer("ada", 0, 0), unitKey: "0", response: { ratings: { 0: { quality: 3 } } } };
    const scale = likert.configSchema.parse({ about: "response", scales });
    const options = { model: "one-coin", seed: 1, pairs: null, decisions: [] };
    const { consensus } = fitConsensus(likert, scale, tabulateLabels(likert, scale, "quality", [rated]), options);
    expect(Object.keys(consensus[0]?.posterior ?? {})).toEqual(["1", "2", "3", "4", "5"]);
    expect(consensus[0]?.pChoice).toBeLessThan(0.95);
  });
});

it.each(["crowd-bt", "lcpo"])("%s counts the ties of a person among the labels", (model) => {
  const rows = [0, 1, 2].flatMap((task) => [answer("ada", task, task % 2), answer("ben", task, task === 1 ? "tie" : 0)]);
  expect(fit(model, rows).estimates.map(({ labels }) => labels)).toEqual([3, 3]);
});

it("takes no side where two people of the same record contradict each other", () => {
  const rows = Array.from({ length: 12 }, (_, task) => [answer("ada", task, 0), answer("ben", task, task % 3 === 0 ? 1 : 0)]).flat();
  const undecided = fit("crowd-bt", rows).consensus.filter(({ choice }) => choice === "undecided");
  expect(undecided.map(({ taskId }) => taskId).sort()).toEqual(["t0", "t3", "t6", "t9"]);
});
