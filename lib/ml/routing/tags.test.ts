import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hasReferenceData, referenceDataAbsent, referenceFile } from "@/scripts/testing/reference-data";
import { tokeniseWithMarks } from "../text/tokens";
import { measureItem, percentileRanks } from "./item-measures";
import type { MeasureContext } from "./item-measures";
import { publishedTags } from "./published-tags";
import { tagMatrix, tagNames } from "./tag-set";
import type { ItemFacts, TagDefinition } from "./tag-set";
import {
  countWords,
  createLetterTable,
  denseCosine,
  entitiesOf,
  entityOverlap,
  rouge1,
  rougeTokens,
  softMatchF1,
  weightedCosine,
} from "./text-similarity";

const facts = (numeric: ItemFacts["numeric"], rest: Partial<ItemFacts> = {}): ItemFacts => ({
  numeric,
  levels: {},
  lists: {},
  meta: {},
  ...rest,
});
const rougeBins = publishedTags.filter(({ name }) => name.startsWith("rouge"));

describe("the published tags", () => {
  it("are 90 with names of their own: 27 bins, 46 subjects, 1 language, 14 levels, 2 of existence", () => {
    expect(publishedTags).toHaveLength(90);
    expect(new Set(publishedTags.map(({ name }) => name)).size).toBe(90);
    const kinds = publishedTags.map(({ condition }) => condition.is);
    expect(["bin", "member", "level", "exists"].map((kind) => kinds.filter((is) => is === kind).length)).toEqual([27, 47, 14, 2]);
  });

  it.skipIf(!hasReferenceData("hybrid/ppm_linear_multipref_coefs.csv"))(`bear the published names (${referenceDataAbsent})`, () => {
    const lines = readFileSync(referenceFile("hybrid/ppm_linear_multipref_coefs.csv"), "utf8").trim().split("\n").slice(1);
    const published = lines.map((line) => line.slice(line.indexOf(",") + 1, line.lastIndexOf(",")));
    expect(publishedTags.map(({ name }) => name).sort()).toEqual(published.sort());
  });
});

describe("bins", () => {
  const at = (value: number, rule: "half-open" | "published-count" | "published-instance"): string =>
    [...tagMatrix(rougeBins, [facts({ rouge: value })], rule)].join("");

  it.each([
    [0, "100", "100", "000"],
    [0.2, "100", "100", "100"],
    [0.33, "010", "110", "000"],
    [0.5, "010", "010", "010"],
    [0.67, "001", "011", "000"],
    [1, "001", "001", "000"],
    [-0.1, "100", "000", "000"],
    [1.2, "001", "000", "000"],
  ])("%d: half-open %s, counted %s, single %s", (value, halfOpen, count, instance) => {
    expect([at(value, "half-open"), at(value, "published-count"), at(value, "published-instance")]).toEqual([halfOpen, count, instance]);
  });

  it("hold nothing where there is no number", () => {
    for (const rouge of [null, undefined, Number.NaN]) expect(tagNames(rougeBins, facts(rouge === undefined ? {} : { rouge }))).toEqual([]);
  });
});

describe("conditions of a set of one's own", () => {
  const set: TagDefinition[] = [
    { name: "long", condition: { is: "bin", fact: "len_longer", low: 0.9, high: 1 } },
    { name: "from the web", condition: { is: "meta", key: "source", value: "web" } },
    { name: "has code", condition: { is: "member", dimension: "type_of_in_context_material", value: "code" } },
    { name: "all", condition: { is: "always" } },
  ];
  it("take any facts, and names of objects are no keys", () => {
    const item = facts({ len_longer: 0.95 }, { meta: { source: "web" }, lists: { type_of_in_context_material: ["code"] } });
    expect(tagNames(set, item)).toEqual(["long", "from the web", "has code", "all"]);
    expect(tagNames(set, facts({}))).toEqual(["all"]);
    expect(tagNames([{ name: "x", condition: { is: "meta", key: "constructor", value: "x" } }], facts({}))).toEqual([]);
  });
});

describe("percentile ranks", () => {
  it("share the mean rank among equals and leave gaps alone", () => {
    expect(percentileRanks([10, 30, 30, null, 20])).toEqual([0.25, 0.875, 0.875, null, 0.5]);
    expect(percentileRanks([])).toEqual([]);
    expect(percentileRanks([null, 5])).toEqual([null, 1]);
  });
});

describe("similarities", () => {
  it("ROUGE-1 equals the hand count of stems", () => {
    expect(rougeTokens("The cats, running!")).toEqual(["the", "cat", "run"]);
    // 2 of 3 and 2 of 4 words in common
    expect(rouge1("the cats running", "the cat is sleeping")).toBeCloseTo((2 * 2) / 7, 12);
    expect(rouge1("a a b", "a b b")).toBeCloseTo((2 * 2) / 6, 12);
    expect(rouge1("", "x")).toBe(0);
  });

  it("soft matching is 1 for equal texts, higher for inflected words than for strange ones, and symmetric", () => {
    const table = createLetterTable();
    const score = (a: string, b: string): number => softMatchF1(table, tokeniseWithMarks(a), tokeniseWithMarks(b));
    expect(score("A cat sat on the mat.", "A cat sat on the mat.")).toBeCloseTo(1, 12);
    expect(score("colourful paintings", "colourful painting")).toBeGreaterThan(score("colourful paintings", "colourful zebra") + 0.1);
    expect(score("one two", "three four five")).toBeCloseTo(score("three four five", "one two"), 12);
    expect(score("", "x")).toBe(0);
  });

  it("cosines lie in [0, 1], weigh rare words more, and are 1 for a text and itself", () => {
    const frequencies = { texts: 0, documentFrequency: new Map<string, number>() };
    for (const text of ["the cat", "the dog", "the bird"]) countWords(frequencies, text.split(" "));
    expect(weightedCosine(frequencies, ["the", "cat"], ["the", "cat"])).toBeCloseTo(1, 12);
    expect(weightedCosine(frequencies, ["the", "cat"], ["cat"])).toBeGreaterThan(weightedCosine(frequencies, ["the", "cat"], ["the"]));
    expect(weightedCosine(frequencies, [], ["the"])).toBe(0);
    expect(denseCosine(Float32Array.of(1, 0), Float32Array.of(1, 1))).toBeCloseTo(Math.SQRT1_2, 6);
  });

  it("entities are names and numbers, and their overlap is that of sets; the published slip is at hand", () => {
    const a = entitiesOf("In 1934 the writer met Edmund Husserl. It was Freiburg's year.");
    expect([...a].sort()).toEqual(["1934", "edmund husserl", "freiburg"].sort());
    const b = new Set(["1934", "paris", "rome"]);
    expect(entityOverlap(a, b)).toBeCloseTo(1 / 5, 12);
    expect(entityOverlap(a, b, "published")).toBeCloseTo(1 / 5, 12);
    expect(entityOverlap(new Set(["x", "1934"]), b, "published")).toBeCloseTo(1 / 5, 12);
    expect(entityOverlap(new Set(["x", "1934"]), b)).toBeCloseTo(1 / 4, 12);
    expect(entityOverlap(new Set(), new Set())).toBe(1);
    expect(entityOverlap(a, new Set(), "published")).toBe(1);
  });
});

describe("measures of an item", () => {
  const context: MeasureContext = {
    letters: createLetterTable(),
    frequencies: { texts: 0, documentFrequency: new Map() },
    cosine: null,
    entities: "union",
  };

  it("multiply the match by exp(1 − longer/shorter), and give 0 beside an empty response", () => {
    const item = measureItem("Say it", ["one two three", "one two three four five six"], context);
    expect(item.len_shorter).toBe(3);
    expect(item.len_longer).toBe(6);
    expect(item.token_len_diff).toBe(3);
    expect(item.bertscore_length).toBeCloseTo((item.bertscore ?? 0) * Math.exp(-1), 12);
    expect(measureItem("p", ["", "x"], context).bertscore_length).toBe(0);
  });

  it("take the mean over pairs of more than two, and have none for fewer", () => {
    const [ab, ac, bc] = [
      ["a b", "a c"],
      ["a b", "d"],
      ["a c", "d"],
    ].map((pair) => measureItem("", pair, context).rouge ?? 0);
    expect(measureItem("", ["a b", "a c", "d"], context).rouge).toBeCloseTo(((ab ?? 0) + (ac ?? 0) + (bc ?? 0)) / 3, 12);
    expect(measureItem("p", ["x"], context)).toMatchObject({ rouge: null, token_len_diff: null, len_longer: 1, prompt_len: 1 });
    expect(measureItem("p", [], context)).toMatchObject({ len_longer: null, cosine_sim: null });
  });
});
