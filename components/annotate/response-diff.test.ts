import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffResponses } from "@/components/annotate/response-diff";
import type { Stretch } from "@/components/annotate/response-diff";

const marked = (text: string, stretches: Stretch[] = []): string[] => stretches.map(({ from, to }) => text.slice(from, to));
const without = (text: string, stretches: Stretch[]): string =>
  stretches
    .toReversed()
    .reduce((rest, { from, to }) => rest.slice(0, from) + rest.slice(to), text)
    .replace(/\s+/gu, "");

describe("what differs between two responses", () => {
  it("is marked by words, neighbours together", () => {
    const a = "After tau seconds, 63 % of the difference is gone.";
    const b = "After tau seconds, 37 % of the difference remains.";
    const diff = diffResponses(a, b);
    expect(marked(a, diff?.a)).toEqual(["63", "is gone"]);
    expect(marked(b, diff?.b)).toEqual(["37", "remains"]);
  });

  it("is nothing for equal texts, whatever the spaces between their words", () => {
    expect(diffResponses("a b\n c", "a  b c")).toEqual({ a: [], b: [] });
    expect(diffResponses("", "")).toEqual({ a: [], b: [] });
  });

  it("finds words where no spaces part them", () => {
    const [a, b] = ["我喜欢红茶", "我喜欢绿茶"];
    const diff = diffResponses(a, b);
    expect(marked(a, diff?.a).join("")).toContain("红");
    expect(marked(a, diff?.a).join("")).not.toContain("喜欢");
  });

  it("is not how a letter is spelt, and cuts none in two", () => {
    const a = "Café 한국, done";
    expect(diffResponses(a, a.normalize("NFD"))).toEqual({ a: [], b: [] });
    const apart = "a café or a thé".normalize("NFD");
    const diff = diffResponses("a cafe or a thé", apart);
    expect(marked(apart, diff?.b)).toEqual(["café".normalize("NFD")]);
    for (const letter of ["e\u0301", "👨‍👩‍👧", "🇩🇪", "한".normalize("NFD")]) {
      // Where no space parts them, the pieces that are compared end between letters.
      const long = `x${letter.repeat(1_200)}`;
      const found = diffResponses(`${long}y`, `${long}z`);
      expect(marked(`${long}y`, found?.a).join("").replaceAll(letter, "")).toMatch(/^x?y$/);
    }
  });

  it("is not attempted for long texts that share nothing", () => {
    const words = (letter: string): string => Array.from({ length: 8_000 }, (_, index) => `${letter}${index}`).join(" ");
    expect(diffResponses(words("a"), words("b"))).toBeNull();
  });

  it("leaves the same text on both sides once the marks are cut out", () => {
    const text = fc
      .array(fc.constantFrom("the", "cat", "sat", "on", "a", "mat", ".", "א", "é"), { maxLength: 30 })
      .map((list) => list.join(" "));
    fc.assert(
      fc.property(text, text, (a, b) => {
        const diff = diffResponses(a, b);
        expect(diff).not.toBeNull();
        if (diff) expect(without(a, diff.a)).toBe(without(b, diff.b));
      }),
    );
  });
});
