import { describe, expect, it } from "vitest";
import { createRandom } from "@/lib/ml/random/random";
import type { Arm } from "@/lib/routing/arms-schema";
import type { Observed } from "@/lib/routing/learn-units";
import type { Unit } from "@/lib/routing/observe-units";
import { emptyPair, encodePair, fitPairEncoder } from "@/lib/routing/pair-encoder";
import { routeUnits } from "@/lib/routing/route-units";
import { defaultPrices } from "@/lib/routing/schema";
import type { RouteRequest } from "@/lib/routing/schema";

/** 400 items whose texts tell a little of the truth, the first 200 adjudicated and answered by one person; right so often. */
const world = (person: number, judge: number, seed: number): Observed[] => {
  const random = createRandom(seed);
  const facts = encodePair(fitPairEncoder([], 1), emptyPair);
  return Array.from({ length: 400 }, (_, index) => {
    const truth = random.integer(2);
    const said = (right: number): string => String(random.uniform() < right ? truth : 1 - truth);
    const label = said(judge);
    const votes = new Map(index < 200 ? [["ada", said(person)] as const] : []);
    const name = `t${index}`;
    const unit: Unit = {
      ...{ taskId: name, itemId: name, item: name, title: "", unitKey: "0-1", promptHash: name, promptChars: 9, tags: [] },
      judges: new Map([["large", { label, side: label === "1" ? 1 : -1, inconsistent: false, strength: null, dissent: null }]]),
      ...{ people: [...votes.values()], votes, gold: index < 200 ? String(truth) : null, modelMargin: null, modelSpread: null },
      ordinals: [0, 1],
    };
    const told = truth === 1 ? 1 : -1;
    return { unit, facts: { ...facts, vector: Float32Array.of(0.7 * told + random.normal(), 0.4 * told + random.normal()) }, project: "p" };
  });
};

const request: RouteRequest = {
  ...{ strategy: "best", budget: { share: 0.5 }, prices: defaultPrices, overlap: 1, lm: "large", seed: 1 },
  ...{ rehearsal: false, controlShare: 0, spend: "worth" },
};
const unanswered = ({ people }: Unit): boolean => people.length === 0;

describe("people who are right less often than the judge", () => {
  it("are not asked, although a reward model gains by anything that takes the place of labels which it contradicts", () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const { humanItems, outlook } = routeUnits(world(0.2, 0.8, seed), unanswered, request);
      expect([seed, humanItems, outlook.ceiling?.reason]).toEqual([seed, 0, expect.stringMatching(/Nobody is asked\.$/)]);
    }
  });

  it("are asked all the same where that is said, and those who are right more often where they are worth it", () => {
    const all = routeUnits(world(0.5, 0.8, 1), unanswered, { ...request, spend: "all" });
    expect(all.humanItems).toBe(100);
    const better = [1, 2, 3].map((seed) => routeUnits(world(0.9, 0.5, seed), unanswered, request).humanItems);
    expect(Math.min(...better)).toBeGreaterThan(0);
  });
});

describe("arms at prices that nobody means", () => {
  const arm = (priceMicros: number): Arm => ({
    ...{ name: "people", who: { by: "anyone" }, members: [], labels: 9, priceMicros, capacity: null, delayHours: 0 },
  });

  it("cost to the unit what their answers cost, or are refused", () => {
    const dear = { ...request, spend: "all" as const, budget: { share: 1 } };
    const plan = routeUnits(world(0.9, 0.5, 1), unanswered, { ...dear, arms: [arm(1_000_000_000_000)] });
    expect(plan.costMicros).toBe(plan.humanItems * 9_000_000_000_000);
    const many = [...Array.from({ length: 10 }, (_, part) => world(0.9, 0.5, part))].flat().map((one, index) => ({
      ...one,
      unit: { ...one.unit, taskId: `t${index}`, itemId: `t${index}`, promptHash: `t${index}` },
    }));
    expect(() => routeUnits(many, unanswered, { ...dear, arms: [arm(1_000_000_000_000)] })).toThrow(/counted to the micro-dollar/);
  });
});
