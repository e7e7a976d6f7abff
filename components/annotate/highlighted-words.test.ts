import { expect, it } from "vitest";
import { findWords, mostLetters, mostPlaces, patternOf } from "@/components/annotate/highlighted-words";

const found = (entries: string[], text: string): string[] => {
  const pattern = patternOf(entries);
  return pattern ? findWords(pattern, text).map(({ from, to }) => text.slice(from, to)) : [];
};

it("finds whole words, without regard to case", () => {
  expect(found(["art"], "Art, start, art’s ART part")).toEqual(["Art", "art", "ART"]);
  expect(found(["größe", "ПРИВЕТ"], "Größe GRÖßEN привет")).toEqual(["Größe", "привет"]);
  expect(found(["42"], "42, 420 and 4.42")).toEqual(["42", "42"]);
});

it("finds phrases over any space, the longest of several, and what begins with a word", () => {
  expect(found(["refund", "full refund"], "A full\n refund, a refund")).toEqual(["full\n refund", "refund"]);
  expect(found(["refund*"], "Refunds, refunded; a prerefund")).toEqual(["Refunds", "refunded"]);
});

it("takes signs as they are written, and scripts without spaces inside a line", () => {
  expect(found(["C++", "a.b", "(?:x)"], "C++ and aXb, a.b (?:x)")).toEqual(["C++", "a.b", "(?:x)"]);
  expect(found(["返金"], "全額返金します")).toEqual(["返金"]);
  expect(found(["غذاء"], "الغذاء غذاء")).toEqual(["غذاء"]);
});

it("names nothing where the list does, and stops where a page would be slow", () => {
  expect(patternOf([])).toBeNull();
  expect(patternOf(["*", " "])).toBeNull();
  expect(found(["a"], "a ".repeat(mostPlaces + 5))).toHaveLength(mostPlaces);
  expect(found(["end"], `${"x ".repeat(mostLetters / 2)}end`)).toEqual([]);
});
