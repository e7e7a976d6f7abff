import { readFile, mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir, totalmem } from "node:os";
import path from "node:path";
import { createRandom, deriveSeed } from "@/lib/ml/random/random";
import { writeManyModels, writeOrder, writePairs, writeFloats } from "@/bench/reward/data";
import { standings, worstExcess, worstGradient } from "@/bench/reward/objective";
import { missingPeer, runOurs, runPeer } from "@/bench/reward/sides";
import type { Peer } from "@/bench/reward/sides";
import type { LinearTask, LoraTask, MinibatchTask, Outcome, Task } from "@/bench/reward/tasks";

/**
 * Speed of the training engine beside PyTorch and scikit-learn, measured one after the other in the same run: same files, starts,
 * batches, threads and stopping rules. Neither side's imports, reading of files nor first steps are on the clock. One JSON object
 * a row; `--only` names one.
 */

type Settings = { seed: number; threads: number; only?: string };
type Row = Record<string, unknown>;
type Part = { name: string; run: (place: Place) => AsyncGenerator<Row> };
type Place = { folder: string; seed: number; threads: number };

const [PAIRS, WIDTH, HIDDEN, EPOCHS] = [100_000, 384, 256, 3];
/** Steps of an encoder's training after which both clocks start. */
const WARMUP = 8;

export async function* reward(settings: Settings): AsyncGenerator<Row> {
  yield {
    bench: "reward",
    row: "machine",
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    date: new Date().toISOString().slice(0, 10),
  };
  for (const part of parts.filter(({ name }) => settings.only === undefined || name.startsWith(settings.only))) {
    const folder = await mkdtemp(path.join(tmpdir(), "bench-reward-"));
    try {
      for await (const row of part.run({ ...settings, folder })) yield { bench: "reward", row: part.name, ...row };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

const minibatch = (head: MinibatchTask["head"], target: number): Part => ({
  name: head,
  run: async function* ({ folder, seed, threads }) {
    const data = await writePairs(folder, { rows: PAIRS, width: WIDTH, seed });
    const random = createRandom(deriveSeed(seed, 9));
    const sizes: Record<string, number> = head === "linear" ? { w: WIDTH } : { inner: WIDTH * HIDDEN, bias: HIDDEN, outer: HIDDEN };
    const start: Record<string, string> = {};
    for (const [name, size] of Object.entries(sizes)) {
      const zero = name === "w" || name === "bias";
      const values = Float32Array.from({ length: size }, () => (zero ? 0 : random.normal() / Math.sqrt(name === "inner" ? WIDTH : HIDDEN)));
      start[name] = await writeFloats(folder, `start-${name}`, values);
    }
    for (const batch of [256, 1024]) {
      const epoch = Math.floor(PAIRS / batch);
      const steps = EPOCHS * epoch;
      const order = await writeOrder(folder, seed, PAIRS, batch, steps);
      const resultOf = (side: string) =>
        Object.fromEntries(Object.keys(sizes).map((name) => [name, path.join(folder, `${side}-${name}.f32`)]));
      const task: MinibatchTask = {
        kind: "minibatch",
        ...{ threads, rows: PAIRS, width: WIDTH, head, hidden: HIDDEN, batch, steps, warmup: epoch, seed, order, start, ...data },
        ...{ learningRate: 1e-3, weightDecay: 0, result: resultOf("ours") },
      };
      const counted = (steps - epoch) * batch;
      const ours = await runOurs(task);
      const dataMb = (PAIRS * WIDTH * 4 * (head === "linear" ? 1 : 2)) / 2 ** 20;
      const sides = await withPeer("torch", "reward_minibatch.py", { ...task, result: resultOf("peer") }, folder);
      const throughput = (side: Outcome) => ({
        seconds: side.seconds,
        pairsPerSecond: Math.round(counted / side.seconds),
        loss: side.loss,
      });
      yield {
        ...{ batch, threads, pairs: PAIRS, width: WIDTH, epochs: EPOCHS },
        ours: { provider: ours.provider, version: ours.version, ...throughput(ours) },
        ...("skipped" in sides ? sides : { peer: { name: "PyTorch", version: sides.peer.version, ...throughput(sides.peer) } }),
        ...("skipped" in sides ? {} : verdict(sides.peer.seconds / ours.seconds, target)),
        ...("skipped" in sides ? {} : { weightDifference: await largestDifference(resultOf("ours"), resultOf("peer")) }),
        memory: memoryOf(ours, dataMb),
      };
    }
  },
});

const DEFAULT_TOLERANCE = 1e-4;
/** A fit takes a fifth of a second, in which another program's turn would be half of it. */
const FULL_BATCH_FITS = 9;

/**
 * One full-batch fit, three times: both sides with one stopping rule; scikit-learn with its own default; and scikit-learn as in the
 * measurement that the target comes from, to 1e-6 and with its conversion to float64 as part of the fit.
 */
const fullBatch = (name: string, ill: boolean): Part => ({
  name,
  run: async function* ({ folder, seed, threads }) {
    const { differences: features } = await writePairs(folder, { rows: PAIRS, width: WIDTH, seed, ill });
    const labels = await writeFloats(folder, "labels", new Float32Array(PAIRS).fill(1));
    const task: LinearTask = {
      kind: "linear",
      ...{
        threads,
        rows: PAIRS,
        width: WIDTH,
        models: 1,
        features,
        labels,
        penalty: 1,
        tolerance: 5,
        iterations: 1000,
        fits: ill ? 1 : FULL_BATCH_FITS,
        flip: true,
        asStored: false,
      },
      result: path.join(folder, "ours.f64"),
    };
    const dataMb = (PAIRS * WIDTH * 4) / 2 ** 20;
    const ways = [
      { stopping: "the same on both sides", tolerance: task.tolerance, asStored: false },
      { stopping: "scikit-learn's default", tolerance: DEFAULT_TOLERANCE, asStored: false },
      { stopping: "scikit-learn to 1e-6, on the float32 features that we read", tolerance: 1e-6, asStored: true },
    ];
    for (const { stopping, tolerance, asStored } of ways) {
      // Its default is 100 iterations as well.
      const iterations = tolerance === task.tolerance ? 1000 : 100;
      const peers: PeerFit[] = [{ peer: "sklearn", script: "reward_sklearn.py", target: 5, tolerance, iterations, asStored }];
      yield { threads, stopping, ...(await compareLinear(task, folder, peers, dataMb)) };
    }
  },
});

const manyModels = (name: string, ill: boolean): Part => ({
  name,
  run: async function* ({ folder, seed, threads }) {
    const sizes = { rows: 7000, width: 256, models: 200 };
    const data = await writeManyModels(folder, { ...sizes, ill, seed });
    const task: LinearTask = {
      kind: "linear",
      ...{ threads, ...sizes, ...data, penalty: 1, tolerance: 0.02, iterations: 500, fits: 1, flip: false, asStored: false },
      result: path.join(folder, "ours.f64"),
    };
    const { tolerance } = task;
    // scikit-learn's own bound on iterations where it does not converge; ten times as many take minutes and do not help it.
    const iterations = 100;
    const peers: PeerFit[] = [
      { peer: "sklearn", script: "reward_sklearn.py", target: ill ? 10 : 4, tolerance, iterations },
      { peer: "torch", script: "reward_torch_lbfgs.py", target: 1, tolerance, iterations },
    ];
    const dataMb = ((sizes.rows * sizes.width + sizes.rows * sizes.models) * 4) / 2 ** 20;
    yield { threads, ...sizes, ...(await compareLinear(task, folder, peers, dataMb)) };
  },
});

type PeerFit = { peer: Peer; script: string; target: number; tolerance: number; iterations: number; asStored?: boolean };

const compareLinear = async (task: LinearTask, folder: string, peers: readonly PeerFit[], dataMb: number): Promise<Row> => {
  const ours = await runOurs(task);
  const mine = await standings(task, task.result);
  const describe = (side: Outcome, standing: typeof mine) => ({
    version: side.version,
    seconds: side.seconds,
    ...(side.medianSeconds === undefined ? {} : { medianSeconds: side.medianSeconds }),
    iterations: side.iterations,
    converged: side.converged,
    objective: standing.reduce((total, { objective }) => total + objective, 0),
    largestGradient: worstGradient(standing),
  });
  const rows: Row[] = [];
  for (const { peer, script, target, tolerance, iterations, asStored = false } of peers) {
    const result = path.join(folder, `${peer}.f64`);
    const sides = await withPeer(peer, script, { ...task, tolerance, iterations, asStored, result }, folder);
    if ("skipped" in sides) {
      rows.push({ name: peer, ...sides });
      continue;
    }
    const theirs = await standings(task, result);
    rows.push({
      name: peer === "torch" ? "PyTorch" : "scikit-learn",
      tolerance,
      ...describe(sides.peer, theirs),
      /** Largest over the models; above 1e-6 we would have stopped too early. */
      ourObjectiveExcess: worstExcess(mine, theirs),
      theirObjectiveExcess: worstExcess(theirs, mine),
      ...verdict(sides.peer.seconds / ours.seconds, target),
    });
  }
  return {
    ours: { provider: ours.provider, tolerance: task.tolerance, ...describe(ours, mine) },
    peers: rows,
    memory: memoryOf(ours, dataMb),
  };
};

const lora = (layers: number): Part => ({
  name: `lora-${layers}`,
  run: async function* ({ folder, seed, threads }) {
    const sizes = { rows: 64, width: 384, batch: 8, length: 64, heads: 12, inner: 1536, rank: 8 };
    const { width, inner, rank } = sizes;
    const random = createRandom(deriveSeed(seed, 5));
    const tensor = async (name: string, shape: number[], spread: number, centre = 0) => {
      const size = shape.reduce((product, axis) => product * axis, 1);
      const values = Float32Array.from({ length: size }, () => centre + spread * random.normal());
      return { file: await writeFloats(folder, name, values), shape };
    };
    const weights: LoraTask["weights"] = {};
    const start: LoraTask["start"] = { head: await tensor("head", [width, 1], 0.1) };
    for (let layer = 0; layer < layers; layer += 1) {
      const linear = async (name: string, out: number, into: number): Promise<void> => {
        weights[`${layer}.${name}.weight`] = await tensor(`${layer}.${name}.weight`, [out, into], 0.05);
        weights[`${layer}.${name}.bias`] = await tensor(`${layer}.${name}.bias`, [out], 0.02);
      };
      for (const name of ["query", "key", "value", "attentionOutput"]) await linear(name, width, width);
      await linear("up", inner, width);
      await linear("down", width, inner);
      for (const name of ["attentionNorm", "outputNorm"]) {
        weights[`${layer}.${name}.weight`] = await tensor(`${layer}.${name}.weight`, [width], 0.02, 1);
        weights[`${layer}.${name}.bias`] = await tensor(`${layer}.${name}.bias`, [width], 0.02);
      }
      for (const name of ["query", "value"]) {
        start[`${layer}.${name}.down`] = await tensor(`${layer}.${name}.down`, [width, rank], 0.05);
        start[`${layer}.${name}.up`] = await tensor(`${layer}.${name}.up`, [rank, width], 0);
      }
    }
    const inputs = await tensor("inputs", [sizes.rows, 2, sizes.length, width], 1);
    const steps = WARMUP + 24;
    const order = await writeOrder(folder, seed, sizes.rows, sizes.batch, steps);
    const task: LoraTask = {
      kind: "lora",
      ...{
        ...sizes,
        threads,
        layers,
        scale: 2,
        steps,
        warmup: WARMUP,
        seed,
        learningRate: 1e-3,
        inputs: inputs.file,
        order,
        weights,
        start,
      },
    };
    const ours = await runOurs(task);
    const sides = await withPeer("torch", "reward_lora.py", task, folder);
    const stepMs = ({ seconds, loss, version }: Outcome) => ({ version, stepMs: (1000 * seconds) / (steps - WARMUP), loss });
    yield {
      ...{ threads, layers, ...sizes },
      ours: { provider: ours.provider, ...stepMs(ours) },
      ...("skipped" in sides ? sides : { peer: { name: "PyTorch", ...stepMs(sides.peer) } }),
      ...("skipped" in sides ? {} : verdict(sides.peer.seconds / ours.seconds, 1)),
    };
  },
});

const parts: Part[] = [
  minibatch("linear", 2),
  minibatch("mlp", 1.3),
  fullBatch("full-batch-isotropic", false),
  fullBatch("full-batch-embedding-like", true),
  manyModels("many-well-conditioned", false),
  manyModels("many-ill-conditioned", true),
  lora(1),
  lora(2),
  lora(6),
];

const withPeer = async (peer: Peer, script: string, task: Task, folder: string): Promise<{ peer: Outcome } | { skipped: string }> => {
  const missing = await missingPeer(peer);
  return missing === null ? { peer: await runPeer(script, task, folder) } : { skipped: missing };
};

const verdict = (speedup: number, target: number): Row => ({ speedup, target, met: speedup >= target });

const memoryOf = ({ peakMb = Number.NaN, idleMb = Number.NaN }: Outcome, dataMb: number): Row => ({
  dataMb: Math.round(dataMb),
  idleMb: Math.round(idleMb),
  peakMb: Math.round(peakMb),
  /** What the training added to the process at rest, as a multiple of the data. */
  addedToData: (peakMb - idleMb) / dataMb,
  peakToData: peakMb / dataMb,
});

const largestDifference = async (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): Promise<number> => {
  let largest = 0;
  for (const [name, file] of Object.entries(a)) {
    const [mine, theirs] = await Promise.all([file, b[name] ?? ""].map(readFloats));
    if (!mine || mine.length !== theirs?.length) throw new Error(`the sides' ${name} differ in size`);
    for (const [place, value] of mine.entries()) largest = Math.max(largest, Math.abs(value - (theirs[place] ?? Number.NaN)));
  }
  return largest;
};

const readFloats = async (file: string): Promise<Float32Array> => {
  const bytes = await readFile(file);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
};
