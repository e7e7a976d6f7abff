import { describe, expect, it } from "vitest";
import { z } from "zod";
import { hasReferenceData, readReferenceRows, referenceDataAbsent } from "@/scripts/testing/reference-data";
import { createRandom } from "../random/random";
import { changedTokens, tokenWeights, weightedLogProbability } from "./changed-tokens";
import { editRate, medoidText, tokenEditDistance } from "./edit-distance";
import { mqmScore } from "./mqm-score";

describe("weights of changed tokens", () => {
  it("give the worked example: ten unchanged at −1, two changed at −2", () => {
    const logs = Float64Array.from([...Array.from({ length: 10 }, () => -1), -2, -2]);
    const changed = Uint8Array.from([...Array.from({ length: 10 }, () => 0), 1, 1]);
    expect(weightedLogProbability(logs, tokenWeights(changed))).toBe(-1.5);
    expect(weightedLogProbability(logs, tokenWeights(changed, 1))).toBeCloseTo(-14 / 12, 12);
  });

  it("take in short runs between two changes, and drop them with a smaller least match", () => {
    const original = "one two three four five six seven eight nine ten".split(" ");
    const corrected = "one two three FOUR five six SEVEN eight nine ten".split(" ");
    const { rejected, chosen } = changedTokens(original, corrected);
    expect([...rejected]).toEqual([0, 0, 0, 1, 1, 1, 1, 0, 0, 0]);
    expect([...chosen]).toEqual([...rejected]);
    expect([...changedTokens(original, corrected, { minMatch: 2 }).rejected]).toEqual([0, 0, 0, 1, 0, 0, 1, 0, 0, 0]);
  });

  it("are all equal where nothing is left or nothing was changed", () => {
    expect([...changedTokens(["a"], ["b"]).chosen]).toEqual([1]);
    expect([...changedTokens([..."abcd"], [..."abcd"]).chosen]).toEqual([0, 0, 0, 0]);
    expect(weightedLogProbability(new Float64Array(0), new Float64Array(0))).toBe(0);
    expect(() => tokenWeights(new Uint8Array(1), 0)).toThrow(/gamma = 0/);
  });
});

describe("token edit distance", () => {
  const plain = (a: string[], b: string[]): number => {
    const table = Array.from({ length: a.length + 1 }, (_, i) =>
      Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
    );
    for (let i = 1; i <= a.length; i += 1)
      for (let j = 1; j <= b.length; j += 1) {
        const row = table[i] ?? [];
        const above = table[i - 1] ?? [];
        row[j] = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1));
      }
    return table[a.length]?.[b.length] ?? 0;
  };

  it("is that of the whole table, however narrow the band", () => {
    const random = createRandom(2);
    const draw = (): string[] => Array.from({ length: random.integer(70) }, () => "abcdef"[random.integer(6)] ?? "");
    for (let round = 0; round < 200; round += 1) {
      const [a, b] = [draw(), draw()];
      expect(tokenEditDistance(a, b)).toBe(plain(a, b));
      expect(tokenEditDistance(b, a)).toBe(plain(a, b));
    }
    expect(tokenEditDistance([], ["a"])).toBe(1);
  });

  it("is that of the whole table for all texts of up to four of two tokens, where what is alike at both ends would overlap", () => {
    const texts = [""];
    for (let length = 0; length < 4; length += 1)
      texts.push(...texts.filter((text) => text.length === length).flatMap((text) => [`${text}a`, `${text}b`]));
    for (const a of texts) for (const b of texts) expect(tokenEditDistance([...a], [...b])).toBe(plain([...a], [...b]));
  });

  it("gives the text in the middle", () => {
    expect(medoidText([[..."abcd"], [..."abxd"], [..."zzzz"]])).toBe(0);
    expect(medoidText([["only"]])).toBe(0);
    expect(() => medoidText([])).toThrow(/texts/);
  });

  it("is capped as a rate", () => {
    expect(editRate(["a", "b"], ["a", "c"])).toBe(0.5);
    expect(editRate(["a", "b", "c"], ["d"])).toBe(1);
    expect(editRate([], [])).toBe(0);
  });
});

const pearson = (pairs: [number, number][]): number => {
  const mean = (side: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[side], 0) / pairs.length;
  const [mx, my] = [mean(0), mean(1)];
  const moment = (f: (x: number, y: number) => number): number => pairs.reduce((sum, [x, y]) => sum + f(x - mx, y - my), 0);
  return moment((x, y) => x * y) / Math.sqrt(moment((x) => x * x) * moment((_, y) => y * y));
};

const correctionSchema = z.looseObject({ hter: z.number(), original_tokenised: z.string(), correction: z.string() });

it.skipIf(!hasReferenceData("mlqe_pe"))("follows the official HTER of post-edited translations", () => {
  const pairs = readReferenceRows("mlqe_pe").flatMap((row) =>
    row.labels.flatMap((label): [number, number][] => {
      const read = correctionSchema.safeParse(label);
      if (!read.success) return [];
      const { original_tokenised: original, correction, hter } = read.data;
      return [[editRate(original.split(/\s+/), correction.split(/\s+/)), hter]];
    }),
  );
  expect(pairs).toHaveLength(12_637);
  expect(pearson(pairs)).toBeGreaterThanOrEqual(0.97);
});

const spansSchema = z.looseObject({ score: z.number(), segments: z.array(z.looseObject({ category: z.string(), severity: z.string() })) });

it.skipIf(!hasReferenceData("mqm_sxs2023"))("MQM points give the raters' official scores", () => {
  const points = {
    severity: new Map([
      ["Minor", 1],
      ["Major", 5],
    ]),
    byType: new Map([
      [
        "Non-translation!",
        new Map([
          ["Minor", 25],
          ["Major", 25],
        ]),
      ],
      ["Fluency/Punctuation", new Map([["Minor", 0.1]])],
    ]),
  };
  let labels = 0;
  for (const row of readReferenceRows("mqm_sxs2023"))
    for (const label of row.labels) {
      const { score, segments } = spansSchema.parse(label);
      labels += 1;
      expect(
        mqmScore(
          segments.map(({ category, severity }) => ({ type: category, severity })),
          points,
        ),
      ).toBeCloseTo(score, 9);
    }
  expect(labels).toBe(9_990);
});

it.skipIf(hasReferenceData("mlqe_pe") && hasReferenceData("mqm_sxs2023"))(`figures of public sets: ${referenceDataAbsent}`, () => {
  expect(referenceDataAbsent).toContain("PLUMBLINE_DATA");
});
