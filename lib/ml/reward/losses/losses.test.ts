import { describe, expect, it } from "vitest";
import { createRandom } from "../../random/random";
import { addPenalty, evaluateHead, startPoint } from "../fit-head";
import { smoothLabels } from "./bradley-terry";
import { plackettLuceChoices, rankingChoices } from "./choice";
import { gapPairs, gapWeight } from "./gap-weights";
import { evaluateLoss, exampleCount, extraCount } from "./loss";
import { ordinalCuts, ordinalProbabilities, ordinalStart } from "./pointwise";
import { tieProbabilities, tieThreshold } from "./ties";
import type { HeadProblem } from "../fit-head";
import type { Loss } from "./loss";

const random = createRandom(3);
const draw = (n: number, scale = 1): Float64Array => Float64Array.from({ length: n }, () => scale * random.normal());
const share = (n: number): Float64Array => Float64Array.from({ length: n }, () => random.uniform());
const first = Int32Array.of(0, 3, 6, 9, 0);
const second = Int32Array.of(3, 6, 9, 12, 12);
const half = share(5).map((value) => value / 2);

/** 5 rows of 3 outputs: enough for every loss. */
const losses: Record<string, Loss> = {
  "Bradley–Terry, soft, with margins": { kind: "bradley-terry", first, second, pFirst: share(5), margin: share(5) },
  "with ties, k fitted": { kind: "bradley-terry-ties", first, second, pFirst: half, pTie: half, logK: null },
  "with ties, k given": { kind: "bradley-terry-ties", first, second, pFirst: half, pTie: half, logK: Math.log(5) },
  "lists with temperatures": { kind: "choice", ...rankingChoices([{ places: [0, 3, 6], rewards: [5, 3, 1] }, { places: [9, 12] }]) },
  regression: { kind: "regression", position: first, target: draw(5) },
  ordinal: { kind: "ordinal", position: first, level: Int32Array.of(0, 1, 2, 3, 2), scale: new Int32Array(5), levels: [4] },
  "ordinal on two scales": {
    kind: "ordinal",
    position: first,
    level: Int32Array.of(0, 1, 2, 1, 2),
    scale: Int32Array.of(0, 1, 0, 0, 1),
    levels: [3, 4],
  },
  cost: {
    kind: "cost",
    unsafer: first,
    safer: second,
    compared: Float64Array.of(1, 0, 1, 1, 0),
    signUnsafer: Float64Array.of(1, 2, 0, -1, 3),
    signSafer: Float64Array.of(-1, 1, 0, -1, 0),
    regularisation: 1e-2,
  },
  "preference in a circle": { kind: "preference", first, second, pFirst: share(5), planes: 1 },
};

/** Largest difference between a gradient and central differences, over the size of the gradient. */
const gradientError = (point: Float64Array, value: (at: Float64Array) => number, gradient: Float64Array): number => {
  const step = 1e-5;
  const numeric = point.map((_, index) => {
    const shift = (by: number): Float64Array => point.map((x, other) => (other === index ? x + by : x));
    return (value(shift(step)) - value(shift(-step))) / (2 * step);
  });
  const size = Math.max(...numeric.map(Math.abs));
  return Math.max(...numeric.map((expected, index) => Math.abs(expected - (gradient[index] ?? Number.NaN)))) / size;
};

describe("losses", () => {
  for (const [name, loss] of Object.entries(losses)) {
    it(`${name}: the gradients are those of central differences`, () => {
      const outputs = draw(15);
      const extras = draw(extraCount(loss), 0.5);
      const weights = share(exampleCount(loss));
      const total = (at: Float64Array, with_: Float64Array): number =>
        evaluateLoss(loss, at, with_, weights).losses.reduce((sum, value, example) => sum + (weights[example] ?? 0) * value, 0);
      const evaluation = evaluateLoss(loss, outputs, extras, weights);
      expect(gradientError(outputs, (at) => total(at, extras), evaluation.outputs)).toBeLessThan(1e-6);
      if (extras.length > 0) expect(gradientError(extras, (at) => total(outputs, at), evaluation.extras)).toBeLessThan(1e-6);
    });
  }

  it("a ranking of two without temperatures is Bradley–Terry to 1e-12", () => {
    const outputs = draw(2, 3);
    const pair: Loss = {
      kind: "bradley-terry",
      first: Int32Array.of(1),
      second: Int32Array.of(0),
      pFirst: Float64Array.of(1),
      margin: null,
    };
    const list: Loss = { kind: "choice", ...plackettLuceChoices([{ places: [1, 0] }]) };
    const one = Float64Array.of(1);
    const [a, b] = [evaluateLoss(pair, outputs, new Float64Array(0), one), evaluateLoss(list, outputs, new Float64Array(0), one)];
    expect(Math.abs((a.losses[0] ?? 1) - (b.losses[0] ?? 0))).toBeLessThan(1e-12);
    a.outputs.forEach((slope, index) => expect(Math.abs(slope - (b.outputs[index] ?? 1))).toBeLessThan(1e-12));
  });

  it("temperatures are the gaps between rewards, the winner's the largest of them, and 1 where rewards do not fall", () => {
    const { temperature } = rankingChoices([{ places: [7, 8, 9], rewards: [6, 5, 2] }]);
    expect([...temperature]).toEqual([4, 1, 4, 3, 3, 0]);
    expect([...rankingChoices([{ places: [7, 8], rewards: [1, 2] }]).temperature]).toEqual([1, 1]);
  });

  it("with ties, the three probabilities sum to 1 to 1e-12, and k = 1 leaves no tie", () => {
    for (const lead of [-8, -0.3, 0, 2, 30]) {
      for (const k of [1.01, 5, 60]) {
        const { first: a, second: b, tie } = tieProbabilities(lead, Math.log(k));
        expect(Math.abs(a + b + tie - 1)).toBeLessThan(1e-12);
      }
      expect(tieProbabilities(lead, 0).tie).toBe(0);
    }
    expect(tieThreshold(-40)).toBeGreaterThan(0);
  });

  it("the loss of ties is −ln of the probability of what happened", () => {
    const outputs = Float64Array.of(0.7, -0.4);
    const { first: a, second: b, tie } = tieProbabilities(1.1, Math.log(5));
    for (const [pFirst, pTie, probability] of [
      [1, 0, a],
      [0, 0, b],
      [0, 1, tie],
    ] as const) {
      const loss: Loss = {
        kind: "bradley-terry-ties",
        first: Int32Array.of(0),
        second: Int32Array.of(1),
        pFirst: Float64Array.of(pFirst),
        pTie: Float64Array.of(pTie),
        logK: Math.log(5),
      };
      expect(evaluateLoss(loss, outputs, new Float64Array(0), Float64Array.of(1)).losses[0]).toBeCloseTo(-Math.log(probability), 12);
    }
  });

  it("ordinal losses are −ln of the level's probability, and the levels' probabilities sum to 1", () => {
    const extras = ordinalStart([4]);
    const cuts = ordinalCuts(extras, [4]);
    expect(cuts[1]).toBeCloseTo((cuts[0] ?? 0) + 1, 12);
    const probabilities = ordinalProbabilities(0.6, cuts);
    expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    for (const [level, probability] of probabilities.entries()) {
      const loss: Loss = { kind: "ordinal", position: Int32Array.of(0), level: Int32Array.of(level), scale: Int32Array.of(0), levels: [4] };
      expect(evaluateLoss(loss, Float64Array.of(0.6), extras, Float64Array.of(1)).losses[0]).toBeCloseTo(-Math.log(probability), 12);
    }
  });

  it("weighs pairs by the gap of their ratings: 8 for 4 over 3, 30 for 5 over 1, nothing for equals, mean 1", () => {
    expect(gapWeight(4, 3)).toBe(8);
    expect(gapWeight(5, 1)).toBe(30);
    const four = gapPairs([{ places: [0, 1, 2, 3], scores: [1, 2, 3, 5] }]);
    expect(four.better).toHaveLength(6);
    expect(four.weight.reduce((sum, weight) => sum + weight, 0) / 6).toBeCloseTo(1, 9);
    const withEquals = gapPairs([
      { places: [0, 1], scores: [3, 3] },
      { places: [2, 3], scores: [4, 3] },
      { places: [4, 5], scores: [1, 5] },
    ]);
    expect(withEquals.dropped).toBe(1);
    expect([...withEquals.better]).toEqual([2, 5]);
    expect((withEquals.weight[1] ?? 0) / (withEquals.weight[0] ?? 1)).toBeCloseTo(30 / 8, 12);
    expect(gapPairs([{ places: [0, 1], scores: [3, 4] }], 2).dropped).toBe(1);
  });

  it("a pair's gradient is exactly proportional to its weight", () => {
    const loss: Loss = {
      kind: "bradley-terry",
      first: Int32Array.of(0),
      second: Int32Array.of(1),
      pFirst: Float64Array.of(1),
      margin: null,
    };
    const slope = (weight: number): number =>
      evaluateLoss(loss, Float64Array.of(0.3, 1), new Float64Array(0), Float64Array.of(weight)).outputs[0] ?? 0;
    expect(slope(8)).toBe(8 * slope(1));
  });

  it("smoothing moves labels towards a half and refuses a share outside [0, 1)", () => {
    expect([...smoothLabels(Float64Array.of(0, 1, 0.5), 0.1)]).toEqual([0.05, 0.9500000000000001, 0.5]);
    expect(() => smoothLabels(Float64Array.of(1), 1)).toThrow("share");
  });

  it("a preference without planes is Bradley–Terry, and its lead is antisymmetric", () => {
    const outputs = draw(6);
    const pair = (kind: "preference" | "bradley-terry", a: number, b: number): Loss => {
      const places = { first: Int32Array.of(a), second: Int32Array.of(b), pFirst: Float64Array.of(1) };
      return kind === "preference" ? { kind, ...places, planes: 1 } : { kind, ...places, margin: null };
    };
    const value = (loss: Loss): number => evaluateLoss(loss, outputs, new Float64Array(0), Float64Array.of(1)).losses[0] ?? 0;
    // −ln σ(x) − −ln σ(−x) = −x, so the two losses of a pair tell both leads.
    expect(value(pair("preference", 0, 3)) - value(pair("preference", 3, 0))).toBeCloseTo(
      -((outputs[0] ?? 0) - (outputs[3] ?? 0) + (outputs[1] ?? 0) * (outputs[5] ?? 0) - (outputs[2] ?? 0) * (outputs[4] ?? 0)),
      12,
    );
    outputs.set([0, 0], 1);
    expect(value(pair("preference", 0, 3))).toBeCloseTo(value(pair("bradley-terry", 0, 3)), 12);
  });

  it("heads pass gradients back to every parameter, sparse features, biases and the loss's own included", () => {
    const sparse = Array.from({ length: 5 }, (_, row) => ({ index: [row % 4, 4], value: [random.normal(), 1] }));
    for (const spec of [{ head: "linear" }, { head: "low-rank", rank: 2 }, { head: "mlp", hidden: 3 }] as const) {
      for (const loss of Object.values(losses)) {
        const features = { rows: 5, dimensions: 6, dense: draw(30), sparse: { terms: 5, rows: sparse } };
        const problem: HeadProblem = { features, spec, outputs: 3, loss, penalty: 0.3, seed: 1 };
        const point = startPoint(problem).map((value) => value + 0.3 * random.normal());
        const weights = share(exampleCount(loss));
        const { gradient } = evaluateHead(problem, weights, point);
        expect(gradientError(point, (at) => evaluateHead(problem, weights, at).value, gradient)).toBeLessThan(2e-6);
      }
    }
  });

  it("does not penalise biases", () => {
    const shape = { spec: { head: "linear" as const }, dimensions: 1, terms: 0, outputs: 1, bias: true };
    const penalised = addPenalty(shape, 2, Float64Array.of(3, 5), { value: 0, gradient: new Float64Array(2) });
    expect(penalised.value).toBe(9);
    expect([...penalised.gradient]).toEqual([6, 0]);
  });
});
