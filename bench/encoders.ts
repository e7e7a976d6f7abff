import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { createRandom } from "@/lib/ml/random/random";
import { openEncoderFolder } from "@/lib/onnx/encoders/open-folder";
import { writeTinyEncoder } from "@/lib/onnx/encoders/testing/tiny-encoder";
import { buildEncoderModel } from "@/lib/onnx/encoders/text-encoder";
import { padTokens } from "@/lib/onnx/encoders/token-batches";
import { openSession } from "@/lib/onnx/session";

/**
 * The forward pass of an encoder in the shape of MiniLM-L6 (six layers of width 384, random weights), beside PyTorch's on the same
 * weights and tokens: the largest difference of a vector's component, and milliseconds a text.
 */

const PYTHON = "/usr/bin/python3";
const TEXTS = 16;
const LENGTH = 64;
const REPEATS = 5;

const answerSchema = z.object({ seconds: z.number(), vectors: z.array(z.number()), version: z.string() });

export async function* encoders({ seed, threads }: { seed: number; threads: number }): AsyncGenerator<object> {
  const peer = { name: "PyTorch" };
  if (!existsSync(PYTHON) || !(await hasTorch())) {
    yield { bench: "encoders", skipped: "PyTorch is not installed. On Debian: apt-get install python3-torch" };
    return;
  }
  const folder = await mkdtemp(path.join(tmpdir(), "plumbline-bench-"));
  try {
    await writeTinyEncoder(folder, { family: "bert", seed, layers: 6, width: 384, heads: 12, inner: 1536, positions: 512 });
    const encoder = await openEncoderFolder(folder);
    const random = createRandom(seed);
    const rows = Array.from({ length: TEXTS }, (_, row) => {
      const ids = Array.from({ length: row % 2 === 0 ? LENGTH : LENGTH / 2 }, () => 5 + random.integer(40));
      return { ids, segments: ids.map((_id, k) => (k > 10 ? 1 : 0)), marked: ids.map((_id, k) => (k > 10 ? 1 : 0)) };
    });
    const inputs = padTokens(encoder.config, rows, LENGTH);
    const session = await openSession(buildEncoderModel(encoder), { threads });
    let best = Number.POSITIVE_INFINITY;
    let ours = new Float32Array(0);
    for (let k = 0; k <= REPEATS; k += 1) {
      const started = performance.now();
      const results = await session.run(inputs);
      if (k > 0) best = Math.min(best, (performance.now() - started) / 1000);
      ours = Float32Array.from(results.vectors ?? []);
    }
    await session.release();
    const pad = (values: readonly number[]): number[] => [...values, ...Array.from({ length: LENGTH - values.length }, () => 0)];
    const job = {
      ids: rows.map(({ ids }) => pad(ids)),
      mask: rows.map(({ ids }) => pad(ids.map(() => 1))),
      segments: rows.map(({ segments }) => pad(segments)),
      pooled: rows.map(({ marked }) => pad(marked)),
      repeats: REPEATS,
    };
    await writeFile(path.join(folder, "job.json"), JSON.stringify(job));
    const script = path.resolve("bench/peers/encoder.py");
    const { stdout } = await promisify(execFile)(PYTHON, [script, folder, String(threads)], { maxBuffer: 2 ** 28 });
    const theirs = answerSchema.parse(JSON.parse(stdout));
    const difference = theirs.vectors.reduce((most, value, k) => Math.max(most, Math.abs(value - (ours[k] ?? Number.NaN))), 0);
    const perText = (seconds: number): number => (1000 * seconds) / TEXTS;
    yield {
      bench: "encoders",
      shape: `6 layers, width 384, ${TEXTS} texts of ${LENGTH} tokens, ${threads} threads`,
      peer: { ...peer, version: theirs.version, msPerText: perText(theirs.seconds) },
      ours: { msPerText: perText(best), largestDifference: difference, agrees: difference < 1e-4 },
      ratio: theirs.seconds / best,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const hasTorch = async (): Promise<boolean> => {
  try {
    await promisify(execFile)(PYTHON, ["-c", "import torch"]);
    return true;
  } catch {
    return false; // not installed: the row says how
  }
};
