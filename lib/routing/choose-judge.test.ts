import { describe, expect, it } from "vitest";
import { chooseJudge } from "@/lib/routing/choose-judge";
import type { Unit } from "@/lib/routing/observe-units";

const unit = (labels: Record<string, string>, people: string[], gold: string | null = null): Unit => ({
  ...{ taskId: "", itemId: "", item: "", title: "", unitKey: "", promptHash: "", promptChars: 0, tags: [], votes: new Map() },
  ...{ people, gold, modelMargin: null, modelSpread: null, ordinals: [0, 1] },
  judges: new Map(
    Object.entries(labels).map(([name, label]) => [name, { label, side: 1, inconsistent: false, strength: null, dissent: null }]),
  ),
});

describe("chooseJudge", () => {
  it("takes the judge named, else the one with most labels, of several the one that agrees best with what is known", () => {
    const units = [
      unit({ a: "0", b: "1", c: "1" }, ["1", "1", "0"]),
      // What is known to be right counts, not what people said.
      unit({ a: "1", b: "0", c: "0" }, ["1", "1"], "0"),
      unit({ a: "0", b: "0" }, []),
    ];
    expect(chooseJudge(units, undefined, "P")).toBe("b");
    expect(chooseJudge(units, "c", "P")).toBe("c");
    expect(chooseJudge(units.slice(2), undefined, "P")).toBe("a");
    expect(() => chooseJudge(units, "d", "P")).toThrow(/“d”.*Known: b, a, c/);
    expect(() => chooseJudge([unit({}, ["1"])], undefined, "P")).toThrow(/no labels by a language model/);
  });
});
