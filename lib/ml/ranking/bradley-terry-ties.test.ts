import { describe, expect, it } from "vitest";
import { tieProbabilities } from "../reward/losses/ties";
import { createRandom } from "../random/random";
import { fitTiedBradleyTerry, tiedOutcome } from "./bradley-terry-ties";

const simulate = (truth: number[], k: number, answers: number, seed: number) => {
  const random = createRandom(seed);
  const rows = Array.from({ length: answers }, () => {
    const first = random.integer(truth.length);
    const second = (first + 1 + random.integer(truth.length - 1)) % truth.length;
    const p = tieProbabilities((truth[first] ?? 0) - (truth[second] ?? 0), Math.log(k));
    const draw = random.uniform();
    return { first, second, outcome: draw < p.first ? 1 : draw < p.first + p.second ? -1 : 0 };
  });
  return {
    items: truth.length,
    first: Int32Array.from(rows, (row) => row.first),
    second: Int32Array.from(rows, (row) => row.second),
    outcome: Int8Array.from(rows, (row) => row.outcome),
  };
};

describe("fitTiedBradleyTerry", () => {
  const truth = [1.6, 0.9, 0.2, -0.4, -0.9, -1.4];

  it("finds planted scores, the threshold and the tie rate", () => {
    const data = simulate(truth, 3, 6_000, 7);
    const fit = fitTiedBradleyTerry(data, { priorDeviation: 5 });
    const shift = fit.scores.reduce((sum, score) => sum + score, 0) / truth.length;
    fit.scores.forEach((score, item) => expect(Math.abs(score - shift - (truth[item] ?? 0))).toBeLessThan(0.15));
    expect(Math.abs(fit.k - 3)).toBeLessThan(0.25);
    const expected = data.first.reduce((sum, first, row) => sum + tiedOutcome(fit, first, data.second[row] ?? 0).tie, 0);
    const seen = data.outcome.reduce((sum, outcome) => sum + (outcome === 0 ? 1 : 0), 0);
    expect(Math.abs(expected - seen) / data.outcome.length).toBeLessThan(0.005);
    expect(fit.converged).toBe(true);
  });

  it("does not depend on which response is called first", () => {
    const data = simulate(truth, 2, 500, 3);
    const turned = { ...data, first: data.second, second: data.first, outcome: data.outcome.map((outcome) => -outcome) };
    const [a, b] = [fitTiedBradleyTerry(data), fitTiedBradleyTerry(turned)];
    a.scores.forEach((score, item) => expect(b.scores[item]).toBeCloseTo(score, 4));
    expect(b.k).toBeCloseTo(a.k, 4);
  });

  it("keeps probabilities that sum to one and takes degenerate input", () => {
    const all = tiedOutcome({ scores: Float64Array.of(0.3, -0.2), k: 4 }, 0, 1);
    expect(all.first + all.second + all.tie).toBeCloseTo(1, 12);
    const ties = { items: 2, first: Int32Array.of(0, 0), second: Int32Array.of(1, 1), outcome: Int8Array.of(0, 0) };
    const fit = fitTiedBradleyTerry(ties);
    expect(fit.scores[0]).toBeCloseTo(fit.scores[1] ?? 1, 6);
    expect(tiedOutcome(fit, 0, 1).tie).toBeGreaterThan(0.9);
    expect([
      ...fitTiedBradleyTerry({ items: 3, first: new Int32Array(0), second: new Int32Array(0), outcome: new Int8Array(0) }).scores,
    ]).toEqual([0, 0, 0]);
    expect(() => fitTiedBradleyTerry({ ...ties, outcome: Int8Array.of(0) })).toThrow(/outcome/);
  });
});
