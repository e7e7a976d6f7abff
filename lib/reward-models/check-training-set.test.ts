import { describe, expect, it } from "vitest";
import { checkTrainingSet } from "./check-training-set";
import type { TrainingSet } from "./build-training-set";

const pairOf = (n: number, first: string, second: string): TrainingSet["pairs"][number] => ({
  ...{ taskId: `t${n}`, pair: "", itemId: `i${n}`, ordinals: [0, 1], groups: {} },
  ...{ promptId: `p${n}`, prompt: `Question ${n}`, first, second, pFirst: 1, weight: 1 },
});

const setOf = (pairs: TrainingSet["pairs"], more: Partial<TrainingSet> = {}): TrainingSet => ({
  pairs,
  testPairs: [],
  examples: { rows: [], aspects: ["overall"], comparisons: [], rankings: [], ratings: [] },
  excluded: {},
  describe: "Ada's answers",
  ...more,
});

const many = (count: number, first: string, second: string) => Array.from({ length: count }, (_, n) => pairOf(n, first, second));

describe("what is refused before a training starts", () => {
  it("says why answers gave nothing to learn from", () => {
    expect(() => checkTrainingSet(setOf([], { excluded: { tie: 60, odd: 2 } }), null)).toThrow(
      /are 0 comparisons .* Left out: 60 that name no winner, 2 that say “odd”\. Collect more labels first\./,
    );
    const onePrompt = many(12, "a", "b").map((pair) => ({ ...pair, promptId: "p0" }));
    expect(() => checkTrainingSet(setOf(onePrompt), null)).toThrow(
      /are 12 comparisons with a winner on 1 prompt .* Import items with other prompts/,
    );
    const ratings = [{ row: 0, aspect: 0, value: 3, weight: 1 }];
    const rated = setOf([], { excluded: { "nothing-to-compare": 1 }, examples: { ...setOf([]).examples, ratings } });
    expect(() => checkTrainingSet(rated, null)).toThrow(/import several responses to a prompt/);
  });

  it("names a rating that no loss can hold, and a mean that overflowed", () => {
    const rows = [{ promptId: "p0", prompt: "Question 0", response: "a" }];
    const withRating = (value: number) =>
      setOf(many(10, "a", "b"), { examples: { ...setOf([]).examples, rows, ratings: [{ row: 0, aspect: 0, value, weight: 1 }] } });
    for (const value of [1e308, -1e30, Number.POSITIVE_INFINITY])
      expect(() => checkTrainingSet(withRating(value), null)).toThrow(`A rating of ${value} to the prompt “Question 0” is too large`);
    expect(() => checkTrainingSet(withRating(-1e12), null)).not.toThrow();
  });

  it("refuses a test on a prompt that was answered with a tie or rated: a loss may learn from it", () => {
    const rows = [{ promptId: "p", prompt: "Which is it?", response: "a" }];
    const set = setOf(many(10, "a", "b"), { examples: { ...setOf([]).examples, rows } });
    const test = (prompt: string) => [{ promptId: prompt, prompt, first: "c", second: "d", pFirst: 1, weight: 1 }];
    expect(() => checkTrainingSet(set, test("which is  it?"))).toThrow("1 prompt of the test file is in the training data");
    expect(() => checkTrainingSet(set, test("Another?"))).not.toThrow();
  });

  it("counts comparisons whose texts differ, blanks aside", () => {
    expect(() => checkTrainingSet(setOf(many(40, "", "  ")), null)).toThrow(/All 40 comparisons .* the same text/);
    const few = [...many(40, "a", "a "), ...many(9, "a", "b")];
    expect(() => checkTrainingSet(setOf(few), null)).toThrow(
      /are 9 comparisons .* Left out: 40 that are of two responses with the same text/,
    );
    expect(() => checkTrainingSet(setOf(many(10, "a", "b")), null)).not.toThrow();
  });
});
