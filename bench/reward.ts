import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir, totalmem } from "node:os";
import path from "node:path";
import { fullBatch, manyModels } from "@/bench/reward/full-batch";
import { lora } from "@/bench/reward/lora";
import { minibatch } from "@/bench/reward/minibatch";
import type { Part, Row } from "@/bench/reward/parts";

/**
 * Speed of the training engine beside PyTorch and scikit-learn, measured one after the other in the same run: same files, starts,
 * batches, threads and stopping rules. Neither side's imports, reading of files nor first steps are on the clock. One JSON object
 * a row; `--only` names one.
 */

type Settings = { seed: number; threads: number; only?: string };

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

const parts: Part[] = [
  minibatch("linear", 2, 7),
  minibatch("mlp", 1.3, 1),
  fullBatch("full-batch-isotropic", false),
  fullBatch("full-batch-embedding-like", true),
  manyModels("many-well-conditioned", false),
  manyModels("many-ill-conditioned", true),
  lora(1),
  lora(2),
  lora(6),
];
