import { readFile } from "node:fs/promises";
import { createRandom, deriveSeed } from "@/lib/ml/random/random";
import { writeOrder, writePairs, writeFloats } from "@/bench/reward/data";
import { runInTurn } from "@/bench/reward/in-turn";
import { runOurs } from "@/bench/reward/sides";
import type { MinibatchTask, Outcome } from "@/bench/reward/tasks";
import path from "node:path";
import { memoryOf, verdict, withPeer } from "@/bench/reward/parts";
import type { Part, Row } from "@/bench/reward/parts";
import { PAIRS, WIDTH } from "@/bench/reward/data";

const [HIDDEN, EPOCHS] = [256, 3];

/**
 * A head trained by minibatches of 256 and 1,024 pairs.
 *
 * @param runs of each side, in turn
 */
export const minibatch = (head: MinibatchTask["head"], target: number, runs: number): Part => ({
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
        Object.fromEntries(Object.keys(sizes).map((name) => [name, path.join(folder, `${side}-${name}.bin`)]));
      const task: MinibatchTask = {
        kind: "minibatch",
        ...{ threads, rows: PAIRS, width: WIDTH, head, hidden: HIDDEN, batch, steps, warmup: epoch, seed, order, start, ...data },
        ...{ learningRate: 1e-3, weightDecay: 0, result: resultOf("ours"), exact: resultOf("exact") },
      };
      const counted = (steps - epoch) * batch;
      const dataMb = (PAIRS * WIDTH * 4 * (head === "linear" ? 1 : 2)) / 2 ** 20;
      const runPeer = () => withPeer("torch", "reward_minibatch.py", { ...task, result: resultOf("peer") }, folder);
      const {
        ours: { middle: ours, all: mine },
        peers: [peer],
      } = await runInTurn(runs, () => runOurs(task), [runPeer]);
      const throughput = (side: Outcome, all: readonly Outcome[]) => ({
        seconds: side.seconds,
        allSeconds: all.map(({ seconds }) => seconds),
        pairsPerSecond: Math.round(counted / side.seconds),
        loss: side.loss,
      });
      yield {
        ...{ batch, threads, pairs: PAIRS, width: WIDTH, epochs: EPOCHS },
        ours: { provider: ours.provider, version: ours.version, ...throughput(ours, mine) },
        ...(peer && "middle" in peer
          ? {
              peer: { name: "PyTorch", version: peer.middle.version, ...throughput(peer.middle, peer.all) },
              ...verdict(peer.middle.seconds / ours.seconds, target),
              ...(await differences(resultOf("ours"), resultOf("peer"), resultOf("exact"))),
            }
          : peer),
        memory: memoryOf(ours, dataMb),
      };
    }
  },
});

type Files = Readonly<Record<string, string>>;

/**
 * How far the sides' weights lie apart, and each from the same steps in float64. The largest is often a single weight whose first
 * gradients nearly cancel, which AdamW's division then brings to full size; the median tells the arithmetic.
 */
const differences = async (ours: Files, peer: Files, exact: Files): Promise<Row> => {
  const [mine, theirs] = [await readAll(ours, Float32Array), await readAll(peer, Float32Array)];
  const truth = await readAll(exact, Float64Array);
  const gaps = (a: readonly number[], b: readonly number[]): { largest: number; median: number } => {
    if (a.length !== b.length) throw new Error(`${a.length} weights on one side, ${b.length} on the other`);
    const sorted = Float64Array.from(a, (value, place) => Math.abs(value - (b[place] ?? Number.NaN))).sort();
    return { largest: sorted.at(-1) ?? Number.NaN, median: sorted[sorted.length >> 1] ?? Number.NaN };
  };
  return {
    weightDifference: gaps(mine, theirs).largest,
    fromFloat64: { ours: gaps(mine, truth), peer: gaps(theirs, truth) },
  };
};

const readAll = async (files: Files, kind: typeof Float32Array | typeof Float64Array): Promise<number[]> => {
  const parts = await Promise.all(Object.keys(files).map((name) => readFile(files[name] ?? "")));
  return parts.flatMap(({ buffer, byteOffset, byteLength }) => [...new kind(buffer.slice(byteOffset, byteOffset + byteLength))]);
};
