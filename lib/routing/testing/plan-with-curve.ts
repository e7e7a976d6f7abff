import type { Estimate } from "@/lib/ml/estimate";
import type { PlanView } from "@/lib/routing/schema";

const estimate = (value: number, reach: number): Estimate => ({ value, ci: [value - reach, value + reach], n: 200 });

/** 100 items at a dollar a person and a cent a judge; accuracy at 0, 50 and 100 % by people. */
export const planOf = (accuracy: [number, number, number], reach: number, more: Partial<PlanView["outlook"]> = {}): PlanView => {
  const curve = [0, 0.5, 1].map((share, index) => ({
    share,
    costMicros: 0,
    accuracy: estimate(accuracy[index] ?? 0, 0.05),
    gains: {
      overJudge: estimate((accuracy[index] ?? 0) - accuracy[0], index === 0 ? 0 : reach),
      overPeople: estimate((accuracy[index] ?? 0) - accuracy[2], index === 2 ? 0 : reach),
      step: estimate((accuracy[index] ?? 0) - (accuracy[index - 1] ?? accuracy[0]), index === 0 ? 0 : reach),
      beyond: estimate(Math.max(...accuracy.slice(index)) - (accuracy[index] ?? 0), reach),
    },
  }));
  const unknown = { value: null, reason: "not asked" };
  return {
    id: "plan",
    campaignId: "campaign",
    number: 1,
    strategy: "best",
    seed: 1,
    budget: { share: 1 },
    prices: { humanMicros: 1_000_000, lmMicros: 10_000 },
    overlap: 1,
    items: 100,
    humanItems: 0,
    costMicros: 1_000_000,
    state: "drawn",
    tasksOpened: 0,
    createdAt: "2026-11-23T00:00:00.000Z",
    committedAt: null,
    alarmedAt: null,
    outlook: {
      predicted: unknown,
      allHuman: unknown,
      allLm: unknown,
      random: unknown,
      curve,
      randomCurve: [],
      bestShare: null,
      yardstick: "gold",
      signal: unknown,
      ceiling: null,
      arms: [],
      mix: null,
      adaptive: null,
      performance: null,
      lm: "judge",
      rehearsal: false,
      seed: {
        items: 200,
        adjudicated: 200,
        humanRightFrom: null,
        humanReliability: { value: 0.8, from: "agreement" },
        lmReliability: null,
        projects: [],
      },
      ...more,
    },
  };
};
