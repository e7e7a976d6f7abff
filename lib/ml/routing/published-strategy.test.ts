import { describe, expect, it } from "vitest";
import { createRandom } from "../random/random";
import { scoreMargins } from "./midpoint";
import { mixLikelihoods, softTruth } from "./mix-likelihood";
import { measureMixes } from "./mix-performance";
import { routeAsPublished } from "./published-strategy";
import type { PublishedData } from "./learn-predictor";
import type { PublishedPlan } from "./published-strategy";
import { fitRidgeBradleyTerry, marginsOf } from "./ridge-bradley-terry";

/** A judge that errs on items of the second tag alone; people are always right. The third tag is noise, the first on all. */
const world = (seed: number, n: number, answered: number, budget: number): PublishedData & { wrong: boolean[] } => {
  const random = createRandom(seed);
  const d = 6;
  const truth = Float64Array.from({ length: d }, () => 2 * random.normal());
  const x = new Float64Array(n * d);
  const tags = new Uint8Array(n * 3);
  const [judge, people, wrong] = [new Int32Array(n), new Float64Array(n).fill(Number.NaN), [] as boolean[]];
  for (let row = 0; row < n; row += 1) {
    let margin = 0;
    const hard = random.uniform() < 0.3;
    for (let k = 0; k < d; k += 1) {
      const value = random.normal() + (hard && k === 0 ? 1 : 0);
      x[row * d + k] = value;
      margin += value * (truth[k] ?? 0);
    }
    const right = margin > 0 ? 1 : -1;
    wrong.push(hard);
    judge[row] = hard ? -right : right;
    if (row < answered) people[row] = right === 1 ? 1 : 0;
    tags.set([1, hard ? 1 : 0, random.uniform() < 0.5 ? 1 : 0], row * 3);
  }
  return {
    items: { n, t: 3, tags },
    pairs: { n, d, x },
    judge,
    people,
    gold: new Float64Array(n).fill(Number.NaN),
    prompt: Int32Array.from({ length: n }, (_, row) => row),
    routed: Uint8Array.from({ length: n }, (_, row) => (row < answered ? 0 : 1)),
    budget,
    seed,
    wrong,
  };
};

const planned = (plan: ReturnType<typeof routeAsPublished>): PublishedPlan => {
  if ("refused" in plan) throw new Error(plan.refused);
  return plan;
};

/** Share of the judge's errors among the targets that the first `budget` of the score catch. */
const caught = ({ routed, wrong, budget }: PublishedData & { wrong: boolean[] }, { score }: PublishedPlan): number => {
  const targets = Array.from(routed.keys()).filter((row) => routed[row] === 1);
  const taken = [...targets].sort((a, b) => (score[b] ?? 0) - (score[a] ?? 0)).slice(0, budget);
  return taken.filter((row) => wrong[row]).length / targets.filter((row) => wrong[row]).length;
};

describe("how good mixes are", () => {
  it("equals models that are fitted to convergence one by one", () => {
    const { pairs, judge, people } = world(1, 200, 200, 0);
    const labels = [
      Int8Array.from(judge),
      Int8Array.from(people, (second) => (second === 1 ? 1 : -1)),
      Int8Array.from(judge, (side, row) => (row % 3 === 0 ? 0 : side)),
    ];
    const judged = { n: 100, d: 6, x: pairs.x.slice(600) };
    const truth = Int32Array.from({ length: 100 }, (_, row) => (people[100 + row] === 1 ? 1 : -1));
    const { accuracy, converged } = measureMixes({ pairs, labels, penalty: 8, judged, truth });
    expect(converged).toBe(3);
    labels.forEach((mix, index) => {
      const fit = fitRidgeBradleyTerry({
        pairs,
        target: Float64Array.from(mix, (side) => (side > 0 ? 1 : 0)),
        weight: Float64Array.from(mix, (side) => (side === 0 ? 0 : 1)),
        penalty: 8,
      });
      const right = [...marginsOf(judged, fit.theta)].filter((margin, row) => margin * (truth[row] ?? 0) > 0).length;
      expect(Math.abs((accuracy[index] ?? 0) - right / 100)).toBeLessThan(0.011);
    });
    expect(accuracy[1]).toBeGreaterThan(accuracy[0] ?? 1);
  });
});

describe("the published scheme on labels", () => {
  it.each(["topk", "simulated"] as const)("%s finds the tag on which the judge errs", (how) => {
    const data = world(2, 700, 300, 120);
    const plan = planned(routeAsPublished(how, data, { model: "linear" }));
    const byChance = data.budget / 400;
    expect(caught(data, plan)).toBeGreaterThan(how === "topk" ? 0.9 : byChance + 0.1);
    expect(plan).toMatchObject({ seedItems: 200, judgedItems: 100, judgedBy: "people", candidates: 202, expectedGain: null });
    expect(plan.spearman()).toBeGreaterThan(0.3);
    expect(plan.tagGains[1]).toBeGreaterThan(plan.tagGains[2] ?? 1);
  });

  it("is the same each time, orders what people have answered too, and holds exactly the budget above the rest", () => {
    const data = world(3, 400, 200, 50);
    const plan = planned(routeAsPublished("simulated", data, { candidates: 60, draws: 40 }));
    expect(planned(routeAsPublished("simulated", data, { candidates: 60, draws: 40 })).score).toEqual(plan.score);
    const above = (routed: number): number => [...plan.score].filter((score, row) => data.routed[row] === routed && score > 1).length;
    expect([above(1), above(0)]).toEqual([50, 50]);
    expect(plan.score.every(Number.isFinite)).toBe(true);
  });

  it("is judged by gold where there is enough of it, and no prompt is on both sides", () => {
    const data = world(4, 300, 200, 10);
    const gold = data.people.map((second, row) => (row < 40 ? second : Number.NaN));
    const prompt = data.prompt.map((number, row) => (row === 100 ? 0 : number));
    expect(planned(routeAsPublished("topk", { ...data, gold, prompt }, { candidates: 20 }))).toMatchObject({
      judgedBy: "gold",
      judgedItems: 40,
      seedItems: 159,
    });
  });

  it("refuses too small a seed in words, and takes no targets at all", () => {
    expect(routeAsPublished("topk", world(5, 100, 40, 5))).toMatchObject({ refused: expect.stringMatching(/too few/) });
    const none = world(6, 200, 200, 0);
    expect(planned(routeAsPublished("simulated", none, { candidates: 20, draws: 5 })).predictedPlan).toBeDefined();
  });
});

describe("the repaired predictor", () => {
  it("judges a mix by likelihood, each pair by a model that has not seen it: as fits to convergence do", () => {
    const { pairs, judge, people } = world(1, 240, 240, 0);
    const lm = Float64Array.from(judge, (side, row) => (row % 2 === 0 ? (1 + side) / 2 : (people[row] ?? 0)));
    const fold = Int32Array.from({ length: 240 }, (_, row) => row % 3);
    const mixes = [new Uint8Array(240), Uint8Array.from({ length: 240 }, (_, row) => (row < 120 ? 1 : 0)), new Uint8Array(240).fill(1)];
    const truth = people.map((second, row) => (row < 60 ? softTruth(second, 0.9) : second));
    const likelihoods = mixLikelihoods({ pairs, human: people, lm, penalty: 8, fold }, mixes, { pairs, truth, fold });
    mixes.forEach((mix, index) => {
      const margins = new Float64Array(240);
      for (const held of [0, 1, 2]) {
        const fit = fitRidgeBradleyTerry({
          pairs,
          target: lm.map((value, row) => (mix[row] === 1 ? (people[row] ?? 0) : value)),
          weight: Float64Array.from(fold, (own) => (own === held ? 0 : 1)),
          penalty: (8 * 160) / 240,
        });
        marginsOf(pairs, fit.theta).forEach((margin, row) => {
          if (fold[row] === held) margins[row] = margin;
        });
      }
      expect(Math.abs((likelihoods[index] ?? 0) - scoreMargins(margins, truth).logLikelihood)).toBeLessThan(0.02);
    });
    expect(likelihoods[2]).toBeGreaterThan((likelihoods[0] ?? 0) + 0.02);
    expect(() => mixLikelihoods({ pairs, human: people, lm, penalty: 8, fold }, mixes, { pairs, truth, fold: fold.map(() => 7) })).toThrow(
      /fold/,
    );
  });

  it("finds the tag on which the judge errs, keeping no answer from the mixes", () => {
    const data = world(2, 700, 300, 120);
    const repaired = { personRight: new Float64Array(700).fill(0.95), penaltyPerRow: 0.02 };
    const plan = planned(routeAsPublished("topk", data, { repaired, candidates: 60 }));
    expect(caught(data, plan)).toBeGreaterThan(0.9);
    expect(plan).toMatchObject({ seedItems: 300, judgedItems: 300, judgedBy: "people", candidates: 62 });
    expect(plan.spearman()).toBeGreaterThan(0.8);
    const few = { ...repaired, personRight: new Float64Array(100).fill(0.95) };
    expect(routeAsPublished("topk", world(5, 100, 40, 5), { repaired: few })).toMatchObject({ refused: expect.stringMatching(/too few/) });
  });
});

describe("mixes that were measured elsewhere", () => {
  /** 60 mixes whose score grows with the items of the second tag alone. */
  const measured = (t: number) => {
    const random = createRandom(8);
    const counts = Float64Array.from({ length: 60 * t }, () => Math.floor(1000 * random.uniform()));
    return { counts, scores: Float64Array.from({ length: 60 }, (_, mix) => 0.6 + 1e-4 * (counts[mix * t + 1] ?? 0)), mixItems: 2000 };
  };

  it("are learned from without one label of the project: their tag goes first", () => {
    const data = world(3, 300, 0, 60);
    expect(routeAsPublished("topk", data)).toHaveProperty("refused");
    const table = measured(3);
    for (const how of ["topk", "simulated"] as const) {
      const plan = planned(routeAsPublished(how, data, { measured: table, model: "linear" }));
      expect(plan).toMatchObject({ judgedBy: "table", candidates: 60, seedItems: 2000 });
      expect(plan.spearman()).toBeGreaterThan(0.99);
      const share = data.wrong.filter(Boolean).length / data.wrong.length;
      // Top k takes the tag's items alone; the best of many draws takes more of them than chance would.
      if (how === "topk") expect(caught(data, plan)).toBeCloseTo(60 / data.wrong.filter(Boolean).length, 10);
      else expect(caught(data, plan)).toBeGreaterThan(share);
      // Mixes are of 2,000 items: 300 items stand for them, and all by people are predicted at the size of a mix.
      expect(plan.predictedAllHuman).toBeCloseTo(0.6 + 1e-4 * 2000 * share, 6);
    }
  });

  it("refuses too few of them, and counts of another width", () => {
    const data = world(3, 300, 0, 60);
    const { counts, scores } = measured(3);
    const few = { counts: counts.slice(0, 27), scores: scores.slice(0, 9), mixItems: 2000 };
    expect(routeAsPublished("topk", data, { measured: few })).toHaveProperty("refused");
    expect(() => routeAsPublished("topk", data, { measured: { counts: counts.slice(1), scores, mixItems: 2000 } })).toThrow(RangeError);
  });
});
