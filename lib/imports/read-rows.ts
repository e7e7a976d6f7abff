import { mapRecord } from "@/lib/imports/map-record";
import { parseLine, parseValue } from "@/lib/imports/parse-row";
import type { ParsedRow } from "@/lib/imports/parse-row";
import { readCsv } from "@/lib/imports/read-csv";
import { readLines } from "@/lib/imports/read-lines";
import type { FileSource, Meter } from "@/lib/imports/read-lines";
import type { ImportRow, Mapping, Reading } from "@/lib/imports/schema";

export type ReadRow =
  { line: number; ok: true; row: ImportRow; chars: number } | { line: number; ok: false; reason: string; excerpt: string };

const excerptChars = 300;

/** The excerpt is stored and shown as text, so it must be text. */
const refuse = (line: number, reason: string, excerpt: string): ReadRow => ({
  line,
  ok: false,
  reason,
  excerpt: excerpt
    .slice(0, excerptChars)
    .replaceAll("\u0000", "\u2400")
    .replace(/\p{Surrogate}/gu, "\ufffd"),
});

const settle = (line: number, parsed: ParsedRow, text: string): ReadRow =>
  parsed.ok ? { line, ok: true, row: parsed.row, chars: text.length } : refuse(line, parsed.reason, text);

async function* readJsonRows(source: FileSource, mapping: Mapping | null, meter: Meter): AsyncGenerator<ReadRow> {
  for await (const batch of readLines(source, meter)) {
    for (const read of batch) {
      if ("reason" in read) yield refuse(read.line, read.reason, read.excerpt);
      else if (read.text.trim() !== "") yield settle(read.line, parseLine(read.text, mapping), read.text);
    }
  }
}

async function* readCsvRows(source: FileSource, mapping: Mapping, meter: Meter): AsyncGenerator<ReadRow> {
  for await (const read of readCsv(source, meter)) {
    if ("reason" in read) {
      yield refuse(read.line, read.reason, read.excerpt);
      continue;
    }
    const mapped = mapRecord(read.record, mapping);
    yield settle(read.line, mapped.ok ? parseValue(mapped.value, null) : mapped, read.text);
  }
}

/** Every row of a file in order, with its line: parsed, or why it is refused. Memory does not grow with the file. */
export const readRows = (source: FileSource, reading: Reading, meter: Meter): AsyncGenerator<ReadRow> =>
  reading.format === "csv" && reading.mapping ? readCsvRows(source, reading.mapping, meter) : readJsonRows(source, reading.mapping, meter);
