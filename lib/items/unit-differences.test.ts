import { describe, expect, it } from "vitest";
import { unitDifferences } from "@/lib/items/unit-differences";
import { kindOf } from "@/lib/kinds/registry";

const vote = (annotator: string, response: unknown) => ({ annotator, response });

describe("unitDifferences", () => {
  const pairwise = kindOf("pairwise");
  const choose = (annotator: string, choice: number | string) => vote(annotator, { answers: { overall: { choice } } });

  it("is the share of pairs that differ, and names whoever stands apart", () => {
    const [difference] = unitDifferences(pairwise, pairwise.defaultConfig, "0-1", [choose("ada", 0), choose("ben", 0), choose("cy", 1)]);
    expect(difference).toMatchObject({ pairs: 3, farthest: { annotator: "cy", mean: 1 } });
    expect(difference?.mean).toBeCloseTo(2 / 3, 12);
  });

  it("names nobody where two differ or all agree, and says nothing of one answer", () => {
    const between = (...votes: ReturnType<typeof vote>[]) => unitDifferences(pairwise, pairwise.defaultConfig, "0-1", votes);
    expect(between(choose("ada", 0), choose("ben", 1))[0]).toMatchObject({ mean: 1, farthest: null });
    expect(between(choose("ada", 0), choose("ben", 0), choose("cy", 0))[0]).toMatchObject({ mean: 0, farthest: null });
    expect(between(choose("ada", 0))).toEqual([]);
  });
});
