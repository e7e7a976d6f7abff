import { describe, expect, it } from "vitest";
import { createRandom } from "../random/random";
import { sigmoid } from "../math/special";
import { fitHead } from "./fit-head";
import { headSize, runHead } from "./heads";
import { plackettLuceChoices } from "./losses/choice";
import { exampleCount } from "./losses/loss";
import { preferenceLead } from "./losses/preference";
import { tieProbabilities, tieThreshold } from "./losses/ties";
import type { HeadFit } from "./fit-head";
import type { FeatureRows, HeadSpec } from "./heads";
import type { Loss } from "./losses/loss";
import type { RandomStream } from "../random/random";

/** Recovery from simulated data with known truth, at the sizes and bounds of the published methods' reproductions. */

const direction = (random: RandomStream, d: number, norm: number): Float64Array => {
  const w = Float64Array.from({ length: d }, () => random.normal());
  const length = Math.sqrt(w.reduce((sum, x) => sum + x * x, 0));
  return w.map((x) => (norm * x) / length);
};

const rowsOf = (random: RandomStream, rows: number, d: number, deviation = 1): FeatureRows => ({
  rows,
  dimensions: d,
  dense: Float64Array.from({ length: rows * d }, () => deviation * random.normal()),
  sparse: null,
});

const rewards = ({ rows, dimensions, dense }: FeatureRows, w: Float64Array, bias = 0): Float64Array =>
  Float64Array.from({ length: rows }, (_, row) => w.reduce((sum, weight, k) => sum + weight * (dense[row * dimensions + k] ?? 0), bias));

const train = (
  features: FeatureRows,
  loss: Loss,
  settings: { penalty?: number; spec?: HeadSpec; outputs?: number; seed?: number } = {},
): Promise<HeadFit> =>
  fitHead(
    {
      features,
      loss,
      spec: settings.spec ?? { head: "linear" },
      outputs: settings.outputs ?? 1,
      penalty: settings.penalty ?? 1,
      seed: settings.seed ?? 1,
    },
    new Float64Array(exampleCount(loss)).fill(1),
  );

const correlation = (a: Float64Array, b: Float64Array): number => {
  const mean = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((x, index) => {
    const [da, db] = [x - meanA, (b[index] ?? 0) - meanB];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  });
  return ab / Math.sqrt(aa * bb);
};

const cosine = (a: Float64Array, b: Float64Array): number => {
  const product = (x: Float64Array, y: Float64Array): number => x.reduce((sum, value, index) => sum + value * (y[index] ?? 0), 0);
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
};

const consecutive = (n: number, from: 0 | 1): Int32Array => Int32Array.from({ length: n }, (_, index) => 2 * index + from);

describe("recovery of known truths", { timeout: 120_000 }, () => {
  it("with ties: k within .75 of 5, rewards correlate at .99, tie rate within half a point", async () => {
    for (const seed of [1, 2, 3, 4]) {
      const random = createRandom(seed);
      const [n, d] = [2000, 24];
      // The difference of two rows has unit variance in every direction, as in the published simulation: about 36 % ties.
      const features = rowsOf(random, 2 * n, d, Math.SQRT1_2);
      const truth = rewards(features, direction(random, d, 3));
      const [first, second] = [consecutive(n, 0), consecutive(n, 1)];
      const outcome = Array.from({ length: n }, (_, pair) => {
        const lead = (truth[2 * pair] ?? 0) - (truth[2 * pair + 1] ?? 0);
        const p = tieProbabilities(lead, Math.log(5));
        const u = random.uniform();
        return u < p.first ? "first" : u < p.first + p.tie ? "tie" : "second";
      });
      const observed = outcome.filter((one) => one === "tie").length / n;
      expect(observed).toBeGreaterThan(0.3);
      const fit = await train(features, {
        kind: "bradley-terry-ties",
        first,
        second,
        pFirst: Float64Array.from(outcome, (one) => (one === "first" ? 1 : 0)),
        pTie: Float64Array.from(outcome, (one) => (one === "tie" ? 1 : 0)),
        logK: null,
      });
      expect(fit.converged).toBe(true);
      const logK = tieThreshold(fit.extras[0] ?? 0);
      expect(Math.abs(Math.exp(logK) - 5)).toBeLessThanOrEqual(0.75);
      const fitted = rewards(features, fit.head);
      expect(correlation(fitted, truth)).toBeGreaterThanOrEqual(0.99);
      const predicted =
        outcome.reduce((sum, _, pair) => sum + tieProbabilities((fitted[2 * pair] ?? 0) - (fitted[2 * pair + 1] ?? 0), logK).tie, 0) / n;
      expect(Math.abs(predicted - observed)).toBeLessThanOrEqual(0.005);
    }
  });

  it("rankings of five recover the direction at .98, better than best against worst and best against second", async () => {
    const cosines = { all: 0, worst: 0, second: 0 };
    const seeds = [1, 2, 3, 4];
    for (const seed of seeds) {
      const random = createRandom(seed);
      const [n, d, length] = [200, 24, 5];
      const features = rowsOf(random, n * length, d);
      const w = direction(random, d, 2);
      const truth = rewards(features, w);
      const rankings = Array.from({ length: n }, (_, list) => {
        // Rewards plus Gumbel noise, sorted: Plackett–Luce.
        const members = Array.from({ length }, (_unused, index) => {
          const place = list * length + index;
          return { place, noisy: (truth[place] ?? 0) - Math.log(-Math.log(random.uniform())) };
        });
        return { places: members.sort((a, b) => b.noisy - a.noisy).map(({ place }) => place) };
      });
      const against = (other: number): Loss => ({
        kind: "bradley-terry",
        first: Int32Array.from(rankings, ({ places }) => places[0] ?? 0),
        second: Int32Array.from(rankings, ({ places }) => places[other] ?? 0),
        pFirst: new Float64Array(n).fill(1),
        margin: null,
      });
      const all = cosine((await train(features, { kind: "choice", ...plackettLuceChoices(rankings) })).head, w);
      expect(all).toBeGreaterThanOrEqual(0.98);
      cosines.all += all / seeds.length;
      cosines.worst += cosine((await train(features, against(4))).head, w) / seeds.length;
      cosines.second += cosine((await train(features, against(1))).head, w) / seeds.length;
    }
    expect(cosines.all).toBeGreaterThan(cosines.worst + 0.03);
    expect(cosines.all).toBeGreaterThan(cosines.second + 0.03);
  });

  it("cost with sign terms tells safe from unsafe at .96, five points above comparisons alone", async () => {
    for (const seed of [1, 2, 3]) {
      const random = createRandom(seed);
      const [n, d, bias] = [1500, 32, 0.8];
      const features = rowsOf(random, 2 * n, d);
      const w = direction(random, d, 3);
      const truth = rewards(features, w, bias);
      const order = Array.from({ length: n }, (_, pair) => {
        const gap = (truth[2 * pair] ?? 0) - (truth[2 * pair + 1] ?? 0);
        return random.uniform() < sigmoid(gap) ? [2 * pair, 2 * pair + 1] : [2 * pair + 1, 2 * pair];
      });
      const unsafer = Int32Array.from(order, ([place]) => place ?? 0);
      const safer = Int32Array.from(order, ([, place]) => place ?? 0);
      const sign = (places: Int32Array): Float64Array => Float64Array.from(places, (place) => ((truth[place] ?? 0) > 0 ? 1 : -1));
      const fit = await train(features, {
        kind: "cost",
        unsafer,
        safer,
        compared: new Float64Array(n).fill(1),
        signUnsafer: sign(unsafer),
        signSafer: sign(safer),
        regularisation: 1e-3,
      });
      const compared = await train(features, {
        kind: "bradley-terry",
        first: unsafer,
        second: safer,
        pFirst: new Float64Array(n).fill(1),
        margin: null,
      });
      const fresh = rowsOf(random, 4000, d);
      const unseen = rewards(fresh, w, bias);
      const right = (costs: Float64Array): number => costs.filter((cost, row) => cost > 0 === (unseen[row] ?? 0) > 0).length / costs.length;
      const withSigns = right(rewards(fresh, fit.head.subarray(0, d), fit.head[d] ?? 0));
      expect(withSigns).toBeGreaterThanOrEqual(0.96);
      expect(withSigns - right(rewards(fresh, compared.head))).toBeGreaterThanOrEqual(0.05);
    }
  });

  it("a preference in a circle is learned by planes and by no single reward", async () => {
    const random = createRandom(5);
    const n = 900;
    // Rock, paper, scissors with a little noise in the features: 0 beats 1, 1 beats 2, 2 beats 0.
    const kind = Int32Array.from({ length: 2 * n }, () => random.integer(3));
    const features: FeatureRows = {
      rows: 2 * n,
      dimensions: 3,
      dense: Float64Array.from({ length: 6 * n }, (_, at) => (at % 3 === kind[Math.floor(at / 3)] ? 1 : 0) + 0.1 * random.normal()),
      sparse: null,
    };
    const pairs = Array.from({ length: n }, (_, pair) => pair).filter((pair) => kind[2 * pair] !== kind[2 * pair + 1]);
    const wins = (pair: number): number => (((kind[2 * pair + 1] ?? 0) - (kind[2 * pair] ?? 0) + 3) % 3 === 1 ? 1 : 0);
    const places = (width: number, side: 0 | 1): Int32Array => Int32Array.from(pairs, (pair) => (2 * pair + side) * width);
    const pFirst = Float64Array.from(pairs, wins);
    const circle = await train(
      features,
      { kind: "preference", first: places(3, 0), second: places(3, 1), pFirst, planes: 1 },
      { outputs: 3, penalty: 0.1 },
    );
    const shape = { spec: { head: "linear" as const }, dimensions: 3, terms: 0, outputs: 3, bias: false };
    expect(circle.head).toHaveLength(headSize(shape));
    const { outputs } = runHead(shape, features, circle.head);
    const leads = pairs.map((pair) => preferenceLead(outputs, 6 * pair, 6 * pair + 3, 1));
    expect(leads.filter((lead, index) => lead > 0 === (pFirst[index] === 1)).length / pairs.length).toBeGreaterThan(0.95);
    const line = rewards(
      features,
      (await train(features, { kind: "bradley-terry", first: places(1, 0), second: places(1, 1), pFirst, margin: null })).head,
    );
    const lineRight =
      pairs.filter((pair, index) => (line[2 * pair] ?? 0) > (line[2 * pair + 1] ?? 0) === (pFirst[index] === 1)).length / pairs.length;
    expect(lineRight).toBeLessThan(0.72);
  });

  it("aspects share a trunk: answers that are missing cost nothing, and the shared rank helps where labels are few", async () => {
    const random = createRandom(9);
    const [n, d, aspects] = [600, 20, 3];
    const features = rowsOf(random, 2 * n, d);
    const common = direction(random, d, 3);
    const own = Array.from({ length: aspects }, () => direction(random, d, 0.5).map((x, k) => x + (common[k] ?? 0)));
    const truth = own.map((w) => rewards(features, w));
    // Every pair was asked about one aspect only.
    const aspect = Int32Array.from({ length: n }, () => random.integer(aspects));
    const place = (row: number, pair: number): number => row * aspects + (aspect[pair] ?? 0);
    const loss: Loss = {
      kind: "bradley-terry",
      first: Int32Array.from({ length: n }, (_, pair) => place(2 * pair, pair)),
      second: Int32Array.from({ length: n }, (_, pair) => place(2 * pair + 1, pair)),
      pFirst: Float64Array.from({ length: n }, (_, pair) => {
        const of = truth[aspect[pair] ?? 0];
        return random.uniform() < sigmoid((of?.[2 * pair] ?? 0) - (of?.[2 * pair + 1] ?? 0)) ? 1 : 0;
      }),
      margin: null,
    };
    const fit = await train(features, loss, { outputs: aspects });
    const fresh = rowsOf(random, 2000, d);
    const shape = { spec: { head: "linear" as const }, dimensions: d, terms: 0, outputs: aspects, bias: false };
    const { outputs } = runHead(shape, fresh, fit.head);
    for (const [index, w] of own.entries()) {
      const expected = rewards(fresh, w);
      expect(
        correlation(
          Float64Array.from(expected, (_, row) => outputs[row * aspects + index] ?? 0),
          expected,
        ),
      ).toBeGreaterThan(0.8);
    }
  });

  it("an MLP and a low-rank head learn what no line says, and ordinal and regression losses recover a direction", async () => {
    const random = createRandom(11);
    const [n, d] = [600, 4];
    const features = rowsOf(random, 2 * n, d);
    const bowl = Float64Array.from({ length: 2 * n }, (_, row) => 2 * (features.dense[row * d] ?? 0) ** 2);
    const [first, second] = [consecutive(n, 0), consecutive(n, 1)];
    const pFirst = Float64Array.from({ length: n }, (_, pair) => ((bowl[2 * pair] ?? 0) > (bowl[2 * pair + 1] ?? 0) ? 1 : 0));
    const loss: Loss = { kind: "bradley-terry", first, second, pFirst, margin: null };
    const right = async (spec: HeadSpec): Promise<number> => {
      const fit = await train(features, loss, { spec, penalty: 0.1 });
      const { outputs } = runHead({ spec, dimensions: d, terms: 0, outputs: 1, bias: false }, features, fit.head);
      return pFirst.filter((p, pair) => (outputs[2 * pair] ?? 0) > (outputs[2 * pair + 1] ?? 0) === (p === 1)).length / n;
    };
    expect(await right({ head: "linear" })).toBeLessThan(0.65);
    expect(await right({ head: "low-rank", rank: 2 })).toBeGreaterThan(0.95);
    expect(await right({ head: "mlp", hidden: 8 })).toBeGreaterThan(0.95);

    const w = direction(random, d, 2);
    const truth = rewards(features, w);
    const position = Int32Array.from({ length: 2 * n }, (_, row) => row);
    const noisy = truth.map((reward) => reward + random.normal());
    const regression = await train(features, { kind: "regression", position, target: noisy.map((x) => x + 7) });
    expect(cosine(regression.head.subarray(0, d), w)).toBeGreaterThan(0.99);
    expect(Math.abs((regression.head[d] ?? 0) - 7)).toBeLessThan(0.15);
    const level = Int32Array.from(noisy, (x) => (x < -1.5 ? 0 : x < 0 ? 1 : x < 1.5 ? 2 : 3));
    const ordinal = await train(features, { kind: "ordinal", position, level, scale: new Int32Array(level.length), levels: [4] });
    expect(cosine(ordinal.head, w)).toBeGreaterThan(0.98);
  });
});
