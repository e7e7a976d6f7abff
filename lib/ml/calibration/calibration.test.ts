import { describe, expect, it } from "vitest";
import { sigmoid } from "../math/special";
import { createRandom } from "../random/random";
import { assignBins } from "./bins";
import { calibrationErrors, expectedCalibrationError } from "./calibration-errors";
import { crossFitCalibration } from "./cross-fit";
import { applyIsotonic, fitIsotonic, fitTemperature } from "./recalibrate";
import { accuracy, brierScore, logLoss } from "./scores";
import type { Forecasts } from "./scores";

function forecasts(probability: readonly number[], outcome: readonly number[], cluster: Int32Array | null = null): Forecasts {
  return { probability: Float64Array.from(probability), outcome: Float64Array.from(outcome), cluster };
}

const constant = (p: number, ones: number, n: number) =>
  forecasts(
    new Array<number>(n).fill(p),
    Array.from({ length: n }, (_, row) => (row < ones ? 1 : 0)),
  );

function simulated(seed: number, n: number, temperature: number): { logits: Float64Array; outcome: Float64Array } {
  const random = createRandom(seed);
  const logits = Float64Array.from({ length: n }, () => 2 * random.normal());
  return { logits, outcome: logits.map((x) => (random.uniform() < sigmoid(x / temperature) ? 1 : 0)) };
}

describe("scores", () => {
  it("have their hand-computed values", () => {
    const given = forecasts([0.9, 0.4, 0.5], [1, 1, 0]);
    expect(accuracy(given).value).toBeCloseTo(0.5, 12);
    expect(brierScore(given).value).toBeCloseTo((0.01 + 0.36 + 0.25) / 3, 12);
    expect(logLoss(given).value).toBeCloseTo(-(Math.log(0.9) + Math.log(0.4) + Math.log(0.5)) / 3, 12);
  });

  it("do not change when both sides trade names", () => {
    const given = forecasts([0.9, 0.2, 0.55, 0.7], [1, 0, 0, 1]);
    const turned = forecasts([0.1, 0.8, 0.45, 0.3], [0, 1, 1, 0]);
    for (const score of [accuracy, brierScore, logLoss]) expect(score(turned).value).toBeCloseTo(score(given).value ?? -1, 12);
  });

  it("stay finite at certainty, say why they are undefined, and refuse what is no probability", () => {
    expect(Number.isFinite(logLoss(forecasts([1], [0])).value)).toBe(true);
    expect(accuracy(forecasts([], []))).toMatchObject({ value: null });
    expect(() => accuracy(forecasts([1.2], [0]))).toThrow(/probability/);
    expect(() => accuracy(forecasts([0.2], [0, 1]))).toThrow(/outcome/);
  });
});

describe("the expected calibration error", () => {
  it("is 0 for seven in ten at 0.7 and 0.2 for seven in ten at 0.9", () => {
    expect(expectedCalibrationError(constant(0.7, 7, 10)).value).toBeCloseTo(0, 12);
    expect(expectedCalibrationError(constant(0.9, 7, 10), { binning: "equal-width" }).value).toBeCloseTo(0.2, 12);
  });

  it("is small for true probabilities and large for sharpened ones", () => {
    const { logits, outcome } = simulated(1, 20_000, 1);
    const honest: Forecasts = { probability: logits.map(sigmoid), outcome, cluster: null };
    const sharp: Forecasts = { probability: logits.map((x) => sigmoid(3 * x)), outcome, cluster: null };
    expect(expectedCalibrationError(honest, { draws: 20 }).value).toBeLessThan(0.015);
    expect(expectedCalibrationError(sharp, { draws: 20 }).value).toBeGreaterThan(0.08);
  });

  it("cuts bins of equal size that keep equal values together, and counts each row once", () => {
    const random = createRandom(2);
    const probability = Float64Array.from({ length: 1000 }, () => random.uniform());
    const counts = new Map<number, number>();
    for (const bin of assignBins(probability, 10, "equal-mass")) counts.set(bin, (counts.get(bin) ?? 0) + 1);
    expect([...counts.values()]).toEqual(new Array(10).fill(100));
    expect(new Set(assignBins(new Float64Array(50).fill(0.3), 10, "equal-mass")).size).toBe(1);
    expect(Array.from(assignBins(Float64Array.of(0, 0.1, 0.1001, 1), 10, "equal-width"))).toEqual([0, 0, 1, 9]);
  });
});

describe("fitTemperature", () => {
  it("recovers the planted temperature and lowers the loss", () => {
    const { logits, outcome } = simulated(3, 20_000, 2.5);
    const fit = fitTemperature(logits, outcome);
    expect(Math.abs(fit.temperature - 2.5)).toBeLessThan(0.15);
    expect(fit.logLossAfter).toBeLessThan(fit.logLossBefore);
    expect(fit.converged).toBe(true);
  });

  it("scales with the logits", () => {
    const { logits, outcome } = simulated(4, 500, 1.5);
    expect(
      fitTemperature(
        logits.map((x) => 3 * x),
        outcome,
      ).temperature,
    ).toBeCloseTo(3 * fitTemperature(logits, outcome).temperature, 6);
  });

  it("says that it did not converge where no temperature is best", () => {
    expect(fitTemperature(Float64Array.of(-1, 1), Float64Array.of(0, 1)).converged).toBe(false);
    expect(fitTemperature(Float64Array.of(-1, 1), Float64Array.of(1, 0)).converged).toBe(false);
    expect(() => fitTemperature(new Float64Array(0), new Float64Array(0))).toThrow(RangeError);
  });
});

describe("fitIsotonic", () => {
  it("pools adjacent violators as worked by hand", () => {
    // 1, 3, 2, 4, 3.5, 5 pools to 1, 2.5, 2.5, 3.75, 3.75, 5.
    const fit = fitIsotonic(Float64Array.of(1, 2, 3, 4, 5, 6), Float64Array.of(1, 3, 2, 4, 3.5, 5));
    expect([1, 2, 3, 4, 5, 6].map((x) => applyIsotonic(fit, x))).toEqual([1, 2.5, 2.5, 3.75, 3.75, 5]);
  });

  it("recovers a monotone curve", () => {
    const { logits, outcome } = simulated(5, 20_000, 1);
    const fit = fitIsotonic(logits, outcome);
    for (const x of [-2, -0.5, 0, 1, 2]) expect(Math.abs(applyIsotonic(fit, x) - sigmoid(x))).toBeLessThan(0.07);
  });

  it("depends on the order of scores only and never falls", () => {
    const { logits, outcome } = simulated(6, 300, 1);
    const fit = fitIsotonic(logits, outcome);
    const stretched = fitIsotonic(
      logits.map((x) => Math.exp(x)),
      outcome,
    );
    logits.forEach((x) => expect(applyIsotonic(stretched, Math.exp(x))).toBeCloseTo(applyIsotonic(fit, x), 9));
    fit.value.slice(1).forEach((value, index) => expect(value).toBeGreaterThanOrEqual(fit.value[index] ?? 2));
  });

  it("pools equal scores before violators, in whatever order they come", () => {
    // By hand: one half at 1, three quarters at 2; a zero first among the twos must not drag them into the block of the ones.
    for (const outcome of [Float64Array.of(1, 0, 0, 1, 1, 1), Float64Array.of(0, 1, 1, 1, 1, 0)]) {
      expect(Array.from(fitIsotonic(Float64Array.of(1, 1, 2, 2, 2, 2), outcome).value)).toEqual([0.5, 0.75]);
    }
  });

  it("takes ties, one row, and refuses to evaluate nothing", () => {
    expect(Array.from(fitIsotonic(Float64Array.of(1, 1, 1), Float64Array.of(0, 1, 1)).value)).toEqual([2 / 3]);
    expect(applyIsotonic(fitIsotonic(Float64Array.of(4), Float64Array.of(1)), -9)).toBe(1);
    expect(() => applyIsotonic(fitIsotonic(new Float64Array(0), new Float64Array(0)), 0)).toThrow(RangeError);
  });
});

describe("calibrationErrors", () => {
  it("weighs bins by rows, counts them alike, and takes the worst", () => {
    // Nine rows at .5 of which all are 1, one row at .95 that is 1: gaps .5 and .05.
    const given = forecasts([...new Array<number>(9).fill(0.5), 0.95], new Array<number>(10).fill(1));
    const { ece, ace, mce } = calibrationErrors(given, { binning: "equal-width" });
    expect(ece.value).toBeCloseTo(0.455, 12);
    expect(ace.value).toBeCloseTo(0.275, 12);
    expect(mce.value).toBeCloseTo(0.5, 12);
    expect(calibrationErrors(constant(0.7, 7, 10)).mce.value).toBeCloseTo(0, 12);
    expect(expectedCalibrationError(constant(0.9, 7, 10), { binning: "equal-width" }).value).toBeCloseTo(0.2, 12);
  });

  it("is not certain where forecasts all came true: what so many rows may hide, at worst in the smallest bin", () => {
    // Ten sure losses and thirty sure wins: two bins, and none of 40 rows shows what a share h of all might with 2.5 %.
    const given = forecasts(
      [...new Array<number>(10).fill(0), ...new Array<number>(30).fill(1)],
      [...new Array<number>(10).fill(0), ...new Array<number>(30).fill(1)],
    );
    const { ece, ace, mce } = calibrationErrors(given, { binning: "equal-width" });
    const h = 1 - 0.025 ** (1 / 40);
    const ends = [ece, ace, mce].map((figure) => (figure.value === null ? null : [figure.value, figure.ci?.[0], figure.ci?.[1]]));
    // A quarter of the rows are in the smaller bin: of what could be there, h over h + (1 − h)/4 is hidden.
    const near = (value: number): unknown => expect.closeTo(value, 10);
    expect(ends).toEqual([
      [0, 0, near(h)],
      [0, 0, near(h / ((1 - h) / 2 + h))],
      [0, 0, near(h / ((1 - h) / 4 + h))],
    ]);
    const [single] = [calibrationErrors(forecasts([1], [1]))];
    expect(single.mce).toMatchObject({ value: 0, ci: [0, near(0.975)], n: 1 });
  });

  it("has intervals that hold the figure although resamples are all worse", () => {
    const { logits, outcome } = simulated(4, 300, 1);
    const given: Forecasts = { probability: logits.map(sigmoid), outcome, cluster: null };
    for (const { value, ci } of Object.values(calibrationErrors(given)).flatMap((figure) => (figure.value === null ? [] : [figure]))) {
      const [low, high] = ci ?? [1, 0];
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThan(value);
      expect(high).toBeGreaterThan(value);
      expect(high - value).toBeLessThan(2 * value);
    }
  });
});

describe("intervals of calibration errors", () => {
  // Outcomes with probability σ(x), forecast as σ(factor x): calibrated at 1, with a true error of .1024 at 2.
  const worlds = [
    { factor: 1, truth: 0 },
    { factor: 2, truth: 0.1024 },
  ];
  const forecastsOf = (seed: number, factor: number): Forecasts => {
    const random = createRandom(seed);
    const logits = Float64Array.from({ length: 120 }, () => Math.abs(1.5 * random.normal()));
    return {
      probability: logits.map((x) => sigmoid(factor * x)),
      outcome: logits.map((x) => (random.uniform() < sigmoid(x) ? 1 : 0)),
      cluster: Int32Array.from(logits, (_, row) => row % 60),
    };
  };

  it.each(worlds)("hold the true error, $truth, in about 95 of 100 samples", ({ factor, truth }) => {
    const held = Array.from({ length: 40 }, (_, seed) => expectedCalibrationError(forecastsOf(seed + 1, factor), { draws: 120 })).filter(
      ({ value, ...ece }) => value !== null && "ci" in ece && ece.ci !== null && ece.ci[0] <= truth && truth <= ece.ci[1],
    );
    // The percentiles of the resamples, less their bias, held 0 in none of 40.
    expect(held.length).toBeGreaterThanOrEqual(35);
  });

  it("are as wide as what a gap in one of two bins leaves open", () => {
    // Forty at .5 of which half came true, and forty at .9 of which half did: a gap of .4 in half of the rows.
    const probability = Array.from({ length: 80 }, (_, row) => (row < 40 ? 0.5 : 0.9));
    const { ece } = calibrationErrors(
      forecasts(
        probability,
        probability.map((_, row) => row % 2),
      ),
    );
    expect(ece.value).toBeCloseTo(0.2, 12);
    const [low, high] = (ece.value !== null && ece.ci) || [1, 0];
    // Two standard errors of the bad bin, √(.25/40)/2 = .04; noise of the good one may explain the seen error's lower part.
    expect(low).toBeGreaterThan(0.05);
    expect(low).toBeLessThan(0.15);
    expect(high).toBeGreaterThan(0.23);
    expect(high).toBeLessThan(0.31);
  });
});

describe("crossFitCalibration", () => {
  it("keeps a row's own fold out of what recalibrates it", () => {
    const { logits, outcome } = simulated(4, 300, 2);
    const fold = Int32Array.from(logits, (_, row) => row % 3);
    const fit = crossFitCalibration(logits, outcome, fold);
    const flipped = crossFitCalibration(
      logits,
      outcome.map((y, row) => (row % 3 === 0 ? 1 - y : y)),
      fold,
    );
    expect(fit.byTemperature[0]).toBe(flipped.byTemperature[0]);
    expect(fit.byTemperature[1]).not.toBe(flipped.byTemperature[1]);
    expect(fit.temperature).toBeGreaterThan(1.4);
  });
});
