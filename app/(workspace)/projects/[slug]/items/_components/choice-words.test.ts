import { expect, test } from "vitest";
import { choiceWords, unitWords, verdictWords } from "@/app/(workspace)/projects/[slug]/items/_components/choice-words";

test("a number is a response where responses are compared, and a point of a scale elsewhere", () => {
  expect(choiceWords("1", "0-1")).toBe("B");
  expect(verdictWords("2", "0-2")).toBe("C is better");
  expect(verdictWords("both-bad", "0-1")).toBe("both bad");
  expect(choiceWords("4", "0")).toBe("4");
  expect(verdictWords("4", "all")).toBe("4");
  expect(choiceWords("2 > 0 = 1", "all")).toBe("C > A = B");
  expect(choiceWords("-1.5", "0")).toBe("-1.5");
  expect([unitWords("0-1"), unitWords("2"), unitWords("all")]).toEqual(["A and B", "C", null]);
});
