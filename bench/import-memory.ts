import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { createRandom } from "@/lib/ml/random/random";

/**
 * Memory and speed of an import through the command line, for files of rising size: `plumbline bench import-memory`, or
 * `--only 1000` for one size in megabytes. Each size is read into an installation of its own in the system's temporary folder,
 * which is deleted afterwards. There is no peer to run beside it: nothing else reads this schema.
 */

const sizes = [100, 1_000];
const words = "the quick river holds a stone while market windows open slowly and engines hum in copper light over harbour walls".split(
  " ",
);

export type ImportMemoryRow = {
  bench: "import-memory";
  megabytes: number;
  rows: number;
  seconds: number;
  rowsPerSecond: number;
  peakRssMb: number;
  peer: null;
};

/** Pairs of about 1.7 kB with one label each, as plain as a file can be. */
const writePairs = async (file: string, megabytes: number, seed: number): Promise<void> => {
  const random = createRandom(seed);
  const write = (count: number): string => Array.from({ length: count }, () => words[random.integer(words.length)] ?? "").join(" ");
  const target = createWriteStream(file);
  for (let bytes = 0, index = 0; bytes < megabytes * 1_000_000; index += 1) {
    const row = {
      id: `row-${index}`,
      prompt: `${write(30)} ${index}`,
      responses: [
        { text: write(120), model: "north" },
        { text: write(120), model: "south" },
      ],
      labels: [{ annotator: `person-${index % 20}`, kind: "human", choice: index % 2 }],
    };
    const line = `${JSON.stringify(row)}\n`;
    bytes += line.length;
    if (!target.write(line)) await once(target, "drain");
  }
  target.end();
  await once(target, "finish");
};

const resultSchema = z.object({ rows_read: z.number(), items_added: z.number(), seconds: z.number(), peak_rss_mb: z.number() });

const importInto = async (home: string, file: string): Promise<z.infer<typeof resultSchema>> => {
  const launcher = path.resolve("scripts/plumbline.mjs");
  const args = [launcher, "import", file, "--project", "bench", "--create", "--on-error", "skip", "--json", "--home", home];
  const { DATABASE_URL: _elsewhere, ...environment } = process.env;
  const child = spawn(process.execPath, args, { env: environment, stdio: ["ignore", "pipe", "ignore"] });
  const [output] = await Promise.all([text(child.stdout), once(child, "exit")]);
  return resultSchema.parse(JSON.parse(output.trim().split("\n").at(-1) ?? ""));
};

export async function* importMemory({ seed, only }: { seed: number; only?: string }): AsyncGenerator<ImportMemoryRow> {
  for (const megabytes of only === undefined ? sizes : [Number(only)]) {
    const folder = await mkdtemp(path.join(tmpdir(), "plumbline-bench-"));
    try {
      const file = path.join(folder, "pairs.jsonl");
      await writePairs(file, megabytes, seed);
      const { rows_read: rows, items_added: added, seconds, peak_rss_mb: peakRssMb } = await importInto(path.join(folder, "home"), file);
      if (added !== rows) throw new Error(`${rows} rows were read and ${added} items added`);
      yield { bench: "import-memory", megabytes, rows, seconds, rowsPerSecond: rows / seconds, peakRssMb, peer: null };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
