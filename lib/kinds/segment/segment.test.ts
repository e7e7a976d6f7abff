import { describe, expect, it } from "vitest";
import { configNode } from "@/lib/projects/config-fields";
import type { KindItem } from "@/lib/kinds/contract";
import { segment } from "@/lib/kinds/segment/kind";
import { segmentConfigSchema } from "@/lib/kinds/segment/schema";
import type { SegmentConfig, SegmentResponse, SegmentSpan } from "@/lib/kinds/segment/schema";
import { fingerprintOf } from "@/lib/kinds/segment/text";

const text = "The weight hangs from a red line over the stone.";
const item: KindItem = { prompt: "What hangs, and where?", candidates: [{ text, model: null }] };
const critique = segmentConfigSchema.parse({ mode: "critique", score: "sum", types: [{ name: "Factual" }, { name: "Unclear" }] });
const correct = segmentConfigSchema.parse({});

const marked = (spans: SegmentSpan[], more: Partial<SegmentResponse> = {}): SegmentResponse => ({
  text: fingerprintOf(text),
  spans,
  ...more,
});
const span = (start: number, end: number, more: Partial<SegmentSpan> = {}): SegmentSpan => ({
  start,
  end,
  type: "Factual",
  severity: "Minor",
  ...more,
});

const fit = (question: string, responses: SegmentResponse[], config: SegmentConfig = critique) => {
  const own = segment.aggregator(config, question);
  if (!own) throw new Error("no aggregator");
  const answers = responses.map((response, annotator) => ({ annotator, response }));
  const found = own.fit({ tasks: [{ unitKey: "0", part: "", answers }], annotators: responses.length, seed: 1 });
  const [consensus] = found.consensus;
  if (!consensus) throw new Error("no consensus");
  return { consensus, reliability: found.reliability };
};

describe("settings", () => {
  it("ask the types of MQM for marks and plain ones for corrections, unless others were chosen", () => {
    expect(correct.types.map((type) => type.name)).toContain("Harmful advice");
    const marks = segmentConfigSchema.parse({ mode: "critique" });
    expect(marks.types).toContainEqual({ name: "Fluency/Punctuation", points: { Minor: 0.1 } });
    expect(segmentConfigSchema.parse({ types: [] }).types).toEqual([]);
    expect(segmentConfigSchema.parse(marks)).toEqual(marks);
    expect(configNode(segment.configSchema)).toMatchObject({
      control: "group",
      fields: expect.arrayContaining([expect.objectContaining({ name: "types" })]),
    });
  });
});

describe("preferences by score", () => {
  const unit = (unitKey: string, mean: number | null, spread: number | null) => ({
    unitKey,
    part: "",
    consensus: { choice: String(mean), posterior: {}, pChoice: null, labels: 4, strength: null, detail: { mean, spread } },
  });

  it("put the higher score first, as sure as the answers are, and leave equal ones out", () => {
    const outcomes = segment.preferences(critique, "score", [unit("0", -6, 2), unit("1", -1, 2), unit("2", -6, 2), unit("3", null, null)]);
    const [first, tie, last] = outcomes;
    expect(first).toMatchObject({ example: { chosen: { ordinal: 1 }, rejected: { ordinal: 0 }, margin: null } });
    // Two means with a standard error of 1 each, five apart: Φ(5/√2).
    expect(first && "example" in first && first.example.pChosen).toBeCloseTo(0.9998, 4);
    expect(tie).toMatchObject({ none: "tie" });
    expect(last).toMatchObject({ example: { chosen: { ordinal: 1 }, rejected: { ordinal: 2 } } });
    expect(outcomes).toHaveLength(3);
    expect(segment.preferences(critique, "score", [unit("0", -6, null)])).toMatchObject([{ none: "nothing-to-compare" }]);
  });

  it("are what a scored critique is about; a correction is about its text", () => {
    expect(segment.questions(critique).find((question) => question.overall)?.name).toBe("score");
    expect(segment.questions(correct).find((question) => question.overall)?.name).toBe("spans");
  });
});

describe("what an answer must hold", () => {
  it("is a sum that follows from the severities", () => {
    const spans = [span(0, 3), span(4, 10, { severity: "Major" })];
    expect(segment.check(critique, "0", marked(spans, { score: -6 }))).toEqual([]);
    expect(segment.check(critique, "0", marked(spans, { score: -5 }))).toEqual([expect.stringContaining("sum")]);
  });

  it("keeps marks apart unless the campaign lets them share characters", () => {
    const spans = [span(0, 10), span(4, 12)];
    expect(segment.check(critique, "0", marked(spans, { score: -2 }))).toEqual([expect.stringContaining("share characters")]);
    expect(segment.check({ ...critique, overlap: true }, "0", marked(spans, { score: -2 }))).toEqual([]);
  });

  it("is marks where marks are asked and corrections where corrections are", () => {
    expect(segment.check(critique, "0", marked([span(0, 3, { replacement: "A" })], { score: -1 }))).not.toEqual([]);
    expect(segment.check(correct, "0", marked([span(0, 3)]))).not.toEqual([]);
    expect(segment.check(correct, "0", marked([span(0, 3, { text: "The", replacement: "The" })]))).toEqual([
      expect.stringContaining("changes nothing"),
    ]);
  });

  it("is an answer even where nothing is wrong, if it says so", () => {
    expect(segment.check(correct, "0", marked([]))).not.toEqual([]);
    expect(segment.check(correct, "0", marked([], { noError: true }))).toEqual([]);
    expect(segment.check(correct, "0", marked([span(0, 3, { replacement: "A" })], { noError: true }))).not.toEqual([]);
  });
});

describe("agreement on marks", () => {
  const distance = segment.distance(critique, "spans");

  it("is the overlap of characters, in the response and in its source", () => {
    expect(distance?.between(marked([span(0, 10)]), marked([span(5, 15)]))).toBeCloseTo(0.5, 12);
    expect(distance?.between(marked([span(0, 10)]), marked([span(0, 10, { on: "source" })]))).toBe(1);
    expect(distance?.chance(marked([span(0, 10)]), marked([span(5, 15)]))).toBeCloseTo(1 - 10 / text.length, 12);
  });

  it("of finished texts is whether they are the same", () => {
    const post = (correction: string): SegmentResponse => ({ text: fingerprintOf(text), correction, corrected: text });
    expect(distance?.between(post("One."), post("One."))).toBe(0);
    expect(distance?.between(post("One."), post("Two."))).toBe(1);
    expect(distance?.chance(post(text), post(text))).toBe(0);
  });

  it("sees what is missing, which no characters show: who overlooks it does not agree", () => {
    const lacks = marked([], { missing: [{ note: "the colour" }] });
    const nothing = marked([], { noError: true });
    expect(distance?.between(lacks, nothing)).toBe(1);
    expect(distance?.between(lacks, lacks)).toBe(0);
    expect(distance?.between(nothing, nothing)).toBe(0);
    expect(distance?.chance(lacks, nothing)).toBe(1);
  });
});

describe("consensus", () => {
  it("marks what most marked, with the type that most gave", () => {
    const { consensus, reliability } = fit("spans", [
      marked([span(0, 10)]),
      marked([span(4, 12, { type: "Unclear" })]),
      marked([span(4, 10), span(30, 34)]),
    ]);
    expect(consensus.choice).toBe("1 error");
    expect(consensus.detail).toMatchObject({
      spans: [{ on: "target", start: 4, end: 10, support: 1, type: "Factual", severity: "Minor" }],
    });
    expect(reliability[0]).toMatchObject({ value: 2 * (6 / 16), n: 1 });
    // A single task on which all agree is no certainty: a share of .975 may be otherwise.
    const alike = fit("spans", [marked([span(0, 10)]), marked([span(0, 10)])]).reliability[0];
    expect(alike).toMatchObject({ value: 1, ci: [expect.closeTo(0.025, 12), 1], n: 1 });
    // Whoever marked alone agrees with nobody.
    expect(fit("spans", [marked([span(0, 10)])]).reliability[0]).toMatchObject({ value: null });
  });

  it("takes the correction in the middle as chosen over the original", () => {
    const rewrite = (replacement: string): SegmentResponse =>
      marked([span(24, 27, { replacement })], { correction: text.replace("red", replacement) });
    const { consensus } = fit("spans", [rewrite("blue"), rewrite("blue"), rewrite("very pale, nearly white")], correct);
    const units = [{ unitKey: "0", part: "", consensus }];
    expect(segment.preferences(correct, "spans", units)).toEqual([
      {
        unitKey: "0",
        part: "",
        example: { chosen: { text: text.replace("red", "blue") }, rejected: { ordinal: 0 }, margin: null, weight: 1, pChosen: 1 },
      },
    ]);
  });

  it("takes the corrections in the middle of a text that is too long to be written out with each answer", () => {
    const long = "The stone is red. ".repeat(12_000);
    const edited = (...replacements: string[]): SegmentResponse => ({
      text: fingerprintOf(long),
      spans: replacements.map((replacement, line) => span(18 * line + 13, 18 * line + 16, { text: "red", replacement })),
    });
    const { consensus } = fit("spans", [edited("blue", "grey"), edited("blue"), edited("blue"), marked([], { noError: true })], correct);
    const [outcome] = segment.preferences(correct, "spans", [{ unitKey: "0", part: "", consensus }]);
    expect(outcome).toMatchObject({
      example: { chosen: { editsOf: 0, edits: [{ start: 13, end: 16, replacement: "blue" }] }, rejected: { ordinal: 0 }, pChosen: 0.75 },
    });
    // Half of them is no majority.
    const half = fit("spans", [edited("blue"), { ...edited(), noError: true }], correct).consensus;
    expect(segment.preferences(correct, "spans", [{ unitKey: "0", part: "", consensus: half }])).toMatchObject([{ none: "undecided" }]);
  });

  it("prefers nothing where nobody, or only half, corrected", () => {
    const none = marked([], { noError: true });
    const one = marked([span(24, 27, { replacement: "blue" })], { correction: text.replace("red", "blue") });
    const reasons = [[none, none], [none, one], [marked([span(0, 3)])]].map((responses) => {
      const { consensus } = fit("spans", responses, correct);
      return segment.preferences(correct, "spans", [{ unitKey: "0", part: "", consensus }])[0];
    });
    expect(reasons).toMatchObject([{ none: "nothing-to-correct" }, { none: "undecided" }, { none: "no-correction" }]);
  });

  it("is the mean of the scores, and whoever is near the others is reliable", () => {
    const { consensus, reliability } = fit(
      "score",
      [-2, -4, -12].map((score) => marked([], { score })),
    );
    expect(consensus.choice).toBe("-6");
    expect(reliability.map((estimate) => estimate.value)).toEqual([0.4, 0.7, expect.closeTo(0.1, 12)]);
    expect(fit("errors", [marked([span(0, 1)]), marked([span(0, 1), span(4, 5)])]).consensus.choice).toBe("1.5");
  });
});

describe("rows for training", () => {
  const rows = (name: string, response: SegmentResponse) => {
    const table = segment.answerTables.find((one) => one.name === name);
    return table?.rows({ config: correct, item, unitKey: "0", response });
  };

  it("weigh the changed words", () => {
    const correction = text.replace("red", "blue");
    const [row] = rows("dense", marked([span(24, 27, { replacement: "blue" })], { correction })) ?? [];
    expect(row).toMatchObject({ chosen: correction, rejected: text, gamma: 5 });
    const weights: unknown = JSON.parse(String(row?.chosen_token_weights));
    expect(row?.edits).toBe('[[24,27,"blue"]]');
    expect(weights).toContainEqual([24, 28, 5]);
    expect(weights).toContainEqual([0, 3, 1]);
    expect(row?.edit_rate).toBeCloseTo(1 / 11, 12);
  });

  it("are none without a change, and one a mark", () => {
    expect(rows("dense", marked([], { noError: true }))).toEqual([]);
    expect(rows("spans", marked([span(0, 3, { severity: "Major" })]))).toEqual([
      expect.objectContaining({ number: 1, on: "target", text: "The", severity: "Major", points: 5, replacement: null }),
    ]);
  });
});

describe("a judge's reply", () => {
  const parse = (reply: string, config: SegmentConfig = correct) => segment.judge.parse(config, reply, "0", [0], item);

  it("is found in the text, the second place where it says so", () => {
    const verdict = parse(
      'Talk {of braces}. {"errors": [{"quote": "the", "occurrence": 1, "type": "factual", "severity": "minor", "correction": "a"}]}',
    );
    expect(verdict).toMatchObject({ ok: true, response: { spans: [{ start: 38, end: 41, type: "Factual", severity: "Minor" }] } });
    expect(verdict.ok && verdict.response.correction).toBe(text.replace("over the", "over a"));
  });

  it.each([
    [
      "a quote that is not there",
      '{"errors": [{"quote": "green", "type": "Factual", "severity": "Minor", "correction": "a"}]}',
      "does not say",
    ],
    ["a type of its own", '{"errors": [{"quote": "red", "type": "Odd", "severity": "Minor", "correction": "a"}]}', "type"],
    ["no correction", '{"errors": [{"quote": "red", "type": "Factual", "severity": "Minor"}]}', "without a correction"],
    [
      "two that share words",
      '{"errors": [{"quote": "red line", "type": "Factual", "severity": "Minor", "correction": "a"}, {"quote": "line", "type": "Factual", "severity": "Minor", "correction": "b"}]}',
      "share",
    ],
    ["no object", "Nothing is wrong with it.", "no JSON"],
  ])("is refused for %s", (_why, reply, reason) => {
    expect(parse(reply)).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
    expect(parse(reply, { ...correct, overlap: true })).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
  });
});

describe("the settings", () => {
  it("take a scale that ends above its start, and no score beyond what sums can hold", () => {
    expect(segment.configSchema.safeParse({ score: "scale", scoreFrom: 10, scoreTo: 0 }).success).toBe(false);
    expect(segment.configSchema.safeParse({ score: "off", scoreFrom: 10, scoreTo: 0 }).success).toBe(true);
    expect(segment.responseSchema.safeParse(marked([], { score: 1e200 })).success).toBe(false);
  });
});
