import { isUtf8 } from "node:buffer";
import type { FileSource, Meter } from "@/lib/imports/containers/file-source";
import { readBytes } from "@/lib/imports/containers/read-bytes";
import { notUtf8 } from "@/lib/imports/containers/read-lines";
import { jsonScanner } from "@/lib/imports/containers/scan-json";
import type { JsonPiece, JsonPlace } from "@/lib/imports/containers/scan-json";

/** A value of a JSON document as text, with the line on which it begins, or why it cannot be read. */
export type JsonText = { line: number; text: string } | { line: number; reason: string; excerpt: string };

/** How a document holds its records: in one list, one after another, or as columns, each a list under its name. */
export type JsonShape = { records: JsonPlace } | { columns: string[]; of: "list" | "object" } | { splits: string[] };

// A list under one of these names is what the document is about; lists under other names are columns, or belong to a record.
const recordKeys = new Set(["data", "rows", "examples", "instances", "records", "items", "tasks", "conversations", "train"]);
// Lists of records under these names alone are the splits of one data set.
const splitKeys = /^(train|validation|valid|val|dev|test|eval)([-_].*)?$/i;
const mostColumns = 64;

const describe = (error: unknown): string =>
  `cannot be read, nor what follows: ${error instanceof Error ? error.message : "the file is damaged"}`;

async function* piecesOf(source: FileSource, meter: Meter, place: JsonPlace): AsyncGenerator<JsonPiece> {
  const scanner = jsonScanner(place);
  try {
    for await (const chunk of readBytes(source, meter)) yield* scanner.feed(chunk);
  } catch (error) {
    yield { line: 1, reason: describe(error), excerpt: "" };
    return;
  }
  yield* scanner.end();
}

const decode = (piece: JsonPiece): JsonText => {
  if ("reason" in piece) return piece;
  return isUtf8(piece.text)
    ? { line: piece.line, text: piece.text.toString("utf8") }
    : { line: piece.line, reason: notUtf8, excerpt: piece.text.subarray(0, 400).toString("utf8") };
};

/** `firstKey`: of an object; `objects`: the first entry is one */
type KeyCount = { list: boolean; object: boolean; objects: boolean; firstKey: string | null; length: number };

/** The keys of the outermost object with what stands under each. Reads the document once, and keeps none of it. */
const countKeys = async (source: FileSource): Promise<{ keys: Map<string, KeyCount>; documents: number }> => {
  const keys = new Map<string, KeyCount>();
  let documents = 0;
  let depth = 0;
  let inString = false;
  let escaped = false;
  let keyBytes: number[] | null = null;
  let key = "";
  let afterColon = false;
  let counting: KeyCount | null = null;
  let empty = true;
  for await (const chunk of readBytes(source, { bytes: 0 })) {
    for (const byte of chunk) {
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === 0x5c) escaped = true;
        else if (byte === 0x22) {
          inString = false;
          const read = keyBytes ? Buffer.from(keyBytes).toString("utf8") : null;
          if (read !== null && depth === 1) key = read;
          else if (read !== null && counting) counting.firstKey = read;
          keyBytes = null;
        }
        if (keyBytes && keyBytes.length < 200) keyBytes.push(byte);
        continue;
      }
      if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) continue;
      if (depth === 1 && afterColon && counting === null) {
        counting = { list: byte === 0x5b, object: byte === 0x7b, objects: false, firstKey: null, length: 0 };
        keys.set(key, counting);
        if (keys.size > mostColumns) return { keys, documents };
        empty = true;
      } else if (counting && (counting.list || counting.object) && depth === 2 && empty && byte !== 0x5d && byte !== 0x7d) {
        empty = false;
        counting.length = 1;
        counting.objects = byte === 0x7b;
        if (counting.object && byte === 0x22) keyBytes = [];
      }
      if (byte === 0x22) {
        inString = true;
        if (depth === 1 && !afterColon) keyBytes = [];
      } else if (byte === 0x7b || byte === 0x5b) {
        if (depth === 0) documents += 1;
        depth += 1;
      } else if (byte === 0x7d || byte === 0x5d) {
        depth -= 1;
        if (depth === 0) [counting, afterColon] = [null, false];
      } else if (byte === 0x3a && depth === 1) {
        afterColon = true;
      } else if (byte === 0x2c && depth === 1) {
        [counting, afterColon] = [null, false];
      } else if (byte === 0x2c && depth === 2 && counting) {
        counting.length += 1;
      }
    }
    if (documents > 1) break;
  }
  return { keys, documents };
};

/** How a document that is no list holds its records. */
export const shapeOfJson = async (source: FileSource, first: string): Promise<JsonShape> => {
  if (first === "[") return { records: { in: "list" } };
  const { keys, documents } = await countKeys(source).catch(() => ({ keys: new Map<string, KeyCount>(), documents: 0 }));
  const entries = [...keys];
  if (documents !== 1 || entries.length > mostColumns) return { records: { in: "values" } };
  const lists = entries.filter(([, value]) => value.list);
  const splits = lists.filter(([name, value]) => splitKeys.test(name) && value.objects);
  if (splits.length > 1 && splits.length === lists.length) return { splits: splits.map(([name]) => name) };
  const named = lists.filter(([name, value]) => recordKeys.has(name.toLowerCase()) && value.objects);
  if (named.length === 1 && named[0]) return { records: { in: "key", key: named[0][0], of: "list" } };
  const [head] = entries;
  const even = entries.length >= 2 && lists.length === entries.length && entries.every(([, value]) => value.length === head?.[1].length);
  // Lists of messages belong to one record; columns hold one value a row.
  const messages = entries.every(([, value]) => value.objects);
  if (even && !messages && (head?.[1].length ?? 0) > 0) return { columns: entries.map(([name]) => name), of: "list" };
  // A data frame writes a column as an object whose keys are the numbers of its rows.
  const framed = entries.length >= 2 && entries.every(([, value]) => value.firstKey === "0" && value.length === head?.[1].length);
  return framed ? { columns: entries.map(([name]) => name), of: "object" } : { records: { in: "values" } };
};

const rowKey = /^\s*"\d+"\s*:/;

/** The lists under several keys walked in step: one object a row. Each is read through a stream of its own. */
async function* readColumns(source: FileSource, meter: Meter, columns: string[], of: "list" | "object"): AsyncGenerator<JsonText> {
  const streams = columns.map((key, i) => piecesOf(source, i === 0 ? meter : { bytes: 0 }, { in: "key", key, of }));
  try {
    for (let row = 1; ; row += 1) {
      const cells = await Promise.all(streams.map((stream) => stream.next()));
      if (cells.every((cell) => cell.done === true)) return;
      const fields: string[] = [];
      let fault: JsonText | null = null;
      for (const [i, cell] of cells.entries()) {
        const value = cell.done === true ? null : decode(cell.value);
        if (value === null) fault ??= { line: row, reason: `row ${row} has no value in column “${columns[i]}”`, excerpt: "" };
        else if ("reason" in value) fault ??= { ...value, reason: `row ${row}, column “${columns[i]}”: ${value.reason}` };
        else fields.push(`${JSON.stringify(columns[i])}:${of === "object" ? value.text.replace(rowKey, "") : value.text}`);
      }
      yield fault ?? { line: row, text: `{${fields.join(",")}}` };
      if (cells.some((cell) => cell.done === true)) return;
    }
  } finally {
    for (const stream of streams) await stream.return(undefined);
  }
}

/** Lists under the names of splits, one after another; each record says of which, unless it does so itself. */
async function* readSplits(source: FileSource, meter: Meter, splits: string[]): AsyncGenerator<JsonText> {
  for (const [i, key] of splits.entries()) {
    for await (const piece of piecesOf(source, i === 0 ? meter : { bytes: 0 }, { in: "key", key, of: "list" })) {
      const read = decode(piece);
      // Of two equal keys the later one stands.
      yield "text" in read ? { ...read, text: read.text.replace(/^\s*\{(?!\s*\})/, `{"split":${JSON.stringify(key)},`) } : read;
    }
  }
}

/** The records of a JSON document in order. Memory holds one of them. */
export async function* readJson(source: FileSource, meter: Meter): AsyncGenerator<JsonText> {
  const shape = await shapeOfJson(source, await firstCharacter(source));
  if ("columns" in shape) {
    yield* readColumns(source, meter, shape.columns, shape.of);
    return;
  }
  if ("splits" in shape) {
    yield* readSplits(source, meter, shape.splits);
    return;
  }
  for await (const piece of piecesOf(source, meter, shape.records)) yield decode(piece);
}

/** The first character of a text that is no white space; empty where there is none, or where the file cannot be unpacked. */
export const firstCharacter = async (source: FileSource): Promise<string> => {
  try {
    for await (const chunk of readBytes(source, { bytes: 0 })) {
      const [found] = chunk
        .toString("utf8")
        .replace(/^\ufeff/, "")
        .trimStart();
      if (found !== undefined) return found;
    }
  } catch {
    return ""; // told with its reason when the file is read
  }
  return "";
};
