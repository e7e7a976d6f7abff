import { z } from "zod";
import type { FileSource, Meter } from "@/lib/imports/containers/file-source";
import { arrowMagic, readArrow } from "@/lib/imports/containers/read-arrow";
import { tellingBytes, whyNoRows } from "@/lib/imports/containers/no-rows";
import { headOf, packingOf, unpackedHeadOf } from "@/lib/imports/containers/read-bytes";
import { readCsv } from "@/lib/imports/containers/read-csv";
import type { CsvRecord } from "@/lib/imports/containers/read-csv";
import { shapeOfJson } from "@/lib/imports/containers/json-shape";
import { firstCharacter, readJson } from "@/lib/imports/containers/read-json";
import { readLines } from "@/lib/imports/containers/read-lines";
import { readParquet } from "@/lib/imports/containers/read-parquet";
import { findBadJson } from "@/lib/imports/check-json";
import { parseJson } from "@/lib/imports/parse-json";
import type { ImportContainer } from "@/lib/imports/schema";

/** A record of a file: named fields, with its place (a line, or the number of a row where there are no lines), or why there is none. */
export type FileRecord =
  | { ok: true; line: number; record: Record<string, unknown>; text: string | null; chars: number }
  | { ok: false; line: number; reason: string; excerpt: string };

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** `text`: what stood in the file; `json`: the value as JSON, where it was parsed from that. */
const fromValue = (line: number, value: unknown, text: string | null, json: string | null = null): FileRecord => {
  const excerpt = text ?? "";
  if (!isRecord(value)) return { ok: false, line, reason: "is not a JSON object", excerpt };
  const bad = findBadJson(value, json);
  return bad === null ? { ok: true, line, record: value, text, chars: text?.length ?? 500 } : { ok: false, line, reason: bad, excerpt };
};

const fromText = (line: number, text: string, json = text): FileRecord => {
  const parsed = parseJson(json);
  return parsed.ok ? fromValue(line, parsed.value, text, json) : { ok: false, line, reason: parsed.reason, excerpt: text };
};

/** Lines cut out of a list keep the comma behind them. */
const withoutComma = (line: string): string => {
  const text = line.trimEnd();
  return text.endsWith(",") ? text.slice(0, -1) : line;
};

async function* readJsonLines(source: FileSource, meter: Meter): AsyncGenerator<FileRecord> {
  for await (const batch of readLines(source, meter)) {
    for (const read of batch) {
      if ("reason" in read) yield { ok: false, ...read };
      else if (read.text.trim() !== "") yield fromText(read.line, read.text, withoutComma(read.text));
    }
  }
}

const isOfImportIds = (read: CsvRecord): boolean => {
  const cells = "record" in read ? Object.values(read.record).filter((cell) => cell.trim() !== "") : [];
  return cells.length > 0 && cells.every((cell) => /^\s*\{"ImportId":/.test(cell));
};

/** Qualtrics writes two lines more above its answers: each question in its words, and by its id. They are nobody's answers. */
async function* belowHeads(records: AsyncIterable<CsvRecord>): AsyncGenerator<CsvRecord> {
  let first: CsvRecord | null = null;
  let seen = 0;
  for await (const read of records) {
    seen += 1;
    if (seen === 1) {
      first = read;
      continue;
    }
    if (seen === 2 && isOfImportIds(read)) {
      first = null;
      continue;
    }
    if (first) yield first;
    first = null;
    yield read;
  }
  if (first) yield first;
}

async function* readTable(source: FileSource, meter: Meter, quoted: boolean): AsyncGenerator<FileRecord> {
  for await (const read of belowHeads(readCsv(source, meter, quoted))) {
    if ("reason" in read) yield { ok: false, ...read };
    else yield fromValue(read.line, read.record, read.text);
  }
}

const rowOfAnswer = z.strictObject({ row_idx: z.number(), row: z.record(z.string(), z.unknown()), truncated_cells: z.array(z.string()) });

/** A row as the data sets server of the Hugging Face hub answers with it: wrapped, beside the names of cells that it cut off. */
const unwrapped = (read: FileRecord): FileRecord => {
  const answer = read.ok ? rowOfAnswer.safeParse(read.record) : null;
  if (!read.ok || !answer?.success) return read;
  const { row, truncated_cells: cut } = answer.data;
  if (cut.length === 0) return { ...read, record: row };
  const reason = `was cut off by the server in ${cut.join(", ")}: fetch the data set's files instead`;
  return { ok: false, line: read.line, reason, excerpt: read.text ?? "" };
};

async function* readTexts(
  pieces: AsyncIterable<{ line: number; text: string } | { line: number; reason: string; excerpt: string }>,
): AsyncGenerator<FileRecord> {
  for await (const piece of pieces) {
    if ("reason" in piece) yield { ok: false, ...piece };
    else yield fromText(piece.line, piece.text);
  }
}

async function* readAnswers(records: AsyncIterable<FileRecord>): AsyncGenerator<FileRecord> {
  for await (const read of records) yield unwrapped(read);
}

async function* readValues(source: FileSource, meter: Meter): AsyncGenerator<FileRecord> {
  for await (const read of readArrow(source, meter)) {
    if ("reason" in read) yield { ok: false, ...read };
    else yield fromValue(read.line, read.value, null);
  }
}

/** The records of one file in order. Memory does not grow with the file. */
export const readRecords = (
  source: FileSource,
  container: Exclude<ImportContainer, "folder">,
  meter: Meter,
): AsyncGenerator<FileRecord> => {
  switch (container) {
    case "jsonl":
      return readJsonLines(source, meter);
    case "json":
      return readAnswers(readTexts(readJson(source, meter)));
    case "csv":
      return readTable(source, meter, true);
    case "tsv":
      return readTable(source, meter, false);
    case "parquet":
      return readTexts(readParquet(source, meter));
    case "arrow":
      return readValues(source, meter);
  }
};

const zipMagic = 0x04034b50;
const emptyZipMagic = 0x06054b50;
const xlsx = /\.(xlsx|xlsm|ods|docx)$/i;

/** What a file is by its bytes, or why it is nothing that can be read; null where it is empty. */
export const containerOf = async (source: FileSource): Promise<ImportContainer | { reason: string } | null> => {
  const head = await headOf(source);
  if (head.length === 0) return null;
  const magic = head.length >= 4 ? head.readUInt32LE(0) : 0;
  if (magic === zipMagic || magic === emptyZipMagic) {
    if (xlsx.test(source.fileName)) return { reason: "is a workbook; save the sheet as CSV or TSV" };
    return "folder";
  }
  const packing = packingOf(head);
  if (head.subarray(0, 4).toString("latin1") === "PAR1") return "parquet";
  if (head.subarray(0, arrowMagic.length).toString("latin1") === arrowMagic) return "arrow";
  // An Arrow stream begins with a mark that no text has, and the length of its schema.
  if (packing === null && magic === 0xffffffff && head.length >= 8) return "arrow";
  const reason = whyNoRows(await unpackedHeadOf(source, tellingBytes));
  if (reason !== null) return { reason };
  const first = await firstCharacter(source);
  if (first === "[") return "json";
  if (first !== "{") return "csv";
  return (await isLines(source)) && !(await isOneDocument(source)) ? "jsonl" : "json";
};

/**
 * Whether a file's one line is a document: it holds records under their ids, or the file is named as one and holds a list of records,
 * or columns, under a name.
 */
const isOneDocument = async (source: FileSource): Promise<boolean> => {
  let lines = 0;
  for await (const batch of readLines(source, { bytes: 0 })) {
    for (const read of batch) if (!("text" in read) || read.text.trim() !== "") lines += 1;
    if (lines > 1) return false;
  }
  const shape = await shapeOfJson(source, "{");
  if ("keyed" in shape) return true;
  return /\.json(\.(gz|zst|zstd))?$/i.test(source.fileName) && (!("records" in shape) || shape.records.in === "key");
};

const pieceChars = 2_000_000;

/** Whether a file that begins with an object has one on each line. A first line that is broken is told from a document by what follows it. */
const isLines = async (source: FileSource): Promise<boolean> => {
  let looked = 0;
  let chars = 0;
  let first: string | null = null;
  for await (const batch of readLines(source, { bytes: 0 })) {
    for (const read of batch) {
      if (!("text" in read)) return true;
      const text = read.text.trim();
      if (text === "") continue;
      first ??= text;
      looked += 1;
      chars += text.length;
      const whole = text.startsWith("{") && text.endsWith("}");
      if (whole && parseJson(text).ok) return true;
      // The head of a document that is spread over lines closes nothing and is followed by a part of it.
      if (looked === 2 && !/^["}\]]/.test(text)) return true;
      if (looked >= 2 && /[{[,:]$/.test(first)) return false;
      if (looked >= 20 || chars > pieceChars) return !/[{[,:]$/.test(first);
    }
  }
  return first !== null && looked === 1 ? !/[{[,:]$/.test(first) : false;
};
