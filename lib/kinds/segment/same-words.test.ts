import { describe, expect, it } from "vitest";
import { checkAgainstText, checkAnswer } from "@/lib/kinds/segment/check";
import { addMark, changeMark, readDraft } from "@/lib/kinds/segment/draft";
import { markAlike, mostAlike, placesLike } from "@/lib/kinds/segment/same-words";
import { segmentConfigSchema } from "@/lib/kinds/segment/schema";

const correct = segmentConfigSchema.parse({});
const critique = segmentConfigSchema.parse({ mode: "critique", score: "sum", overlap: true });

const marked = (text: string, words: string, config = correct, from = 0) => {
  const start = text.indexOf(words, from);
  return addMark(config, text, readDraft(null, text), { start, end: start + words.length });
};
const wordsAt = (text: string, words: string, config = correct, from = 0): number[] => {
  const { response, index } = marked(text, words, config, from);
  return placesLike(config, text, response, index).map(({ start }) => start);
};

describe("places with the same words as a mark", () => {
  it("are whole words where the mark is, and any place where it lies inside a word", () => {
    const text = "Art: an art of the start, art’s part. ART";
    expect(wordsAt(text, "art")).toEqual([26]);
    expect(wordsAt(text, "art", correct, text.indexOf("start"))).toEqual([8, 26, 33]);
    expect(wordsAt("CA, Ca and CA2, CA. CA", "CA")).toEqual([16, 20]);
    expect(wordsAt("naïve naïve", "naïve")).toEqual([6]);
  });

  it("are found in scripts without spaces, and never cut a character", () => {
    expect(wordsAt("猫と犬と猫の猫", "猫")).toEqual([4, 6]);
    expect(wordsAt("👩 and 👩‍🔬 and 👩", "👩")).toEqual([17]);
    expect(wordsAt("e e\u0301 e", "e")).toEqual([5]);
    expect(wordsAt("غذاء حمضي، غذاء", "غذاء")).toEqual([11]);
  });

  it("do not share characters, with each other or with what is marked", () => {
    expect(wordsAt("- - -- ----", "--")).toEqual([7, 9]);
    const text = "one two. one two. one";
    const first = marked(text, "one two");
    const { response, index } = addMark(correct, text, first.response, { start: 18, end: 21 });
    // "one" of the second sentence is free; the first belongs to another correction.
    expect(placesLike(correct, text, response, index)).toEqual([{ start: 9, end: 12 }]);
    expect(placesLike(critique, text, response, index).map(({ start }) => start)).toEqual([0, 9]);
  });

  it("none are like an insertion, or like a mark that is not there", () => {
    const text = "one one";
    const { response } = addMark(correct, text, readDraft(null, text), { start: 3, end: 3 }, ",");
    expect(placesLike(correct, text, response, 0)).toEqual([]);
    expect(placesLike(correct, text, response, 7)).toEqual([]);
    expect(markAlike(correct, text, response, 7)).toBe(response);
  });

  it("are not offered where they are everywhere", () => {
    expect(wordsAt("a ".repeat(mostAlike + 1), "a")).toHaveLength(mostAlike);
    expect(wordsAt("a ".repeat(mostAlike + 2), "a")).toEqual([]);
  });

  it("say the same once they are marked, and the corrected text follows", () => {
    const text = "The teh of teh other, teh.";
    const { response, index } = marked(text, "teh");
    const said = { replacement: "the", type: "Fluency", severity: "Minor", reason: "spelling", extra: { id: 7 } };
    const one = changeMark(correct, text, response, index, said);
    const all = markAlike(correct, text, one, index);
    expect(all.correction).toBe("The the of the other, the.");
    expect(all.spans).toEqual([
      { start: 4, end: 7, text: "teh", ...said },
      ...[11, 22].map((start) => ({
        start,
        end: start + 3,
        text: "teh",
        replacement: "the",
        type: "Fluency",
        severity: "Minor",
        reason: "spelling",
      })),
    ]);
    expect(checkAgainstText("0", all, { prompt: "?", candidates: [{ text, model: null }] })).toEqual([]);
    expect(checkAnswer(correct, all).filter((reason) => !reason.includes("types"))).toEqual([]);
  });
});
