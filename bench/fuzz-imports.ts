import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { AppError } from "@/lib/errors";
import { sourceAt } from "@/lib/imports/containers/file-source";
import { detectReading } from "@/lib/imports/detect-reading";
import { readRows } from "@/lib/imports/read-rows";
import path from "node:path";
import { mutatedFiles } from "@/bench/fuzz/mutated-files";

/**
 * Files of every format and container, spoilt in every way that files are spoilt, and read: `plumbline bench fuzz-imports`. A file
 * must be read or refused, never crash the reader, hang it or fill memory; a refusal must name its place and its reason.
 */

export type FuzzOutcome = { read: number; refused: number; whole: boolean; problem: string | null };

const mostRows = 100_000;

/** Reads one file as an import would, short of the database. A problem is anything but rows, named refusals, or a refusal of the whole. */
export const readFuzzed = async (file: string, bytes: number): Promise<FuzzOutcome> => {
  const outcome: FuzzOutcome = { read: 0, refused: 0, whole: false, problem: null };
  try {
    const source = sourceAt(file, bytes);
    const { reading, needsMapping } = await detectReading(source, "auto");
    if (needsMapping) return { ...outcome, whole: true };
    for await (const read of readRows(source, reading, { bytes: 0 })) {
      if (read.ok === false) {
        outcome.refused += 1;
        if (read.reason.trim() === "" || !Number.isInteger(read.line) || read.line < 1)
          outcome.problem = `a refusal without place or reason: ${JSON.stringify(read)}`;
      } else if (read.ok === true) outcome.read += 1;
      if (outcome.read + outcome.refused > mostRows) return { ...outcome, problem: "more rows than the file can hold" };
    }
  } catch (error) {
    outcome.whole = true;
    const named = error instanceof AppError && error.code === "refused" && error.userMessage.includes(path.basename(file));
    if (!named) outcome.problem = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
  return outcome;
};

export type FuzzImportsRow = {
  bench: "fuzz-imports";
  files: number;
  rowsRead: number;
  rowsRefused: number;
  filesRefused: number;
  problems: number;
  firstProblems: string[];
  slowestSeconds: number;
  limitSeconds: number;
  peakRssMb: number;
  peer: null;
};

const limitSeconds = 5;

export async function* fuzzImports({ seed, only }: { seed: number; only?: string }): AsyncGenerator<FuzzImportsRow> {
  const folder = await mkdtemp(path.join(tmpdir(), "plumbline-fuzz-"));
  const row: FuzzImportsRow = {
    bench: "fuzz-imports",
    files: 0,
    rowsRead: 0,
    rowsRefused: 0,
    filesRefused: 0,
    problems: 0,
    firstProblems: [],
    slowestSeconds: 0,
    limitSeconds,
    peakRssMb: 0,
    peer: null,
  };
  try {
    for await (const { name, mutation, bytes } of mutatedFiles(seed, only === undefined ? 2_000 : Number(only), folder)) {
      const file = path.join(folder, `fuzz-${row.files}-${name}`);
      await writeFile(file, bytes);
      const began = performance.now();
      const { read, refused, whole, problem } = await readFuzzed(file, bytes.length);
      const seconds = (performance.now() - began) / 1_000;
      await rm(file);
      row.files += 1;
      row.rowsRead += read;
      row.rowsRefused += refused;
      row.filesRefused += Number(whole);
      row.slowestSeconds = Math.max(row.slowestSeconds, seconds);
      row.peakRssMb = Math.max(row.peakRssMb, process.memoryUsage().rss / 1e6);
      const fault = problem ?? (seconds > limitSeconds ? `took ${seconds.toFixed(1)} s` : null);
      if (fault === null) continue;
      row.problems += 1;
      if (row.firstProblems.length < 20) row.firstProblems.push(`${name}, ${mutation}: ${fault}`);
    }
    yield row;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
