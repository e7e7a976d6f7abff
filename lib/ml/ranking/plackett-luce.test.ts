import { describe, expect, it } from "vitest";
import { realAt } from "@/lib/ml/math/access";
import { logSigmoid } from "@/lib/ml/math/special";
import { lbfgs } from "@/lib/ml/optim/lbfgs";
import { createRandom } from "@/lib/ml/random/random";
import type { RandomStream } from "@/lib/ml/random/random";
import { fitPlackettLuce, pairProbabilities, plackettLuceInformation, plackettLuceLoss } from "@/lib/ml/ranking/plackett-luce";
import type { Ranking } from "@/lib/ml/ranking/plackett-luce";
import { worthPosterior } from "@/lib/ml/ranking/worth-posterior";
import { wins } from "@/lib/ml/testing/american-league";

const none = new Float64Array(0);
const repeat = (ranking: Ranking, times: number): Ranking[] => Array.from({ length: times }, () => ranking);

/** A strict order drawn from the model: sorting by worth plus Gumbel noise. */
const drawOrder = (items: readonly number[], worth: (item: number) => number, random: RandomStream): number[] =>
  items
    .map((item) => ({ item, value: worth(item) - Math.log(-Math.log(Math.max(1e-300, random.uniform()))) }))
    .sort((a, b) => b.value - a.value)
    .map(({ item }) => item);

/** Every way to put the items into ordered groups of at most `largest`. */
const allRankings = (items: readonly number[], largest: number): number[][][] => {
  if (items.length === 0) return [[]];
  const subsets = Array.from({ length: 2 ** items.length - 1 }, (_, mask) => items.filter((__, i) => ((mask + 1) >> i) & 1));
  return subsets
    .filter((group) => group.length <= largest)
    .flatMap((group) =>
      allRankings(
        items.filter((item) => !group.includes(item)),
        largest,
      ).map((rest) => [group, ...rest]),
    );
};

const cosine = (a: Float64Array, b: Float64Array): number => {
  const product = (x: Float64Array, y: Float64Array): number => x.reduce((sum, value, k) => sum + value * realAt(y, k), 0);
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
};

describe("plackettLuceLoss", () => {
  it("is the Bradley–Terry loss for two items", () => {
    const { value } = plackettLuceLoss([[[0], [1]]], Float64Array.of(0.7, -0.4), none);
    expect(value).toBeCloseTo(-logSigmoid(1.1), 12);
  });

  it("gives probabilities that sum to one over all rankings with ties", () => {
    const worths = Float64Array.of(0.8, -0.3, 0.1, -1.2);
    const ties = Float64Array.of(-0.5, -1.5);
    const total = allRankings([0, 1, 2, 3], 3).reduce(
      (sum, ranking) => sum + Math.exp(-plackettLuceLoss([ranking], worths, ties).value),
      0,
    );
    expect(total).toBeCloseTo(1, 12);
    const { ahead, tie, behind } = pairProbabilities(0.8, -0.3, ties);
    expect(ahead + tie + behind).toBeCloseTo(1, 12);
    expect(Math.log(ahead / behind)).toBeCloseTo(1.1, 12);
    expect(tie / Math.sqrt(ahead * behind)).toBeCloseTo(Math.exp(-0.5), 12);
  });

  it("has the gradient that finite differences give", () => {
    const rankings: Ranking[] = [
      [[2], [0, 1], [3]],
      [[0, 3, 1], [2]],
      [[1], [3]],
    ];
    const point = Float64Array.of(0.4, -0.9, 0.3, 1.1, -0.6, -1.3);
    const lossAt = (moved: Float64Array): number => plackettLuceLoss(rankings, moved.slice(0, 4), moved.slice(4)).value;
    const { worths, tieLogits } = plackettLuceLoss(rankings, point.slice(0, 4), point.slice(4));
    [...worths, ...tieLogits].forEach((slope, index) => {
      const up = point.slice();
      const down = point.slice();
      up[index] = realAt(point, index) + 1e-5;
      down[index] = realAt(point, index) - 1e-5;
      expect(slope).toBeCloseTo((lossAt(up) - lossAt(down)) / 2e-5, 6);
    });
  });

  it("recovers planted weights of features from 200 rankings of 5, better than best against worst alone", () => {
    const dimensions = 24;
    const random = createRandom(11);
    const direction = Float64Array.from({ length: dimensions }, () => random.normal());
    const norm = Math.sqrt(direction.reduce((sum, value) => sum + value * value, 0));
    const truth = direction.map((value) => (2 * value) / norm);
    const features = Float64Array.from({ length: 1000 * dimensions }, () => random.normal());
    const worthOf = (item: number, weights: Float64Array): number =>
      weights.reduce((sum, weight, k) => sum + weight * realAt(features, item * dimensions + k), 0);
    const rankings = Array.from({ length: 200 }, (_, r) =>
      drawOrder(
        [0, 1, 2, 3, 4].map((k) => 5 * r + k),
        (item) => worthOf(item, truth),
        random,
      ).map((item) => [item]),
    );
    const weightsFrom = (data: readonly Ranking[]): Float64Array => {
      const run = lbfgs(new Float64Array(dimensions), { gradientTolerance: 1e-6 });
      let step = run.next();
      while (!step.done) {
        const weights = step.value;
        const loss = plackettLuceLoss(
          data,
          Float64Array.from({ length: 1000 }, (_, item) => worthOf(item, weights)),
          none,
        );
        const gradient = weights.map((weight, k) =>
          loss.worths.reduce((sum, slope, item) => sum + slope * realAt(features, item * dimensions + k), weight),
        );
        step = run.next({ value: loss.value + weights.reduce((sum, weight) => sum + (weight * weight) / 2, 0), gradient });
      }
      return step.value.point;
    };
    const full = cosine(weightsFrom(rankings), truth);
    const ends = cosine(weightsFrom(rankings.map((ranking) => [ranking[0] ?? [], ranking[4] ?? []])), truth);
    expect(full).toBeGreaterThanOrEqual(0.98);
    expect(full).toBeGreaterThan(ends);
  });
});

describe("fitPlackettLuce", () => {
  it("gives the published abilities of the 1987 American League from games as rankings of two", () => {
    const games = wins.flatMap((row, i) => row.flatMap((count, j) => repeat([[i], [j]], count)));
    const { worths, converged } = fitPlackettLuce(7, games, { priorDeviation: 1e3 });
    [1.58, 1.44, 1.29, 1.25, 1.11, 0.68].forEach((ability, team) =>
      expect(realAt(worths, team) - realAt(worths, 6)).toBeCloseTo(ability, 1),
    );
    expect(converged).toBe(true);
  });

  it("meets Davidson's closed form for two items: odds and ties as they were counted", () => {
    const data = [...repeat([[0], [1]], 60), ...repeat([[1], [0]], 20), ...repeat([[0, 1]], 40)];
    const { worths, tieLogits } = fitPlackettLuce(2, data, { priorDeviation: 1e3 });
    expect(realAt(worths, 0) - realAt(worths, 1)).toBeCloseTo(Math.log(3), 2);
    expect(Math.exp(realAt(tieLogits, 0))).toBeCloseTo(40 / Math.sqrt(60 * 20), 1);
  });

  it("recovers worths and the share of ties", () => {
    const random = createRandom(5);
    const truth = Float64Array.of(1.2, 0.5, 0, -0.6, -1.1);
    const ties = Float64Array.of(-0.7);
    const all = allRankings([0, 1, 2, 3, 4], 2);
    const cumulative: number[] = [];
    all.forEach((ranking, index) =>
      cumulative.push((cumulative[index - 1] ?? 0) + Math.exp(-plackettLuceLoss([ranking], truth, ties).value)),
    );
    const drawn = Array.from({ length: 1500 }, () => {
      const u = random.uniform();
      return all[cumulative.findIndex((edge) => u < edge)] ?? [[0]];
    });
    const fit = fitPlackettLuce(5, drawn);
    truth.forEach((worth, item) => expect(Math.abs(realAt(fit.worths, item) - worth)).toBeLessThan(0.2));
    expect(realAt(fit.tieLogits, 0)).toBeCloseTo(-0.7, 0);
    expect(Math.abs(realAt(fit.tieLogits, 0) + 0.7)).toBeLessThan(0.15);
    fit.lossHistory.slice(1).forEach((loss, index) => expect(loss).toBeLessThanOrEqual((fit.lossHistory[index] ?? 0) + 1e-9));
  });

  it("reverses for two items when every ranking is, and does not care in what order rankings come", () => {
    const data: Ranking[] = [
      [[0], [1]],
      [[0], [1]],
      [[1], [0]],
    ];
    const straight = fitPlackettLuce(2, data).worths;
    fitPlackettLuce(
      2,
      data.map((ranking) => ranking.toReversed()),
    ).worths.forEach((worth, item) => expect(worth).toBeCloseTo(-realAt(straight, item), 6));
    fitPlackettLuce(2, data.toReversed()).worths.forEach((worth, item) => expect(worth).toBeCloseTo(realAt(straight, item), 6));
  });

  it("stays finite for one ranking, for items nobody ranked, for a tie of all and for nothing", () => {
    const { worths } = fitPlackettLuce(5, [[[2], [0], [1]]]);
    expect(realAt(worths, 2)).toBeGreaterThan(realAt(worths, 0));
    expect(realAt(worths, 0)).toBeGreaterThan(realAt(worths, 1));
    expect(realAt(worths, 4)).toBeCloseTo(0, 9);
    expect([...fitPlackettLuce(3, [[[0, 1, 2]]]).worths].every((worth) => Math.abs(worth) < 1e-6)).toBe(true);
    expect(fitPlackettLuce(2, []).worths).toEqual(new Float64Array(2));
    expect(() => fitPlackettLuce(2, [[[0], [2]]])).toThrow(/item 2/);
    expect(() => fitPlackettLuce(2, [[[0], [-1]]])).toThrow(/item -1/);
    expect(() => fitPlackettLuce(2, [[[0], [0.5]]])).toThrow(/item 0.5/);
    expect(() => fitPlackettLuce(2, [[[0], [0]]])).toThrow(/twice/);
  });
});

describe("worthPosterior", () => {
  const posteriorOf = (rankings: Ranking[], items: number) => {
    const { worths, tieLogits } = fitPlackettLuce(items, rankings);
    return worthPosterior(worths, plackettLuceInformation(rankings, worths, tieLogits));
  };

  it("narrows as rankings agree, and is even where they oppose each other", () => {
    const once = posteriorOf([[[0], [1], [2]]], 3);
    const often = posteriorOf(repeat([[0], [1], [2]], 8), 3);
    expect(realAt(once.pBest, 0)).toBeGreaterThan(0.5);
    expect(realAt(once.pBest, 0)).toBeLessThan(0.9);
    expect(realAt(often.pBest, 0)).toBeGreaterThan(0.9);
    expect(often.pBest.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
    const opposed = posteriorOf(
      [
        [[0], [1]],
        [[1], [0]],
      ],
      2,
    );
    expect(realAt(opposed.pBest, 0)).toBeCloseTo(0.5, 6);
    expect(realAt(opposed.pAbove, 1)).toBeCloseTo(0.5, 6);
  });

  it("gives a pair the same probability by formula and by draws", () => {
    const { pBest, pAbove } = posteriorOf(
      [
        [[0], [1]],
        [[0], [1]],
        [[1], [0]],
        [[0], [1]],
      ],
      2,
    );
    expect(Math.abs(realAt(pBest, 0) - realAt(pAbove, 1))).toBeLessThan(0.03);
    expect(realAt(pAbove, 1) + realAt(pAbove, 2)).toBeCloseTo(1, 9);
  });
});
