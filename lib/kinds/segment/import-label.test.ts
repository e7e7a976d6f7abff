import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import type { ImportedLabel, KindItem } from "@/lib/kinds/contract";
import { segment } from "@/lib/kinds/segment/kind";
import type { SegmentConfig } from "@/lib/kinds/segment/schema";
import { fingerprintOf } from "@/lib/kinds/segment/text";
import { hasReferenceData, readReferenceRows, referenceDataAbsent } from "@/scripts/testing/reference-data";

const text = "a 😀 and a stone";
const item: KindItem = {
  prompt: "Say what you see.",
  candidates: [
    { text, model: null },
    { text: "nothing", model: null },
  ],
};
const read = (label: ImportedLabel, of: KindItem = item) => segment.fromImport(label, of, segment.defaultConfig);

describe("labels from a file", () => {
  it("that are words about the whole alone say neither that something is wrong nor that nothing is", () => {
    const found = read({ response: 0, critique: "All of it is made up.", score: 2 });
    if (!found.fits) throw new Error(found.reason);
    const { normalise, describe: tell, defaultConfig, toImport } = segment;
    expect(normalise(defaultConfig, "0", found.response).map((form) => form.question)).toEqual(["score"]);
    expect(tell(defaultConfig, "0", found.response)).toBe("“All of it is made up.” · score 2");
    expect(toImport("0", found.response)).toEqual({ response: 0, critique: "All of it is made up.", score: 2 });
    const looked = read({ response: 0, segments: [], critique: "Fine." });
    expect(looked.fits && normalise(defaultConfig, "0", looked.response)).toContainEqual(
      expect.objectContaining({ question: "has-error", label: "no" }),
    );
  });

  it("are none where their cells are empty, and an empty correction corrects nothing", () => {
    for (const label of [{ critique: "" }, { correction: "" }]) {
      expect(read({ response: 0, ...label })).toMatchObject({ fits: false, refused: false });
    }
    const found = read({ response: 0, critique: "Good.", correction: "" });
    expect(found.fits && "correction" in found.response).toBe(false);
    const edit = { start: 11, end: 16, text: "stone", replacement: "rock" };
    expect(read({ response: 0, segments: [edit], correction: "" })).toMatchObject({ response: { correction: "a 😀 and a rock" } });
  });

  it("teach a campaign no more types and severities than it can ask", () => {
    const learned = Array.from({ length: 210 }, (_, k) => ({
      response: 0,
      segments: [{ start: 0, end: 1, category: `type ${k}`, severity: `severity ${k}` }],
    })).reduce<SegmentConfig | null>((config, label) => segment.learnConfig(config, label, item), null);
    expect(segment.configSchema.parse(learned)).toMatchObject({ types: { length: 200 }, severities: { length: 9 } });
  });

  it("are marks with whatever else the file says of them, there and back", () => {
    const label = {
      response: 0,
      segments: [
        { start: 11, end: 16, text: "stone", on: "target", category: "Fact", severity: "Major", explanation: "", weight: 2 },
        { start: 0, end: 3, on: "source", category: null },
      ],
      missing: ["the sea", { "error type": "answer", sentence_id: [6] }],
      score: -5,
      attention_check: ["Found"],
      critique: null,
    };
    const found = read(label);
    if (!found.fits) throw new Error(found.reason);
    expect(found.unitKey).toBe("0");
    expect(found.response).toMatchObject({
      text: fingerprintOf(text),
      source: fingerprintOf("Say what you see."),
      spans: [
        { start: 11, end: 16, type: "Fact", severity: "Major", reason: "", extra: { weight: 2 } },
        { on: "source", extra: { category: null } },
      ],
      missing: [{ note: "the sea" }, { note: "error type: answer, sentence_id: [6]" }],
      extra: { attention_check: ["Found"], critique: null },
    });
    expect(segment.toImport("0", found.response)).toEqual(label);
    expect(segment.checkAgainst?.(segment.defaultConfig, "0", found.response, item)).toEqual([]);
  });

  it("give the corrected text where a file says the replacements alone, and are refused in words where they overlap", () => {
    const found = read({ response: 0, segments: [{ start: 11, end: 16, replacement: "shell" }] });
    if (!found.fits) throw new Error(found.reason);
    expect(found.response.correction).toBe("a 😀 and a shell");
    expect(segment.checkAgainst?.(segment.defaultConfig, "0", found.response, item)).toEqual([]);
    const both = [
      { start: 9, end: 16, replacement: "one" },
      { start: 11, end: 16, replacement: "shell" },
    ];
    expect(read({ response: 0, segments: both })).toMatchObject({
      fits: false,
      reason: expect.stringContaining("two corrections claim the same"),
    });
  });

  it("count in code points where only those give the file's own text", () => {
    const found = read({ response: 0, segments: [{ start: 10, end: 15, text: "stone" }] });
    expect(found).toMatchObject({ fits: true, response: { spans: [{ start: 11, end: 16 }] } });
  });

  it("count in code points without their text too, where they would cut a character in two otherwise: all of the label, or none", () => {
    const points = read({
      response: 0,
      segments: [
        { start: 3, end: 4 },
        { start: 10, end: 15 },
      ],
    });
    expect(points).toMatchObject({
      fits: true,
      response: {
        spans: [
          { start: 4, end: 5 },
          { start: 11, end: 16 },
        ],
      },
    });
    expect(points.fits && read(segment.toImport("0", points.response))).toEqual(points);
    const units = read({ response: 0, segments: [{ start: 10, end: 15 }] });
    expect(units).toMatchObject({ fits: true, response: { spans: [{ start: 10, end: 15 }] } });
    const both = read({
      response: 0,
      segments: [
        { start: 3, end: 4 },
        { start: 11, end: 16, text: "stone" },
      ],
    });
    expect(both).toMatchObject({ fits: false, refused: true, reason: expect.stringContaining("segments[0] [3, 4) cuts") });
  });

  it("may count white space that the text has lost at its end", () => {
    const label = { response: 1, segments: [{ start: 3, end: 9, text: "hing  " }] };
    const found = read(label);
    expect(found).toMatchObject({ fits: true, response: { spans: [{ start: 3, end: 7 }] } });
    expect(found.fits && segment.toImport("1", found.response)).toEqual(label);
  });

  it.each([
    ["no response of several", { segments: [] }, "must name its response"],
    ["a response that is not there", { response: 4, segments: [] }, "not one of"],
    ["a place beyond the text", { response: 1, segments: [{ start: 3, end: 12 }] }, "beyond"],
    ["other words than stand there", { response: 1, segments: [{ start: 0, end: 3, text: "yes" }] }, "stands “not”"],
    ["an end before its start", { response: 1, segments: [{ start: 3, end: 1 }] }, "before its start"],
  ])("are refused for %s", (_why, label, reason) => {
    expect(read(label)).toMatchObject({ fits: false, refused: true, reason: expect.stringContaining(reason) });
  });

  it("that mark nothing are no answers of this kind", () => {
    expect(read({ choice: 1 })).toMatchObject({ fits: false, refused: false });
    expect(read({ ratings: { adequacy: 70 }, response: 0 })).toMatchObject({ fits: false, refused: false });
    expect(read({ unit: "0-1", answer: { answers: {} } })).toMatchObject({ fits: false, refused: false });
  });

  it("may be an answer of ours, whole", () => {
    const response = { text: fingerprintOf(text), spans: [], noError: true as const };
    expect(read({ unit: "0", answer: response })).toEqual({ fits: true, unitKey: "0", response });
  });
});

describe("what a new campaign learns of its file", () => {
  const learn = (labels: ImportedLabel[]): SegmentConfig | null =>
    labels.reduce<SegmentConfig | null>((config, label) => segment.learnConfig(config, label, item), null);

  it("is its types, severities, marks that overlap, and how it is scored", () => {
    const marks = {
      response: 0,
      segments: [
        { start: 0, end: 5, category: "A/b", severity: "Major" },
        { start: 4, end: 7, category: "C", severity: "Minor" },
      ],
    };
    expect(learn([{ choice: 1 }])).toBeNull();
    const config = learn([{ ...marks, score: -6 }]);
    expect(config).toMatchObject({
      mode: "critique",
      types: [{ name: "A/b" }, { name: "C" }],
      severities: [
        { name: "Minor", points: 1 },
        { name: "Major", points: 5 },
      ],
      score: "sum",
      overlap: true,
      missing: false,
      reason: "off",
    });
    expect(
      learn([
        { ...marks, score: -6 },
        { ...marks, score: -40 },
      ]),
    ).toMatchObject({ score: "scale", scoreFrom: -40, scoreTo: 0 });
    expect(learn([marks, { response: 0, correction: "All new.", missing: ["x"] }])).toMatchObject({
      mode: "correct",
      missing: true,
      score: "off",
    });
  });

  it("is nothing where it knows all, the same object", () => {
    const config = segment.defaultConfig;
    const label = { response: 0, segments: [{ start: 0, end: 1, category: "Factual", severity: "Minor", explanation: "x" }] };
    expect(segment.learnConfig(config, label, item)).toBe(config);
  });
});

describe.each([
  ["finegrained_qa", 351],
  ["mlqe_pe", 12_637],
  ["mqm_sxs2023", 9_990],
])("every label of %s that marks or corrects", (set, expected) => {
  it.skipIf(!hasReferenceData(set))("is read, holds against its text, and is written as it came", () => {
    let config: SegmentConfig | null = null;
    let found = 0;
    const wrong: unknown[] = [];
    for (const row of readReferenceRows(set)) {
      const { prompt, responses, labels } = row;
      if (typeof prompt !== "string") throw new Error("a prompt that is no text");
      const of: KindItem = { prompt, candidates: responses.map((response) => ({ text: response.text, model: null })) };
      for (const label of labels) {
        const answer = read(label, of);
        if (!answer.fits) {
          if (answer.refused) wrong.push({ label, reason: answer.reason });
          continue;
        }
        found += 1;
        config = segment.learnConfig(config, label, of);
        const { annotator: _annotator, kind: _kind, ...fields } = label;
        const written = segment.toImport(answer.unitKey, answer.response);
        const misplaced = segment.checkAgainst?.(segment.defaultConfig, answer.unitKey, answer.response, of) ?? ["nothing was checked"];
        const again = segment.fromImport(written, of, segment.defaultConfig);
        if (!isDeepStrictEqual(written, fields) || misplaced.length > 0 || !isDeepStrictEqual(again, answer))
          wrong.push({ label, written, misplaced, again });
      }
    }
    expect(wrong).toEqual([]);
    expect(found).toBe(expected);
    expect(config).not.toBeNull();
    if (set === "mqm_sxs2023") expect(config).toMatchObject({ score: "sum", overlap: true });
  });

  it.skipIf(hasReferenceData(set))(referenceDataAbsent, () => {
    expect(referenceDataAbsent).toContain("PLUMBLINE_DATA");
  });
});
