import { describe, expect, it } from "vitest";
import { kindOf } from "@/lib/kinds/registry";
import { compareToKnown } from "@/lib/quality/compare-to-known";

const pointwise = kindOf("pointwise");
const compare = (scales: object[], known: object, given: object): { score: number; correct: boolean } =>
  compareToKnown(
    pointwise,
    { config: pointwise.configSchema.parse({ scales }), unitKey: "0" },
    { ratings: { 0: known } },
    { ratings: { 0: given } },
  );

describe("compareToKnown", () => {
  const slider = { type: "slider", name: "toxicity", title: "Toxicity", min: 0, max: 100 };

  it.each([
    // A number drawn anywhere lies 50 from an end on average, and 25 from the middle.
    [0, 5, 0.9],
    [0, 20, 0.6],
    [0, 30, 0.4],
    [100, 51, 0.02],
    [50, 40, 0.6],
    [50, 36, 0.44],
    [50, 100, 0],
  ])("measures numbers by what chance would give on their scale: known %d, given %d", (known, given, score) => {
    const compared = compare([slider], { toxicity: known }, { toxicity: given });
    expect(compared.score).toBeCloseTo(score, 12);
    expect(compared.correct).toBe(score >= 0.5);
  });

  it("measures numbers without ends by the known one", () => {
    const price = { type: "number", name: "price", title: "Price" };
    expect(compare([price], { price: 200 }, { price: 150 }).score).toBeCloseTo(0.75, 12);
  });

  const flags = {
    ...{ type: "labels", name: "flags", title: "Which apply?", several: true },
    options: ["toxic", "spam", "off-topic", "leak", "joke"].map((value) => ({ value, title: value })),
  };

  it.each([
    [["toxic"], [], 0],
    [["toxic"], ["spam"], 0],
    [["toxic"], ["toxic"], 1],
    [["toxic", "spam"], ["toxic"], 0.5],
    [[], [], 1],
    [[], ["joke"], 0],
  ])("takes a choice of several labels by those that either chose: known %j, given %j", (known, given, score) => {
    expect(compare([flags], { flags: known }, { flags: given }).score).toBeCloseTo(score, 12);
  });

  it("lets a choice of several weigh as one question beside others", () => {
    const likert = { type: "likert", name: "tone", title: "Tone" };
    expect(compare([likert, flags], { tone: 4, flags: [] }, { tone: 1, flags: [] }).score).toBeCloseTo(0.5, 12);
  });

  it("does not take an answer for right that overlooks what is known to be missing, which no marks show", () => {
    const segment = kindOf("segment");
    const asked = { config: segment.configSchema.parse({}), unitKey: "0" };
    const text = { sha256: "0".repeat(64), length: 40 };
    const lacks = { text, spans: [], missing: [{ note: "the date" }] };
    const nothing = { text, spans: [], noError: true };
    expect(compareToKnown(segment, asked, lacks, nothing)).toEqual({ score: 0, correct: false });
    expect(compareToKnown(segment, asked, nothing, lacks)).toEqual({ score: 0, correct: false });
    expect(compareToKnown(segment, asked, lacks, lacks)).toEqual({ score: 1, correct: true });
  });
});
