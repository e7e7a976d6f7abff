import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { deflateRawSync, gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import type { DuckDBConnection } from "@duckdb/node-api";
import { RecordBatchFileWriter, RecordBatchStreamWriter, tableFromJSON } from "apache-arrow";
import { stringify } from "csv-stringify/sync";
import { AppError } from "@/lib/errors";
import { sourceAt } from "@/lib/imports/containers/file-source";
import { detectReading } from "@/lib/imports/detect-reading";
import { fixturesByFormat } from "@/lib/imports/formats/fixtures";
import { readRows } from "@/lib/imports/read-rows";
import { createRandom } from "@/lib/ml/random/random";
import type { RandomStream as Random } from "@/lib/ml/random/random";

/**
 * Files of every format and container, spoilt in every way that files are spoilt, and read: `plumbline bench fuzz-imports`. A file
 * must be read or refused, never crash the reader, hang it or fill memory; a refusal must name its place and its reason.
 */

type Seed = { name: string; bytes: Buffer };

const copies = 6;

const asParquet = async (connection: DuckDBConnection, folder: string, name: string, records: unknown[]): Promise<Buffer | null> => {
  const [from, to] = [path.join(folder, `${name}.jsonl`), path.join(folder, `${name}.parquet`)];
  await writeFile(from, records.map((record) => JSON.stringify(record)).join("\n"));
  try {
    await connection.run(`copy (select * from read_json('${from}')) to '${to}' (format parquet, compression zstd)`);
    return await readFile(to);
  } catch {
    return null; // records without one schema have no Parquet form
  }
};

export const asZip = (entries: ({ name: string } & ({ bytes: Buffer } | { packed: Buffer; size: number }))[]): Buffer => {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const one of entries) {
    const { name } = one;
    const { packed, size } = "bytes" in one ? { packed: deflateRawSync(one.bytes), size: one.bytes.length } : one;
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(size, 22);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    parts.push(head, Buffer.from(name), packed);
    directory.push(entry, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listed, end]);
};

const arrowOf = async (records: Record<string, unknown>[]): Promise<[Uint8Array, Uint8Array] | null> => {
  try {
    const flat = records.map((record) =>
      Object.fromEntries(Object.entries(record).map(([key, value]) => [key, typeof value === "object" ? JSON.stringify(value) : value])),
    );
    const table = tableFromJSON(flat);
    return [await RecordBatchStreamWriter.writeAll(table).toUint8Array(), await RecordBatchFileWriter.writeAll(table).toUint8Array()];
  } catch {
    return null; // a column without a value in its first row has no type
  }
};

/** Every format's fixtures in every container that holds them. */
const wholeFiles = async (folder: string): Promise<Seed[]> => {
  const seeds: Seed[] = [];
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  for (const [format, fixtures] of Object.entries(fixturesByFormat)) {
    for (const [i, { records }] of fixtures.entries()) {
      const name = `${format}-${i}`;
      const many = Array.from({ length: copies }, () => records).flat();
      const lines = Buffer.from(many.map((record) => JSON.stringify(record)).join("\n"));
      const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
      const cells = many.map((record) =>
        columns.map((column) => (typeof record[column] === "object" ? JSON.stringify(record[column]) : record[column])),
      );
      seeds.push({ name: `${name}.jsonl`, bytes: lines }, { name: `${name}.jsonl.gz`, bytes: gzipSync(lines) });
      seeds.push({ name: `${name}.json`, bytes: Buffer.from(JSON.stringify(many, null, 1)) });
      seeds.push({ name: `${name}.csv`, bytes: Buffer.from(stringify([columns, ...cells])) });
      seeds.push({ name: `${name}.tsv`, bytes: Buffer.from(stringify([columns, ...cells], { delimiter: "\t" })) });
      seeds.push({
        name: `${name}.zip`,
        bytes: asZip([
          { name: "README.md", bytes: Buffer.from("---\nconfigs:\n- config_name: a\n  data_files: data/*\n---\n") },
          { name: "data/train.jsonl", bytes: lines },
        ]),
      });
      const parquet = await asParquet(connection, folder, name, many);
      if (parquet) seeds.push({ name: `${name}.parquet`, bytes: parquet });
      const arrow = await arrowOf(many);
      if (arrow)
        seeds.push({ name: `${name}.arrows`, bytes: Buffer.from(arrow[0]) }, { name: `${name}.arrow`, bytes: Buffer.from(arrow[1]) });
    }
  }
  connection.closeSync();
  instance.closeSync();
  return seeds;
};

const splice = (bytes: Buffer, at: number, remove: number, insert: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]);

const nasty = [
  Buffer.from([0]),
  Buffer.from([0xff, 0xfe]),
  Buffer.from([0xef, 0xbb, 0xbf]),
  Buffer.from('"\\ud800"'),
  Buffer.from("\\u0000"),
  Buffer.from("NaN"),
  Buffer.from("1e999"),
  Buffer.from('"'),
  Buffer.from("\r"),
  Buffer.from("\n\n"),
  Buffer.from("}{"),
  Buffer.from("]["),
  Buffer.from("=cmd|'/c calc'!A1"),
  Buffer.from('{"__proto__":{"x":1}}'),
  Buffer.from("[".repeat(10_000)),
  Buffer.from(`${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`),
  Buffer.from("é".repeat(5_000)),
];

type Mutation = { name: string; apply: (bytes: Buffer, random: Random) => Buffer };

/** What happens to files on their way: cut, flipped, doubled, spliced, glued, mis-encoded, and some that are made to hurt. */
const mutations: Mutation[] = [
  { name: "as it is", apply: (bytes) => bytes },
  { name: "cut", apply: (bytes, random) => bytes.subarray(0, random.integer(bytes.length + 1)) },
  { name: "head missing", apply: (bytes, random) => bytes.subarray(random.integer(bytes.length + 1)) },
  {
    name: "bits flipped",
    apply: (bytes, random) => {
      const spoilt = Buffer.from(bytes);
      for (let i = 0; i < 1 + random.integer(20); i += 1) {
        const at = random.integer(spoilt.length || 1);
        spoilt[at] = (spoilt[at] ?? 0) ^ (1 << random.integer(8));
      }
      return spoilt;
    },
  },
  {
    name: "bytes put in",
    apply: (bytes, random) => {
      let spoilt = bytes;
      for (let i = 0; i < 1 + random.integer(3); i += 1)
        spoilt = splice(
          spoilt,
          random.integer(spoilt.length + 1),
          random.integer(4),
          nasty[random.integer(nasty.length)] ?? Buffer.alloc(0),
        );
      return spoilt;
    },
  },
  {
    name: "a piece moved",
    apply: (bytes, random) => {
      const [from, length] = [random.integer(bytes.length + 1), random.integer(200)];
      return splice(bytes, random.integer(bytes.length + 1), 0, bytes.subarray(from, from + length));
    },
  },
  { name: "twice", apply: (bytes) => Buffer.concat([bytes, bytes]) },
  { name: "zeros", apply: (bytes, random) => splice(bytes, random.integer(bytes.length + 1), 0, Buffer.alloc(random.integer(5_000))) },
  { name: "latin-1", apply: (bytes) => Buffer.from(bytes.toString("utf8"), "latin1") },
  { name: "utf-16", apply: (bytes) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(bytes.toString("utf8"), "utf16le")]) },
  {
    name: "many keys",
    apply: (bytes) => Buffer.concat([Buffer.from(`{${Array.from({ length: 150_000 }, (_, i) => `"k${i}":1`).join(",")}}\n`), bytes]),
  },
  { name: "a long line", apply: (bytes) => Buffer.concat([Buffer.from(`{"prompt":"${"x".repeat(51_000_000)}"}\n`), bytes]) },
  { name: "packed again", apply: (bytes) => gzipSync(bytes) },
];

// Those that build tens of megabytes are drawn less often.
const heavy = new Set(["a long line", "many keys"]);

export type FuzzFile = { name: string; mutation: string; bytes: Buffer };

export async function* mutatedFiles(seed: number, count: number, folder: string): AsyncGenerator<FuzzFile> {
  const random = createRandom(seed);
  const seeds = await wholeFiles(folder);
  for (let i = 0; i < count; i += 1) {
    const whole = seeds[i % seeds.length];
    let mutation = mutations[random.integer(mutations.length)];
    if (mutation && heavy.has(mutation.name) && random.integer(10) > 0) mutation = mutations[random.integer(6)];
    if (!whole || !mutation) continue;
    yield { name: whole.name, mutation: mutation.name, bytes: mutation.apply(whole.bytes, random) };
  }
}

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
