import { readFile } from "node:fs/promises";
import { createRandom, deriveSeed } from "@/lib/ml/random/random";
import { writeOrder, writePairs, writeFloats } from "@/bench/reward/data";
import { runOurs } from "@/bench/reward/sides";
import type { MinibatchTask, Outcome } from "@/bench/reward/tasks";
import path from "node:path";
import { memoryOf, verdict, withPeer } from "@/bench/reward/parts";
import type { Part } from "@/bench/reward/parts";
import { PAIRS, WIDTH } from "@/bench/reward/data";

const [HIDDEN, EPOCHS] = [256, 3];

/** A head trained by minibatches of 256 and 1,024 pairs. */
export const minibatch = (head: MinibatchTask["head"], target: number): Part => ({
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
