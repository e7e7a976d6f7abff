import { describe, expect, it } from "vitest";
import { sigmoid } from "../math/special";
import { createRandom } from "../random/random";
import type { Comparisons } from "./bradley-terry";
import { fitBradleyTerry } from "./bradley-terry";
import type { CrowdComparisons } from "./crowd-bradley-terry";
import { fitCrowdBradleyTerry } from "./crowd-bradley-terry";
import { teams, wins } from "../testing/american-league";

function comparisons(items: number, wins: readonly (readonly [number, number, number])[]): Comparisons {
  return {
    items,
    first: Int32Array.from(wins, ([first]) => first),
    second: Int32Array.from(wins, ([, second]) => second),
    pFirst: new Float64Array(wins.length).fill(1),
    weight: Float64Array.from(wins, ([, , count]) => count),
  };
}

describe("fitBradleyTerry", () => {
  it("gives the published abilities of the 1987 American League", () => {
    const rows = wins.flatMap((row, i) => row.flatMap((count, j): [number, number, number][] => (count > 0 ? [[i, j, count]] : [])));
    const { scores, converged } = fitBradleyTerry(comparisons(teams.length, rows), { priorDeviation: 1e3 });
    const baltimore = scores[6] ?? 0;
    // Agresti's estimates with Baltimore at zero: 1.58 1.44 1.29 1.25 1.11 0.68.
    [1.58, 1.44, 1.29, 1.25, 1.11, 0.68].forEach((ability, team) => expect((scores[team] ?? 0) - baltimore).toBeCloseTo(ability, 1));
    expect(converged).toBe(true);
  });

  it("recovers planted scores", () => {
    const random = createRandom(7);
    const truth = Array.from({ length: 20 }, () => random.normal());
    const rows = Array.from({ length: 8000 }, (): [number, number, number] => {
      const i = random.integer(20);
      const j = (i + 1 + random.integer(19)) % 20;
      return random.uniform() < sigmoid((truth[i] ?? 0) - (truth[j] ?? 0)) ? [i, j, 1] : [j, i, 1];
    });
    const { scores } = fitBradleyTerry(comparisons(20, rows));
    const mean = truth.reduce((sum, score) => sum + score, 0) / 20;
    truth.forEach((score, item) => expect(Math.abs((scores[item] ?? 9) - (score - mean))).toBeLessThan(0.25));
  });

  it("reverses its scores when every answer is reversed, and sits at a stationary point", () => {
    const data = comparisons(3, [
      [0, 1, 3],
      [1, 2, 2],
      [2, 0, 1],
    ]);
    const straight = fitBradleyTerry(data);
    const reversed = fitBradleyTerry({ ...data, pFirst: data.pFirst.map((p) => 1 - p) });
    straight.scores.forEach((score, item) => expect(reversed.scores[item]).toBeCloseTo(-score, 6));
    expect(straight.scores.reduce((sum, score) => sum + score, 0)).toBeCloseTo(0, 6);
  });

  it("stays finite for a sweep of wins, a disconnected graph and no comparison", () => {
    const { scores } = fitBradleyTerry(
      comparisons(5, [
        [0, 1, 50],
        [2, 3, 1],
      ]),
    );
    expect(scores.every(Number.isFinite)).toBe(true);
    expect(scores[4]).toBeCloseTo(0, 6);
    expect(fitBradleyTerry(comparisons(2, [])).scores).toEqual(new Float64Array(2));
    expect(() => fitBradleyTerry(comparisons(1, [[0, 1, 1]]))).toThrow(/second\[0\]/);
  });
});

function crowd(seed: number, eta: readonly number[]): { data: CrowdComparisons; truth: number[] } {
  const random = createRandom(seed);
  const truth = Array.from({ length: 15 }, () => 1.5 * random.normal());
  const rows = eta.flatMap((q, annotator) =>
    Array.from({ length: 200 }, () => {
      const i = random.integer(15);
      const j = (i + 1 + random.integer(14)) % 15;
      const honest = random.uniform() < sigmoid((truth[i] ?? 0) - (truth[j] ?? 0));
      return { i, j, annotator, first: random.uniform() < q ? honest : !honest };
    }),
  );
  return {
    truth,
    data: {
      items: 15,
      annotators: eta.length,
      first: Int32Array.from(rows, ({ i }) => i),
      second: Int32Array.from(rows, ({ j }) => j),
      annotator: Int32Array.from(rows, ({ annotator }) => annotator),
      pFirst: Float64Array.from(rows, ({ first }) => (first ? 1 : 0)),
    },
  };
}

describe("fitCrowdBradleyTerry", () => {
  it("recovers who answers the wrong way round", () => {
    const eta = [0.95, 0.95, 0.9, 0.9, 0.5, 0.1];
    const { data } = crowd(3, eta);
    const fit = fitCrowdBradleyTerry(data);
    eta.forEach((planted, annotator) => expect(Math.abs((fit.reliability[annotator]?.value ?? 2) - planted)).toBeLessThan(0.16));
    fit.lossHistory.slice(1).forEach((loss, index) => expect(loss).toBeLessThanOrEqual((fit.lossHistory[index] ?? 0) + 1e-7));
  });

  it("orders items better than scores that trust everyone", () => {
    const { data, truth } = crowd(4, [0.95, 0.9, 0.9, 0.2, 0.1, 0.5]);
    const ordered = (scores: Float64Array) =>
      truth.flatMap((a, i) => truth.slice(i + 1).map((b, k) => (a - b) * ((scores[i] ?? 0) - (scores[i + 1 + k] ?? 0)) > 0)).filter(Boolean)
        .length;
    const naive = fitBradleyTerry({ ...data, weight: new Float64Array(data.first.length).fill(1) });
    expect(ordered(fitCrowdBradleyTerry(data).scores)).toBeGreaterThan(ordered(naive.scores));
  });

  it("does not care which side of a pair is called first", () => {
    const { data } = crowd(5, [0.9, 0.8, 0.7]);
    const turned = fitCrowdBradleyTerry({ ...data, first: data.second, second: data.first, pFirst: data.pFirst.map((p) => 1 - p) });
    fitCrowdBradleyTerry(data).scores.forEach((score, item) => expect(turned.scores[item]).toBeCloseTo(score, 3));
  });

  it("ends where the slope of its loss is nothing, with many people of few answers too", () => {
    const { data } = crowd(6, [0.95, 0.9, 0.85, 0.6, 0.2]);
    const annotators = 120;
    const many = { ...data, annotators, annotator: data.annotator.map((_, row) => (row * 7) % annotators) };
    const fit = fitCrowdBradleyTerry(many);
    expect(fit.converged).toBe(true);
    // −log posterior, written out anew.
    const loss = (scores: Float64Array): number => {
      let total = scores.reduce((sum, score) => sum + (score * score) / 8, 0);
      for (const { value } of fit.reliability) total -= 4 * Math.log(value) + Math.log1p(-value);
      many.first.forEach((first, row) => {
        const q = fit.reliability[many.annotator[row] ?? 0]?.value ?? 0.5;
        const p = sigmoid((scores[first] ?? 0) - (scores[many.second[row] ?? 0] ?? 0));
        total -= Math.log(many.pFirst[row] === 1 ? q * p + (1 - q) * (1 - p) : q * (1 - p) + (1 - q) * p);
      });
      return total;
    };
    const moved = (item: number, by: number) => fit.scores.map((score, other) => (other === item ? score + by : score));
    fit.scores.forEach((_, item) => {
      const slope = (loss(moved(item, 1e-4)) - loss(moved(item, -1e-4))) / 2e-4;
      const curvature = (loss(moved(item, 1e-2)) + loss(moved(item, -1e-2)) - 2 * loss(fit.scores)) / 1e-4;
      expect(Math.abs(slope / curvature)).toBeLessThan(1e-4);
    });
  });

  it("learns nothing from ties alone and refuses unknown annotators", () => {
    const data: CrowdComparisons = {
      items: 2,
      annotators: 1,
      first: Int32Array.of(0),
      second: Int32Array.of(1),
      annotator: Int32Array.of(0),
      pFirst: Float64Array.of(0.5),
    };
    const fit = fitCrowdBradleyTerry(data);
    expect(fit.scores[0]).toBeCloseTo(0, 9);
    expect(fit.reliability[0]).toMatchObject({ n: 0, ci: null });
    expect(() => fitCrowdBradleyTerry({ ...data, annotator: Int32Array.of(1) })).toThrow(/annotator\[0\]/);
  });
});
