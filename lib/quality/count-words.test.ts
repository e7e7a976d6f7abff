import { expect, test } from "vitest";
import { countPromptWords, countWords } from "@/lib/quality/count-words";

test("words are counted as they are read, in scripts with and without spaces between them", () => {
  expect(countWords("Don't stop: it's 110 °C — half-way there.")).toBe(7);
  expect(countWords("كيف يحفظ قدر الضغط الفاصوليا؟")).toBe(5);
  expect(countWords("豆は低酸性食品です")).toBe(5);
  expect(countWords("I like 豆 a lot")).toBe(5);
  expect(countWords(" \n**  **—")).toBe(0);
});

test("of a conversation the last turn is read", () => {
  expect(countPromptWords("one two three")).toBe(3);
  expect(
    countPromptWords([
      { role: "user", content: "a long story told before" },
      { role: "user", content: "and now" },
    ]),
  ).toBe(2);
  expect(countPromptWords([])).toBe(0);
});
