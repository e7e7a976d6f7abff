import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { kindOf } from "@/lib/kinds/registry";
import { createRandom } from "@/lib/ml/random/random";
import { warningsOf } from "@/lib/routing/explain-outlook";
import { explainRoute } from "@/lib/routing/explain-route";
import { humanReliability, majorityOf, majorityReliability, observeUnits } from "@/lib/routing/observe-units";
import type { Unit } from "@/lib/routing/observe-units";
import { emptyPair, encodePair, fitPairEncoder } from "@/lib/routing/pair-encoder";
import type { AnswerRow } from "@/lib/routing/store";
import { spendBudget } from "@/lib/routing/price-a-label";
import type { PairText } from "@/lib/routing/pair-encoder";
import { routeUnits } from "@/lib/routing/route-units";
import { defaultPrices } from "@/lib/routing/schema";
import type { RouteRequest } from "@/lib/routing/schema";

const unit = (people: string[]): Unit => ({
  taskId: "t",
  itemId: "i",
  item: "i",
  title: "t",
  unitKey: "0-1",
  promptHash: "p",
  promptChars: 1,
  tags: [],
  judges: new Map(),
  people,
  votes: new Map(people.map((label, index) => [`person ${index}`, label])),
  gold: null,
  modelMargin: null,
  modelSpread: null,
  ordinals: [0, 1],
});

/** A plan that gives half of the items to people. */
const halfToPeople: RouteRequest = {
  strategy: "best",
  budget: { share: 0.5 },
  prices: defaultPrices,
  overlap: 1,
  lm: "large",
  seed: 1,
  rehearsal: false,
  controlShare: 0,
  spend: "all",
};

describe("what people are worth", () => {
  it("finds the reliability that gives the agreement seen, and says where it assumed it", () => {
    // 68 of 100 pairs agree: .8² + .2² = .68
    const units = Array.from({ length: 100 }, (_, index) => unit(index < 68 ? ["0", "0"] : ["0", "1"]));
    expect(humanReliability(units).value).toBeCloseTo(0.8, 12);
    // Chance among units is for resampling to show.
    expect(humanReliability(units).standardError).toBe(0);
    const alike = units.map(() => unit(["0", "0"]));
    expect(humanReliability(alike)).toMatchObject({ value: 1, standardError: expect.closeTo((1 - 0.025 ** 0.01) / 1.96 / 2, 12) });
    expect(humanReliability(units.slice(0, 5)).from).toBe("assumed");
  });

  it("hears from a judge that who answers most is better than the pairs tell", () => {
    // The first person agrees with the judge in 9 of 10 units, the second, asked for every fifth, in 6 of 10; so many pairs agree as before.
    const said = (label: string) => ({ label, side: 1 as const, inconsistent: false, strength: null, dissent: null });
    const units = Array.from({ length: 500 }, (_, index) => {
      const first = index % 10 === 3 ? "0" : "1";
      const second = (index / 5) % 5 < 2 ? "0" : "1";
      return { ...unit(index % 5 === 0 ? [first, second] : [first]), judges: new Map([["judge", said("1")]]) };
    });
    const heard = humanReliability(units, "judge");
    expect(heard.value).toBeGreaterThan(humanReliability(units).value + 0.03);
    expect(heard.standardError).toBeGreaterThan(humanReliability(units).standardError);
    expect(humanReliability(units, "another judge")).toEqual(humanReliability(units));
  });

  it("adds up the binomial of a majority", () => {
    expect(majorityReliability(0.8, 1)).toBeCloseTo(0.8, 12);
    expect(majorityReliability(0.8, 3)).toBeCloseTo(0.8 ** 3 + 3 * 0.8 ** 2 * 0.2, 12);
    expect(majorityReliability(0.8, 2)).toBeCloseTo(0.8, 12);
  });

  it("has no majority where votes are divided", () => {
    expect(majorityOf(["0", "1"])).toBeNull();
    expect(majorityOf([])).toBeNull();
    expect(majorityOf(["tie", "1", "1"])).toBe("1");
  });
});

describe("the price of a plan", () => {
  it("is counted to the micro-dollar, or refused where it cannot be", () => {
    const dear = { humanMicros: Number.MAX_SAFE_INTEGER, lmMicros: 0 };
    expect(spendBudget(1, { share: 1 }, dear, 1)).toMatchObject({ humanItems: 1, costMicros: Number.MAX_SAFE_INTEGER });
    expect(() => spendBudget(2, { share: 0.5 }, dear, 1)).toThrow(AppError);
    expect(spendBudget(600, { micros: 10_000_000 }, defaultPrices, 1)).toMatchObject({ humanItems: 17, costMicros: 9_666_000 });
  });
});

describe("a pair in numbers", () => {
  const talk = (words: number, model: string, prompt = "Name three birds"): PairText => ({
    prompt,
    responses: ["Birds:\n- owl\n- wren", "word ".repeat(words)],
    models: ["small", model],
  });
  const encoder = fitPairEncoder(
    Array.from({ length: 30 }, (_, index) => talk(1 + index, index % 2 === 0 ? "large" : "tiny")),
    1,
  );

  it("turns every sign of its vector with the order of the responses", () => {
    const pair = talk(7, "large");
    const there = encodePair(encoder, pair);
    const back = encodePair(encoder, { ...pair, responses: [pair.responses[1], pair.responses[0]], models: ["large", "small"] });
    back.vector.forEach((value, index) => expect(value).toBeCloseTo(-(there.vector[index] ?? 0), 6));
    expect(back.longer).toBeCloseTo(-there.longer, 12);
    expect(back.overlap).toBe(there.overlap);
    expect(there.vector.some((value) => value !== 0)).toBe(true);
  });

  it("is finite for texts that are empty or were never seen", () => {
    for (const pair of [emptyPair, talk(0, "unknown"), talk(3, "large", "好")])
      expect(encodePair(encoder, pair).vector.every(Number.isFinite)).toBe(true);
    expect(encodePair(fitPairEncoder([], 1), talk(3, "large")).vector.every(Number.isFinite)).toBe(true);
  });
});

describe("explainRoute", () => {
  it("says what is particular to the item, only what points the same way, then the numbers", () => {
    const why = {
      pDisagree: 0.43,
      pHumanRight: 0.8,
      influence: null,
      control: false,
      agreementLogits: null,
      chosen: null,
      asking: null,
      reasons: [
        { feature: "other judge: small disagrees", value: 1, weight: 0.9 },
        { feature: "length: judge took the longer response", value: 1, weight: -0.5 },
      ],
    };
    expect(explainRoute("human", why)).toBe("small disagrees: a person would differ with probability .43 and then be right with .80");
    expect(explainRoute("lm:x", why)).toContain("the judge took the longer response: a person");
    expect(explainRoute("human", { ...why, pDisagree: null, pHumanRight: null, agreementLogits: -1.2, reasons: [] })).toBe(
      "Reward model contradicts the judge by 1.20 logits",
    );
    // One model's margin stands in three columns, and is said once.
    const margins = ["agrees with the judge", "contradicts the judge"].map((says, index) => ({
      feature: `people: model of their choices ${says}`,
      value: index === 0 ? -1.3 : 1,
      weight: 0.8 - index / 10,
    }));
    expect(explainRoute("human", { ...why, reasons: [...margins, ...why.reasons] })).toMatch(
      /^what people chose elsewhere contradicts it \(−1.3\); small disagrees: a person/,
    );
    // A strategy by tags went by tags: what a model of disagreement finds telling is not its reason.
    const byTags = [
      { feature: "tag gain: together", value: -0.0005, weight: -0.0005 },
      {
        feature: "tag gain: analyzer_closed_set::feature_name=subject_of_expertise|constraints=Chemistry",
        value: 0.000012,
        weight: 0.000012,
      },
    ];
    expect(explainRoute("human", { ...why, reasons: byTags })).toBe(
      "Predicted performance by its tags: together (−0.50 a thousand items); subject: Chemistry (+0.012 a thousand items). A person would differ with probability .43 and then be right with .80",
    );
    // Nothing is certain because two digits round it, and what was drawn at random has its numbers too.
    const sure = { ...why, pDisagree: 0.998, pHumanRight: 0.001, control: true };
    expect(explainRoute("human", sure)).toBe(
      "Drawn at random, whatever its score, so that what routing gains can be measured: a person would differ with probability over .99 and then be right with under .01",
    );
    expect(explainRoute("human", { ...sure, pDisagree: null })).toMatch(/can be measured$/);
  });
});

const observed: AnswerRow = {
  taskId: "t",
  itemId: "i",
  item: "i",
  title: "t",
  unitKey: "0-1",
  promptHash: "p",
  promptChars: 1,
  itemSource: null,
  meta: {},
  annotator: "large",
  source: "lm",
  response: {},
};

it("takes an expert's decision for the truth, not for a judge's answer, unless a file brought the truth", () => {
  const row = (taskId: string, source: AnswerRow["source"], choice: number): AnswerRow => ({
    ...observed,
    taskId,
    source,
    annotator: source,
    response: { answers: { overall: { choice } } },
  });
  const kind = kindOf("pairwise");
  const rows = [row("a", "adjudicator", 0), row("a", "adjudicator", 1), row("b", "gold", 0), row("b", "adjudicator", 1)];
  const units = observeUnits({ kind, config: kind.defaultConfig, question: "overall" }, rows, null);
  expect(units.map(({ gold, judges }) => [gold, judges.size])).toEqual([
    ["1", 0],
    ["0", 0],
  ]);
});

it("observes units about whole items, which have no side, without asking how many responses they hold", () => {
  const row: AnswerRow = { ...observed, unitKey: "all", response: { groups: [[1], [0, 2]], unranked: [] } };
  const [unit] = observeUnits({ kind: kindOf("ranking"), config: kindOf("ranking").defaultConfig, question: "overall" }, [row], null);
  expect(unit?.ordinals).toEqual([]);
  expect(unit?.judges.get("large")?.side).toBe(0);
});

describe("what a plan says of itself", () => {
  type Plan = Parameters<typeof warningsOf>[0];
  const told = (plan: Partial<Plan>) =>
    warningsOf({ signal: { value: 0.55, ci: [0.51, 0.6], n: 40 }, yardstick: "gold", seed: { items: 150 }, strategy: "best", ...plan });
  const signal = (ci: [number, number] | null): Partial<Plan> => ({ signal: { value: 0.55, ci, n: 40 } });

  it("warns where the order is not surely better than chance, and only there", () => {
    expect(told(signal([0.45, 0.65]))).toMatchObject([{ title: "No signal", says: expect.stringContaining("40 items") }]);
    expect(told(signal(null))).toHaveLength(1);
    expect(told({})).toEqual([]);
    expect(told({ ...signal([0.45, 0.65]), strategy: "random" })).toEqual([]);
    expect(told({ signal: { value: null, reason: "Nothing is known." } })).toEqual([]);
  });

  it("warns where the gain is told too low: without known truths however many items there are, with them on few", () => {
    const [agreed] = told({ yardstick: "agreement", seed: { items: 400 } });
    expect(agreed?.says).toMatch(/^Of 400 items .* fewer than 20 .* expert decide 30/);
    expect(told({ seed: { items: 99 } })).toMatchObject([{ says: expect.stringMatching(/^Only 99 items/) }]);
    expect(told({ seed: { items: 100 } })).toEqual([]);
    expect(told({ yardstick: "agreement", strategy: "random" })).toEqual([]);
    expect(told({ yardstick: "agreement", ...signal(null) })).toHaveLength(2);
  });
});

it("asks nobody where people never once differed from the judge, without calling that certain; all the same where it is told to", () => {
  const facts = encodePair(fitPairEncoder([], 1), emptyPair);
  const observed = Array.from({ length: 60 }, (_, index) => {
    const judges: Unit["judges"] = new Map([["large", { label: "0", side: -1, inconsistent: false, strength: null, dissent: null }]]);
    const name = `t${index}`;
    const own = { ...unit(index < 40 ? ["0"] : []), taskId: name, itemId: name, item: name, promptHash: name, judges };
    return { unit: own, facts, project: "p" };
  });
  const request = { ...halfToPeople, spend: "worth" as const };
  const plan = routeUnits(observed, ({ people }) => people.length === 0, request);
  expect(plan).toMatchObject({ humanItems: 0, costMicros: 20 * defaultPrices.lmMicros });
  expect(plan.outlook.ceiling?.reason).toMatch(
    /^On 40 items .* never differed from the judge, and hardly on more than 8 % of others: nobody/,
  );
  // Clopper and Pearson: 40 of 40 may yet be a share of .025 to the power of 1/40.
  expect(plan.outlook.allLm).toMatchObject({ value: 1, ci: [expect.closeTo(0.025 ** (1 / 40), 12), 1] });
  expect(routeUnits(observed, ({ people }) => people.length === 0, { ...request, spend: "all" }).humanItems).toBe(10);
});

it("says of a plan drawn at random what all draws bring in the mean, and the same of the random mix beside any other", () => {
  const facts = encodePair(fitPairEncoder([], 1), emptyPair);
  const random = createRandom(3);
  const observed = Array.from({ length: 90 }, (_, index) => {
    const side = random.uniform() < 0.5 ? 1 : 0;
    const [own, person] = [0.7, 0.9].map((right) => `${random.uniform() < right ? side : 1 - side}`);
    const large = {
      label: own ?? "",
      side: own === "1" ? (1 as const) : (-1 as const),
      inconsistent: false,
      strength: null,
      dissent: null,
    };
    const name = `t${index}`;
    const labelled = { ...unit(index < 60 ? [person ?? ""] : []), gold: index < 40 ? `${side}` : null };
    const judges = new Map([["large", large]]);
    return { unit: { ...labelled, taskId: name, itemId: name, item: name, promptHash: name, judges }, facts, project: "p" };
  });
  const request = { ...halfToPeople, strategy: "random" as const };
  const { outlook } = routeUnits(observed, ({ people }) => people.length === 0, request);
  const best = routeUnits(observed, ({ people }) => people.length === 0, { ...request, strategy: "best" }).outlook;
  const middle = ((outlook.allLm.value ?? 0) + (outlook.allHuman.value ?? 0)) / 2;
  expect(outlook.predicted.value).toBeCloseTo(middle, 12);
  expect(outlook.random.value).toBeCloseTo(middle, 12);
  expect(best.random.value).toBeCloseTo(middle, 12);
  expect(best.allHuman.value).toBeCloseTo(outlook.allHuman.value ?? 0, 12);
  // What people add over the judge alone rises evenly, too.
  const over = outlook.curve.map(({ gains }) => (gains?.overJudge.value === null ? Number.NaN : (gains?.overJudge.value ?? Number.NaN)));
  over.forEach((gain, index) => expect(gain).toBeCloseTo((index / 20) * 2 * (middle - (outlook.allLm.value ?? 0)), 12));
  // Of sixty items with forty known truths the interval is as wide as forty allow.
  const [low, high] = (outlook.allLm.value === null ? null : outlook.allLm.ci) ?? [0, 0];
  expect(high - low).toBeGreaterThan(0.18);
});
