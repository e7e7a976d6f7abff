import { createRandom, deriveSeed } from "@/lib/ml/random/random";
import { writeOrder, writeFloats } from "@/bench/reward/data";
import { runOurs } from "@/bench/reward/sides";
import type { LoraTask, Outcome } from "@/bench/reward/tasks";
import { verdict, withPeer } from "@/bench/reward/parts";
import type { Part } from "@/bench/reward/parts";

/** Steps of an encoder's training after which both clocks start. */
const WARMUP = 8;

/** Low-rank fine-tuning of the top layers of an encoder. */
export const lora = (layers: number): Part => ({
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
