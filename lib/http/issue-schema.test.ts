import { z } from "zod";
import { describe, expect, it } from "vitest";
import { fieldSentence, sentenceOf, wordsOf } from "@/lib/http/issue-schema";

const words = (schema: z.ZodType, value: unknown): string[] => schema.safeParse(value).error?.issues.map(wordsOf) ?? [];

describe("what is wrong with a value", () => {
  it("is said as people say it, with the bound", () => {
    expect(words(z.string().max(120), "x".repeat(121))).toEqual(["must have at most 120 characters"]);
    expect(words(z.string().min(1), "")).toEqual(["must not be empty"]);
    expect(words(z.string().min(12), "short")).toEqual(["must have at least 12 characters"]);
    expect(words(z.array(z.string()).max(1), ["a", "b"])).toEqual(["must have at most 1 entry"]);
    expect(
      words(
        z.array(z.string()).max(2_000),
        Array.from({ length: 2_001 }, () => ""),
      ),
    ).toEqual(["must have at most 2,000 entries"]);
    expect(words(z.number().max(0.5), 7)).toEqual(["must be at most 0.5"]);
    expect(words(z.number().min(0.1), 0)).toEqual(["must be at least 0.1"]);
    expect(words(z.number().gt(0.5), 0.5)).toEqual(["must be more than 0.5"]);
    expect(words(z.number().lt(1), 1)).toEqual(["must be less than 1"]);
    expect(words(z.int().max(1_000), 1_001)).toEqual(["must be at most 1,000"]);
    expect(words(z.int(), 1.5)).toEqual(["must be a whole number"]);
    expect(words(z.number(), Number.NaN)).toEqual(["must be a number"]);
    expect(words(z.record(z.string(), z.string()), [])).toEqual(["must be a record"]);
    expect(words(z.object({}), null)).toEqual(["must be an object"]);
    expect(words(z.enum(["a", "b"]), "c")).toEqual(["is none of a, b"]);
  });

  it("leaves a schema's own words", () => {
    expect(words(z.string().min(1, "Give the project a name."), "")).toEqual(["Give the project a name."]);
  });

  it("names its field where it stands alone, unless the schema has a sentence of its own", () => {
    const schema = z.object({ rules: z.object({ repeatAfter: z.int().max(1_000), name: z.string().min(1, "Give it a name.") }) });
    const issues = schema.safeParse({ rules: { repeatAfter: 2_000, name: "" } }).error?.issues ?? [];
    expect(issues.map(sentenceOf)).toEqual(["Repeat after: must be at most 1,000.", "Give it a name."]);
    expect(z.string().max(2).safeParse("abc").error?.issues.map(sentenceOf)).toEqual(["must have at most 2 characters"]);
  });

  it("makes a sentence of what was said of a field, by its path", () => {
    expect(fieldSentence("settings.maxTokens", "at least one")).toBe("Max tokens: at least one.");
    expect(fieldSentence("name", "is needed")).toBe("Name: is needed.");
    expect(fieldSentence("rows.3", "is empty")).toBe("Rows: is empty.");
    expect(fieldSentence("name", "Taken.")).toBe("Taken.");
    expect(fieldSentence("", "is empty")).toBe("is empty");
  });
});
