import { describe, expect, it } from "vitest";
import type { ImportedLabel, KindItem } from "@/lib/kinds/contract";
import { learnQuestion, readImportedLabel as readFor, writeImportedLabel } from "@/lib/kinds/pairwise/import-label";
import { pairwiseConfigSchema } from "@/lib/kinds/pairwise/schema";

/** As a campaign that learned from the label reads it. */
const readImportedLabel = (label: ImportedLabel, item: KindItem) =>
  readFor(label, item, learnQuestion(null, label) ?? pairwiseConfigSchema.parse({}));

const overall = (choice: number | "tie", strength?: number): object => ({
  answers: { overall: strength === undefined ? { choice } : { choice, strength } },
});

const itemOf = (responses: number) => ({
  prompt: "Which?",
  candidates: Array.from({ length: responses }, (_, ordinal) => ({ text: `response ${ordinal}`, model: null })),
});

describe("labels from a file", () => {
  it("are choices, ties, or left empty", () => {
    expect(readImportedLabel({ choice: 1 }, itemOf(2))).toEqual({ fits: true, unitKey: "0-1", response: overall(1) });
    expect(readImportedLabel({ choice: "tie" }, itemOf(2))).toEqual({ fits: true, unitKey: "0-1", response: overall("tie") });
    expect(readImportedLabel({ choice: null }, itemOf(2))).toMatchObject({ fits: false, refused: false });
    expect(readImportedLabel({ ratings: { safety: "Yes" }, response: 0 }, itemOf(1))).toMatchObject({ fits: false, refused: false });
  });

  it("name their pair where an item has more than two responses", () => {
    expect(readImportedLabel({ choice: 1 }, itemOf(3))).toMatchObject({ fits: false, refused: true });
    expect(readImportedLabel({ choice: 0, pair: [1, 2] }, itemOf(3))).toMatchObject({ fits: false, refused: true });
    expect(readImportedLabel({ choice: 2, pair: [0, 2] }, itemOf(3))).toEqual({ fits: true, unitKey: "0-2", response: overall(2) });
    expect(readImportedLabel({ choice: 7 }, itemOf(2))).toMatchObject({ fits: false, refused: true });
    const reason = expect.stringMatching(/^label\.choice: is neither the number of a response/);
    expect(readImportedLabel({ choice: "the first" }, itemOf(2))).toMatchObject({ fits: false, refused: true, reason });
  });

  it("turn the probability that the second is better into a signed strength, and refuse one that contradicts the choice", () => {
    expect(readImportedLabel({ choice: 1, strength: 0.75 }, itemOf(2))).toEqual({ fits: true, unitKey: "0-1", response: overall(1, 0.5) });
    expect(readImportedLabel({ choice: 0, strength: 0.25 }, itemOf(2))).toEqual({ fits: true, unitKey: "0-1", response: overall(0, -0.5) });
    expect(readImportedLabel({ choice: 0, strength: 0.9 }, itemOf(2))).toMatchObject({ fits: false, refused: true });
    expect(readImportedLabel({ choice: "tie", strength: 0.9 }, itemOf(2))).toMatchObject({ fits: false, refused: true });
  });

  it("teach a campaign that responses may not be comparable, and once only", () => {
    const learned = learnQuestion(learnQuestion(null, { choice: 0 }), { choice: "cannot-compare" });
    expect(learned).toMatchObject({ allowCannotCompare: true, questions: [{ name: "overall" }] });
    expect(learnQuestion(learned, { choice: "cannot-compare" })).toBe(learned);
    expect(learnQuestion(null, { choice: 0 })).toMatchObject({ allowCannotCompare: false });
  });

  it("keep the aspect as the question, the swapped choice and the rationale, there and back", () => {
    const label = { choice: 0, choice_swapped: 1, aspect: "harmless", rationale: "shorter", pair: [0, 1] };
    const read = readImportedLabel(label, itemOf(2));
    if (!read.fits) throw new Error(read.reason);
    expect(read.response).toEqual({ answers: { harmless: { choice: 0 } }, swappedChoice: 1, rationale: "shorter" });
    expect(writeImportedLabel(read.unitKey, read.response)).toEqual(label);
  });

  it("answer only questions that the campaign asks, and are passed over with the question's name otherwise", () => {
    const config = pairwiseConfigSchema.parse({});
    const reason = "the campaign has no question “harmless”";
    expect(readFor({ choice: 1, aspect: "harmless" }, itemOf(2), config)).toEqual({ fits: false, refused: false, reason });
    const whole = { pair: [0, 1], answer: { answers: { harmless: { choice: 1 } } } };
    expect(readFor(whole, itemOf(2), config)).toEqual({ fits: false, refused: false, reason });
    const both = { pair: [0, 1], answer: { answers: { harmless: { choice: 1 }, overall: { choice: 0 } } } };
    expect(readFor(both, itemOf(2), config)).toMatchObject({ fits: true });
  });

  it("choose within their pair, also where they are whole answers", () => {
    const whole = (pair: number[], choice: number) => ({ pair, answer: { answers: { overall: { choice } } } });
    expect(readImportedLabel(whole([0, 1], 7), itemOf(2))).toMatchObject({ fits: false, refused: true });
    expect(readImportedLabel(whole([0, 2], 1), itemOf(3))).toMatchObject({ fits: false, refused: true });
    expect(readImportedLabel(whole([0, 2], 2), itemOf(3))).toMatchObject({ fits: true, unitKey: "0-2" });
  });

  it("teach a campaign no more than it can ask", () => {
    const aspects = Array.from({ length: 25 }, (_, k): ImportedLabel => ({ choice: 0, aspect: `aspect ${k}` }));
    const learned = aspects.reduce<ReturnType<typeof learnQuestion>>((config, label) => learnQuestion(config, label), null);
    expect(learned?.questions).toHaveLength(20);
    const reasons = Array.from({ length: 35 }, (_, k) => ({ answer: { answers: { overall: { choice: 0, reasons: [`reason ${k}`] } } } }));
    const ticked = reasons.reduce<ReturnType<typeof learnQuestion>>((config, label) => learnQuestion(config, label), null);
    expect(ticked?.questions[0]?.reasons).toHaveLength(30);
    // The name of a question about single responses, and names that none may have.
    expect(learnQuestion(null, { choice: 0, aspect: "acceptable" })).toBeNull();
    for (const name of ["", "n".repeat(61)]) expect(learnQuestion(null, { answer: { answers: { [name]: { choice: 0 } } } })).toBeNull();
  });
});
