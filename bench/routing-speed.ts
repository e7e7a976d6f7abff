import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { createRandom } from "@/lib/ml/random/random";
import type { RoutingData } from "@/lib/ml/routing/instance-scores";
import { fitSources, scoreInstances } from "@/lib/ml/routing/instance-scores";
import { stepToFoldedMixes } from "@/lib/ml/routing/folded-midpoint";
import type { MixData } from "@/lib/ml/routing/midpoint";

import { scorePredictions } from "@/lib/ml/routing/performance-prediction";
import { marginsOf } from "@/lib/ml/routing/ridge-bradley-terry";
import { topItems } from "@/lib/ml/routing/strategies";
import { fitLinearModels } from "@/lib/onnx/training/linear-models";

/** 200 mixes on 7,000 pairs × 256 dimensions with 5 folds, beside NumPy with one thread; and a million pairs scored and routed. */

const N = 7_000;
const D = 256;
const MIXES = 200;
const FOLDS = 5;
const PENALTY = 0.002;
/** Mixes that the peer fits to convergence; each costs it the same, so the rest are reckoned from these. */
const PEER_MIXES = 20;
const MILLION = 1_000_000;

const run = promisify(execFile);
const python = process.env.PLUMBLINE_PYTHON ?? "/usr/bin/python3";
const peerSchema = z.object({ midpoint: z.number(), convergedEach: z.number(), first: z.array(z.number()) });

type Problem = { mix: MixData; routed: Uint8Array[]; fold: Int32Array };

const drawProblem = (seed: number): Problem => {
  const random = createRandom(seed);
  const x = Float64Array.from({ length: N * D }, () => 0.6 * random.normal());
  const direction = Float64Array.from({ length: D }, () => random.normal() / Math.sqrt(D));
  const worth = marginsOf({ n: N, d: D, x }, direction);
  const label = (noise: number) => worth.map((value) => (3 * value + noise * random.normal() > 0 ? 1 : 0));
  const pairs = { n: N, d: D, x };
  return {
    mix: { pairs, human: label(0.8), lm: label(2), penalty: PENALTY * N },
    routed: Array.from({ length: MIXES }, () => {
      const share = random.uniform();
      return Uint8Array.from({ length: N }, () => (random.uniform() < share ? 1 : 0));
    }),
    fold: Int32Array.from({ length: N }, (_, row) => row % FOLDS),
  };
};

const askPeer = async ({ mix, routed }: Problem): Promise<z.infer<typeof peerSchema> | null> => {
  const folder = await mkdtemp(path.join(tmpdir(), "plumbline-routing-"));
  try {
    const write = async (name: string, values: Float64Array | Uint8Array): Promise<string> => {
      const file = path.join(folder, name);
      await writeFile(file, values);
      return file;
    };
    const chosen = new Uint8Array(MIXES * N);
    routed.forEach((row, index) => chosen.set(row, index * N));
    const task = {
      n: N,
      d: D,
      mixes: MIXES,
      folds: FOLDS,
      penalty: PENALTY,
      peerMixes: PEER_MIXES,
      x: await write("x", mix.pairs.x),
      human: await write("human", mix.human),
      lm: await write("lm", mix.lm),
      routed: await write("routed", chosen),
    };
    const file = path.join(folder, "task.json");
    await writeFile(file, JSON.stringify(task));
    const env = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
    const { stdout } = await run(python, [path.join(import.meta.dirname, "peers/routing_mixes.py"), file], { env, maxBuffer: 1e7 });
    return peerSchema.parse(JSON.parse(stdout));
  } catch (error) {
    if (error instanceof Error && "code" in error) return null;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const secondsOf = async <T>(work: () => T | Promise<T>): Promise<{ seconds: number; result: T }> => {
  const begun = performance.now();
  const result = await work();
  return { seconds: (performance.now() - begun) / 1000, result };
};

/** Every mix of one fold, fitted until it stands still, in one batch. */
const fitConverged = async ({ mix, routed, fold }: Problem, held: number): Promise<Float64Array[]> => {
  const labels = new Float32Array(MIXES * N);
  routed.forEach((chosen, model) => {
    for (let row = 0; row < N; row += 1) labels[model * N + row] = (chosen[row] === 1 ? mix.human[row] : mix.lm[row]) ?? 0;
  });
  const weights = Float32Array.from(fold, (own) => (own === held ? 0 : 1));
  const rows = weights.reduce((sum, value) => sum + value, 0);
  const { fits } = await fitLinearModels(
    { rows: N, width: D, models: MIXES, features: Float32Array.from(mix.pairs.x), labels, weights, penalties: PENALTY * rows },
    { threads: 1, provider: "cpu" },
  );
  return fits.map(({ weights: theta }) => theta);
};

export async function* routingSpeed({ seed, only }: { seed: number; only?: string }): AsyncGenerator<object> {
  if (only === undefined || only === "mixes") yield* mixes(seed);
  if (only === undefined || only === "million") yield million(seed);
}

async function* mixes(seed: number): AsyncGenerator<object> {
  const problem = drawProblem(seed);
  const peer = await askPeer(problem);
  const stepped = await secondsOf(() => stepToFoldedMixes(problem.mix, problem.routed, problem.fold));
  const converged = await secondsOf(async () => {
    const all: Float64Array[][] = [];
    for (let held = 0; held < FOLDS; held += 1) all.push(await fitConverged(problem, held));
    return all;
  });
  const peerConverged = peer && peer.convergedEach * MIXES * FOLDS;
  const accuracy = (theta: Float64Array): number => {
    let right = 0;
    marginsOf(problem.mix.pairs, theta).forEach((margin, row) => (right += margin > 0 === (problem.mix.human[row] ?? 0) > 0.5 ? 1 : 0));
    return right / N;
  };
  const exact = (converged.result[0] ?? []).map(accuracy);
  const near = (stepped.result[0] ?? []).map(accuracy);
  yield {
    bench: "routing-speed",
    what: "midpoint step, 200 mixes × 5 folds",
    ours: stepped.seconds,
    peer: peer && { name: "NumPy, one thread", seconds: peer.midpoint },
    ratio: peer && peer.midpoint / stepped.seconds,
    target: 1,
    spearman: scorePredictions(Float64Array.from(exact), Float64Array.from(near)).spearman,
    meanError: exact.reduce((sum, value, index) => sum + Math.abs(value - (near[index] ?? 0)), 0) / exact.length,
  };
  yield {
    bench: "routing-speed",
    what: "converged fits, 200 mixes × 5 folds",
    ours: converged.seconds,
    peer: peer && { name: `NumPy, one thread, reckoned from ${PEER_MIXES} mixes`, seconds: peerConverged },
    ratio: peerConverged && peerConverged / converged.seconds,
    target: 5,
  };
}

const million = (seed: number): object => {
  const random = createRandom(seed);
  const [n, d, width, answered] = [MILLION, 64, 20, 2_000];
  const x = new Float64Array(n * d);
  for (let at = 0; at < x.length; at += 1) x[at] = 1.2 * (random.uniform() - 0.5);
  const features = new Float64Array(n * width);
  for (let at = 0; at < features.length; at += 1) features[at] = random.uniform();
  const pairs = { n, d, x };
  const worth = marginsOf(
    pairs,
    Float64Array.from({ length: d }, () => random.normal()),
  );
  const judge = Int32Array.from(worth, (value) => (value + 1.5 * random.normal() > 0 ? 1 : -1));
  const human = worth.map((value, row) => (row < answered ? (value + 0.5 * random.normal() > 0 ? 1 : 0) : Number.NaN));
  const data: RoutingData = {
    n,
    pairs,
    judge,
    features,
    d: width,
    differs: human.map((value, row) => (Number.isNaN(value) ? value : Number(2 * value - 1 !== judge[row]))),
    people: human,
    gold: new Float64Array(n).fill(Number.NaN),
    humanRight: new Float64Array(n).fill(Number.NaN),
    prompt: Int32Array.from({ length: n }, (_, row) => row),
    routed: Uint8Array.from({ length: n }, (_, row) => (row < answered ? 0 : 1)),
    personReliability: 0.8,
    seed,
  };
  const begun = performance.now();
  const scores = scoreInstances(data, fitSources(data));
  const first = scores ? topItems(scores.score, n).slice(0, n / 4) : null;
  const seconds = (performance.now() - begun) / 1000;
  const peakMb = process.resourceUsage().maxRSS / 1024;
  return {
    bench: "routing-speed",
    what: "1,000,000 pairs scored and routed",
    seconds,
    target: 60,
    peakMb,
    targetMb: 2_048,
    routed: first?.length ?? 0,
    met: seconds <= 60 && peakMb <= 2_048,
  };
};
