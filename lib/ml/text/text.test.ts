import { describe, expect, it } from "vitest";
import { characterSurprise, countPrompt, fitBackground, withoutPrompt } from "./background";
import { PROMPT_COUNT, readPrompt, SURFACE_COUNT, surfaceFeatures, TEXT_COUNT, textFeatures } from "./surface-features";
import { readText } from "./text-facts";
import { fitTfidf, termPositions, transformTfidf } from "./tfidf";
import { countCodePoints, ngrams, READ_LENGTH, readablePart, splitSentences, tokenise, tokeniseWithMarks } from "./tokens";

describe("tokens", () => {
  it.each([
    ["Don't STOP, it’s 3.5!", ["don't", "stop", "it’s", "3", "5"]],
    ["你好 world", ["你", "好", "world"]],
    ["ひらがなabc", ["ひ", "ら", "が", "な", "abc"]],
    ["e\u0301té", ["été"]],
    ["", []],
  ])("%j", (text, tokens) => expect(tokenise(text)).toEqual(tokens));

  it("splits sentences at marks, closing quotes included, and at line breaks", () => {
    expect(splitSentences('One. "Two!" Three\nfour')).toEqual(["One.", '"Two!"', "Three", "four"]);
    expect(splitSentences("好。不好。")).toEqual(["好。", "不好。"]);
  });

  it("keeps marks and line breaks where neighbours matter", () => {
    expect(tokeniseWithMarks("Yes, 好\n- it’s!")).toEqual(["yes", ",", "好", "\n", "-", "it’s", "!"]);
  });

  it("are read from the beginning of a text that is very long, whole characters only", () => {
    expect(readablePart("short")).toBe("short");
    const long = `${"a ".repeat(READ_LENGTH / 2 - 1)}b😀 end`;
    expect(readablePart(long)).toBe(`${"a ".repeat(READ_LENGTH / 2 - 1)}b`);
    expect(countCodePoints("a😀é")).toBe(3);
  });

  it("joins n-grams", () => {
    expect(ngrams(["a", "b", "c"], 2)).toEqual(["a b", "b c"]);
    expect(ngrams(["a"], 2)).toEqual([]);
  });
});

describe("TF-IDF", () => {
  const texts = ["a b a", "a c", "b c d"];

  it("keeps what occurs in two texts, in an order that does not depend on theirs", () => {
    const model = fitTfidf(texts);
    expect(model.terms).toEqual(["a", "b", "c"]);
    expect(model.idf[0]).toBeCloseTo(Math.log(4 / 3) + 1, 12);
    expect(fitTfidf([...texts].reverse())).toEqual(model);
    expect(fitTfidf(texts, { maximumTerms: 2 }).terms).toEqual(["a", "b"]);
  });

  it("weights by 1 + ln tf and scales to unit length", () => {
    const model = fitTfidf(texts);
    const { index, value } = transformTfidf(model, termPositions(model), "a b a");
    expect(index).toEqual([0, 1]);
    expect(Math.hypot(...value)).toBeCloseTo(1, 12);
    expect((value[0] ?? 0) / (value[1] ?? 1)).toBeCloseTo(1 + Math.log(2), 12);
    expect(transformTfidf(model, termPositions(model), "zzz")).toEqual({ index: [], value: [] });
  });
});

describe("background", () => {
  const groups = [["red apple", "red pear"], ["red plum"], ["blue sky"]];

  it("without a prompt equals the background fitted without it", () => {
    const [own = []] = groups;
    const left = withoutPrompt(fitBackground(groups), countPrompt(own));
    const right = withoutPrompt(fitBackground(groups.slice(1)), null);
    expect(left.prompts).toBe(2);
    expect(left.alphabet).toBe(right.alphabet);
    for (const word of ["red", "apple", "sky"]) expect(left.documentFrequency(word)).toBe(right.documentFrequency(word));
    const tokens = tokenise("red apple pie");
    expect(characterSurprise(left, tokens)).toEqual(characterSurprise(right, tokens));
  });

  it("is more surprised by what it has not seen", () => {
    const view = withoutPrompt(fitBackground(groups), null);
    const surprise = (text: string): number => characterSurprise(view, tokenise(text)).reduce((sum, value) => sum + value, 0);
    expect(surprise("red plum")).toBeLessThan(surprise("xqz wvkj"));
  });
});

describe("surface features", () => {
  const view = withoutPrompt(fitBackground([["a plain answer"], ["another plain answer"]]), null);
  const context = {
    texts: 4,
    documentFrequency: new Map([["plain", 2]]),
    commonest: new Set(["the"]),
    deflatedBytes: (text: string) => text.length,
  };
  const compute = (prompt: string, response: string): Map<string, number> =>
    new Map(surfaceFeatures(context, view, readPrompt(prompt), response));

  it("are 73 of the response and 3 of the prompt, each with its own name, in a fixed order", () => {
    const full = surfaceFeatures(context, view, readPrompt("Why?"), "Because. 1. so");
    expect(full).toHaveLength(SURFACE_COUNT + PROMPT_COUNT);
    expect(new Set(full.map(([name]) => name)).size).toBe(full.length);
    expect(surfaceFeatures(context, view, readPrompt(""), "").map(([name]) => name)).toEqual(full.map(([name]) => name));
  });

  it("come in a part of the two texts alone, which no fit changes, and a part of the fit", () => {
    const other = { ...context, texts: 90, documentFrequency: new Map([["plain", 7]]), commonest: new Set(["a"]) };
    const elsewhere = withoutPrompt(fitBackground([["the case"], ["the quay"], ["the quill"]]), null);
    const prompt = readPrompt("a plain quay the");
    const [here, there] = [
      surfaceFeatures(context, view, prompt, "the plain quay, a ship!"),
      surfaceFeatures(other, elsewhere, prompt, "the plain quay, a ship!"),
    ];
    const changed = here.filter(([, value], position) => value !== there[position]?.[1]).map(([name]) => name);
    const own = textFeatures(context.deflatedBytes, prompt, readText("the plain quay, a ship!"));
    expect(own).toHaveLength(TEXT_COUNT);
    expect(changed.length).toBeGreaterThan(4);
    for (const name of changed) expect(own.map(([known]) => known)).not.toContain(name);
    expect(here.filter((feature) => own.some(([name]) => name === feature[0]))).toEqual(own);
  });

  it.each([
    ["", ""],
    ["Why?", ""],
    ["", "!"],
    ["x", "😀"],
  ])("are finite for prompt %j and response %j", (prompt, response) => {
    for (const [name, value] of compute(prompt, response)) expect(Number.isFinite(value), name).toBe(true);
  });

  it("take a very long text by its beginning, its length alone by all of it", () => {
    const start = "One, two.\n".repeat(Math.ceil(READ_LENGTH / 10));
    const [long, longer] = [compute("Why?", `${start}three`), compute("Why?", `${start}${"*".repeat(40_000)}`)];
    const changed = [...long].filter(([name, value]) => longer.get(name) !== value).map(([name]) => name);
    expect(changed.every((name) => name.includes("length"))).toBe(true);
    expect(changed).toContain("length: characters (log)");
  });

  it.each(["\n", ")", '"', "'", "\r\n", "| ", "` ", "é"])("are finite for nothing but %j, thousands of times", (piece) => {
    const features = compute(piece.repeat(9_000), piece.repeat(9_000));
    for (const [name, value] of features) expect(Number.isFinite(value), name).toBe(true);
  });

  it("count what they say they count", () => {
    const features = compute("Name two fruits", "- Apples!\n- Pears, **ripe** ones, 😀\n\nname two fruits");
    expect(features.get("format: bulleted lines (log)")).toBeCloseTo(Math.log(3), 6);
    expect(features.get("format: bold spans (log)")).toBeCloseTo(Math.log(2), 6);
    expect(features.get("punctuation: commas (log)")).toBeCloseTo(Math.log(3), 6);
    expect(features.get("length: lines with text (log)")).toBeCloseTo(Math.log(4), 6);
    expect(features.get("overlap: prompt words taken up")).toBe(1);
    expect(compute("Name two fruits", "two fruits").get("overlap: is the end of the prompt")).toBe(1);
    expect(compute("Name two fruits", "fruits two").get("overlap: is the end of the prompt")).toBe(0);
    expect(compute("", "😀😀").get("length: characters (log)")).toBeCloseTo(Math.log(3), 6);
    expect(compute("", "one two one two one two").get("repetition: different pairs of words")).toBeCloseTo(2 / 5, 6);
  });
});
