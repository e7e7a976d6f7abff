import { describe, expect, it } from "vitest";
import { createRandom } from "../random/random";
import type { RandomStream } from "../random/random";
import { applyEdits, deriveEdits, findOverlap } from "./edits";
import type { Edit } from "./edits";
import { snapToCharacter, textPieces } from "./text-tokens";

// Marks, joined emoji, flags, right-to-left, scripts without spaces, line breaks of both sorts.
const pieces = [
  "plain",
  " ",
  "the weight",
  ", ",
  "e\u0301te\u0301",
  "👩‍🔬",
  "🇫🇮🇩🇪",
  "👍🏽",
  "שָׁלוֹם עולם",
  "مَرْحَبًا بالعالم",
  "你好世界",
  "नमस्ते",
  "한국어",
  "\n",
  "\r\n",
  "120 °C",
  "z̴͓̚",
  "😀",
];

const randomText = (random: RandomStream, most: number): string =>
  Array.from({ length: random.integer(most + 1) }, () => pieces[random.integer(pieces.length)] ?? "").join("");

/** Edits that do not overlap, at places where no character is cut. */
const randomEdits = (random: RandomStream, text: string): Edit[] => {
  const places = Array.from({ length: 2 * random.integer(5) }, () => snapToCharacter(text, random.integer(text.length + 1), -1)).sort(
    (a, b) => a - b,
  );
  const edits: Edit[] = [];
  for (let i = 0; i + 1 < places.length; i += 2) {
    const edit = { start: places[i] ?? 0, end: places[i + 1] ?? 0, replacement: random.integer(4) === 0 ? "" : randomText(random, 3) };
    if (!findOverlap([...edits, edit])) edits.push(edit);
  }
  return edits;
};

describe("edits", () => {
  it("give the corrected text in 1,000 random cases, in any order, and so do those derived from it", () => {
    const random = createRandom(11);
    for (let round = 0; round < 1_000; round += 1) {
      const original = randomText(random, 14);
      const edits = randomEdits(random, original);
      // Last first, in place: the other way to say it.
      let corrected = original;
      for (const { start, end, replacement } of edits.toReversed())
        corrected = corrected.slice(0, start) + replacement + corrected.slice(end);
      expect(applyEdits(original, edits)).toBe(corrected);
      expect(applyEdits(original, edits.toReversed())).toBe(corrected);
      const derived = deriveEdits(original, corrected);
      expect(applyEdits(original, derived)).toBe(corrected);
      for (const { start, end } of derived) {
        expect(snapToCharacter(original, start, -1)).toBe(start);
        expect(snapToCharacter(original, end, 1)).toBe(end);
      }
    }
  });

  it("derived from two texts cover what was changed by hand", () => {
    const random = createRandom(5);
    let changed = 0;
    let covered = 0;
    for (let round = 0; round < 300; round += 1) {
      const words = Array.from({ length: 60 }, () => `w${random.integer(400)}`);
      const at = new Set(Array.from({ length: 4 }, () => random.integer(words.length)));
      const corrected = words.map((word, i) => (at.has(i) ? "other" : word)).join(" ");
      const original = words.join(" ");
      const marked = new Uint8Array(original.length);
      for (const { start, end } of deriveEdits(original, corrected)) marked.fill(1, start, end);
      let place = 0;
      for (const [i, word] of words.entries()) {
        if (at.has(i)) {
          changed += word.length;
          covered += marked.slice(place, place + word.length).reduce((sum, flag) => sum + flag, 0);
        }
        place += word.length + 1;
      }
    }
    expect(covered / changed).toBeGreaterThanOrEqual(0.99);
  });

  it("of neighbouring words are one", () => {
    expect(deriveEdits("boils at 110 degrees here", "boils at 121 points here")).toEqual([
      { start: 9, end: 20, replacement: "121 points" },
    ]);
    expect(deriveEdits("same", "same")).toEqual([]);
    expect(deriveEdits("", "new")).toEqual([{ start: 0, end: 0, replacement: "new" }]);
    expect(deriveEdits("gone", "")).toEqual([{ start: 0, end: 4, replacement: "" }]);
    expect(deriveEdits("one two", "one and two")).toEqual([{ start: 4, end: 4, replacement: "and " }]);
  });

  it("that overlap or lie outside are refused by name", () => {
    const long = { start: 0, end: 9, replacement: "" };
    expect(findOverlap([{ start: 2, end: 3, replacement: "" }, { start: 5, end: 6, replacement: "" }, long])).not.toBeNull();
    expect(
      findOverlap([
        { start: 2, end: 2 },
        { start: 2, end: 2 },
      ]),
    ).not.toBeNull();
    expect(
      findOverlap([
        { start: 2, end: 4 },
        { start: 4, end: 4 },
        { start: 4, end: 6 },
      ]),
    ).toBeNull();
    expect(() => applyEdits("abc", [long, { start: 1, end: 2, replacement: "" }])).toThrow(/edits: \[0, 9\) and \[1, 2\) overlap/);
    expect(() => applyEdits("abc", [{ start: 2, end: 9, replacement: "" }])).toThrow(/edits: \[2, 9\) is outside/);
  });
});

describe("places in a text", () => {
  it("never cut what is read as one character", () => {
    const text = "a👩‍🔬e\u0301🇫🇮b";
    expect([1, 2, 5, 6].map((offset) => snapToCharacter(text, offset, -1))).toEqual([1, 1, 1, 6]);
    expect([1, 2, 5, 6].map((offset) => snapToCharacter(text, offset, 1))).toEqual([1, 6, 6, 6]);
    expect(snapToCharacter(text, 7, -1)).toBe(6);
    expect(snapToCharacter(text, 7, 1)).toBe(8);
    expect(snapToCharacter("one\r\ntwo", 4, -1)).toBe(3);
    expect(snapToCharacter("one\r\ntwo", 4, 1)).toBe(5);
    expect(snapToCharacter(text, -3, 1)).toBe(0);
    expect(snapToCharacter(text, 99, -1)).toBe(text.length);
  });

  it("pieces join to the text again", () => {
    const random = createRandom(3);
    for (let round = 0; round < 50; round += 1) {
      const text = randomText(random, 30);
      expect(
        textPieces(text)
          .map((piece) => piece.text)
          .join(""),
      ).toBe(text);
    }
  });
});
