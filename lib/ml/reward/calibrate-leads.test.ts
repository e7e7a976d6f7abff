import { describe, expect, it } from "vitest";
import { sigmoid } from "../math/special";
import { createRandom } from "../random/random";
import { calibrateLeads } from "./calibrate-leads";
import { tieProbabilities } from "./losses/ties";
import { fitTieWidth } from "./tie-width";

describe("calibrateLeads", () => {
  it("is not certain of three labels that agree, knows nothing of none, and keeps a coin a coin", () => {
    const ones = Float64Array.of(1, 1, 1);
    expect(calibrateLeads(ones, ones, Int32Array.of(0, 1, 2)).temperature).toBeCloseTo(1 / Math.log(4), 9);
    expect(calibrateLeads(ones, Float64Array.of(0.5, 0.5, 0.5), Int32Array.of(0, 1, 2)).temperature).toBe(1);
    // Leads that go against their labels are worth nothing; they are never turned round.
    const { temperature, crossFitted } = calibrateLeads(ones, Float64Array.of(0, 0, 0), Int32Array.of(0, 1, 2));
    expect(temperature).toBeGreaterThan(100);
    expect(crossFitted.every((lead) => lead > 0 && lead < 0.01)).toBe(true);
  });

  it("finds the scale of leads, and takes a fold's own labels for nothing in its figures", () => {
    const random = createRandom(4);
    const leads = Float64Array.from({ length: 4000 }, () => 0.3 * random.normal());
    const wins = leads.map((lead) => (random.uniform() < sigmoid(lead / 0.25) ? 1 : 0));
    const fold = Int32Array.from(leads, (_, row) => row % 5);
    const { temperature, crossFitted } = calibrateLeads(leads, wins, fold);
    expect(temperature).toBeCloseTo(0.25, 1);
    const turned = calibrateLeads(
      leads,
      wins.map((win, row) => (row % 5 === 2 ? 1 - win : win)),
      fold,
    );
    expect(turned.temperature).toBeGreaterThan(temperature);
    expect(turned.crossFitted.filter((_, row) => row % 5 === 2)).toEqual(crossFitted.filter((_, row) => row % 5 === 2));
  });
});

describe("fitTieWidth", () => {
  it("recovers k whatever the scale of the leads, with an interval that holds it", async () => {
    const found = [];
    for (let seed = 0; seed < 5; seed += 1) {
      const random = createRandom(seed);
      const rewards = Float64Array.from({ length: 400 }, () => 2 * random.normal());
      const outcomes = Array.from(rewards, (lead) => {
        const { first, second } = tieProbabilities(lead, Math.LN2);
        const u = random.uniform();
        return u < first ? "first" : u < first + second ? "second" : "tie";
      });
      const labels = {
        pFirst: Float64Array.from(outcomes, (outcome) => (outcome === "first" ? 1 : 0)),
        pTie: Float64Array.from(outcomes, (outcome) => (outcome === "tie" ? 1 : 0)),
        weights: new Float64Array(400).fill(1),
      };
      found.push(
        await fitTieWidth(
          rewards.map((lead) => lead / 4),
          labels,
          Int32Array.from(rewards, (_, pair) => pair >> 1),
        ),
      );
    }
    const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.abs(mean(found.map(({ factor }) => factor)) - 2)).toBeLessThan(0.2);
    expect(mean(found.map(({ scale }) => scale))).toBeGreaterThan(3);
    expect(found.filter(({ ci }) => ci && ci[0] <= 2 && ci[1] >= 2).length).toBeGreaterThan(3);
    expect(found.every(({ ci }) => ci && ci[1] - ci[0] < 1)).toBe(true);
  });

  it.each([
    ["no pair is a tie", 0],
    ["all are", 1],
  ])("has no interval where %s", async (_where, tie) => {
    const random = createRandom(4);
    const leads = Float64Array.from({ length: 60 }, () => random.normal());
    const labels = {
      pFirst: leads.map((lead) => (lead > 0 ? 1 - tie : 0)),
      pTie: new Float64Array(60).fill(tie),
      weights: new Float64Array(60).fill(1),
    };
    const { factor, ci } = await fitTieWidth(
      leads,
      labels,
      Int32Array.from(leads, (_, pair) => pair),
    );
    expect(ci).toBeNull();
    expect(factor).toBeGreaterThanOrEqual(1);
  });
});
