import { describe, expect, it } from "vitest";
import { sigmoid } from "../math/special";
import { createRandom } from "../random/random";
import { compareMargins } from "./compare-margins";
import { honestFigures } from "./honesty";
import { curveAt, fitPlateau, plateauBand, sizeForShare } from "./learning-curve";
import { checkLength } from "./length-slope";
import { foldsFactor, foldsFactorOfScores } from "./metrics";
import { lengthSlice, sliceTable } from "./slices";
import { smallSample } from "./small-sample";
import type { Estimate } from "../estimate";
import type { JudgedPair } from "./honesty";
import type { LengthPairs } from "./length-slope";

const ownClusters = (n: number): Int32Array => Int32Array.from({ length: n }, (_, row) => row);

describe("fitPlateau", () => {
  const sizes = [50, 100, 200, 400, 600, 900, 1300, 1900, 2800];
  const truth = { plateau: 0.86, drop: 0.3, scale: 500 };

  it("finds the plateau within .01 under noise of .006, for each of 50 seeds", () => {
    let total = 0;
    for (let seed = 1; seed <= 50; seed += 1) {
      const random = createRandom(seed);
      const fit = fitPlateau(sizes.map((size) => ({ size, value: curveAt(truth, size) + 0.006 * random.normal() })));
      const error = Math.abs(fit.plateau - truth.plateau);
      total += error;
      expect(error).toBeLessThanOrEqual(0.01);
      expect(fit.bends).toBe(true);
    }
    expect(total / 50).toBeLessThan(0.005);
  });

  it("is exact without noise, and says how many labels 99 % of the plateau takes", () => {
    const fit = fitPlateau(sizes.map((size) => ({ size, value: curveAt(truth, size) })));
    expect(fit.plateau).toBeCloseTo(truth.plateau, 6);
    expect(curveAt(fit, sizeForShare(fit, 0.99))).toBeCloseTo(0.99 * fit.plateau, 9);
    expect(fit.near.size).toBe(sizeForShare(fit, 0.99));
  });

  it("says between which numbers the labels until 99 % lie, without an upper one where the points do not bend enough", () => {
    const wanted = sizeForShare(truth, 0.99);
    const fitted = (seed: number, noise: number) => {
      const random = createRandom(seed);
      return fitPlateau(
        sizes.map((size) => ({ size, value: curveAt(truth, size) + noise * random.normal() })),
        seed,
      );
    };
    const held = Array.from({ length: 20 }, (_, seed) => fitted(seed + 1, 0.006).near).filter(
      ({ low, high }) => low <= wanted && wanted <= (high ?? Infinity),
    );
    expect(held.length).toBeGreaterThanOrEqual(16);
    const noisy = fitted(1, 0.08).near;
    expect(noisy.high).toBeNull();
    expect(noisy.low).toBeLessThan(wanted);
    // No rise at all: the plateau is there from the start.
    expect(fitPlateau(sizes.map((size) => ({ size, value: 0.5 })))).toMatchObject({ bends: true, near: { size: 0, low: 0, high: 0 } });
  });

  it("draws a band that holds the curve itself about as often as it says, and is the curve where there is no noise", () => {
    const at = [100, 600, 2800];
    const held = at.map(() => 0);
    for (let seed = 1; seed <= 20; seed += 1) {
      const random = createRandom(seed);
      const points = sizes.map((size) => ({ size, value: curveAt(truth, size) + 0.02 * random.normal() }));
      for (const [index, { low, high }] of plateauBand(points, at, seed).entries()) {
        const value = curveAt(truth, at[index] ?? 0);
        if (low <= value && value <= high) held[index] = (held[index] ?? 0) + 1;
      }
    }
    for (const count of held) expect(count).toBeGreaterThanOrEqual(16);
    const [exact] = plateauBand(
      sizes.map((size) => ({ size, value: curveAt(truth, size) })),
      [600],
    );
    expect(exact?.low).toBeCloseTo(curveAt(truth, 600), 5);
    expect(exact?.high).toBeCloseTo(curveAt(truth, 600), 5);
  });

  it("says that a straight line does not bend, and refuses two sizes", () => {
    expect(fitPlateau([1, 2, 3, 4].map((k) => ({ size: 100 * k, value: 0.5 + 0.05 * k }))).bends).toBe(false);
    expect(() => fitPlateau([1, 2, 2].map((size) => ({ size, value: 0.6 })))).toThrow("at least 3 sizes");
  });
});

/** Labels from quality and length; the model's margin is quality plus its own taste for length. */
const lengthPairs = (seed: number, n: number, people: number, model: number): LengthPairs => {
  const random = createRandom(seed);
  const quality = Float64Array.from({ length: n }, () => 1.5 * random.normal());
  const logLengthGap = quality.map((q) => 0.3 * q + 0.6 * random.normal());
  const margin = quality.map((q, row) => q + model * (logLengthGap[row] ?? 0));
  const pFirst = quality.map((q, row) => (random.uniform() < sigmoid(q + people * (logLengthGap[row] ?? 0)) ? 1 : 0));
  return { margin, logLengthGap, pFirst, cluster: ownClusters(n) };
};

const even = (n: number): { model: Float64Array; people: Float64Array } => ({
  model: new Float64Array(n).fill(100),
  people: new Float64Array(n).fill(100),
});

describe("checkLength", () => {
  it("recovers a planted slope of .8 within .15, correlated with quality", () => {
    for (const seed of [1, 2]) {
      const check = checkLength(lengthPairs(seed, 2000, 0.8, 0), even(2000), seed);
      expect(Math.abs((check.beyond.value ?? 9) - 0.8)).toBeLessThanOrEqual(0.15);
    }
  });

  it("alarms for picks one and a half times as long, and in at most one of twenty runs where nothing is planted", () => {
    const random = createRandom(4);
    const people = Float64Array.from({ length: 150 }, () => 80 + 40 * random.uniform());
    expect(checkLength(lengthPairs(1, 150, 0, 0), { people, model: people.map((x) => 1.5 * x) }).alarm).toBe(true);
    let alarms = 0;
    for (let seed = 1; seed <= 20; seed += 1) {
      const jittered = people.map((x) => x * (0.9 + 0.2 * createRandom(seed).uniform()));
      if (checkLength(lengthPairs(seed, 150, 0, 0), { people, model: jittered }, seed).alarm) alarms += 1;
    }
    expect(alarms).toBeLessThanOrEqual(1);
  });

  it("alarms where the model pays for length and people do not", () => {
    const pairs = lengthPairs(2, 1500, 0, 1);
    const check = checkLength(pairs, { people: new Float64Array(1500).fill(100), model: new Float64Array(1500).fill(108) });
    expect(check.beyond.value).toBeLessThan(-0.5);
    expect(check.alarm).toBe(true);
    expect(Math.abs(check.position.value ?? 9)).toBeLessThan(0.2);
  });

  it("says the same of lengths that hardly differ, in their own unit: value and interval scale with it", () => {
    const pairs = lengthPairs(3, 300, 0.8, 0.3);
    const wide = checkLength(pairs, even(300));
    const narrow = checkLength({ ...pairs, logLengthGap: pairs.logLengthGap.map((gap) => gap / 40) }, even(300));
    for (const figure of ["people", "model", "beyond"] as const) {
      const [one, other] = [wide[figure], narrow[figure]];
      if (one.value === null || other.value === null || !one.ci || !other.ci) throw new Error("defined here");
      expect(other.value / 40).toBeCloseTo(one.value, 9);
      expect(other.ci.map((end) => end / 40)).toEqual(one.ci.map((end) => expect.closeTo(end, 9)));
    }
  });

  it("tells nothing of length and position from labels of one side, as of chosen responses that were all named first", () => {
    const pairs = lengthPairs(2, 60, 0, 1);
    for (const side of [0, 1]) {
      const check = checkLength({ ...pairs, pFirst: new Float64Array(60).fill(side) }, even(60));
      for (const figure of ["people", "beyond", "position"] as const) expect(check[figure]).toMatchObject({ value: null });
      expect(check.model.value).not.toBeNull();
      expect(check.alarm).toBe(false);
    }
  });

  it("says so where no two lengths differ", () => {
    const pairs = { ...lengthPairs(2, 30, 0, 1), logLengthGap: new Float64Array(30) };
    expect(checkLength(pairs, even(30)).people).toMatchObject({ value: null });
  });
});

describe("slices", () => {
  it("finds the group in which the model is worse than a coin and those where length would do", () => {
    const n = 400;
    const groups = Array.from({ length: n }, (_, row) => ({ domain: row < 100 ? "chemistry" : row < 395 ? "code" : "rare" }));
    const correct = Float64Array.from({ length: n }, (_, row) => (row < 100 ? (row % 4 === 0 ? 1 : 0) : row % 10 === 0 ? 0 : 1));
    const longer = Float64Array.from({ length: n }, (_, row) => (row % 10 === 0 ? 0 : 1));
    const table = sliceTable({ correct, longer, cluster: ownClusters(n), groups }, 8);
    expect(table.map(({ name, reading }) => [name, reading])).toEqual([
      ["all", "not-above-length"],
      ["code", "not-above-length"],
      ["chemistry", "below-chance"],
    ]);
    expect(table[2]?.accuracy).toMatchObject({ value: 0.25, n: 100 });
    // What the whole's interval knows of folds, those of its parts know too.
    const [whole] = sliceTable({ correct, longer, cluster: ownClusters(n), groups, crossValidated: true }, 8);
    const width = (accuracy: Estimate | undefined): number =>
      accuracy?.value == null || !accuracy.ci ? 0 : accuracy.ci[1] - accuracy.ci[0];
    expect(width(whole?.accuracy) / width(table[0]?.accuracy)).toBeCloseTo(foldsFactor(whole?.accuracy.value ?? 0), 6);
  });

  it("names length gaps", () => {
    expect([lengthSlice(100, 105), lengthSlice(100, 140), lengthSlice(200, 100), lengthSlice(10, 90)]).toEqual([
      "within 10 %",
      "up to 1.5 times",
      "up to twice",
      "more than twice",
    ]);
  });
});

describe("compareMargins", () => {
  it("tells a better version from a worse one on the same pairs, and equals from each other never", () => {
    const random = createRandom(6);
    const truth = Float64Array.from({ length: 300 }, () => 1 + random.normal());
    const noisy = (deviation: number): Float64Array => truth.map((x) => x + deviation * random.normal());
    const [good, bad] = [noisy(0.2), noisy(3)];
    const cluster = ownClusters(300);
    expect(compareMargins({ a: bad, b: good, cluster }).verdict).toBe("b-better");
    expect(compareMargins({ a: good, b: bad, cluster }).verdict).toBe("a-better");
    const same = compareMargins({ a: good, b: good, cluster });
    expect(same.verdict).toBe("undecided");
    expect(same.accuracy).toMatchObject({ value: 0 });
    const hidden = 1 - 0.025 ** (1 / 300);
    expect(same.accuracy).toMatchObject({ ci: [expect.closeTo(-hidden, 12), expect.closeTo(hidden, 12)] });
    expect(same.disagree).toMatchObject({ value: 0, ci: [0, expect.closeTo(hidden, 12)] });
    const paired = compareMargins({ a: good, b: good.map((x) => x + 0.01), cluster });
    // Paired, two near-equals differ by next to nothing; each alone has an interval of several points.
    expect(paired.accuracy.value === null ? 9 : (paired.accuracy.ci?.[1] ?? 9) - (paired.accuracy.ci?.[0] ?? 0)).toBeLessThan(0.03);
    expect(compareMargins({ a: new Float64Array(0), b: new Float64Array(0), cluster: new Int32Array(0) }).accuracy.value).toBeNull();
  });
});

describe("smallSample", () => {
  it("warns of few pairs and of gains that the sample does not show, and says what would do", () => {
    expect(smallSample({ value: 0.05, ci: [-0.02, 0.12], n: 100 })).toMatchObject({ reason: "few-pairs", n: 100 });
    const unseen = smallSample({ value: 0.03, ci: [-0.01, 0.07], n: 900 });
    expect(unseen?.reason).toBe("gain-not-shown");
    expect(unseen?.needed).toBe(4361);
    expect(unseen?.detectable).toBeCloseTo(0.066, 3);
    expect(smallSample({ value: 0.1, ci: [0.05, 0.15], n: 900 })).toBeNull();
    // As many pairs of a few prompts: the interval is three times as wide, and so is what they tell; nine times the pairs would do.
    const clustered = smallSample({ value: 0.03, ci: [-0.112, 0.172], n: 900 });
    expect((clustered?.detectable ?? 0) / (unseen?.detectable ?? 1)).toBeCloseTo(3.074, 2);
    expect((clustered?.needed ?? 0) / (unseen?.needed ?? 1)).toBeCloseTo(9.45, 1);
    expect(smallSample({ value: null, reason: "none" })).toMatchObject({ n: 0, detectable: 1, needed: null });
  });
});

describe("honestFigures", () => {
  const judged = (seed: number, n: number, sharpness: number): { pairs: JudgedPair[]; margins: number[] } => {
    const random = createRandom(seed);
    const logits = Array.from({ length: n }, () => 1.5 * random.normal());
    return {
      margins: logits.map((x) => sharpness * x),
      pairs: logits.map((x, row) => ({
        promptId: `p${row % (n / 2)}`,
        firstCharacters: 100 + random.integer(200),
        secondCharacters: 100 + random.integer(200),
        pFirst: random.uniform() < sigmoid(x) ? 1 : 0,
        groups: { domain: row % 2 === 0 ? "even" : "odd" },
      })),
    };
  };

  it("undoes overconfidence by cross-fitted temperature, with log loss and calibration error before and after", () => {
    const { pairs, margins } = judged(3, 600, 3);
    const {
      calibration,
      slices,
      length,
      smallSample: few,
    } = honestFigures(pairs, margins, { value: 0.2, ci: [0.15, 0.25], n: 600 }, { seed: 1, crossValidated: false });
    expect(calibration?.temperature).toBeGreaterThan(2.3);
    expect(calibration?.temperature).toBeLessThan(3.8);
    expect(calibration?.best).not.toBe("none");
    expect(calibration?.byTemperature.logLoss.value).toBeLessThan((calibration?.before.logLoss.value ?? 0) - 0.05);
    expect(calibration?.byTemperature.ece.value).toBeLessThan((calibration?.before.ece.value ?? 0) / 2);
    expect(calibration?.byIsotonic.ece.value).toBeLessThan((calibration?.before.ece.value ?? 0) / 2);
    expect(slices.map(({ name }) => name)).toEqual(["all", "even", "odd"]);
    expect(length.alarm).toBe(false);
    expect(few).toBeNull();
  });

  it("leaves a calibrated model alone, and has something to say of no pairs at all", () => {
    const { pairs, margins } = judged(5, 600, 1);
    const figures = honestFigures(pairs, margins, { value: 0.2, ci: [0.15, 0.25], n: 600 }, { seed: 1, crossValidated: false });
    expect(figures.calibration?.temperature).toBeGreaterThan(0.85);
    expect(figures.calibration?.temperature).toBeLessThan(1.18);
    expect(figures.brier.value).toBeLessThan(0.25);
    const folds = honestFigures(pairs, margins, { value: 0.2, ci: [0.15, 0.25], n: 600 }, { seed: 1, crossValidated: true });
    const wider = (of: (all: typeof folds) => Estimate | undefined): number => {
      const [alone, shared] = [of(figures), of(folds)].map((found) => (found?.value == null || !found.ci ? 0 : found.ci[1] - found.ci[0]));
      return (shared ?? 0) / (alone ?? 1);
    };
    const factor = foldsFactorOfScores(figures.slices[0]?.accuracy.value ?? 0);
    expect(factor).toBeGreaterThan(1.1);
    expect(wider(({ brier }) => brier)).toBeCloseTo(factor, 6);
    expect(wider(({ calibration }) => calibration?.before.logLoss)).toBeCloseTo(factor, 6);
    const empty = honestFigures([], [], { value: null, reason: "none" }, { seed: 1, crossValidated: false });
    expect(empty.calibration).toBeNull();
    expect(empty.brier.value).toBeNull();
  });
});
