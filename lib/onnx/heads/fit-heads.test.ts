import { describe, expect, it } from "vitest";
import { createRandom } from "@/lib/ml/random/random";
import { fitHead } from "@/lib/ml/reward/fit-head";
import { exampleCount } from "@/lib/ml/reward/losses/loss";
import { rankingChoices } from "@/lib/ml/reward/losses/choice";
import { fitHeads } from "./fit-heads";
import type { FeatureRows, HeadSpec } from "@/lib/ml/reward/heads";
import type { HeadsState } from "./fit-heads";
import type { Loss } from "@/lib/ml/reward/losses/loss";

const random = createRandom(8);
const [rows, dimensions] = [40, 5];
const share = (n: number): Float64Array => Float64Array.from({ length: n }, () => random.uniform());
const features: FeatureRows = {
  rows,
  dimensions,
  dense: Float64Array.from({ length: rows * dimensions }, () => random.normal()),
  sparse: { terms: 7, rows: Array.from({ length: rows }, (_, row) => ({ index: [row % 6, 6], value: [1, random.uniform()] })) },
};
const places = (width: number, side: 0 | 1): Int32Array => Int32Array.from({ length: rows / 2 }, (_, pair) => (2 * pair + side) * width);
const [first, second] = [places(1, 0), places(1, 1)];
const half = share(rows / 2).map((p) => p / 2);
const every = Int32Array.from({ length: rows }, (_, row) => row);

const losses: [string, number, Loss][] = [
  ["Bradley–Terry", 1, { kind: "bradley-terry", first, second, pFirst: share(rows / 2), margin: null }],
  ["Bradley–Terry with margins", 1, { kind: "bradley-terry", first, second, pFirst: share(rows / 2), margin: share(rows / 2) }],
  ["ties, k fitted", 1, { kind: "bradley-terry-ties", first, second, pFirst: half, pTie: half, logK: null }],
  ["ties, k given", 1, { kind: "bradley-terry-ties", first, second, pFirst: half, pTie: half, logK: 1 }],
  [
    "rankings of unequal length",
    1,
    { kind: "choice", ...rankingChoices([{ places: [0, 5, 9, 2], rewards: [4, 3, 1, 0] }, { places: [7, 3] }, { places: [11, 12, 20] }]) },
  ],
  ["regression", 1, { kind: "regression", position: every, target: share(rows) }],
  ["ordinal", 1, { kind: "ordinal", position: every, level: every.map((row) => (row * 7) % 4), scale: new Int32Array(rows), levels: [4] }],
  [
    "cost",
    1,
    {
      kind: "cost",
      unsafer: first,
      safer: second,
      compared: share(rows / 2).map(Math.round),
      signUnsafer: share(rows / 2).map((x) => Math.round(3 * x)),
      signSafer: share(rows / 2).map((x) => -Math.round(x)),
      regularisation: 1e-3,
    },
  ],
  ["preference", 3, { kind: "preference", first: places(3, 0), second: places(3, 1), pFirst: share(rows / 2), planes: 1 }],
];

describe("heads trained by graph", { timeout: 120_000 }, () => {
  for (const [name, outputs, loss] of losses) {
    it(`${name}: as the plain reference, for two models with weights of their own`, async () => {
      const examples = exampleCount(loss);
      const weights = [new Float64Array(examples).fill(1), share(examples)];
      const problem = { features, spec: { head: "linear" } as const, outputs, loss, penalty: 0.5, seed: 3 };
      const { fits } = await fitHeads(problem, weights, { provider: "cpu" });
      for (const [model, fit] of fits.entries()) {
        expect(fit.converged).toBe(true);
        const reference = await fitHead(problem, weights[model] ?? new Float64Array(0));
        expect(fit.value).toBeCloseTo(reference.value, 3);
        // A preference in planes may be turned without a change; what it says is its value.
        if (outputs > 1) continue;
        fit.head.forEach((value, index) => expect(Math.abs(value - (reference.head[index] ?? 9))).toBeLessThan(5e-3));
        fit.extras.forEach((value, index) => expect(Math.abs(value - (reference.extras[index] ?? 9))).toBeLessThan(5e-3));
      }
    });
  }

  it.each([{ head: "low-rank", rank: 2 } as const, { head: "mlp", hidden: 4 } as const])(
    "$head heads of two aspects go down as far as the reference does",
    async (spec: HeadSpec) => {
      const loss: Loss = {
        kind: "bradley-terry",
        first: first.map((place, index) => 2 * place + (index % 2)),
        second: second.map((place, index) => 2 * place + (index % 2)),
        pFirst: share(rows / 2).map(Math.round),
        margin: null,
      };
      const weights = new Float64Array(exampleCount(loss)).fill(1);
      const problem = { features, spec, outputs: 2, loss, penalty: 0.5, seed: 3 };
      const seen: number[] = [];
      const { fits } = await fitHeads(problem, [weights], { provider: "cpu", onRound: (_round, [value]) => seen.push(value ?? 0) });
      const reference = await fitHead(problem, weights);
      expect(fits[0]?.value).toBeLessThan(reference.value * 1.15);
      expect(fits[0]?.lossHistory.at(-1)).toBe(fits[0]?.value);
      expect(seen.length).toBeGreaterThan(3);
    },
  );

  it("trains as many models at once as its memory holds, and goes on with the rest: the same models", async () => {
    const [, outputs, loss] = losses[0] ?? [];
    if (!loss || !outputs) throw new RangeError("no loss");
    const problem = { features, spec: { head: "linear" } as const, outputs, loss, penalty: 0.5, seed: 3 };
    const weights = Array.from({ length: 5 }, () => share(exampleCount(loss)));
    const widths = new Set<number>();
    const states: HeadsState[] = [];
    const whole = await fitHeads(problem, weights, { provider: "cpu" });
    const bounded = { provider: "cpu" as const, memoryMb: 0.25 };
    const { fits } = await fitHeads(problem, weights, {
      ...bounded,
      onRound: (_round, all) => widths.add(all.length),
      onState: (state, after) => void (after === "batch" && states.push(structuredClone(state()))),
    });
    expect(Math.max(...widths)).toBe(2);
    expect(states.map(({ done }) => done.length)).toEqual([2, 4, 5]);
    for (const [model, fit] of fits.entries()) expect(fit.value).toBeCloseTo(whole.fits[model]?.value ?? Number.NaN, 5);
    expect((await fitHeads(problem, weights, { ...bounded, resume: states[0] ?? null })).fits).toEqual(fits);
  });

  it("fits the cuts of each scale by themselves", async () => {
    const place = every.map((row) => Math.floor((row * 7) / 2));
    const loss: Loss = {
      kind: "ordinal",
      position: every,
      level: every.map((row) => (place[row] ?? 0) % (row % 2 === 0 ? 4 : 3)),
      scale: every.map((row) => row % 2),
      levels: [4, 3],
    };
    const problem = { features, spec: { head: "linear" } as const, outputs: 1, loss, penalty: 0.5, seed: 3 };
    const weights = new Float64Array(rows).fill(1);
    const { fits } = await fitHeads(problem, [weights, weights.map((_, row) => 1 + (row % 3))], { provider: "cpu" });
    const reference = await fitHead(problem, weights);
    expect(fits[0]?.value).toBeCloseTo(reference.value, 3);
    expect(fits[0]?.extras).toHaveLength(5);
    fits[0]?.extras.forEach((value, index) => expect(Math.abs(value - (reference.extras[index] ?? 9))).toBeLessThan(5e-3));
  });

  it("ends with a sentence where a feature is not a number", async () => {
    const [, , loss] = losses[0] ?? [];
    if (!loss) throw new RangeError("no loss");
    const broken = { ...features, dense: features.dense.map((value, index) => (index === 3 ? Number.NaN : value)) };
    const problem = { features: broken, spec: { head: "linear" } as const, outputs: 1, loss, penalty: 1, seed: 1 };
    await expect(fitHeads(problem, [new Float64Array(rows / 2).fill(1)], { provider: "cpu" })).rejects.toMatchObject({ code: "refused" });
  });
});
