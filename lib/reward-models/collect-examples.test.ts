import { describe, expect, it } from "vitest";
import { kinds } from "@/lib/kinds/registry";
import { createCollector } from "@/lib/reward-models/collect-examples";

/** What is learned from one pair whose answers come to this posterior. */
const learned = (choice: string, posterior: Record<string, number>) => {
  const collector = createCollector(["overall"], new Set());
  const consensus = { choice, posterior, pChoice: posterior[choice] ?? null, labels: 5, strength: null, detail: null };
  collector.addAnswers(kinds.pairwise, kinds.pairwise.defaultConfig, 0, [
    { taskId: "t", itemId: "i", unitKey: "0-1", part: "", consensus },
  ]);
  const texts = new Map([0, 1].map((ordinal) => [ordinal, { text: `Answer ${ordinal}`, model: null }]));
  const item = { position: 0, promptId: "p", prompt: "Why?", domain: null, texts };
  const { examples, excluded } = collector.finish(new Map([["i", item]]));
  return { comparisons: examples.comparisons.map(({ pFirst, pTie }) => ({ pFirst, pTie })), excluded };
};

describe("what a comparison teaches", () => {
  it("is the share of each side and of neither", () => {
    expect(learned("0", { 0: 0.6, 1: 0.1, tie: 0.2, "both-bad": 0.1 })).toEqual({
      comparisons: [{ pFirst: expect.closeTo(0.6, 12), pTie: expect.closeTo(0.3, 12) }],
      excluded: {},
    });
    expect(learned("1", { 0: 0.1, 1: 0.7, tie: 0.2 }).comparisons).toEqual([
      { pFirst: expect.closeTo(0.1, 12), pTie: expect.closeTo(0.2, 12) },
    ]);
    expect(learned("tie", { 0: 0.1, tie: 0.9 })).toEqual({ comparisons: [{ pFirst: 0.1, pTie: 0.9 }], excluded: { tie: 1 } });
  });

  it("leaves out who could not compare: that is no tie, and no vote for the other side", () => {
    expect(learned("0", { 0: 0.6, "cannot-compare": 0.4 }).comparisons).toEqual([{ pFirst: 1, pTie: 0 }]);
    expect(learned("1", { 1: 0.45, 0: 0.15, "cannot-compare": 0.4 }).comparisons).toEqual([
      { pFirst: expect.closeTo(0.25, 12), pTie: expect.closeTo(0, 12) },
    ]);
    for (const tie of [0, 0.4])
      expect(learned("cannot-compare", { "cannot-compare": 1 - tie, tie })).toEqual({ comparisons: [], excluded: { "cannot-compare": 1 } });
  });
});

it("learns from the corrections of a text that is too long to be written out with each answer", () => {
  const long = "The stone is red. ".repeat(12_000);
  const kind = kinds.segment;
  const edits = [{ start: 13, end: 16, replacement: "blue" }];
  const detail = { spans: [], correction: null, edits, corrected: null, correctedShare: 1 };
  const consensus = { choice: "1 error", posterior: {}, pChoice: 1, labels: 2, strength: null, detail };
  const collector = createCollector(["spans"], new Set());
  collector.addAnswers(kind, kind.defaultConfig, 0, [{ taskId: "t", itemId: "i", unitKey: "0", part: "", consensus }]);
  const item = { position: 0, promptId: "p", prompt: "Why?", domain: null, texts: new Map([[0, { text: long, model: null }]]) };
  const { pairs, excluded } = collector.finish(new Map([["i", item]]));
  expect(excluded).toEqual({});
  expect(pairs).toMatchObject([{ first: long, second: long.replace("red", "blue"), pFirst: 0 }]);
});
