import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { stringify } from "csv-stringify/sync";
import { z } from "zod";
import type { Column } from "@/lib/exports/columns";
import { linesOf } from "@/lib/exports/line-file";
import { guardFormula } from "@/lib/spreadsheet-csv";

const rowSchema = z.record(z.string(), z.json());

/** Texts are guarded; numbers stay numbers; lists, conversations and values without a fixed shape are JSON. */
const cell = (value: z.infer<ReturnType<typeof z.json>> | undefined, kind: Column["kind"]): string => {
  if (value === null || value === undefined) return "";
  if (typeof value === "string" && kind !== "json") return guardFormula(value);
  return typeof value === "object" || typeof value === "string" ? JSON.stringify(value) : String(value);
};

async function* csvLines(stagedPath: string, columns: Column[]): AsyncGenerator<string> {
  yield stringify([columns.map(({ name }) => guardFormula(name))]);
  for await (const line of linesOf(stagedPath)) {
    const row = rowSchema.parse(JSON.parse(line));
    yield stringify([columns.map(({ name, kind }) => cell(row[name], kind))]);
  }
}

/** Rewrites staged JSON lines as CSV (RFC 4180 quoting, UTF-8). */
export const writeCsv = async (stagedPath: string, targetPath: string, columns: Column[]): Promise<void> =>
  pipeline(Readable.from(csvLines(stagedPath, columns)), createWriteStream(targetPath));
