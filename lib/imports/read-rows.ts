import { AppError } from "@/lib/errors";
import { openFolder, openZip } from "@/lib/imports/containers/open-members";
import type { Members } from "@/lib/imports/containers/open-members";
import type { FileSource, Meter } from "@/lib/imports/containers/file-source";
import { containerOf, readRecords } from "@/lib/imports/containers/read-records";
import type { FileRecord } from "@/lib/imports/containers/read-records";
import type { FormatRecord, FormatResult, ImportFormat, Person } from "@/lib/imports/formats/contract";
import { formats } from "@/lib/imports/formats/registry";
import { mapRecord } from "@/lib/imports/map-record";
import { parseRow } from "@/lib/imports/parse-row";
import { limits } from "@/lib/imports/row-schema";
import type { FileAnnotator, ImportContainer, Reading } from "@/lib/imports/schema";
import type { ImportRow } from "@/lib/imports/row-schema";
import { valueAt } from "@/lib/imports/value-at";

/** `file` is the one within a folder or archive; `records` how many of the file's records the row stands for. */
export type ReadRow = { file: string | null; line: number; records: number } & (
  | { ok: true; row: ImportRow; chars: number }
  | { ok: false; reason: string; excerpt: string }
  | { ok: "empty"; people: readonly Person[] }
);

const excerptChars = 300;
const mostTogether = 10_000;

/** The excerpt is stored and shown as text, so it must be text. */
const excerptOf = (text: string): string =>
  text
    .slice(0, excerptChars)
    .replaceAll("\u0000", "\u2400")
    .replace(/\p{Surrogate}/gu, "\ufffd");

/** A record under its format's own names. */
const underNames = (record: Record<string, unknown>, columns: [string, string][]): FormatRecord => {
  if (columns.length === 0) return { fields: record, rest: {} };
  const fields: Record<string, unknown> = {};
  const used = new Set<string>();
  for (const [name, column] of columns) {
    const value = valueAt(record, column);
    if (value !== undefined) fields[name] = value;
    used.add(column in record ? column : (column.split(".")[0] ?? column));
  }
  return { fields, rest: Object.fromEntries(Object.entries(record).filter(([column]) => !used.has(column))) };
};

type Held = { line: number; record: FormatRecord; text: string | null; chars: number; key: string | null };

/** As labels name their annotators. */
const named = (person: Person): Person => ({ ...person, name: person.name.trim().normalize("NFC") });

const nobody: FileAnnotator = { name: "file", kind: "human" };

/** Records as rows of the import schema: one, several or none a record, or one for several that follow each other. */
async function* readNamed(
  records: AsyncIterable<FileRecord>,
  format: ImportFormat,
  reading: Reading,
): AsyncGenerator<Omit<ReadRow, "file"> & ReadRow> {
  const columns = Object.entries(reading.columns).flatMap(([name, column]): [string, string][] =>
    column === null ? [] : [[name, column]],
  );
  const context = { annotator: reading.annotator ?? format.annotator ?? nobody };
  let held: Held[] = [];
  let heldChars = 0;
  // A list, and each of its rows yielded by itself: to hand a generator on costs several promises a row.
  const settle = (): ReadRow[] => {
    const [first] = held;
    if (!first) return [];
    const group = held;
    const chars = heldChars;
    held = [];
    heldChars = 0;
    const place = { file: null, line: first.line };
    const refuse = (reason: string): ReadRow => ({
      ...place,
      records: group.length,
      ok: false,
      reason,
      excerpt: excerptOf(first.text ?? JSON.stringify({ ...first.record.fields, ...first.record.rest })),
    });
    const result: FormatResult =
      group.length > mostTogether || (group.length > 1 && chars > limits.lineBytes)
        ? { reason: `${group.length} records belong together; the limit is ${mostTogether}, of ${limits.lineBytes} characters` }
        : format.read(
            group.map(({ record }) => record),
            context,
          );
    if ("reason" in result) return [refuse(result.reason)];
    if (result.rows.length === 0) return [{ ...place, records: group.length, ok: "empty", people: (result.people ?? []).map(named) }];
    const texts = group.map(({ text }) => text);
    return result.rows.map((value, i): ReadRow => {
      const parsed = parseRow(value, texts);
      const records = i === 0 ? group.length : 0;
      return parsed.ok
        ? { file: null, line: first.line, records, ok: true, row: parsed.row, chars: Math.ceil(chars / result.rows.length) }
        : { ...refuse(parsed.reason), records };
    });
  };
  for await (const read of records) {
    if (!read.ok) {
      for (const row of settle()) yield row;
      yield { file: null, line: read.line, records: 1, ok: false, reason: read.reason, excerpt: excerptOf(read.excerpt) };
      continue;
    }
    const record = underNames(read.record, columns);
    const key = format.groupKey?.(record) ?? null;
    if (key === null || key !== held[0]?.key || held.length > mostTogether) for (const row of settle()) yield row;
    held.push({ line: read.line, record, text: read.text, chars: read.chars, key });
    heldChars += read.chars;
    if (key === null) for (const row of settle()) yield row;
  }
  for (const row of settle()) yield row;
}

async function* readMapped(records: AsyncIterable<FileRecord>, mapping: NonNullable<Reading["mapping"]>): AsyncGenerator<ReadRow> {
  for await (const read of records) {
    const place = { file: null, line: read.line, records: 1 };
    const mapped = read.ok ? mapRecord(read.record, mapping) : read;
    const parsed = mapped.ok && "value" in mapped ? parseRow(mapped.value, [read.ok ? read.text : null]) : mapped;
    if (parsed.ok && "row" in parsed) yield { ...place, ok: true, row: parsed.row, chars: read.ok ? read.chars : 0 };
    else if (!parsed.ok)
      yield {
        ...place,
        ok: false,
        reason: parsed.reason,
        excerpt: excerptOf(read.ok ? (read.text ?? JSON.stringify(read.record)) : read.excerpt),
      };
  }
}

type FileContainer = Exclude<ImportContainer, "folder">;

const readFile = (source: FileSource, container: FileContainer, reading: Reading, meter: Meter): AsyncGenerator<ReadRow> => {
  const records = readRecords(source, container, meter);
  if (reading.format === "columns") {
    if (!reading.mapping)
      throw new AppError("invalid_input", { userMessage: "Nobody said what the columns of this table hold: give a mapping, or a format." });
    return readMapped(records, reading.mapping);
  }
  return readNamed(records, formats[reading.format], reading);
};

const withSplit = (read: ReadRow, split: string | null): ReadRow =>
  read.ok === true && split !== null ? { ...read, row: { ...read.row, meta: { split, ...read.row.meta } } } : read;

/** The file of a folder that is a table is read as the folder's other tables are. */
const memberContainer = async (source: FileSource, reading: Reading): Promise<FileContainer | { reason: string } | null> => {
  const found = await containerOf(source);
  if (found === "folder") return { reason: "is an archive within an archive" };
  return found === "csv" && reading.format !== "columns" && formats[reading.format].plainTables ? "tsv" : found;
};

async function* readMembers(members: Members, reading: Reading, meter: Meter): AsyncGenerator<ReadRow> {
  const wanted = new Map(reading.members?.map(({ name, split }) => [name, split]));
  for (const member of members.files) {
    if (reading.members && !wanted.has(member.name)) continue;
    const before = meter.bytes;
    const { source, release } = await member.fetch();
    try {
      const container = await memberContainer(source, reading);
      if (container !== null && typeof container === "object") {
        yield { file: member.name, line: 1, records: 0, ok: false, reason: container.reason, excerpt: "" };
      } else if (container !== null) {
        const own: Meter = { bytes: 0 };
        for await (const read of readFile(source, container, reading, own)) {
          meter.bytes = before + Math.round(member.byteSize * Math.min(1, own.bytes / Math.max(1, source.byteSize)));
          yield { ...withSplit(read, wanted.get(member.name) ?? member.split), file: member.name };
        }
      }
    } finally {
      await release();
    }
    meter.bytes = before + member.byteSize;
  }
}

/** The members of a folder that a reading takes, each while it is at hand. */
async function* plainMembers(members: Members, reading: Reading, meter: Meter): AsyncGenerator<FileRecord> {
  const wanted = new Set(reading.members?.map(({ name }) => name));
  for (const member of members.files) {
    if (reading.members && !wanted.has(member.name)) continue;
    const { source, release } = await member.fetch();
    try {
      const container = await memberContainer(source, reading);
      if (typeof container === "string") yield* readRecords(source, container, meter);
    } finally {
      await release();
    }
  }
}

export const openMembers = async (source: FileSource, isFolder: boolean): Promise<Members> =>
  isFolder && source.path !== null ? openFolder(source.path) : openZip(source);

async function* readFolder(source: FileSource, reading: Reading, meter: Meter): AsyncGenerator<ReadRow> {
  const members = await openMembers(source, source.isFolder === true);
  try {
    yield* readMembers(members, reading, meter);
  } finally {
    await members.close();
  }
}

/** The records of a file, or of the files of a folder, as they stand. `meter` counts on from file to file. */
export async function* readPlain(source: FileSource, reading: Reading, meter: Meter): AsyncGenerator<FileRecord> {
  if (reading.container !== "folder") {
    yield* readRecords(source, reading.container, meter);
    return;
  }
  const members = await openMembers(source, source.isFolder === true);
  try {
    yield* plainMembers(members, reading, meter);
  } finally {
    await members.close();
  }
}

/** Every row of a file (or of the files of a folder) in order, with its place: parsed, or why it is refused. Memory does not grow with the file. */
export const readRows = (source: FileSource, reading: Reading, meter: Meter): AsyncGenerator<ReadRow> =>
  reading.container === "folder" ? readFolder(source, reading, meter) : readFile(source, reading.container, reading, meter);
