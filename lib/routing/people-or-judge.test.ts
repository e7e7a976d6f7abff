import { describe, expect, it } from "vitest";
import { answersPeopleOrJudge, peopleOrJudge } from "@/lib/routing/people-or-judge";
import { planOf } from "@/lib/routing/testing/plan-with-curve";

describe("peopleOrJudge", () => {
  it("says both where a mix is surely better than the judge, and that a further dollar buys nothing", () => {
    const answer = peopleOrJudge(planOf([0.7, 0.9, 0.85], 0.05), null);
    expect(answer).toMatchObject({ verdict: "mix", best: { people: 50, costMicros: 50_500_000 } });
    // −5 points of 100 items, for 49.50 dollars.
    expect(answer?.nextDollar?.value).toBeCloseTo(-5 / 49.5, 9);
  });

  it("says people where they are surely better in everything, the judge where people put nothing right", () => {
    expect(peopleOrJudge(planOf([0.7, 0.8, 0.9], 0.05), null)).toMatchObject({
      verdict: "people",
      best: { people: 100 },
      nextDollar: null,
    });
    expect(peopleOrJudge(planOf([0.9, 0.9, 0.8], 0.05), null)).toMatchObject({
      verdict: "judge",
      best: { people: 0, costMicros: 1_000_000 },
    });
  });

  it("asks no more people than are better by a standard error, where fewer are surely better than the judge", () => {
    // 1 point more by the other half of the people, whose standard error is 2.6.
    expect(peopleOrJudge(planOf([0.7, 0.84, 0.85], 0.05), null)).toMatchObject({ verdict: "mix", best: { people: 50 } });
    expect(peopleOrJudge(planOf([0.7, 0.74, 0.76], 0.05), null)).toMatchObject({ verdict: "people", best: { people: 100 } });
  });

  it("does not say what its interval does not, nor who is right where people are the yardstick", () => {
    expect(peopleOrJudge(planOf([0.7, 0.75, 0.72], 0.06), null)).toMatchObject({ verdict: "unsure", best: { people: 50 } });
    expect(peopleOrJudge(planOf([0.7, 0.9, 1], 0.01, { yardstick: "people" }), null)).toMatchObject({ verdict: "no-truth" });
  });

  it("stays within the money, between two points of the curve as well, and says what the next dollar would buy", () => {
    const plan = planOf([0.7, 0.8, 0.9], 0.02);
    const answer = peopleOrJudge(plan, 20_000_000);
    // 1 dollar for the judge's 100 labels; 99 cents more for each item that a person takes over.
    expect(answer).toMatchObject({ verdict: "mix", best: { people: 19, costMicros: 19_810_000 } });
    expect(answer?.best.accuracy.value).toBeCloseTo(0.7 + (0.1 * 19) / 50, 9);
    expect(answer?.nextDollar?.value).toBeCloseTo(10 / 49.5, 9);
    expect(peopleOrJudge(plan, 10)).toMatchObject({ best: { people: 0 } });
  });

  it("asks no plan that cannot tell", () => {
    const plan = planOf([0.7, 0.8, 0.9], 0.02);
    expect(answersPeopleOrJudge(plan)).toBe(true);
    expect(answersPeopleOrJudge({ ...plan, strategy: "random" })).toBe(false);
    expect(answersPeopleOrJudge({ ...plan, state: "dropped" })).toBe(false);
    const old = { ...plan, outlook: { ...plan.outlook, curve: plan.outlook.curve.map((point) => ({ ...point, gains: null })) } };
    expect(answersPeopleOrJudge(old)).toBe(false);
    expect(peopleOrJudge({ ...plan, prices: { humanMicros: 10, lmMicros: 10 } }, null)).toBeNull();
  });
});
