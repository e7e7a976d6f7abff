import { describe, expect, it } from "vitest";
import { pairPosterior } from "@/lib/items/pair-posterior";

describe("pairPosterior", () => {
  it("counts ties half to each side", () => {
    expect(pairPosterior({ "0": 0.5, "1": 0.25, tie: 0.15, "both-bad": 0.1 }, [0, 1])?.pFirst).toBeCloseTo(0.625, 12);
    expect(pairPosterior({ tie: 1 }, [0, 1])?.pFirst).toBe(0.5);
  });

  it("goes by the unit's own responses", () => {
    expect(pairPosterior({ "1": 0.9, "3": 0.1 }, [1, 3])?.pFirst).toBeCloseTo(0.9, 12);
  });

  it("has nothing to say of what is no pair", () => {
    expect(pairPosterior({ "0": 1 }, [0])).toBeNull();
    expect(pairPosterior({ "0": 1 }, [0, 1, 2])).toBeNull();
  });
});
