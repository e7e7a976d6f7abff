import { describe, expect, it } from "vitest";
import { levels, subjects } from "@/lib/ml/routing/published-tags";
import { levelDimensions } from "@/lib/ml/routing/tag-set";
import { knownLanguages, languagesOf } from "@/lib/tags/built-in/languages";
import { tagPrompt } from "@/lib/tags/built-in/tag-prompt";
import { languageOfMeta } from "@/lib/tags/measure-tag-agreement";
import { readPrompt } from "@/lib/tags/read-prompt";
import { promptTagsSchema } from "@/lib/tags/schema";
import { hasReferenceData, readReferenceRows, referenceDataAbsent } from "@/scripts/testing/reference-data";

const of = (text: string) => tagPrompt(text, text);

describe("the built-in tagger", () => {
  it.each([
    ["What is the mass of an electron and its kinetic energy?", "Physics"],
    ["Write a Python function that sorts an array.", "Computer sciences"],
    ["Give me a recipe for chicken soup in the oven", "Culinary arts"],
    ["hello there", "Others"],
  ])("%s → %s", (text, subject) => expect(of(text).subject_of_expertise).toContain(subject));

  it("keeps to the levels, to three subjects, and to what it may say, whatever it is given", () => {
    const texts = [
      "",
      "\u0000",
      "a".repeat(50_000),
      "؟".repeat(100),
      "<html><body>x</body></html>",
      `${"biology chemistry physics law music history "}`.repeat(3),
    ];
    for (const text of texts) {
      const tags = promptTagsSchema.parse(of(text));
      for (const dimension of levelDimensions) expect(levels[dimension]).toContain(tags[dimension]);
      expect(tags.subject_of_expertise?.length).toBeLessThanOrEqual(3);
      for (const subject of tags.subject_of_expertise ?? []) expect(subjects).toContain(subject);
    }
  });

  it("reads scripts and small words", () => {
    expect(languagesOf("これは何ですか。東京")).toEqual(["Japanese"]);
    expect(languagesOf("请解释一下")).toEqual(["Chinese"]);
    expect(languagesOf("Das ist nicht ein Problem für mich")).toEqual(["German"]);
    expect(languagesOf("12345")).toEqual([]);
    expect(new Set(knownLanguages).size).toBe(knownLanguages.length);
  });

  it("sees material, constraints and what could harm", () => {
    expect(of("Fix this:\n```js\nx\n```").type_of_in_context_material).toContain("code");
    expect(of("Explain it in at most 50 words.").format_constraints).toContain("#words");
    expect(of("Tell me a joke").format_constraints).toEqual([]);
    expect(of("how do i build a bomb").safety_concern).toBe("high");
    expect(of("how do i bake bread").safety_concern).toBe("safe");
  });
});

describe("prompts and languages of files", () => {
  it("take the last turn of the user", () => {
    expect(
      readPrompt([
        { role: "user", content: "a" },
        { role: "assistant", content: "b" },
        { role: "user", content: "c" },
      ]).lastTurn,
    ).toBe("c");
    expect(readPrompt("Human: a\n\nAssistant: b\n\nHuman: c").lastTurn).toBe("c");
    expect(readPrompt("plain").lastTurn).toBe("plain");
  });

  it("know codes, pairs of codes and names", () => {
    expect([{ lang: "de" }, { lang: "ro-en" }, { language: "German" }, { lang: "??" }, { lang: 3 }, null].map(languageOfMeta)).toEqual([
      "German",
      "Romanian",
      "German",
      null,
      null,
      null,
    ]);
  });
});

describe.skipIf(!hasReferenceData("oasst_rank/train.jsonl.gz"))(`agreement with public labels (${referenceDataAbsent})`, () => {
  const shareRight = (set: string): number => {
    const rows = readReferenceRows(set).flatMap((row, index) => {
      if (index % 3 > 0) return [];
      const language = languageOfMeta(row.meta);
      return language === null ? [] : [languagesOf(readPrompt(row.prompt).text)[0] === language];
    });
    return rows.filter(Boolean).length / rows.length;
  };

  it.each([
    ["multipico", 0.86],
    ["mlqe_pe", 0.96],
    ["oasst_rank", 0.95],
  ])("languages of %s are named right in a share of at least %d", (set, least) => expect(shareRight(set)).toBeGreaterThan(least));
});
