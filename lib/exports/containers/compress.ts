import { createReadStream, createWriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { quoted, withDuckdb } from "@/lib/exports/containers/duckdb";
import type { Recipe } from "@/lib/exports/schema";

export const compressionSuffix: Record<Recipe["compression"], string> = { none: "", gzip: ".gz", zstd: ".zst" };

const leastLineBytes = 4 * 1024 * 1024;

/**
 * Packs a file of JSON lines. Node has no zstd of its own before version 22, DuckDB has: a line of JSON holds no control
 * character, so that it passes through as the one column of a table without quotes.
 */
const zstdLines = async (source: string, target: string, longest: number): Promise<void> => {
  const line = Math.max(leastLineBytes, longest + 1);
  await withDuckdb(
    `copy (select * from read_csv(${quoted(source)}, columns = {'line': 'VARCHAR'}, delim = '\u0001', quote = '', escape = '',
       header = false, auto_detect = false, max_line_size = ${line}, buffer_size = ${2 * line}))
     to ${quoted(target)} (format csv, compression zstd, header false, delimiter '\u0001', quote '', escape '')`,
  );
};

/**
 * Packs a file into another, the same bytes for the same bytes.
 * @param longest bound on the bytes of a line
 */
export const compressFile = async (source: string, target: string, compression: "gzip" | "zstd", longest: number): Promise<void> => {
  if (compression === "zstd") return zstdLines(source, target, longest);
  await pipeline(createReadStream(source), createGzip({ level: 6 }), createWriteStream(`${target}.partial`));
  await rename(`${target}.partial`, target);
};
