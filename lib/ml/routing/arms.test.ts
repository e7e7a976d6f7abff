import { describe, expect, it } from "vitest";
import { createRandom } from "../random/random";
import { expectPanel, isSettled, machineRight } from "./answer-panel";
import { PRIOR_ANSWERS, shiftAccuracy, shrinkAccuracy, splitDisagreement } from "./arm-accuracy";
import type { ArmLimits, ArmOption } from "./assign-arms";
import { assignArms } from "./assign-arms";

describe("how good an arm is", () => {
  it("is what all are where nothing is known, and its own where much is", () => {
    expect(shrinkAccuracy(0, 0, 0.8).value).toBeCloseTo(0.8, 1);
    expect(shrinkAccuracy(3, 3, 0.8).value).toBeCloseTo((3 + 0.8 * PRIOR_ANSWERS + 0.25) / (3 + PRIOR_ANSWERS + 0.5), 12);
    const many = shrinkAccuracy(9_000, 10_000, 0.5);
    expect(many.value).toBeCloseTo(0.9, 2);
    expect(many.ci?.[0]).toBeGreaterThan(0.89);
    for (const prior of [0, 1]) expect(shrinkAccuracy(1, 2, prior).ci?.every(Number.isFinite)).toBe(true);
    expect(() => shrinkAccuracy(3, 2, 0.5)).toThrow(/right/);
    expect(() => shrinkAccuracy(1, 2, Number.NaN)).toThrow(/prior/);
  });

  it("finds the two accuracies that give a disagreement", () => {
    for (const person of [0.6, 0.75, 0.9, 0.99])
      for (const judge of [0.55, 0.7, 0.9]) {
        const repaired = person * (1 - judge);
        const differ = repaired + judge * (1 - person);
        const found = splitDisagreement(differ, repaired / differ);
        expect(found.person).toBeCloseTo(person, 6);
        expect(found.judge).toBeCloseTo(judge, 6);
      }
  });

  it("keeps the uplift where no independent pair could differ so much", () => {
    const found = splitDisagreement(0.9, 0.6);
    expect(found.person - found.judge).toBeCloseTo(0.9 * 0.2, 12);
    expect(splitDisagreement(0, 0.5)).toEqual({ person: 1, judge: 1 });
  });

  it("moves by logits, and never to certainty", () => {
    expect(shiftAccuracy(0.7, 0.8, 0.8)).toBeCloseTo(0.7, 12);
    expect(shiftAccuracy(0.7, 0.8, 0.9)).toBeGreaterThan(0.8);
    expect(shiftAccuracy(1, 0.5, 1)).toBeLessThanOrEqual(0.98);
  });
});

describe("a panel", () => {
  it("is one person's own accuracy with one, the binomial's with all of three", () => {
    expect(expectPanel(0.7, 0.8, { most: 1, threshold: 0.9 })).toEqual({ labels: 1, accuracy: expect.closeTo(0.8, 12) });
    const three = expectPanel(0.5, 0.8, { most: 3, threshold: 1 });
    expect(three.labels).toBeCloseTo(3, 12);
    expect(three.accuracy).toBeCloseTo(0.8 ** 3 + 3 * 0.8 ** 2 * 0.2, 12);
  });

  it("ends with the person who agrees with a good judge, and asks on where they differ", () => {
    const rule = { most: 3, threshold: 0.9 };
    expect(machineRight(0.8, 0.8, 1, 0)).toBeCloseTo(0.64 / 0.68, 12);
    expect(isSettled(0.8, 0.8, 1, 0, rule)).toBe(true);
    expect(isSettled(0.8, 0.8, 0, 1, rule)).toBe(false);
    expect(isSettled(0.99, 0.8, 0, 1, rule)).toBe(false);
    expect(isSettled(0.99, 0.6, 1, 1, rule)).toBe(false);
    const { labels } = expectPanel(0.8, 0.8, rule);
    expect(labels).toBeGreaterThan(1.3);
    expect(labels).toBeLessThan(1.7);
  });

  it("is what a simulation of it gives", () => {
    const random = createRandom(5);
    for (const [judge, person, most, threshold] of [
      [0.7, 0.8, 3, 0.9],
      [0.6, 0.7, 5, 0.95],
      [0.9, 0.65, 9, 0.8],
    ] as const) {
      const rule = { most, threshold };
      const exact = expectPanel(judge, person, rule);
      const runs = 20_000;
      let labels = 0;
      let right = 0;
      for (let run = 0; run < runs; run += 1) {
        const machine = random.uniform() < judge;
        let agreeing = 0;
        let differing = 0;
        do {
          const answer = random.uniform() < person;
          if (answer === machine) agreeing += 1;
          else differing += 1;
        } while (!isSettled(judge, person, agreeing, differing, rule));
        labels += agreeing + differing;
        right += (differing > agreeing ? !machine : machine) ? 1 : 0;
      }
      expect(labels / runs).toBeCloseTo(exact.labels, 1);
      expect(Math.abs(right / runs - exact.accuracy)).toBeLessThan(0.012);
    }
  });

  it("asks fewer the lower the threshold, and refuses what is no rule", () => {
    const wanted = [0.6, 0.8, 0.95, 1].map((threshold) => expectPanel(0.75, 0.75, { most: 5, threshold }).labels);
    expect(wanted).toEqual([...wanted].sort((a, b) => a - b));
    for (const rule of [
      { most: 0, threshold: 0.9 },
      { most: 2, threshold: 0.5 },
      { most: 2, threshold: Number.NaN },
    ])
      expect(() => expectPanel(0.7, 0.7, rule)).toThrow(RangeError);
    expect(() => expectPanel(1, 0.7, { most: 1, threshold: 0.9 })).toThrow(/judge/);
  });
});

/** The best of all assignments, tried one by one. */
const bestGain = (options: ArmOption[][], { budget, capacity }: ArmLimits): number => {
  const visit = (item: number, cost: number, gain: number, used: Float64Array): number => {
    if (cost > budget + 1e-9 || used.some((value, arm) => value > (capacity[arm] ?? 0) + 1e-9)) return -Infinity;
    const own = options[item];
    if (!own) return gain;
    return Math.max(
      ...own.map((option) => {
        const more = Float64Array.from(used);
        more[option.arm] = (more[option.arm] ?? 0) + option.labels;
        return visit(item + 1, cost + option.cost, gain + option.gain, more);
      }),
    );
  };
  return visit(0, 0, 0, new Float64Array(capacity.length));
};

const drawProblem = (seed: number): { options: ArmOption[][]; limits: ArmLimits } => {
  const random = createRandom(seed);
  const options = Array.from({ length: 6 }, () => {
    const need = random.uniform();
    return [
      { arm: 0, labels: 1, cost: 0, gain: 0 },
      { arm: 1, labels: 1, cost: 1, gain: need * (0.5 + 0.2 * random.uniform()) },
      { arm: 2, labels: 1, cost: 3, gain: need * (0.8 + 0.2 * random.uniform()) },
      { arm: 1, labels: 2, cost: 2, gain: need * (0.6 + 0.2 * random.uniform()) },
    ];
  });
  const limits = {
    budget: Math.floor(12 * random.uniform()),
    capacity: Float64Array.of(Infinity, 2 + Math.floor(6 * random.uniform()), Math.floor(4 * random.uniform())),
  };
  return { options, limits };
};

describe("giving items to arms", () => {
  it("stays within money and capacities, and close to the best of all assignments", () => {
    const shares: number[] = [];
    for (let seed = 1; seed <= 150; seed += 1) {
      const { options, limits } = drawProblem(seed);
      const { chosen, cost, gain, used } = assignArms(options, limits);
      expect(cost).toBeLessThanOrEqual(limits.budget + 1e-9);
      used.forEach((value, arm) => expect(value).toBeLessThanOrEqual((limits.capacity[arm] ?? 0) + 1e-9));
      const taken = options.map((own, item) => own[chosen[item] ?? 0]);
      expect(taken.reduce((sum, option) => sum + (option?.cost ?? 0), 0)).toBeCloseTo(cost, 9);
      expect(taken.reduce((sum, option) => sum + (option?.gain ?? 0), 0)).toBeCloseTo(gain, 9);
      const best = bestGain(options, limits);
      if (best > 0) shares.push(gain / best);
    }
    const sorted = shares.sort((a, b) => a - b);
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeGreaterThan(0.97);
    expect(sorted[0]).toBeGreaterThan(0.75);
  });

  it("spends on what gains most for its money, prefers the cheaper of equals, and takes a better arm that saves", () => {
    const item = (gain: number, dear: number): ArmOption[] => [
      { arm: 0, labels: 1, cost: 1, gain: 0 },
      { arm: 1, labels: 1, cost: 3, gain },
      { arm: 2, labels: 1, cost: 9, gain: dear },
    ];
    const open = Float64Array.of(Infinity, Infinity, Infinity);
    expect([...assignArms([item(0.1, 0.1), item(0.4, 0.4)], { budget: 4, capacity: open }).chosen]).toEqual([0, 1]);
    expect([...assignArms([item(0.1, 0.1), item(0.4, 0.4)], { budget: 100, capacity: open }).chosen]).toEqual([1, 1]);
    expect([...assignArms([item(0.1, 0.3), item(0.4, 0.9)], { budget: 12, capacity: open }).chosen]).toEqual([1, 2]);
    const saving = [
      { arm: 0, labels: 1, cost: 5, gain: 0 },
      { arm: 1, labels: 1, cost: 1, gain: 0.2 },
    ];
    expect(assignArms([saving], { budget: 5, capacity: open })).toMatchObject({ cost: 1, gain: 0.2 });
    expect([...assignArms([item(-0.1, -0.2)], { budget: 100, capacity: open }).chosen]).toEqual([0]);
  });

  it("steps to another arm where one is full, and says what does not hold at all", () => {
    const own = [
      { arm: 0, labels: 1, cost: 0, gain: 0 },
      { arm: 1, labels: 1, cost: 1, gain: 0.5 },
      { arm: 2, labels: 1, cost: 4, gain: 0.6 },
    ];
    const { chosen, used } = assignArms([own, own, own], { budget: 100, capacity: Float64Array.of(Infinity, 1, 1) });
    expect([...chosen].sort()).toEqual([0, 1, 2]);
    expect([...used]).toEqual([1, 1, 1]);
    expect(assignArms([], { budget: 0, capacity: Float64Array.of(1) }).gain).toBe(0);
    expect(() => assignArms([own], { budget: Number.NaN, capacity: Float64Array.of(1, 1, 1) })).toThrow(/budget/);
    expect(() => assignArms([[]], { budget: 1, capacity: Float64Array.of(1) })).toThrow(/options/);
    expect(() => assignArms([[{ arm: 0, labels: 1, cost: 2, gain: 0 }]], { budget: 1, capacity: Float64Array.of(1) })).toThrow(/budget/);
  });
});
