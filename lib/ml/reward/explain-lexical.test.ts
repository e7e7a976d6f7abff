import { describe, expect, it } from "vitest";
import { createRandom } from "../random/random";
import { explainDifference, explainRows } from "./explain-lexical";
import { createRowEncoder, DENSE_COUNT, encodeTextFeatures, fitLexicalEncoder } from "./lexical-encoder";
import { fitSurfaceScale, scoreRows } from "./lexical-model";
import type { LexicalModel } from "./lexical-model";
import type { ResponseRow } from "./pairs";

const random = createRandom(3);
const rows: ResponseRow[] = [
  "A short answer.",
  "A longer answer, because it gives an example.\n\n- one\n- two\n\nAnd an end.",
  "An answer that says the same the same the same.",
  "",
].flatMap((response, k) =>
  ["p", "q"].map((promptId) => ({ promptId, prompt: `What is ${promptId}?`, response: `${response}${k % 2 ? "" : " Yes."}` })),
);
const encoder = fitLexicalEncoder(rows);
const encoded = createRowEncoder(encoder, new Map())(
  rows,
  encodeTextFeatures(rows, (text) => text.length),
);
const surface = encoder.featureNames.slice(0, 73).map(() => random.normal());
const model: LexicalModel = {
  encoder,
  scale: fitSurfaceScale(encoded.dense),
  linear: { terms: encoder.tfidf.terms.map(() => random.normal()), surface },
  trees: Array.from({ length: 7 }, () => ({
    root: { feature: random.integer(DENSE_COUNT), threshold: random.uniform() },
    left: { feature: random.integer(DENSE_COUNT), threshold: random.uniform() },
    right: { feature: random.integer(DENSE_COUNT), threshold: random.uniform() },
    leaves: [random.normal(), random.normal(), random.normal(), random.normal()],
  })),
  coefficients: { length: 0.3, linear: 0.8, trees: 0.4 },
  lapse: 0,
};

describe("why a lexical model gives a score", () => {
  const explained = explainRows(model, encoded);

  it("adds up to the score", () => {
    for (const [row, score] of scoreRows(model, encoded).entries()) {
      const { base, parts, score: total } = explained[row] ?? { base: 0, parts: [], score: 0 };
      expect(total).toBeCloseTo(score, 9);
      expect(parts.reduce((sum, part) => sum + part.contribution, base)).toBeCloseTo(score, 9);
      expect(parts.every((part) => part.name !== "")).toBe(true);
    }
  });

  it("explains a difference by its parts, the largest first, in words", () => {
    const [first, , second] = explained;
    if (!first || !second) throw new Error("two rows are needed");
    const parts = explainDifference(first, second);
    expect(parts.reduce((sum, part) => sum + part.contribution, 0)).toBeCloseTo(first.score - second.score, 9);
    const sizes = parts.map((part) => Math.abs(part.contribution));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(explainDifference(first, first)).toEqual([]);
  });

  it("tells what a feature measures in both responses, also where the trees asked it of one alone", () => {
    const trees = { ...model, coefficients: { length: 0, linear: 0, trees: 1 } };
    const [first, , , , , , last] = explainRows(trees, encoded);
    if (!first || !last) throw new Error("two rows are needed");
    const parts = explainDifference(first, last);
    const valueOf = (row: number, name: string) => encoded.dense[row * DENSE_COUNT + encoder.featureNames.indexOf(name)];
    expect(parts.length).toBeGreaterThan(2);
    for (const { name, ...part } of parts) expect([name, part.first, part.second]).toEqual([name, valueOf(0, name), valueOf(6, name)]);
  });

  it("names a head that is absent nowhere", () => {
    const bare = { ...model, linear: null, trees: null, coefficients: { length: 0.5, linear: 0, trees: 0 } };
    for (const { parts } of explainRows(bare, encoded)) expect(parts.every(({ name }) => name === "length: characters (log)")).toBe(true);
  });
});
