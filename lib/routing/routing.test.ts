import { describe, expect, it } from "vitest";
import { explainRoute } from "@/lib/routing/explain-route";
import { describeTexts, peopleMargins } from "@/lib/routing/judge-features";
import { humanReliability, majorityOf, majorityReliability } from "@/lib/routing/observe-units";
import type { Unit } from "@/lib/routing/observe-units";

const unit = (people: string[]): Unit => ({
  taskId: "t",
  itemId: "i",
  item: "i",
  title: "t",
  unitKey: "0-1",
  promptHash: "p",
  promptChars: 1,
  tags: [],
  judges: new Map(),
  people,
  gold: null,
  modelMargin: null,
  ordinals: [0, 1],
});

describe("what people are worth", () => {
  it("finds the reliability that gives the agreement seen, and says where it assumed it", () => {
    // 68 of 100 pairs agree: .8² + .2² = .68
    const units = Array.from({ length: 100 }, (_, index) => unit(index < 68 ? ["0", "0"] : ["0", "1"]));
    expect(humanReliability(units).value).toBeCloseTo(0.8, 12);
    expect(humanReliability(units.slice(0, 5)).from).toBe("assumed");
  });

  it("adds up the binomial of a majority", () => {
    expect(majorityReliability(0.8, 1)).toBeCloseTo(0.8, 12);
    expect(majorityReliability(0.8, 3)).toBeCloseTo(0.8 ** 3 + 3 * 0.8 ** 2 * 0.2, 12);
    expect(majorityReliability(0.8, 2)).toBeCloseTo(0.8, 12);
  });

  it("has no majority where votes are divided", () => {
    expect(majorityOf(["0", "1"])).toBeNull();
    expect(majorityOf([])).toBeNull();
    expect(majorityOf(["tie", "1", "1"])).toBe("1");
  });
});

describe("features of texts", () => {
  it("turn their sign with the order of the responses", () => {
    const texts = { prompt: "Name three birds", responses: ["Birds:\n- owl\n- wren\n- kite", "No."] };
    const [there, back] = [describeTexts(texts, [0, 1]), describeTexts(texts, [1, 0])];
    back.difference.forEach((value, index) => expect(value).toBeCloseTo(-(there.difference[index] ?? 0), 12));
    expect(back.overlap).toBe(there.overlap);
    expect(describeTexts({ prompt: "", responses: [] }, []).difference.every(Number.isFinite)).toBe(true);
  });

  it("margins follow what people prefer, and say nothing with too little to learn from", () => {
    const texts = Array.from({ length: 60 }, (_, index) =>
      describeTexts({ prompt: "p", responses: ["a".repeat(5), "word ".repeat(index % 2 === 0 ? 50 : 1)] }, [0, 1]),
    );
    const sides = texts.map((_, index) => (index % 2 === 0 ? 1 : -1) as 1 | -1);
    const prompt = Int32Array.from(texts.keys());
    const margins = peopleMargins(texts, sides, prompt);
    expect(margins.every((margin, index) => Math.sign(margin) === sides[index])).toBe(true);
    expect(
      peopleMargins(
        texts,
        sides.map((side, index) => (index < 10 ? side : null)),
        prompt,
      ).every((margin) => margin === 0),
    ).toBe(true);
  });
});

describe("explainRoute", () => {
  it("says what is particular to the item, only what points the same way, then the numbers", () => {
    const why = {
      pDisagree: 0.43,
      pHumanRight: 0.8,
      agreementLogits: null,
      reasons: [
        { feature: "other judge: small disagrees", value: 1, weight: 0.9 },
        { feature: "length: judge took the longer response", value: 1, weight: -0.5 },
      ],
    };
    expect(explainRoute("human", why)).toBe("small disagrees: a person would differ with probability .43 and then be right with .80");
    expect(explainRoute("lm:x", why)).toContain("the judge took the longer response: a person");
    expect(explainRoute("human", { pDisagree: null, pHumanRight: null, agreementLogits: -1.2, reasons: [] })).toBe(
      "Reward model contradicts the judge by 1.20 logits",
    );
  });
});
