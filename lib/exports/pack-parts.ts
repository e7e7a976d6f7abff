import { mkdir, stat } from "node:fs/promises";
import path from "node:path";
import { compressFile, compressionSuffix } from "@/lib/exports/containers/compress";
import { writeCsv } from "@/lib/exports/containers/csv";
import { writeParquet } from "@/lib/exports/containers/parquet";
import type { Column } from "@/lib/exports/columns";
import type { Shard, StagedPart } from "@/lib/exports/line-file";
import type { ExportContainer, Recipe } from "@/lib/exports/schema";
import { mainPart } from "@/lib/exports/stage-rows";

export type PackedFile = {
  /** in the data set */
  path: string;
  /** on disk */
  file: string;
  part: string;
  split: string;
  columns: Column[];
  rows: number;
  bytes: number;
  /** of the rows as text: what `dataset_info` calls the size of a split */
  stagedBytes: number;
};

const extensions: Record<ExportContainer, string> = { parquet: "parquet", hf: "parquet", jsonl: "jsonl", csv: "csv" };

export type PackSettings = { container: ExportContainer; compression: Recipe["compression"]; stem: string | undefined };

const isCut = (container: ExportContainer): boolean => container === "parquet" || container === "hf";

/** Only text is packed; Parquet is packed inside. CSV by gzip alone, since a line of it may break anywhere. */
const compressionOf = ({ container, compression }: PackSettings): Recipe["compression"] => {
  if (isCut(container)) return "none";
  return container === "csv" && compression === "zstd" ? "gzip" : compression;
};

/** `data/train-00000-of-00001.parquet` in a folder for the hub; plain names elsewhere, numbered only where there are several. */
const pathOf = (part: StagedPart, index: number, settings: PackSettings): string => {
  const { container } = settings;
  const numbered = `-${String(index).padStart(5, "0")}-of-${String(part.shards.length).padStart(5, "0")}`;
  const main = part.part === mainPart;
  if (container === "hf") return `${main ? "data" : part.part}/${part.split}${numbered}.parquet`;
  const stem = main && settings.stem ? `.${settings.stem}` : "";
  const name = `${main ? part.split : part.part}${part.shards.length > 1 ? numbered : ""}${stem}`;
  return `${name}.${extensions[container]}${compressionSuffix[compressionOf(settings)]}`;
};

const packShard = async (shard: Shard, columns: Column[], target: string, settings: PackSettings): Promise<string> => {
  const { container } = settings;
  const compression = compressionOf(settings);
  if (isCut(container)) {
    await writeParquet(shard, target, columns);
    return target;
  }
  const plain = container === "csv" ? `${target}.plain` : shard.path;
  if (container === "csv") await writeCsv(shard.path, plain, columns);
  if (compression === "none") return plain;
  await compressFile(plain, target, compression, shard.longest);
  return target;
};

/** Makes the files of a container from staged parts, two at a time: each is the work of one thread, and of memory for its row groups. */
export const packParts = async (
  parts: StagedPart[],
  folder: string,
  settings: PackSettings,
  tell: (done: number, total: number, part: string) => void,
): Promise<PackedFile[]> => {
  // An empty table is no JSON Lines: a file without a byte has no columns, and polars and datasets refuse it.
  const told = settings.container === "jsonl" ? parts.filter(({ rows }) => rows > 0) : parts;
  const wanted = (told.some(({ part }) => part === mainPart) ? told : parts).flatMap((part) =>
    part.shards.map((shard, index) => ({ part, shard, path: pathOf(part, index, settings) })),
  );
  const packed: PackedFile[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (;;) {
      const place = next;
      const one = wanted[place];
      if (!one) return;
      next += 1;
      tell(place, wanted.length, one.part.part);
      const target = path.join(folder, "out", one.path);
      await mkdir(path.dirname(target), { recursive: true });
      const file = await packShard(one.shard, one.part.columns, target, settings);
      const { part, split, columns } = one.part;
      const { size } = await stat(file);
      packed[place] = { path: one.path, file, part, split, columns, rows: one.shard.rows, bytes: size, stagedBytes: one.shard.bytes };
    }
  };
  await Promise.all([work(), work()]);
  return packed;
};
