import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { Field, Int64, List, RecordBatchFileWriter, RecordBatchStreamWriter, Table, Utf8, vectorFromArray } from "apache-arrow";
import { beforeAll, describe, expect, it } from "vitest";
import yazl from "yazl";
import { asZip } from "@/bench/fuzz/as-zip";
import { planFolder, splitOfPath } from "@/lib/imports/containers/dataset-folder";
import type { FileSource } from "@/lib/imports/containers/file-source";
import { findSource } from "@/lib/imports/containers/find-source";
import { containerOf, readRecords } from "@/lib/imports/containers/read-records";
import { unpackLz4 } from "@/lib/imports/containers/unpack-lz4";
import { detectReading } from "@/lib/imports/detect-reading";
import { readRows } from "@/lib/imports/read-rows";
import { deflatedBomb, gzipBomb } from "@/scripts/testing/bombs";
import { sourceOf } from "@/scripts/testing/file-source";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "plumbline-containers-"));
  return () => rmSync(folder, { recursive: true, force: true });
});

const rows = Array.from({ length: 25 }, (_, i) => ({
  prompt: `Question ${i}\nwith "quotes", é and 😀`,
  chosen: `good ${i}`,
  rejected: `bad ${i}`,
}));

type Seen = { container: string | null; values: Record<string, unknown>[]; faults: string[] };

const readAll = async (source: FileSource): Promise<Seen> => {
  const container = await containerOf(source);
  if (container === null || typeof container === "object" || container === "folder")
    return { container: String(container), values: [], faults: [] };
  const seen: Seen = { container, values: [], faults: [] };
  for await (const read of readRecords(source, container, { bytes: 0 })) {
    if (read.ok) seen.values.push(read.record);
    else seen.faults.push(`${read.line}: ${read.reason}`);
  }
  return seen;
};

const duck = async (sql: string): Promise<void> => {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
};

const lines = rows.map((row) => JSON.stringify(row)).join("\n");

describe("a container is told by its bytes", () => {
  it("JSON lines, plain, gzip and zstd, whatever the name says", async () => {
    const file = path.join(folder, "rows.jsonl");
    writeFileSync(file, lines);
    await duck(`copy (select * from read_json('${file}')) to '${folder}/rows.bin' (format json, compression zstd)`);
    expect(await readAll(sourceOf(lines))).toEqual({ container: "jsonl", values: rows, faults: [] });
    expect(await readAll(sourceOf(gzipSync(lines)))).toEqual({ container: "jsonl", values: rows, faults: [] });
    expect(await readAll(await findSource(`${folder}/rows.bin`))).toEqual({ container: "jsonl", values: rows, faults: [] });
  });

  it("JSON: a list, a list under a key, one object after another, columns", async () => {
    const shapes = [
      JSON.stringify(rows),
      JSON.stringify(rows, null, 2),
      JSON.stringify({ version: "1", data: rows }, null, 1),
      rows.map((row) => JSON.stringify(row, null, 2)).join("\n"),
      JSON.stringify(
        { prompt: rows.map((row) => row.prompt), chosen: rows.map((row) => row.chosen), rejected: rows.map((row) => row.rejected) },
        null,
        1,
      ),
    ];
    for (const text of shapes)
      expect(await readAll(sourceOf(text, { chunkBytes: 13 }))).toEqual({ container: "json", values: rows, faults: [] });
    const [first] = rows;
    expect(await readAll(sourceOf(JSON.stringify(first, null, 2)))).toEqual({ container: "json", values: [first], faults: [] });
  });

  it("a document that breaks off gives what came before, and says where it ends", async () => {
    const text = JSON.stringify(rows, null, 2);
    const seen = await readAll(sourceOf(text.slice(0, text.length - 30)));
    expect(seen.values).toEqual(rows.slice(0, -1));
    expect(seen.faults).toEqual(["122: is cut off: the document ends before its brackets are closed"]);
    expect((await readAll(sourceOf("[1, {}]]"))).faults).toEqual([
      "1: is not a JSON object",
      "1: closes a bracket that was not opened; what follows cannot be read",
    ]);
  });

  it("Parquet, with lists and objects", async () => {
    const file = path.join(folder, "nested.jsonl");
    const nested = rows.map((row, i) => ({ ...row, turns: [{ role: "user", content: "x" }], score: i / 2 }));
    writeFileSync(file, nested.map((row) => JSON.stringify(row)).join("\n"));
    await duck(`copy (select * from read_json('${file}')) to '${folder}/rows.parquet' (format parquet, row_group_size 10)`);
    expect(await readAll(await findSource(`${folder}/rows.parquet`))).toEqual({ container: "parquet", values: nested, faults: [] });
  });

  it("Arrow files and streams, with lists, whole numbers and nothing", async () => {
    const values = rows.map((row, i) => ({ ...row, tags: [`t${i}`, "x"], n: i, none: i % 2 === 0 ? "there" : null }));
    const words = new List(new Field("item", new Utf8()));
    const table = new Table({
      prompt: vectorFromArray(
        values.map((row) => row.prompt),
        new Utf8(),
      ),
      chosen: vectorFromArray(
        values.map((row) => row.chosen),
        new Utf8(),
      ),
      rejected: vectorFromArray(values.map((row) => row.rejected)),
      tags: vectorFromArray(
        values.map((row) => row.tags),
        words,
      ),
      n: vectorFromArray(
        values.map((row) => BigInt(row.n)),
        new Int64(),
      ),
      none: vectorFromArray(
        values.map((row) => row.none),
        new Utf8(),
      ),
    });
    const stream = await RecordBatchStreamWriter.writeAll(table).toUint8Array();
    const file = await RecordBatchFileWriter.writeAll(table).toUint8Array();
    const at = path.join(folder, "rows.feather");
    writeFileSync(at, file);
    for (const source of [sourceOf(Buffer.from(stream)), await findSource(at)])
      expect(await readAll(source)).toEqual({ container: "arrow", values, faults: [] });
    const cut = await readAll(sourceOf(Buffer.from(stream.subarray(0, stream.length / 2))));
    expect(cut.faults).toHaveLength(1);
  });

  it("an Arrow file whose directory leads to what is no batch is refused, not searched for ever", async () => {
    const table = new Table({ prompt: vectorFromArray(["a", "b"], new Utf8()) });
    const file = Buffer.from(await RecordBatchFileWriter.writeAll(table).toUint8Array());
    const at = path.join(folder, "directory.feather");
    const faults: string[] = [];
    // One of the first bytes of the batch's head says what it is. Where it says “nothing”, the library looks at the same place again.
    for (const byte of Array.from({ length: 64 }, (_, i) => 16 + i).filter((place) => file[place] === 3)) {
      const damaged = Buffer.from(file);
      damaged[byte] = 0;
      writeFileSync(at, damaged);
      faults.push(...(await readAll(await findSource(at))).faults);
    }
    expect(faults.join()).toContain("names the same place again and again");
  });

  it("an Arrow stream whose header was damaged is read or refused, and no list that it cannot hold is made", async () => {
    const table = new Table({ prompt: vectorFromArray(["a", "b"], new Utf8()), chosen: vectorFromArray(["c", "d"], new Utf8()) });
    const stream = Buffer.from(await RecordBatchStreamWriter.writeAll(table).toUint8Array());
    const faults = new Set<string>();
    for (let at = 8; at + 4 <= stream.length; at += 4) {
      const spoilt = Buffer.from(stream);
      spoilt.writeInt32LE(0x3fffffff, at);
      for (const fault of (await readAll(sourceOf(spoilt))).faults) faults.add(fault);
    }
    expect([...faults].join("\n")).toContain("its header tells of a list of 1073741823 entries");
  });

  it("tables by their separator, UTF-16 by its mark; a workbook and an empty file are told apart", async () => {
    const table = `prompt\tchosen\trejected\n${rows
      .map((row) =>
        Object.values(row)
          .map((cell) => `"${cell.replaceAll('"', '""')}"`)
          .join("\t"),
      )
      .join("\n")}`;
    expect(await readAll(sourceOf(table))).toEqual({ container: "csv", values: rows, faults: [] });
    expect(await readAll(sourceOf(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(table, "utf16le")]), { chunkBytes: 5 }))).toEqual({
      container: "csv",
      values: rows,
      faults: [],
    });
    expect(await containerOf(sourceOf(""))).toBeNull();
    expect(await containerOf(sourceOf("PK\u0003\u0004…", { fileName: "sheet.xlsx" }))).toMatchObject({
      reason: "is a workbook; save the sheet as CSV or TSV",
    });
  });
});

describe("a data set folder", () => {
  const readme = `---\nconfigs:\n- config_name: raw\n  data_files: raw/*.jsonl\n- config_name: pairs\n  default: true\n  data_files:\n  - split: train\n    path: data/train-*.jsonl\n  - split: heldout\n    path: "data/other*"\n---\n# Pairs\n`;
  const names = ["README.md", "raw/a.jsonl", "data/train-00000-of-00001.jsonl", "data/other.jsonl", "dataset_infos.json"];

  it("is read by its header's default configuration, else by names", () => {
    expect(planFolder(names, readme)).toEqual({
      files: [
        { name: "data/train-00000-of-00001.jsonl", split: "train" },
        { name: "data/other.jsonl", split: "heldout" },
      ],
      config: "pairs",
      otherConfigs: ["raw"],
    });
    expect(planFolder(names, null).files.map(({ split }) => split)).toEqual([null, "train", null]);
    expect(["data/dev.csv", "x/testing-1.parquet", "contest.csv", "eval/a.jsonl"].map(splitOfPath)).toEqual([
      "validation",
      "test",
      null,
      "test",
    ]);
  });

  it("comes as a folder or as a ZIP archive, with the split of each row", async () => {
    const home = path.join(folder, "set");
    for (const below of ["raw", "data"]) mkdirSync(path.join(home, below), { recursive: true });
    writeFileSync(path.join(home, "README.md"), readme);
    writeFileSync(path.join(home, "raw/a.jsonl"), "{}");
    writeFileSync(path.join(home, "dataset_infos.json"), "{}");
    writeFileSync(path.join(home, "data/train-00000-of-00001.jsonl"), lines);
    writeFileSync(path.join(home, "data/other.jsonl"), `${JSON.stringify({ ...rows[0], prompt: "Other" })}\n{broken`);
    const zip = new yazl.ZipFile();
    for (const name of names) zip.addFile(path.join(home, name), `set-main/${name}`);
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(path.join(folder, "set.zip")));
    for (const file of [home, path.join(folder, "set.zip")]) {
      const source = await findSource(file);
      const { reading, confidence } = await detectReading(source, "auto");
      expect(reading).toMatchObject({ container: "folder", format: "trl-preference" });
      expect(confidence).toBe(0.9);
      const splits: unknown[] = [];
      const faults: unknown[] = [];
      for await (const read of readRows(source, reading, { bytes: 0 })) {
        if (read.ok === true) splits.push(read.row.meta?.split);
        else if (!read.ok) faults.push([read.file, read.line]);
      }
      expect(splits).toEqual([...rows.map(() => "train"), "heldout"]);
      expect(faults).toEqual([["data/other.jsonl", 2]]);
    }
  });

  it("is read whole where READMEs lie beside the rows, or each of several sets has its own", async () => {
    const rowIn = (file: string): void => writeFileSync(file, JSON.stringify({ ...rows[0], prompt: file }));
    const readAllOf = async (home: string): Promise<number> => {
      const source = await findSource(home);
      const { reading } = await detectReading(source, "auto");
      let found = 0;
      for await (const read of readRows(source, reading, { bytes: 0 })) found += Number(read.ok === true);
      return found;
    };
    const documented = path.join(folder, "documented");
    for (const below of ["docs", "data"]) mkdirSync(path.join(documented, below), { recursive: true });
    writeFileSync(path.join(documented, "docs/README.md"), "# How it was made");
    rowIn(path.join(documented, "data/train.jsonl"));
    expect(await readAllOf(documented)).toBe(1);
    const several = path.join(folder, "several");
    for (const set of ["a", "b"]) {
      mkdirSync(path.join(several, set), { recursive: true });
      writeFileSync(path.join(several, set, "README.md"), "# A set");
      rowIn(path.join(several, set, "rows.jsonl"));
    }
    expect(await readAllOf(several)).toBe(2);
  });

  it("a bomb is given up, whether it is gzip, zstd or an archive", async () => {
    const bomb = path.join(folder, "bomb.jsonl.gz");
    writeFileSync(bomb, gzipBomb());
    const seen = await readAll(await findSource(bomb));
    expect(seen.faults).toEqual(["1: cannot be read, nor what follows: unpacks to far more than text ever does"]);
    writeFileSync(path.join(folder, "bomb.zip"), asZip([{ name: "data.jsonl", ...deflatedBomb() }]));
    await expect(detectReading(await findSource(path.join(folder, "bomb.zip")), "auto")).rejects.toThrow("data.jsonl cannot be unpacked");
  });
});

describe("an LZ4 frame", () => {
  it("unpacks copies that overlap what they write, and breaks off where it lies", () => {
    // "ab" and a copy of 10 from two back, then five literals: the specification asks a block to end with them.
    const block = [0x26, 0x61, 0x62, 0x02, 0x00, 0x50, ...Buffer.from("hello")];
    const frame = (bytes: number[]): Uint8Array =>
      Uint8Array.from([0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82, bytes.length, 0, 0, 0, ...bytes, 0, 0, 0, 0]);
    expect(Buffer.from(unpackLz4(frame(block))).toString()).toBe("abababababab" + "hello");
    expect(() => unpackLz4(frame([0x26, 0x61, 0x62, 0x09, 0x00]))).toThrow("before its start");
    expect(() => unpackLz4(frame(block).subarray(0, 14))).toThrow("breaks off");
    expect(() => unpackLz4(Uint8Array.from(Buffer.from("not an lz4 frame")))).toThrow("no LZ4");
    expect(() => unpackLz4(frame(block), 8)).toThrow("limit");
  });
});
