import { readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import type { DuckDBConnection } from "@duckdb/node-api";
import { RecordBatchFileWriter, RecordBatchStreamWriter, tableFromJSON } from "apache-arrow";
import { stringify } from "csv-stringify/sync";
import { fixturesByFormat } from "@/lib/imports/formats/fixtures";
import path from "node:path";
import { plainRecords } from "@/bench/fuzz/plain-records";
import { asZip } from "@/bench/fuzz/as-zip";

/** A file as it was written, before anything happened to it. */
type WholeFile = { name: string; bytes: Buffer };

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

/** Every format's fixtures, and records whose columns tell what they are, in every container that holds them. */
export const wholeFiles = async (folder: string): Promise<WholeFile[]> => {
  const seeds: WholeFile[] = [];
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  const byFormat = { ...fixturesByFormat, columns: plainRecords.map((records) => ({ records })) };
  for (const [format, fixtures] of Object.entries(byFormat)) {
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
