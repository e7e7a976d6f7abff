import { expect, it } from "vitest";
import { predictGain } from "@/lib/ml/routing/predicted-gain";
import { createRandom } from "@/lib/ml/random/random";
import type { Unit } from "@/lib/routing/observe-units";
import { emptyPair, encodePair, fitPairEncoder } from "@/lib/routing/pair-encoder";
import { routeUnits } from "@/lib/routing/route-units";
import { defaultPrices } from "@/lib/routing/schema";

/** 150 items of three answers, of which 32 have a known truth: people and the judge are right so often on tagged items, and on others. */
const told = (people: readonly [number, number], judge: readonly [number, number], seed: number): [number, number] => {
  const random = createRandom(seed);
  const n = 150;
  const tag = Array.from({ length: n }, () => (random.uniform() < 0.3 ? 1 : 0));
  const right = (of: readonly [number, number], row: number): number => (random.uniform() < of[tag[row] === 1 ? 0 : 1] ? 1 : 0);
  const [differs, humanRight] = [new Float64Array(n), new Float64Array(n).fill(Number.NaN)];
  for (let row = 0; row < n; row += 1) {
    const own = right(judge, row);
    const answers = [0, 1, 2].map(() => right(people, row));
    const differing = answers.filter((answer) => answer !== own);
    differs[row] = differing.length / 3;
    if (row < 32 && differing.length > 0) humanRight[row] = differing[0] ?? 0;
  }
  const prompt = Int32Array.from({ length: n }, (_, row) => row);
  const gain = predictGain({ n, features: Float64Array.from(tag), d: 1, differs, humanRight, prompt, personReliability: 0.75, seed });
  if (gain === null) throw new Error("there is a seed");
  const meanOn = (wanted: number): number => {
    const rows = [...gain.toldHumanRight].filter((_, row) => tag[row] === wanted);
    return rows.reduce((sum, value) => sum + value, 0) / rows.length;
  };
  return [meanOn(1), meanOn(0)];
};

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

it("takes people to be right most where the judge is contradicted most, unless a few known truths say the opposite", () => {
  const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
  // D is .62 and .30, π .90 and .27.
  const asImplied = seeds.map((seed) => told([0.75, 0.75], [0.25, 0.893], seed));
  expect(meanOf(asImplied.map(([tagged]) => tagged))).toBeGreaterThan(0.75);
  expect(meanOf(asImplied.map(([, other]) => other))).toBeLessThan(0.42);
  // D is .56 and .42, π .14 and .61.
  const opposite = seeds.map((seed) => told([0.4, 0.75], [0.8, 0.66], seed));
  expect(meanOf(opposite.map(([tagged]) => tagged))).toBeLessThan(0.45);
  expect(meanOf(opposite.map(([, other]) => other))).toBeGreaterThan(0.4);
});

/** Items of a judge of .7 whose errors nothing tells, the first 200 answered by two people of .8, 150 of them with a known truth. */
const coins = (seed: number, promptOf: (index: number) => string) => {
  const random = createRandom(seed);
  const facts = encodePair(fitPairEncoder([], 1), emptyPair);
  return Array.from({ length: 260 }, (_, index) => {
    const truth = random.integer(2);
    const said = (right: number): string => String(random.uniform() < right ? truth : 1 - truth);
    const label = said(0.7);
    const votes = new Map(index < 200 ? [1, 2].map((person) => [`person ${person}`, said(0.8)]) : []);
    const unit: Unit = {
      ...{
        taskId: `t${index}`,
        itemId: `i${index}`,
        item: `i${index}`,
        title: "",
        unitKey: "0-1",
        promptHash: promptOf(index),
        promptChars: 9,
      },
      tags: Array.from({ length: 12 }, (_tag, tag) => (random.uniform() < 0.4 ? `noise ${tag}` : "")),
      judges: new Map([["large", { label, side: label === "1" ? 1 : -1, inconsistent: false, strength: null, dissent: null }]]),
      ...{ people: [...votes.values()], votes, gold: index < 150 ? String(truth) : null, modelMargin: null, modelSpread: null },
      ordinals: [0, 1],
    };
    return { unit, facts: { ...facts, vector: Float32Array.of(random.normal(), random.normal()) }, project: "p" };
  });
};

const planOver = (observed: ReturnType<typeof coins>, overlap: number) =>
  routeUnits(observed, ({ people }) => people.length === 0, {
    ...{ strategy: "best", budget: { share: 0.5 }, prices: defaultPrices, overlap, lm: "large", seed: 1 },
    ...{ rehearsal: false, controlShare: 0, spend: "worth" },
  }).outlook;

it("learns from items of one prompt by items, and finds no more in coins than there is", () => {
  const { signal, allHuman } = planOver(
    coins(7, () => "the one"),
    1,
  );
  if (signal.value === null || signal.ci === null || allHuman.value === null || allHuman.ci === null) throw new Error("there is a seed");
  expect(signal.ci[0]).toBeLessThan(0.5);
  expect(Math.abs(allHuman.value - 0.8)).toBeLessThan(0.05);
  expect(allHuman.ci[1] - allHuman.ci[0]).toBeLessThan(0.15);
});

it("says of three people to an item what three are right with together, known truths or not", () => {
  const plans = [1, 2, 3, 4].map((seed) => planOver(coins(seed, String), 3).allHuman);
  // .8³ + 3 · .8² · .2 = .896; one by one they are right with .8.
  expect(Math.abs(meanOf(plans.map(({ value }) => value ?? 0)) - 0.896)).toBeLessThan(0.02);
  for (const plan of plans) expect(plan.value !== null && plan.ci && plan.ci[0] < 0.896 && plan.ci[1] > 0.896).toBe(true);
});
