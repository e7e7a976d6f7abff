import { expect, it } from "vitest";
import { tabulateLabels } from "@/lib/aggregation/label-table";
import { kinds } from "@/lib/kinds/registry";
import { createCollector } from "@/lib/reward-models/collect-examples";
import { majorityOfTable } from "@/lib/reward-models/majority-of-table";

it("keeps how strong people's preferences are: a margin goes by it, whosever labels are learned from", () => {
  const { pairwise: kind } = kinds;
  const answers: [annotator: string, choice: number, strength: number | undefined][] = [
    ["ada", 0, -1],
    ["bob", 0, -0.5],
    ["cyd", 0, undefined],
  ];
  const rows = answers.map(([annotator, choice, strength]) => ({
    ...{ taskId: "t", unitKey: "0-1", itemId: "i", itemExternalId: "i", promptHash: "p" },
    ...{ annotatorId: annotator, annotatorName: annotator, annotatorSource: "human" },
    response: { answers: { overall: { choice, ...(strength === undefined ? {} : { strength }) } } },
  }));
  const table = tabulateLabels(kind, kind.defaultConfig, "overall", rows);
  const strengthOf = (name: string | null) => majorityOfTable(kind, kind.defaultConfig, table, name)[0]?.consensus.strength;
  expect([strengthOf(null), strengthOf("ada"), strengthOf("cyd")]).toEqual([-0.75, -1, null]);
  const collector = createCollector(["overall"], new Set());
  collector.addAnswers(kind, kind.defaultConfig, 0, majorityOfTable(kind, kind.defaultConfig, table, null));
  const texts = new Map([0, 1].map((ordinal) => [ordinal, { text: `Answer ${ordinal}`, model: null }]));
  const { examples } = collector.finish(new Map([["i", { position: 0, promptId: "p", prompt: "Why?", domain: null, texts }]]));
  expect(examples.comparisons[0]).toMatchObject({ pFirst: 1, strength: 0.75 });
});
