import { describe, expect, it } from "vitest";
import { textPieces, textTokens } from "@/lib/ml/text-diff/text-tokens";

const whole = (text: string) =>
  Array.from(new Intl.Segmenter("und", { granularity: "word" }).segment(text), ({ segment, index }) => ({
    text: segment,
    start: index,
    end: index + segment.length,
  }));

const scripts = [
  "The pressure is 1,000.5 kPa, isn’t it? — “quite so”, e.g. at 3 p.m.\r\n\r\n",
  "  two  spaces,\ta tab,\u00a0a hard one and \u3000a wide one ",
  "每年的产量是多少？大约三千吨。真的！ これは本です。東京都に住んでいます、",
  "الفاصوليا غذاء حمضي جدا، ولذلك 👩‍🔬 لا شيء 🇩🇪🇫🇷 e\u0301 \u0301 👍🏽 \u200d \u{1f3fd} ",
  "ไม่มีอะไรหยุดการเจริญเติบโต ཨོཾ་མ་ཎི한국어도 있습니다. ",
];

describe("textPieces", () => {
  it.each(scripts)("cuts %s as one long text is cut", (script) => {
    // Long enough to be taken in parts; each part begins somewhere else in the sentence.
    const text = Array.from({ length: Math.ceil(3_000 / script.length) }, (_, index) => script.slice(index % 5)).join("");
    expect(textPieces(text)).toEqual(whole(text));
  });

  it("gives the text again", () => {
    const text = scripts.join("").repeat(400);
    const pieces = textPieces(text);
    expect(pieces.map((piece) => piece.text).join("")).toBe(text);
    expect(pieces.every((piece, index) => piece.start === (pieces[index - 1]?.end ?? 0))).toBe(true);
    expect(textTokens(text).every((token) => token.text.trim() !== "")).toBe(true);
  });

  it("has nothing to cut in an empty text", () => {
    expect(textPieces("")).toEqual([]);
  });
});
