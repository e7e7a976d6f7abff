import { describe, expect, it } from "vitest";
import { sigmoid } from "../math/special";
import type { RandomStream } from "../random/random";
import { createRandom } from "../random/random";
import { crossFitMargins } from "./cross-fit-margins";
import { influenceOf } from "./influence";
import type { RoutingData } from "./instance-scores";
import { fitSources, scoreInstances } from "./instance-scores";
import { stepToFoldedMixes } from "./folded-midpoint";
import { fitAnchor, fitMidpoint, scoreMargins, stepToMixes } from "./midpoint";
import { predictKernel } from "./kernel-fit";
import { fitQuadraticRidge } from "./performance-kernels";
import { scorePredictions } from "./performance-prediction";
import { replayBudget } from "./replay-budget";
import type { PairRows } from "./ridge-bradley-terry";
import { fitRidgeBradleyTerry, marginsOf, weightedGram } from "./ridge-bradley-terry";
import { predictGain } from "./predicted-gain";
import { seedSignal } from "./seed-signal";

const d = 6;

/** Truth by the first columns; the judge is turned round wherever the last column is high; people are right nine times in ten. */
function world(n: number, seed: number, { human = 0.9 } = {}) {
  const random = createRandom(seed);
  const x = Float64Array.from({ length: n * d }, () => random.normal());
  const pairs: PairRows = { n, d, x };
  const truth = new Float64Array(n);
  const lm = new Float64Array(n);
  const people = new Float64Array(n);
  for (let row = 0; row < n; row += 1) {
    truth[row] = (x[row * d] ?? 0) + 0.7 * (x[row * d + 1] ?? 0) > 0 ? 1 : 0;
    lm[row] = (x[row * d + 5] ?? 0) > 1 ? 1 - (truth[row] ?? 0) : flip(random, truth[row] ?? 0, 0.05);
    people[row] = flip(random, truth[row] ?? 0, 1 - human);
  }
  return { pairs, truth, lm, people };
}

const flip = (random: RandomStream, value: number, chance: number): number => (random.uniform() < chance ? 1 - value : value);

/** The first `answered` rows have people's labels, the first `adjudicated` the truth. */
function routing({ pairs, truth, lm, people }: ReturnType<typeof world>, answered: number, adjudicated: number): RoutingData {
  const { n } = pairs;
  const seen = (values: Float64Array, count: number) => values.map((value, row) => (row < count ? value : Number.NaN));
  return {
    n,
    pairs,
    judge: Int32Array.from(lm, (value) => 2 * value - 1),
    features: Float64Array.from({ length: n }, (_, row) => pairs.x[row * d + 5] ?? 0),
    d: 1,
    differs: seen(
      people.map((value, row) => (value === lm[row] ? 0 : 1)),
      answered,
    ),
    people: seen(people, answered),
    gold: seen(truth, adjudicated),
    humanRight: Float64Array.from({ length: n }, (_, row) =>
      row < adjudicated && people[row] !== lm[row] ? (people[row] === truth[row] ? 1 : 0) : Number.NaN,
    ),
    prompt: Int32Array.from({ length: n }, (_, row) => row),
    routed: Uint8Array.from({ length: n }, (_, row) => (row < answered ? 0 : 1)),
    personReliability: 0.7,
    seed: 1,
  };
}

const ones = (n: number) => new Float64Array(n).fill(1);

describe("fitRidgeBradleyTerry", () => {
  it("stands where the gradient vanishes, and swapping the responses swaps the answer", () => {
    const { pairs, people } = world(301, 1);
    const fit = fitRidgeBradleyTerry({ pairs, target: people, weight: ones(301), penalty: 3 });
    expect(fit.converged).toBe(true);
    const margins = marginsOf(pairs, fit.theta);
    for (let k = 0; k < d; k += 1) {
      let slope = 3 * (fit.theta[k] ?? 0);
      for (let row = 0; row < 301; row += 1) slope += (sigmoid(margins[row] ?? 0) - (people[row] ?? 0)) * (pairs.x[row * d + k] ?? 0);
      expect(Math.abs(slope)).toBeLessThan(1e-3);
    }
    const mirrored = fitRidgeBradleyTerry({
      pairs: { ...pairs, x: pairs.x.map((value) => -value) },
      target: people.map((value) => 1 - value),
      weight: ones(301),
      penalty: 3,
    });
    mirrored.theta.forEach((value, k) => expect(value).toBeCloseTo(fit.theta[k] ?? 0, 6));
    expect(() => fitRidgeBradleyTerry({ pairs, target: people, weight: ones(301), penalty: 0 })).toThrow(/penalty/);
  });

  it("adds up the products of any number of rows", () => {
    for (const n of [1, 3, 4, 7]) {
      const { pairs } = world(n, 2);
      const weight = Float64Array.from({ length: n }, (_, row) => (row === 1 ? 0 : row + 1));
      const gram = weightedGram(pairs, weight);
      let expected = 0;
      for (let row = 0; row < n; row += 1) expected += (weight[row] ?? 0) * (pairs.x[row * d + 4] ?? 0) * (pairs.x[row * d + 2] ?? 0);
      expect(gram[4 * d + 2]).toBeCloseTo(expected, 10);
    }
  });
});

describe("crossFitMargins", () => {
  it("does not let a row's own label into its margin", () => {
    const random = createRandom(3);
    const n = 200;
    const wide = 40;
    const pairs = { n, d: wide, x: Float64Array.from({ length: n * wide }, () => random.normal()) };
    const coin = Float64Array.from({ length: n }, () => random.integer(2));
    const fit = crossFitMargins(
      pairs,
      coin,
      null,
      Int32Array.from({ length: n }, (_, row) => row),
      1,
    );
    expect(fit?.accuracy).toBeLessThan(0.6);
    expect(crossFitMargins(pairs, coin.fill(Number.NaN), null, new Int32Array(n), 1)).toBeNull();
  });
});

describe("influenceOf", () => {
  it("foretells what refitting with one label turned round does to the likelihood of known truths", () => {
    const made = world(400, 4);
    const { pairs, truth, lm } = made;
    const penalty = 4;
    const fit = fitRidgeBradleyTerry({ pairs, target: lm, weight: ones(400), penalty });
    const known = truth.map((value, row) => (row < 200 ? value : Number.NaN));
    const influence = influenceOf({
      pairs,
      fit,
      judge: Int32Array.from(lm, (value) => 2 * value - 1),
      truth: known,
      prompt: Int32Array.from({ length: 400 }, (_, row) => row),
      seed: 1,
    });
    if (!influence) throw new Error("there are truths enough");
    const test = { n: 200, d, x: pairs.x.slice(0, 200 * d) };
    const base = scoreMargins(marginsOf(test, fit.theta), truth.slice(0, 200)).logLikelihood;
    const rows = Array.from({ length: 40 }, (_, index) => 205 + 4 * index);
    const changes = rows.map((row) => {
      const turned = lm.map((value, other) => (other === row ? 1 - value : value));
      const { theta } = fitRidgeBradleyTerry({ pairs, target: turned, weight: ones(400), penalty });
      return scoreMargins(marginsOf(test, theta), truth.slice(0, 200)).logLikelihood - base;
    });
    const foretold = rows.map((row) => influence.effect[row] ?? 0);
    expect(scorePredictions(Float64Array.from(changes), Float64Array.from(foretold)).spearman).toBeGreaterThan(0.97);
    const size = (values: number[]) => Math.hypot(...values);
    expect(size(foretold.map((value, index) => value - (changes[index] ?? 0))) / size(changes)).toBeLessThan(0.4);
    expect(influence.reliability).toBeGreaterThan(0.5);
    const noise = createRandom(9);
    const coins = influenceOf({
      pairs,
      fit,
      judge: Int32Array.from(lm, (value) => 2 * value - 1),
      truth: known.map((value) => (Number.isNaN(value) ? value : noise.integer(2))),
      prompt: Int32Array.from({ length: 400 }, (_, row) => row),
      seed: 1,
    });
    expect(coins?.reliability).toBeLessThan(influence.reliability);
  });
});

describe("scoreInstances", () => {
  it("asks first where the judge errs, on rows whose labels it has not seen", () => {
    const made = world(1500, 5);
    const data = routing(made, 500, 200);
    const scores = scoreInstances(data, fitSources(data));
    if (!scores) throw new Error("there is a seed");
    const unseen = Array.from({ length: 1000 }, (_, index) => 500 + index);
    const wrong = (row: number) => (made.lm[row] === made.truth[row] ? 0 : 1);
    const total = unseen.reduce((sum, row) => sum + wrong(row), 0);
    const first = [...unseen].sort((a, b) => (scores.score[b] ?? 0) - (scores.score[a] ?? 0)).slice(0, 250);
    expect(first.reduce((sum, row) => sum + wrong(row), 0) / total).toBeGreaterThan(0.7);
    expect(scores.influenceWeight).toBeGreaterThan(0);
  });

  it("says nothing without a seed, and leaves influence out without texts", () => {
    const made = world(200, 6);
    const bare = routing(made, 10, 0);
    expect(scoreInstances(bare, fitSources(bare))).toBeNull();
    const blind = { ...routing(made, 100, 0), pairs: { n: 200, d: 0, x: new Float64Array(0) } };
    const scores = scoreInstances(blind, fitSources(blind));
    expect(scores).toMatchObject({ influence: null, influenceWeight: 0 });
    expect(scores?.score.every(Number.isFinite)).toBe(true);
  });

  it("does not send people where they are wrong more often than not", () => {
    const made = world(1200, 7, { human: 0.2 });
    const data = routing(made, 600, 300);
    const gain = scoreInstances(data, fitSources(data))?.gain;
    expect(gain?.humanRightFrom).toBe("features");
    const mean = (gain?.expectedGain ?? new Float64Array(0)).reduce((sum, value) => sum + value / 1200, 0);
    expect(mean).toBeLessThan(0);
  });
});

describe("mixes", () => {
  it("are one step from the midpoint, and far from the model's own solution", () => {
    const { pairs, lm, people } = world(800, 8);
    const data = { pairs, human: people, lm, penalty: 1.6 };
    const random = createRandom(2);
    const mixes = [new Uint8Array(800), new Uint8Array(800).fill(1), Uint8Array.from({ length: 800 }, () => random.integer(2))];
    const exact = mixes.map(
      (mix) =>
        fitRidgeBradleyTerry({
          pairs,
          target: lm.map((value, row) => (mix[row] === 1 ? (people[row] ?? 0) : value)),
          weight: ones(800),
          penalty: 1.6,
        }).theta,
    );
    const gap = (steps: Float64Array[]) =>
      steps.reduce((sum, theta, index) => sum + Math.hypot(...theta.map((value, k) => value - (exact[index]?.[k] ?? 0))), 0);
    const middle = gap(stepToMixes(data, fitMidpoint(data), mixes));
    expect(middle).toBeLessThan(0.5 * gap(stepToMixes(data, fitAnchor(data, lm), mixes)));
    // A mix on whose pairs both sources agree is the midpoint itself.
    const agreeing = { ...data, human: lm };
    const anchor = fitMidpoint(agreeing);
    stepToMixes(agreeing, anchor, mixes).forEach((theta) => expect(theta).toEqual(anchor.theta));
  });

  it("leave every fold out by parts of the same sums", () => {
    const { pairs, lm, people } = world(900, 14);
    const data = { pairs, human: people, lm, penalty: 1.8 };
    const fold = Int32Array.from({ length: 900 }, (_, row) => row % 3);
    const mix = Uint8Array.from({ length: 900 }, (_, row) => (row % 7 < 3 ? 1 : 0));
    const folded = stepToFoldedMixes(data, [mix], fold);
    folded.forEach(([theta], held) => {
      const weight = Float64Array.from(fold, (own) => (own === held ? 0 : 1));
      const target = lm.map((value, row) => (mix[row] === 1 ? (people[row] ?? 0) : value));
      const exact = fitRidgeBradleyTerry({ pairs, target, weight, penalty: 0.002 * 600 }).theta;
      const gap = Math.hypot(...exact.map((value, k) => value - (theta?.[k] ?? 0)));
      expect(gap / Math.hypot(...exact)).toBeLessThan(0.1);
    });
  });

  it("are predicted by a smooth quadratic of tag shares that does not pass through noise", () => {
    const random = createRandom(11);
    const x = Float64Array.from({ length: 80 * 12 }, () => random.uniform());
    const signal = Float64Array.from({ length: 80 }, (_, row) => 2 * (x[row * 12] ?? 0) - (x[row * 12 + 1] ?? 0));
    const fit = fitQuadraticRidge(
      x,
      80,
      12,
      signal.map((value) => value + 0.3 * random.normal()),
    );
    const residual = signal.reduce((sum, value, row) => sum + (value - predictKernel(fit, x.slice(row * 12, row * 12 + 12))) ** 2 / 80, 0);
    expect(residual).toBeLessThan(0.09);
  });
});

describe("replayBudget", () => {
  const replay = (human: number, gold: number, good = false) => {
    const drawn = world(900, 12, { human });
    const random = createRandom(13);
    const made = good ? { ...drawn, lm: drawn.truth.map((value) => flip(random, value, 0.05)) } : drawn;
    const data = routing(made, 900, gold);
    const scores = scoreInstances(data, fitSources(data));
    return replayBudget({
      pairs: made.pairs,
      human: made.people,
      lm: made.lm,
      gold: data.gold,
      score: scores?.score ?? new Float64Array(900),
      prompt: data.prompt,
      penaltyPerRow: 0.002,
      seed: 1,
    });
  };

  it("finds that people help where they are right, and that a few of them suffice", () => {
    const result = replay(0.95, 300);
    expect(result).toMatchObject({ worthwhile: true, gold: 300 });
    expect(result?.savingShare).toBeLessThanOrEqual(result?.bestShare ?? 0);
    expect(result?.bestShare).toBeGreaterThan(0);
    expect(result?.points[0]).toMatchObject({ share: 0, gain: 0, standardError: 0 });
  });

  it("asks nobody where the judge is right nearly throughout, and chooses nothing with too little gold", () => {
    expect(replay(0.6, 300, true)).toMatchObject({ worthwhile: false });
    expect(replay(0.9, 60)).toBeNull();
  });
});

describe("scoreMargins", () => {
  it("counts no tie of the truth as right or wrong: whichever side comes first, the accuracy is the same", () => {
    const margins = Float64Array.of(2, -1, 3, 2);
    const truth = Float64Array.of(1, 1, 0.5, 0.5);
    expect(scoreMargins(margins, truth).accuracy).toBe(0.5);
    const swapped = scoreMargins(
      margins.map((margin) => -margin),
      truth.map((side) => 1 - side),
    );
    expect(swapped.accuracy).toBe(0.5);
    expect(scoreMargins(margins.slice(2), truth.slice(2)).accuracy).toBe(0.5);
    expect(scoreMargins(Float64Array.of(2, -1, -3), Float64Array.of(1, 0, 0.5)).accuracy).toBe(1);
  });
});

describe("seedSignal", () => {
  it("is one for a perfect order, a half for none and says when nothing can be told", () => {
    const differs = Float64Array.of(1, 1, 0, 0, 0.5);
    expect(seedSignal(Float64Array.of(5, 4, 1, 0, 3), Float64Array.of(1, 1, 0, 0, 0), null).value).toBe(1);
    expect(seedSignal(new Float64Array(5), differs, null).value).toBeCloseTo(0.5, 12);
    expect(seedSignal(new Float64Array(3), new Float64Array(3), null).value).toBeNull();
  });

  it("claims nothing of coins: of forty sets of them cross-fitted scores find no more than chance does, and hardly ever say so", () => {
    const signals = Array.from({ length: 40 }, (_, seed) => {
      const random = createRandom(100 + seed);
      const n = 120;
      const coin = () => random.integer(2);
      const differs = Float64Array.from({ length: n }, coin);
      const prompt = Int32Array.from({ length: n }, (_row, row) => row);
      const features = Float64Array.from({ length: n * 20 }, () => random.normal());
      const nothing = new Float64Array(n).fill(Number.NaN);
      const gain = predictGain({ n, features, d: 20, differs, humanRight: nothing, prompt, personReliability: 0.8, seed });
      return seedSignal(gain?.pDisagree ?? nothing, differs, null, { draws: 200 });
    });
    const values = signals.map(({ value }) => value ?? 1);
    const mean = values.reduce((sum, value) => sum + value, 0) / 40;
    expect(mean).toBeLessThan(0.52);
    expect(signals.filter((signal) => signal.value !== null && (signal.ci?.[0] ?? 0) > 0.5).length).toBeLessThanOrEqual(3);
  });
});
