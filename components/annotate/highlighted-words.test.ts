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

it("finds a word however its letters are spelt, at the places that it has in the text as it stands", () => {
  const apart = (text: string): string => text.normalize("NFD");
  expect(found(["café"], `A ${apart("café, Café")}, cafe`)).toEqual([apart("café"), apart("Café")]);
  expect(found([apart("größe")], `Größe, ${apart("Größe")}`)).toEqual(["Größe", apart("Größe")]);
  expect(found(["한국"], `${apart("한국")}, 한국`)).toEqual([apart("한국"), "한국"]);
  expect(found(["cafe"], apart("café"))).toEqual([]);
  expect(found(["después*"], apart("Después, despuésito"))).toEqual([apart("Después"), apart("despuésito")]);
});

it("cuts no letter: a sign that goes on is marked whole, and one within another is none", () => {
  expect(found(["👍"], "Good 👍🏽, 👍")).toEqual(["👍🏽", "👍"]);
  expect(found(["👩"], "👨‍👩‍👧 and 👩‍🔬")).toEqual(["👩‍🔬"]);
  expect(found(["🇪🇺"], "🇩🇪🇺🇸 🇪🇺")).toEqual(["🇪🇺"]);
  expect(found(["กา"], "กาแฟ")).toEqual(["กา"]);
});

it("names nothing where the list does, and stops where a page would be slow", () => {
  expect(patternOf([])).toBeNull();
  expect(patternOf(["*", " "])).toBeNull();
  expect(found(["a"], "a ".repeat(mostPlaces + 5))).toHaveLength(mostPlaces);
  expect(found(["end"], `${"x ".repeat(mostLetters / 2)}end`)).toEqual([]);
});
