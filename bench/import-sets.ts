import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { readReferenceRows, referenceFile } from "@/scripts/testing/reference-data";

/**
 * The ten public sets through `plumbline import`, each into a project of its own: rows as their README counts them, every label
 * and every annotator. `plumbline bench import-sets`, or `--only llmbar` for one. A figure that differs ends the run.
 */

export type ImportSetRow = {
  bench: "import-sets";
  set: string;
  rows: number;
  labels: number;
  /** labels that leave what was asked empty */
  empty: number;
  annotators: number;
  seconds: number;
  peer: null;
};

const resultSchema = z.object({
  rows_read: z.number(),
  items_added: z.number(),
  labels_added: z.number(),
  labels_unfit: z.record(z.string(), z.number()),
  annotators_added: z.number(),
  rows_refused: z.number(),
  seconds: z.number(),
});

/** Rows of each set: the table in the README of the sets. */
const listedSets = async (): Promise<Map<string, number>> => {
  const readme = await readFile(referenceFile("README.md"), "utf8");
  const lines = readme.matchAll(/^\| (\w+) \| ([\d,]+) \|/gm);
  return new Map([...lines].map(([, name = "", rows = ""]) => [name, Number(rows.replaceAll(",", ""))]));
};

const importSet = async (home: string, set: string): Promise<z.infer<typeof resultSchema>> => {
  const file = referenceFile(`${set}/train.jsonl.gz`);
  const args = [path.resolve("scripts/plumbline.mjs"), "import", file, "--project", set.replaceAll("_", "-"), "--create", "--json"];
  const { DATABASE_URL: _elsewhere, ...environment } = process.env;
  const child = spawn(process.execPath, [...args, "--home", home], { env: environment, stdio: ["ignore", "pipe", "inherit"] });
  const [output] = await Promise.all([text(child.stdout), once(child, "exit")]);
  return resultSchema.parse(JSON.parse(output.trim().split("\n").at(-1) ?? ""));
};

export async function* importSets({ only }: { only?: string }): AsyncGenerator<ImportSetRow> {
  const sets = [...(await listedSets())].filter(([set]) => only === undefined || set === only);
  if (sets.length === 0) throw new Error(`${referenceFile("README.md")} lists no such set`);
  const home = await mkdtemp(path.join(tmpdir(), "plumbline-bench-"));
  try {
    for (const [set, listed] of sets) {
      const result = await importSet(home, set);
      const labels = readReferenceRows(set).flatMap((row) => row.labels);
      const empty = Object.values(result.labels_unfit).reduce((sum, count) => sum + count, 0);
      const annotators = new Set(labels.map(({ annotator, kind }) => `${kind} ${annotator}`)).size;
      const {
        rows_read: rows,
        items_added: added,
        labels_added: brought,
        annotators_added: known,
        rows_refused: refused,
        seconds,
      } = result;
      const found = { rows, added, labels: brought + empty, annotators: known, refused };
      const wanted = { rows: listed, added: listed, labels: labels.length, annotators, refused: 0 };
      if (JSON.stringify(found) !== JSON.stringify(wanted))
        throw new Error(
          `${set}: ${JSON.stringify(found)} where ${JSON.stringify(wanted)} was to come in; ${JSON.stringify(result.labels_unfit)}`,
        );
      yield { bench: "import-sets", set, rows, labels: brought, empty, annotators, seconds, peer: null };
    }
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
