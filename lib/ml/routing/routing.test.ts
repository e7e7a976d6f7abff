import { describe, expect, it } from "vitest";
import { clusterBootstrap, weightedMean } from "../bootstrap/cluster-bootstrap";
import { sigmoid } from "../math/special";
import { createRandom } from "../random/random";
import { splitBudget } from "./budget";
import type { GainData } from "./predicted-gain";
import { predictGain, rightWhenDisagreeing } from "./predicted-gain";
import { fitRidgeLogistic, predictRidgeLogistic } from "./ridge-logistic";
import { routingCurve, routingGains } from "./routing-curve";
import { instanceScoreStrategy, randomStrategy, topItems, uncertaintyStrategy } from "./strategies";

/** A judge that errs where feature 0 is high; people are right in a share of the differences that falls with feature 1. */
function world(seed: number, n: number, labelled: number): { data: GainData; differs: Int32Array; right: Int32Array } {
  const random = createRandom(seed);
  const d = 4;
  const features = Float64Array.from({ length: n * d }, () => random.normal());
  const differs = new Int32Array(n);
  const right = new Int32Array(n);
  for (let row = 0; row < n; row += 1) {
    differs[row] = random.uniform() < sigmoid(-1.5 + 2 * (features[row * d] ?? 0)) ? 1 : 0;
    right[row] = random.uniform() < sigmoid(1 - 2 * (features[row * d + 1] ?? 0)) ? 1 : 0;
  }
  const seen = (values: Int32Array) => Float64Array.from(values, (value, row) => (row < labelled ? value : Number.NaN));
  const prompt = Int32Array.from({ length: n }, (_, row) => row);
  return {
    data: { n, features, d, differs: seen(differs), humanRight: seen(right), prompt, personReliability: 0.7, seed: 1 },
    differs,
    right,
  };
}

describe("fitRidgeLogistic", () => {
  it("gives the published coefficients of a well-known small table", () => {
    // Hours of study and passing an examination, twenty students: slope 1.5046, intercept −4.0777 by maximum likelihood.
    const hours = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5];
    const passed = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1];
    const fit = fitRidgeLogistic(Float64Array.from(hours), 1, Float64Array.from(passed), new Float64Array(20).fill(1), 1e-9);
    const slope = (fit.weights[0] ?? 0) / (fit.deviation[0] ?? 1);
    // Half an imagined row of each outcome pulls the intercept a little towards zero.
    expect(slope).toBeCloseTo(1.5046, 1);
    expect(predictRidgeLogistic(fit, Float64Array.of(2), 1)[0]).toBeCloseTo(0.26, 1);
  });

  it("does not depend on the units of a column and survives separable, constant and one-sided data", () => {
    const { data, differs } = world(2, 300, 300);
    const y = Float64Array.from(differs);
    const ones = new Float64Array(300).fill(1);
    const plain = predictRidgeLogistic(fitRidgeLogistic(data.features, 4, y, ones, 8), data.features, 300);
    const scaled = data.features.map((value) => 1000 * value + 5);
    predictRidgeLogistic(fitRidgeLogistic(scaled, 4, y, ones, 8), scaled, 300).forEach((p, row) =>
      expect(p).toBeCloseTo(plain[row] ?? -1, 6),
    );
    const separable = fitRidgeLogistic(Float64Array.of(-1, 1), 1, Float64Array.of(0, 1), Float64Array.of(1, 1), 1);
    expect(Number.isFinite(separable.weights[0])).toBe(true);
    const oneSided = fitRidgeLogistic(new Float64Array(5), 1, new Float64Array(5).fill(1), new Float64Array(5).fill(1), 1);
    expect(Number.isFinite(oneSided.intercept)).toBe(true);
    expect(() => fitRidgeLogistic(new Float64Array(1), 1, new Float64Array(1), new Float64Array(1), 0)).toThrow(/penalty/);
  });
});

describe("predictGain", () => {
  it("ranks unseen items so that routing a quarter repairs far more than a random quarter", () => {
    const { data, differs, right } = world(3, 3000, 1000);
    const gain = predictGain(data);
    if (gain === null) throw new Error("enough seed items here");
    expect(gain).toMatchObject({ seedItems: 1000, humanRightFrom: "features" });
    const unseen = Array.from({ length: 2000 }, (_, index) => 1000 + index);
    const worth = (row: number) => (differs[row] ?? 0) * (2 * (right[row] ?? 0) - 1);
    const all = unseen.reduce((sum, row) => sum + worth(row), 0);
    const best = [...unseen].sort((a, b) => (gain.expectedGain[b] ?? 0) - (gain.expectedGain[a] ?? 0)).slice(0, 500);
    expect(best.reduce((sum, row) => sum + worth(row), 0)).toBeGreaterThan(2 * 0.25 * all);
    expect(gain.expectedGain.slice(1000).reduce((sum, value) => sum + value, 0) / all).toBeGreaterThan(0.6);
  });

  it("does not let a seed item's own label into its score", () => {
    // Labels that no feature explains: in-sample scores would still separate them, cross-fitted ones must not.
    const random = createRandom(4);
    const n = 120;
    const d = 60;
    const disagrees = Int32Array.from({ length: n }, () => random.integer(2));
    const features = Float64Array.from({ length: n * d }, () => random.normal());
    const prompt = Int32Array.from({ length: n }, (_, row) => row);
    const gain = predictGain({
      n,
      features,
      d,
      differs: Float64Array.from(disagrees),
      humanRight: new Float64Array(n).fill(Number.NaN),
      prompt,
      personReliability: 0.9,
      seed: 1,
    });
    if (gain === null) throw new Error("enough seed items here");
    const mean = (label: number) => {
      const chosen = Array.from(gain.pDisagree).filter((_, row) => disagrees[row] === label);
      return chosen.reduce((sum, p) => sum + p, 0) / chosen.length;
    };
    expect(mean(1) - mean(0)).toBeLessThan(0.1);
  });

  it("falls back honestly as less is known", () => {
    expect(predictGain(world(5, 200, 10).data)).toBeNull();
    const { data } = world(6, 200, 100);
    expect(predictGain({ ...data, humanRight: new Float64Array(200).fill(Number.NaN) })).toMatchObject({
      humanRightFrom: "fallback",
      adjudicated: 0,
    });
    const few = data.humanRight.map((value, row) => (row < 40 ? value : Number.NaN));
    expect(predictGain({ ...data, humanRight: few })?.humanRightFrom).toBe("share");
    // D = .5 at q = .8 is a judge that is a coin; D = .32 one that is as good as the person
    expect(rightWhenDisagreeing(0.8, 0.5)).toBeCloseTo(0.8, 12);
    expect(rightWhenDisagreeing(0.8, 0.32)).toBeCloseTo(0.5, 12);
    expect(rightWhenDisagreeing(0.8, 0)).toBeCloseTo(0.04 / 0.23, 12);
    expect(() => rightWhenDisagreeing(0.5, 0.2)).toThrow(/personReliability/);
  });
});

describe("strategies", () => {
  it("random is a seeded permutation", () => {
    const scored = randomStrategy.score({ n: 50, agreementLogits: null, scores: null, seed: 7 });
    if ("refused" in scored) throw new Error(scored.refused);
    expect(new Set(scored.score).size).toBe(50);
    expect(randomStrategy.score({ n: 50, agreementLogits: null, scores: null, seed: 7 })).toEqual(scored);
  });

  it("uncertainty puts firm contradictions first and refuses without a reward model", () => {
    const scored = uncertaintyStrategy.score({ n: 4, agreementLogits: Float64Array.of(2, -3, Number.NaN, 0.1), scores: null, seed: 1 });
    if ("refused" in scored) throw new Error(scored.refused);
    expect(Array.from(topItems(scored.score, 4))).toEqual([1, 2, 3, 0]);
    expect(uncertaintyStrategy.score({ n: 4, agreementLogits: null, scores: null, seed: 1 })).toHaveProperty("refused");
    expect(instanceScoreStrategy.score({ n: 4, agreementLogits: null, scores: null, seed: 1 })).toHaveProperty("refused");
  });

  it("ties fall to the lower index", () => {
    expect(Array.from(topItems(Float64Array.of(1, 2, 2, 1), 3))).toEqual([1, 2, 0]);
  });
});

describe("splitBudget", () => {
  const prices = { humanMicros: 500_000, lmMicros: 2_000 };

  it("never spends more than the ceiling and never leaves a whole human item unbought", () => {
    const random = createRandom(8);
    for (let draw = 0; draw < 500; draw += 1) {
      const items = random.integer(1000);
      const micros = items * prices.lmMicros + random.integer(400_000_000);
      const split = splitBudget(items, { micros }, prices);
      expect(split.costMicros).toBeLessThanOrEqual(micros);
      if (split.humanItems < items) expect(split.costMicros + prices.humanMicros - prices.lmMicros).toBeGreaterThan(micros);
      expect(split.humanItems + split.lmItems).toBe(items);
    }
  });

  it("takes shares exactly and refuses money that does not cover every item", () => {
    expect(splitBudget(100, { share: 0.07 }, prices)).toEqual({ humanItems: 7, lmItems: 93, costMicros: 7 * 500_000 + 93 * 2_000 });
    expect(splitBudget(0, { share: 1 }, prices)).toEqual({ humanItems: 0, lmItems: 0, costMicros: 0 });
    expect(splitBudget(10, { micros: 100 }, { humanMicros: 5, lmMicros: 5 }).humanItems).toBe(10);
    expect(() => splitBudget(10, { micros: 19_999 }, prices)).toThrow(/20000/);
    expect(() => splitBudget(10, { micros: 0.5 }, prices)).toThrow(/micros/);
    expect(() => splitBudget(10, { share: 1.1 }, prices)).toThrow(/share/);
  });
});

describe("routingCurve", () => {
  const data = {
    score: Float64Array.of(4, 3, 2, 1),
    person: Float64Array.of(0.9, 0.9, 1, 0.9),
    judge: Float64Array.of(0.1, 0.1, 1, 0.1),
    cluster: null,
  };

  it("starts at all-LM, ends at all-human and adds up by hand in between", () => {
    const values = routingCurve(data, [0, 0.5, 1]).map(({ accuracy }) => accuracy.value);
    expect(values[0]).toBeCloseTo((3 * 0.1 + 1) / 4, 12);
    expect(values[1]).toBeCloseTo((2 * 0.9 + 1 + 0.1) / 4, 12);
    expect(values[2]).toBeCloseTo((3 * 0.9 + 1) / 4, 12);
  });

  it("passes every share in one walk: in any order, twice, and between items, as each share reckoned by itself", () => {
    const random = createRandom(11);
    const draw = (): Float64Array => Float64Array.from({ length: 40 }, () => random.uniform());
    const own = { score: draw(), person: draw(), judge: draw(), cluster: Int32Array.from({ length: 40 }, (_, row) => row % 13) };
    const shares = [1, 0.333, 0, 0.5, 0.333, 0.0125];
    const points = routingCurve(own, shares, { draws: 30 });
    const order = Array.from(own.score.keys()).sort((a, b) => (own.score[b] ?? 0) - (own.score[a] ?? 0));
    points.forEach(({ share, accuracy }, index) => {
      let left = 40 * share;
      const right = order.map((item) => {
        const routed = Math.min(1, Math.max(0, left));
        left -= 1;
        return routed * (own.person[item] ?? 0) + (1 - routed) * (own.judge[item] ?? 0);
      });
      expect(share).toBe(shares[index]);
      expect(accuracy.value).toBeCloseTo(right.reduce((sum, value) => sum + value, 0) / 40, 12);
      expect(routingCurve(own, [share], { draws: 30 })[0]?.accuracy).toEqual(accuracy);
    });
    const sure = { ...own, person: new Float64Array(40).fill(1) };
    expect(routingCurve(sure, [1], { draws: 30 })[0]?.accuracy).toMatchObject({ value: 1, ci: [1, 1] });
  });

  it("is a straight line in expectation for scores that know nothing", () => {
    const random = createRandom(9);
    const n = 20_000;
    const judge = Float64Array.from({ length: n }, () => (random.uniform() < 0.3 ? 0.2 : 1));
    const person = judge.map((value) => (value === 1 ? 1 : 0.8));
    const score = Float64Array.from({ length: n }, () => random.uniform());
    const points = routingCurve({ score, person, judge, cluster: null }, [0, 0.5, 1], { draws: 5 });
    const [low, middle, high] = points.map(({ accuracy }) => accuracy.value ?? 0);
    expect(Math.abs((middle ?? 0) - ((low ?? 0) + (high ?? 0)) / 2)).toBeLessThan(0.005);
  });

  it("says why it is undefined", () => {
    const empty = { score: new Float64Array(0), person: new Float64Array(0), judge: new Float64Array(0), cluster: null };
    expect(routingCurve(empty, [0.5])[0]?.accuracy).toMatchObject({ value: null });
    expect(() => routingCurve(data, [2])).toThrow(/share/);
  });
});

describe("routingGains", () => {
  const random = createRandom(5);
  const judge = Float64Array.from({ length: 400 }, () => (random.uniform() < 0.3 ? 0 : 1));
  const data = {
    score: judge.map((right) => 1 - right + 0.1 * random.uniform()),
    person: new Float64Array(400).fill(0.9),
    judge,
    cluster: null,
  };
  const all = { from: 0, to: 1 };

  it("is the difference of two points of the curve, by an interval narrower than theirs", () => {
    const settings = { draws: 200 };
    const [at0, at1] = routingCurve(data, [0, 1], settings).map(({ accuracy }) => accuracy);
    const [gain] = routingGains(data, [all], settings);
    if (at0?.value == null || at1?.value == null || gain?.value == null || !gain.ci || !at0.ci) throw new Error("undefined");
    expect(gain.value).toBeCloseTo(at1.value - at0.value, 12);
    expect(gain.ci[0]).toBeLessThan(gain.value);
    expect(routingGains(data, [{ from: 0, to: 0.1 }], settings)[0]?.value).toBeCloseTo(0.1 * 0.9, 12);
    // Both ends have the first half of the items by people: that part cancels.
    const [step] = routingGains(data, [{ from: 0.5, to: 0.55 }], settings);
    expect(step?.value === null || !step?.ci ? 1 : step.ci[1] - step.ci[0]).toBeLessThan((at0.ci[1] - at0.ci[0]) / 2);
  });

  it("is from the judge to people in everything the bootstrapped mean of their difference, by prompts", () => {
    const cluster = Int32Array.from({ length: 400 }, (_, row) => row % 90);
    const difference = data.person.map((right, row) => right - (judge[row] ?? 0));
    const expected = clusterBootstrap({ rows: 400, cluster }, (weights) => weightedMean(difference, weights), "", { draws: 100, seed: 3 });
    const [gain] = routingGains({ ...data, cluster }, [all], { draws: 100, seed: 3 });
    if (expected.value === null || !expected.ci || gain?.value == null || !gain.ci) throw new Error("undefined");
    expect(gain.value).toBeCloseTo(expected.value, 12);
    expect(gain.ci[0]).toBeCloseTo(expected.ci[0], 10);
    expect(gain.ci[1]).toBeCloseTo(expected.ci[1], 10);
  });

  it("has no width where nothing changes hands, and some where all that do are alike", () => {
    expect(routingGains(data, [{ from: 0.3, to: 0.3 }])[0]).toMatchObject({ value: 0, ci: [0, 0] });
    const alike = { ...data, judge: new Float64Array(400).fill(1), person: new Float64Array(400).fill(1) };
    const hidden = 1 - 0.025 ** (1 / 400);
    const [gain] = routingGains(alike, [{ from: 0, to: 0.5 }]);
    expect(gain).toMatchObject({ value: 0, ci: [expect.closeTo(-hidden / 2, 12), expect.closeTo(hidden / 2, 12)] });
    expect(routingGains(alike, [all], { neverWorse: true })[0]).toMatchObject({ ci: [0, expect.closeTo(hidden, 12)] });
    expect(() => routingGains(data, [{ from: 0, to: 2 }])).toThrow(/share/);
  });
});
