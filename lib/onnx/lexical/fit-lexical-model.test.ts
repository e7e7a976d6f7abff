import { beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "@/lib/ml/random/random";
import { createRowEncoder, encodeTextFeatures, responsesByPrompt } from "@/lib/ml/reward/lexical-encoder";
import { scoreRows } from "@/lib/ml/reward/lexical-model";
import { explainDifference } from "@/lib/ml/reward/explain-lexical";
import { evaluatePairs } from "@/lib/ml/reward/metrics";
import { indexPairs } from "@/lib/ml/reward/pairs";
import { noCache } from "@/lib/onnx/text-cache";
import { deflatedBytes } from "./encode-texts";
import { explainTexts } from "./explain-texts";
import { fitLexicalModel } from "./fit-lexical-model";
import { buildScoringModel } from "./scoring-graph";
import { scoreWithGraph } from "./score-with-graph";
import { scoreTexts } from "./train-and-evaluate";
import type { LabelledPair } from "@/lib/ml/reward/pairs";
import type { LexicalProgress } from "./fit-lexical-model";

/** Pairs in which the response that says more of the words "because" and "example" wins; length says nothing. */
const planted = (count: number, seed: number): LabelledPair[] => {
  const random = createRandom(seed);
  const filler = ["river", "stone", "market", "window", "engine", "garden", "paper", "signal", "copper", "harbour"];
  const write = (good: number): string => {
    const words = Array.from({ length: 12 + random.integer(8) }, () => filler[random.integer(filler.length)] ?? "");
    for (let k = 0; k < good; k += 1) words[random.integer(words.length)] = k % 2 === 0 ? "because" : "example";
    return `${words.join(" ")}.`;
  };
  return Array.from({ length: count }, (_, index) => {
    const [goodFirst, goodSecond] = random.uniform() < 0.5 ? [4, 1] : [1, 4];
    const promptId = `prompt ${index % Math.ceil(count / 3)}`;
    return {
      promptId,
      prompt: `Tell me about ${promptId}`,
      first: write(goodFirst),
      second: write(goodSecond),
      pFirst: goodFirst > goodSecond ? 1 : 0,
      weight: 1,
    };
  });
};

const marginsOn = (fit: Awaited<ReturnType<typeof fitLexicalModel>>, pairs: readonly LabelledPair[]): number[] => {
  const { rows, first, second } = indexPairs(pairs);
  const training = responsesByPrompt(indexPairs(fit.pairs).rows);
  const scores = scoreRows(fit.model, createRowEncoder(fit.model.encoder, training)(rows, encodeTextFeatures(rows, deflatedBytes)));
  return Array.from(first, (row, pair) => (scores[row] ?? 0) - (scores[second[pair] ?? 0] ?? 0));
};

describe("fitLexicalModel", { timeout: 120_000 }, () => {
  let fit: Awaited<ReturnType<typeof fitLexicalModel>>;
  beforeAll(async () => {
    fit = await fitLexicalModel({ pairs: planted(180, 1), folds: 3, seed: 1, provider: "cpu" });
  });

  it("recovers planted preferences on prompts that it never saw, beyond what length tells", () => {
    const test = planted(120, 2).map((pair) => ({ ...pair, promptId: `new ${pair.promptId}` }));
    const metrics = evaluatePairs(test, marginsOn(fit, test), 1);
    expect(metrics.accuracy.value).toBeGreaterThan(0.9);
    expect(metrics.longerWins.value).toBeLessThan(0.7);
    expect(metrics.logLoss.value).toBeLessThan(0.35);
    const crossValidated = evaluatePairs(fit.pairs, fit.outOfFoldMargins ?? [], 1);
    expect(crossValidated.accuracy.value).toBeGreaterThan(0.9);
    expect(fit.converged).toBe(true);
  });

  it("gives the same model for the same seed, and goes on from any finished part to that very model without fitting the part again", async () => {
    const input = { pairs: planted(110, 4), folds: 2, seed: 3, provider: "cpu" as const };
    const states: LexicalProgress[] = [];
    const amid: LexicalProgress[] = [];
    const losses: number[] = [];
    const whole = await fitLexicalModel({
      ...input,
      onProgress: ({ loss }) => void (loss !== null && losses.push(loss)),
      onState: (state, after) => (state().linear && after === "batch" ? states : amid).push(structuredClone(state())),
    });
    expect(states.map(({ linear, trees }) => [linear?.heads.length, trees.length])).toEqual([0, 1, 2, 3].map((done) => [3, done]));
    expect(losses.length).toBeGreaterThan(5);
    expect(losses.at(-1)).toBeCloseTo(whole.lossHistory.at(-1) ?? Number.NaN, 3);
    const halfway = amid[Math.floor(amid.length / 2)];
    expect(halfway?.heads?.atWork).toHaveLength(3);
    for (const resume of [undefined, halfway, states[0], states[2], states[3]]) {
      const said: string[] = [];
      const resumed = await fitLexicalModel({ ...input, resume: resume ?? null, onProgress: ({ message }) => said.push(message) });
      expect(JSON.stringify(resumed.model)).toBe(JSON.stringify(whole.model));
      expect(resumed.outOfFoldMargins).toEqual(whole.outOfFoldMargins);
      expect(said.some((message) => message.startsWith("Linear head"))).toBe(resume === undefined || resume === halfway);
      expect(said.filter((message) => message.startsWith("Boosted trees"))).toHaveLength(3 - (resume?.trees.length ?? 0));
    }
  });

  it("exports a graph that scores as the model does", async () => {
    const graph = buildScoringModel(fit.model, { version: "test" });
    const { rows } = indexPairs([...planted(20, 6), { promptId: "odd", prompt: "?", first: "", second: "unheard", pFirst: 1, weight: 1 }]);
    const encoded = createRowEncoder(fit.model.encoder, new Map())(rows, encodeTextFeatures(rows, deflatedBytes));
    const expected = scoreRows(fit.model, encoded);
    const actual = await scoreWithGraph(
      graph,
      fit.model.encoder,
      rows.map((row) => row.response),
      encoded.dense,
      { provider: "cpu" },
    );
    for (const [row, score] of expected.entries())
      expect(Math.abs((actual[row] ?? Number.NaN) - score)).toBeLessThan(1e-4 * Math.max(1, Math.abs(score)));
  });

  it("can say why: the reasons add up to the score, and the planted words are the strongest of the words", async () => {
    const file = { model: fit.model, trainingResponses: responsesByPrompt(indexPairs(fit.pairs).rows) };
    const rows = ["river stone because market example.", "river stone window market garden."].map((response) => ({
      promptId: "new",
      prompt: "Tell me",
      response,
    }));
    const [good, plain] = await explainTexts(file, rows, noCache);
    const scores = await scoreTexts(file, rows, noCache);
    if (!good || !plain) throw new Error("two explanations are expected");
    expect(good.score).toBeCloseTo(scores[0] ?? Number.NaN, 6);
    const words = explainDifference(good, plain).filter(({ kind }) => kind === "words");
    expect(words.slice(0, 2).every(({ name, contribution }) => /because|example/u.test(name) && contribution > 0)).toBe(true);
  });

  it("is no worse than a coin where labels carry nothing", async () => {
    const random = createRandom(9);
    const noise = planted(150, 7).map((pair) => ({ ...pair, pFirst: random.uniform() < 0.5 ? 1 : 0 }));
    const coin = await fitLexicalModel({ pairs: noise, folds: 3, seed: 1, provider: "cpu" });
    expect(evaluatePairs(coin.pairs, coin.outOfFoldMargins ?? [], 1).logLoss.value).toBeLessThan(0.71);
  });

  it("fits fewer heads from fewer pairs, and says when a project has none", async () => {
    const few = await fitLexicalModel({ pairs: planted(12, 8), folds: 5, seed: 1, provider: "cpu" });
    expect(few.model.linear).toBeNull();
    expect(few.model.trees).toBeNull();
    expect(few.model.coefficients.length).toBeGreaterThan(0);
    const some = await fitLexicalModel({ pairs: planted(60, 8), folds: 5, seed: 1, provider: "cpu" });
    expect(some.model.linear).not.toBeNull();
    expect(some.model.trees).toBeNull();
    const ties = planted(5, 1).map((pair) => ({ ...pair, pFirst: 0.5 }));
    await expect(fitLexicalModel({ pairs: ties, folds: 5, seed: 1, provider: "cpu" })).rejects.toThrow("at least one");
  });

  it("stops when it is cancelled", async () => {
    const controller = new AbortController();
    const stopped = fitLexicalModel({
      pairs: planted(150, 1),
      folds: 5,
      seed: 1,
      provider: "cpu",
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(stopped).rejects.toThrow();
  });
});
