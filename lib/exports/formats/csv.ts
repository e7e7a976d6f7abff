import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { stringify } from "csv-stringify/sync";
import { z } from "zod";
import type { Column } from "@/lib/exports/columns";

/**
 * Keeps a spreadsheet from running a text as a formula: what begins like one gets an apostrophe in front, which a
 * spreadsheet hides. Full-width forms are taken for the same signs by some of them.
 */
export const guardFormula = (text: string): string => (/^[=+\-@\t\r\n|%\uff0b\uff0d\uff1d\uff20]/.test(text) ? `'${text}` : text);

const rowSchema = z.record(z.string(), z.json());

/** Texts are guarded; numbers stay numbers; lists and conversations are JSON, which begins with a bracket. */
const cell = (value: z.infer<ReturnType<typeof z.json>> | undefined): string => {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return guardFormula(value);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

async function* csvLines(stagedPath: string, columns: Column[]): AsyncGenerator<string> {
  yield stringify([columns.map(({ name }) => name)]);
  for await (const line of createInterface({ input: createReadStream(stagedPath, "utf8"), crlfDelay: Number.POSITIVE_INFINITY })) {
    const row = rowSchema.parse(JSON.parse(line));
    yield stringify([columns.map(({ name }) => cell(row[name]))]);
  }
}

/** Rewrites staged JSON lines as CSV (RFC 4180 quoting, UTF-8). */
export const writeCsv = async (stagedPath: string, targetPath: string, columns: Column[]): Promise<void> =>
  pipeline(Readable.from(csvLines(stagedPath, columns)), createWriteStream(targetPath));
