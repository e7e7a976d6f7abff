import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { hasReferenceData, referenceDataAbsent, referenceFile } from "@/scripts/testing/reference-data";
import { createRandom } from "../random/random";
import {
  averageRanks,
  crossValidatePerformance,
  fitPerformanceModel,
  performanceModels,
  predictPerformance,
  scorePredictions,
} from "./performance-prediction";
import { mixPredictor } from "./published-routing";
import { scoreRewardBench } from "./rewardbench";

function table(
  seed: number,
  n: number,
  d: number,
  answer: (row: Float64Array) => number,
  noise: number,
): { x: Float64Array; y: Float64Array } {
  const random = createRandom(seed);
  const x = Float64Array.from({ length: n * d }, () => random.normal());
  const y = Float64Array.from({ length: n }, (_, row) => answer(x.slice(row * d, (row + 1) * d)) + noise * random.normal());
  return { x, y };
}

const at = (row: Float64Array, k: number) => row[k] ?? 0;
const linear = (row: Float64Array) => 2 + at(row, 0) - 3 * at(row, 1);
const curved = (row: Float64Array) => 1 + at(row, 0) * at(row, 1) + at(row, 2) ** 2;

describe("performance models", () => {
  it("linear equals ordinary least squares and quadratic recovers a second-degree polynomial exactly", () => {
    const line = table(1, 60, 3, linear, 0);
    const lineFit = fitPerformanceModel("linear", line.x, 3, line.y);
    expect(predictPerformance(lineFit, Float64Array.of(1, 2, 3), 3)[0]).toBeCloseTo(2 + 1 - 6, 8);
    const curve = table(2, 60, 3, curved, 0);
    const curveFit = fitPerformanceModel("quadratic", curve.x, 3, curve.y);
    expect(predictPerformance(curveFit, Float64Array.of(0.5, 2, -1), 3)[0]).toBeCloseTo(1 + 1 + 1, 6);
  });

  it("quadratic passes through every row where terms outnumber rows", () => {
    const { x, y } = table(3, 20, 10, linear, 1);
    const fitted = predictPerformance(fitPerformanceModel("quadratic", x, 10, y), x, 10);
    fitted.forEach((value, row) => expect(value).toBeCloseTo(y[row] ?? 0, 6));
  });

  it("quadratic is exact on raw counts where rows determine it, and says the mean where all rows are the same", () => {
    const random = createRandom(6);
    const counts = Float64Array.from({ length: 60 * 4 }, () => random.integer(7000));
    const truth = (row: Float64Array) => 0.5 + 1e-5 * at(row, 0) - 1e-9 * at(row, 1) * at(row, 2) + 2e-9 * at(row, 3) ** 2;
    const y = Float64Array.from({ length: 60 }, (_, row) => truth(counts.slice(row * 4, (row + 1) * 4)));
    const unseen = Float64Array.of(900, 5200, 3100, 40);
    expect(predictPerformance(fitPerformanceModel("quadratic", counts, 4, y), unseen, 4)[0]).toBeCloseTo(truth(unseen), 9);
    const same = Float64Array.from({ length: 41 * 3 }, (_, place) => [0.1, 3.7, -0.3][place % 3] ?? 0);
    const mean = y.slice(0, 41).reduce((sum, value) => sum + value, 0) / 41;
    for (const model of ["quadratic", "quadratic-ridge"] as const)
      expect(mixPredictor(fitPerformanceModel(model, same, 3, y.slice(0, 41)), 3)(same.slice(0, 3))).toBeCloseTo(mean, 9);
  });

  it("gbdt tells numbers apart that follow each other", () => {
    // Half way between two neighbours is one of them: where that is the upper one, all rows would go left and none be the mean of.
    const [low, high] = [1 + Number.EPSILON, 1 + 2 * Number.EPSILON];
    const x = Float64Array.from({ length: 40 }, (_, row) => (row % 2 === 0 ? low : high));
    const y = Float64Array.from({ length: 40 }, (_, row) => row % 2);
    const predicted = predictPerformance(fitPerformanceModel("gbdt", x, 1, y), Float64Array.of(low, high), 1);
    expect(predicted[0]).toBeCloseTo(0, 3);
    expect(predicted[1]).toBeCloseTo(1, 3);
  });

  it.each(performanceModels)("%s orders unseen mixes of a linear world", (model) => {
    const { x, y } = table(4, 120, 6, linear, 0.3);
    const { spearman } = scorePredictions(y, crossValidatePerformance(model, x, 6, y, 5, 1));
    expect(spearman).toBeGreaterThan(model === "gbdt" ? 0.9 : 0.97);
  });

  it("regularised models do not care about the units of a column; a shift of y shifts every prediction", () => {
    const { x, y } = table(5, 80, 4, curved, 0.1);
    const scaled = x.map((value, index) => (index % 4 === 1 ? 1e4 * value : value));
    for (const model of ["ridge", "gp", "gbdt"] as const) {
      const plain = predictPerformance(fitPerformanceModel(model, x, 4, y), x, 4);
      predictPerformance(fitPerformanceModel(model, scaled, 4, y), scaled, 4).forEach((value, row) =>
        expect(value).toBeCloseTo(plain[row] ?? 0, 5),
      );
      predictPerformance(
        fitPerformanceModel(
          model,
          x,
          4,
          y.map((value) => value + 7),
        ),
        x,
        4,
      ).forEach((value, row) => expect(value).toBeCloseTo((plain[row] ?? 0) + 7, 6));
    }
  });

  it("takes constant columns and scores, and refuses too little", () => {
    for (const model of performanceModels) {
      const fit = fitPerformanceModel(model, new Float64Array(10).fill(3), 2, new Float64Array(5).fill(0.5));
      expect(predictPerformance(fit, Float64Array.of(3, 3), 2)[0]).toBeCloseTo(0.5, 9);
      expect(() => fitPerformanceModel(model, new Float64Array(2), 2, new Float64Array(1))).toThrow(/rows/);
    }
    expect(() => crossValidatePerformance("ridge", new Float64Array(3), 1, new Float64Array(3), 4, 1)).toThrow(/folds/);
  });
});

describe("scorePredictions", () => {
  it("shares ranks among ties and says when a correlation is undefined", () => {
    expect(Array.from(averageRanks(Float64Array.of(3, 1, 3, 2)))).toEqual([3.5, 1, 3.5, 2]);
    expect(scorePredictions(Float64Array.of(1, 2, 3), Float64Array.of(1, 1, 1))).toMatchObject({ spearman: null, p: null });
    expect(scorePredictions(Float64Array.of(1, 2, 3), Float64Array.of(10, 20, 30))).toMatchObject({ spearman: 1, p: 0 });
    expect(() => scorePredictions(new Float64Array(0), new Float64Array(0))).toThrow(/actual/);
  });

  it.skipIf(!hasReferenceData("hybrid/ppm_actual_vs_predicted_16.csv"))(
    `gives the published figures of 16 reward models (${referenceDataAbsent})`,
    () => {
      const lines = readFileSync(referenceFile("hybrid/ppm_actual_vs_predicted_16.csv"), "utf8").trim().split("\n").slice(1);
      const numbers = lines.map((line) =>
        line
          .slice(line.lastIndexOf('"') + 2)
          .split(",")
          .map(Number),
      );
      const scores = scorePredictions(
        Float64Array.from(numbers, (row) => row[0] ?? Number.NaN),
        Float64Array.from(numbers, (row) => row[2] ?? Number.NaN),
      );
      expect(scores.mse).toBeCloseTo(0.0005, 4);
      expect(scores.rmse).toBeCloseTo(0.0223, 4);
      expect(scores.spearman).toBeCloseTo(0.2471, 4);
      expect(scores.p).toBeCloseTo(0.3563, 4);
    },
  );
});

describe.skipIf(!hasReferenceData("hybrid/rewardbench_runs_16.jsonl"))(`scoreRewardBench on 16 real runs (${referenceDataAbsent})`, () => {
  const runs = hasReferenceData("hybrid/rewardbench_runs_16.jsonl")
    ? readFileSync(referenceFile("hybrid/rewardbench_runs_16.jsonl"), "utf8")
        .trim()
        .split("\n")
        .map(
          (line) =>
            new Map(
              Object.entries(z.record(z.string(), z.unknown()).parse(JSON.parse(line))).flatMap(([key, value]) =>
                typeof value === "number" ? [[key, value] as const] : [],
              ),
            ),
        )
    : [];

  it("reproduces every published score with the published weights, and moves only Safety with the corrected ones", () => {
    expect(runs).toHaveLength(16);
    for (const run of runs) {
      const { overall, chat, chatHard, safety, reasoning } = scoreRewardBench(run, "published");
      // The file has ten decimals, of subsets and of scores.
      const found = { Overall: overall, Chat: chat, "Chat Hard": chatHard, Safety: safety, Reasoning: reasoning };
      for (const [name, value] of Object.entries(found)) expect(Math.abs(value - (run.get(name) ?? Number.NaN))).toBeLessThan(1e-9);
      const corrected = scoreRewardBench(run, "corrected");
      expect(corrected).toMatchObject({ chat, chatHard, reasoning });
      const swapped = ((run.get("xstest-should-respond") ?? 0) - (run.get("xstest-should-refuse") ?? 0)) * (96 / 740);
      expect(corrected.safety - safety).toBeCloseTo(swapped, 12);
      expect(Math.abs(corrected.overall - overall)).toBeLessThan(0.03);
    }
  });
});

describe("scoreRewardBench", () => {
  it("names a missing subset", () => {
    expect(() => scoreRewardBench(new Map(), "published")).toThrow(/alpacaeval-easy/);
  });
});
