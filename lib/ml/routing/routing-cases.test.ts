import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { accuracyFromAgreement } from "./accuracy-from-agreement";
import { influenceOf } from "./influence";
import { percentileRanks } from "./item-measures";
import { measureGain } from "./measured-gain";
import { mixLikelihoods } from "./mix-likelihood";
import { measureMixes } from "./mix-performance";
import { fitPerformanceModel } from "./performance-prediction";
import type { PerformanceModel } from "./performance-prediction";
import { predictGain } from "./predicted-gain";
import { instanceGains, linearPredictor, mixPredictor, routeSimulated, tagGains } from "./published-routing";
import { fitRidgeBradleyTerry } from "./ridge-bradley-terry";
import { routingCurve } from "./routing-curve";
import { tagMatrix } from "./tag-set";
import type { BinRule } from "./tag-set";

/** Worked out a second time from the paper and from the descriptions, in another language: routing.cases.py. */
const cases = readFileSync(path.join(import.meta.dirname, "routing.cases.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => z.object({ of: z.string(), in: z.unknown(), out: z.unknown() }).parse(JSON.parse(line)));

const reals = z.array(z.number().nullable()).transform((values) => Float64Array.from(values, (value) => value ?? Number.NaN));
const integers = z.array(z.int()).transform((values) => Int32Array.from(values));
const bytes = z.array(z.int()).transform((values) => Uint8Array.from(values));
const tagged = z.object({ n: z.int(), t: z.int(), tags: bytes });

/** Runs a check on every case of one kind, and fails where there is none. */
const each = <I, O>(of: string, given: z.ZodType<I>, out: z.ZodType<O>, check: (given: I, out: O) => void): void => {
  const own = cases.filter((one) => one.of === of);
  it(`has cases of ${of}`, () => expect(own.length).toBeGreaterThan(0));
  it.each(own.map((one, number) => [number + 1, one] as const))(`${of}, case %i`, (_, one) =>
    check(given.parse(one.in), out.parse(one.out)),
  );
};

/** The largest distance between two lists, as a share of the second's largest entry. */
const distance = (found: ArrayLike<number>, wanted: ArrayLike<number>): number => {
  expect(found).toHaveLength(wanted.length);
  const size = Math.max(1e-6, ...Array.from(wanted, Math.abs));
  return Math.max(0, ...Array.from(wanted, (value, index) => Math.abs((found[index] ?? Number.NaN) - value) / size));
};

const predicted = z.object({ all_lm: z.number(), all_human: z.number(), gains: reals, tag_gains: reals });
each("predictors", tagged.extend({ x: reals, y: reals }), z.record(z.string(), predicted), ({ n, t, tags, x, y }, out) => {
  const models: PerformanceModel[] = ["linear", "quadratic", "ridge", "quadratic-ridge"];
  expect(Object.keys(out)).toEqual(models);
  for (const model of models) {
    const predict = mixPredictor(fitPerformanceModel(model, x, t, y), t);
    const wanted = out[model];
    if (!wanted) throw new Error(`no case of ${model}`);
    const whole = Float64Array.from({ length: t }, (_, tag) => tags.reduce((sum, one, at) => sum + (at % t === tag ? one : 0), 0));
    expect(distance([predict(new Float64Array(t)), predict(whole)], [wanted.all_lm, wanted.all_human]), model).toBeLessThan(1e-6);
    expect(distance(instanceGains({ n, t, tags }, predict), wanted.gains), `${model}: gains`).toBeLessThan(1e-6);
    expect(distance(tagGains({ n, t, tags }, predict, { seed: 1 }), wanted.tag_gains), `${model}: tags`).toBeLessThan(1e-6);
  }
});

each(
  "simulated",
  tagged.extend({ budget: z.int(), weights: reals }),
  z.object({ mixes: z.array(z.array(z.int())), best: z.number() }),
  (items, { mixes, best }) => {
    const reachable = new Set(mixes.map((mix) => mix.join()));
    const predict = linearPredictor(items.weights);
    for (let seed = 0; seed < 200; seed += 1) {
      const { routed, predicted: one } = routeSimulated(items, predict, { budget: items.budget, seed, draws: 1 });
      expect(reachable).toContain([...routed.keys()].filter((item) => routed[item] === 1).join());
      expect(one).toBeLessThanOrEqual(best + 1e-9);
    }
    expect(routeSimulated(items, predict, { budget: items.budget, seed: 1, draws: 2000 }).predicted).toBeCloseTo(best, 9);
  },
);

const pairs = z.object({ n: z.int(), d: z.int(), x: reals });
const judged = z.object({ m: z.int(), judged: reals });
each("mixes", pairs.extend(judged.shape).extend({ labels: z.array(integers), truth: integers }), reals, (given, out) => {
  const { n, d, x, labels, m, truth } = given;
  const found = measureMixes({
    pairs: { n, d, x },
    labels: labels.map((mix) => Int8Array.from(mix)),
    penalty: 8,
    judged: { n: m, d, x: given.judged },
    truth,
  });
  expect(found.converged).toBe(labels.length);
  expect(distance(found.accuracy, out)).toBeLessThan(1e-12);
});

const likelihoods = pairs.extend(judged.shape).extend({
  ...{ human: reals, lm: reals, penalty: z.number(), fold: integers },
  ...{ mixes: z.array(bytes), truth: reals, judged_fold: integers },
});
each("likelihoods", likelihoods, reals, (given, out) => {
  const { n, d, x, human, lm, penalty, fold, mixes, m, truth } = given;
  const own = { pairs: { n: m, d, x: given.judged }, truth, fold: given.judged_fold };
  expect(distance(mixLikelihoods({ pairs: { n, d, x }, human, lm, penalty, fold }, mixes, own), out)).toBeLessThan(1e-6);
});

each(
  "uplift",
  pairs.extend({ seeds: z.int(), differs: reals, right: reals, reliability: z.number() }),
  z.object({ from: z.string(), differ: reals, right: reals, gain: reals }),
  ({ n, d, x, seeds, differs, right, reliability }, out) => {
    const prompt = Int32Array.from({ length: n }, (_, row) => row);
    const found = predictGain({ n, d, features: x, differs, humanRight: right, prompt, personReliability: reliability, seed: 1 });
    // Rows that taught are told by fits that have not seen them, whose folds a seed draws: only the others are fixed.
    expect(found?.humanRightFrom).toBe(out.from);
    expect(distance(found?.pDisagree.subarray(seeds) ?? [], out.differ)).toBeLessThan(1e-5);
    expect(distance(found?.pHumanRight.subarray(seeds) ?? [], out.right)).toBeLessThan(1e-5);
    expect(distance(found?.expectedGain.subarray(seeds) ?? [], out.gain)).toBeLessThan(1e-5);
  },
);

each(
  "influence",
  pairs.extend({ judge: integers, truth: reals, known: z.int(), penalty: z.number() }),
  z.object({ temperature: z.number(), effect: reals }),
  ({ n, d, x, judge, truth, known, penalty }, out) => {
    const target = Float64Array.from(judge, (side) => (1 + side) / 2);
    const fit = fitRidgeBradleyTerry({ pairs: { n, d, x }, target, weight: new Float64Array(n).fill(1), penalty });
    const prompt = Int32Array.from({ length: n }, (_, row) => row);
    const found = influenceOf({ pairs: { n, d, x }, fit, judge, truth, prompt, seed: 1 });
    expect(found?.temperature).toBeCloseTo(out.temperature, 5);
    // The curvature is that of the last longer step to the minimum, not of the minimum itself: half a percent off here.
    expect(distance(found?.effect.subarray(known) ?? [], out.effect)).toBeLessThan(1e-2);
  },
);

each(
  "curve",
  z.object({ score: reals, person: reals, judge: reals, shares: z.array(z.number()) }),
  z.object({ routed: reals, random: reals }),
  ({ score, person, judge, shares }, out) => {
    const points = routingCurve({ score, person, judge, cluster: null }, shares, { draws: 2 });
    expect(
      distance(
        points.map(({ accuracy }) => accuracy.value ?? -1),
        out.routed,
      ),
    ).toBeLessThan(1e-12);
    expect(
      distance(
        points.map(({ random }) => random.value ?? -1),
        out.random,
      ),
    ).toBeLessThan(1e-12);
  },
);

each(
  "agreement",
  z.object({ counts: reals, judge: integers, classes: z.int(), reliability: z.number() }),
  z.object({ person: reals, judge: reals }),
  ({ counts, judge, classes, reliability }, out) => {
    const found = accuracyFromAgreement({ counts, judge, classes }, reliability);
    expect(distance(found.person, out.person)).toBeLessThan(1e-9);
    expect(distance(found.judge, out.judge)).toBeLessThan(1e-9);
  },
);

const arm = z.tuple([z.number(), z.number(), z.number()]);
each(
  "measured",
  z.object({ routed: arm, control: arm }),
  z.object({ shares: z.array(reals.nullable()), lift: reals.nullable(), alarm: z.coerce.boolean() }),
  ({ routed, control }, out) => {
    const [one, other] = [routed, control].map(([answered, differing, expected]) => ({ answered, differing, predicted: expected }));
    const empty = { answered: 0, differing: 0, predicted: 0 };
    const found = measureGain(one ?? empty, other ?? empty);
    const told = [found.routed, found.control, found.lift].map((estimate) =>
      estimate.value === null ? null : [estimate.value, ...(estimate.ci ?? [])],
    );
    for (const [index, wanted] of [...out.shares, out.lift].entries()) {
      const own = told[index] ?? null;
      if (wanted === null || own === null) expect(own).toBe(wanted);
      else expect(distance(own, wanted)).toBeLessThan(1e-7);
    }
    expect(found.alarm).toBe(out.alarm);
  },
);

const rules: BinRule[] = ["half-open", "published-count", "published-instance"];
const nullable = z.array(z.number().nullable());
each(
  "tags",
  z.object({ values: nullable, lengths: nullable }),
  z.record(z.string(), z.union([z.array(z.array(z.int())), nullable])),
  ({ values, lengths }, out) => {
    const bins = (
      [
        [0, 0.33],
        [0.33, 0.67],
        [0.67, 1],
      ] as const
    ).map(([low, high]) => ({
      name: String(low),
      condition: { is: "bin", fact: "rouge", low, high } as const,
    }));
    for (const rule of rules) {
      const matrix = tagMatrix(
        bins,
        values.map((rouge) => ({ numeric: { rouge }, levels: {}, lists: {}, meta: {} })),
        rule,
      );
      expect([...matrix], rule).toEqual(out[rule]?.flat());
    }
    const ranks = percentileRanks(lengths);
    expect(ranks.map((rank) => rank === null)).toEqual(out["ranks"]?.map((rank) => rank === null));
    expect(
      distance(reals.parse(ranks.filter((rank) => rank !== null)), reals.parse(out["ranks"]?.filter((rank) => rank !== null))),
    ).toBeLessThan(1e-11);
  },
);
