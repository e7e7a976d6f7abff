import { AppError } from "@/lib/errors";
import type { FileSource } from "@/lib/imports/containers/file-source";
import type { Member } from "@/lib/imports/containers/open-members";
import { containerOf, readRecords } from "@/lib/imports/containers/read-records";
import { isBlank } from "@/lib/imports/formats/cells";
import type { Recognition, Sample } from "@/lib/imports/formats/contract";
import { matchSome } from "@/lib/imports/formats/match-columns";
import { formats, isNamedFormat } from "@/lib/imports/formats/registry";
import type { NamedFormat } from "@/lib/imports/formats/registry";
import { answerColumns, baseOf, guessMapping } from "@/lib/imports/guess-mapping";
import { openMembers } from "@/lib/imports/read-rows";
import { codesBytes, codesLooked } from "@/lib/imports/settle-base";
import { importContainerSchema, importFormatSchema } from "@/lib/imports/schema";
import type { ImportContainer, ImportFormatName, Reading, WantedFormat } from "@/lib/imports/schema";
import { valueAt } from "@/lib/imports/value-at";

/** What a file's first records look like. */
export type Detected = {
  reading: Reading;
  /** 0 … 1, how sure it is that the format is this one */
  confidence: number;
  /** other formats that fit, the likelier first */
  others: { format: ImportFormatName; confidence: number }[];
  columns: string[];
  /** the guess does not name what has to be named */
  needsMapping: boolean;
  /** a column of choices whose numbers are places on a scale of which nobody told where the first response is better */
  scale: { column: string; from: number; to: number } | null;
};

type FileContainer = Exclude<ImportContainer, "folder">;

const recordsWanted = 100;
const recordsLooked = 1_000;
/** How far below those it is looked for columns that are empty in them. */
const furtherLooked = 10_000;
const furtherBytes = 20_000_000;
const mostColumns = 300;
const leastConfidence = 0.5;

const refused = (source: FileSource, what: string): AppError => new AppError("refused", { userMessage: `${source.fileName}: ${what}` });

/** `fault`: the first row that cannot be read */
type Looked = { sample: Sample; broken: number; fault: { line: number; reason: string } | null };

/** The first records, and those of further ones that hold something in a column which was empty in all before them. */
const look = async (source: FileSource, container: FileContainer, further: number): Promise<Looked> => {
  const records: Record<string, unknown>[] = [];
  const told = new Set<string>();
  const keep = (record: Record<string, unknown>): void => {
    records.push(record);
    for (const [column, value] of Object.entries(record)) if (!isBlank(value)) told.add(column);
  };
  let looked = 0;
  let broken = 0;
  let fault: Looked["fault"] = null;
  const meter = { bytes: 0 };
  for await (const read of readRecords(source, container, meter)) {
    looked += 1;
    if (!read.ok) {
      broken += 1;
      fault ??= { line: read.line, reason: read.reason };
    } else if (
      records.length < recordsWanted ||
      Object.keys(read.record).some((column) => !told.has(column) && !isBlank(read.record[column]))
    )
      keep(read.record);
    const enough = records.length >= recordsWanted || looked >= recordsLooked;
    if (enough && (looked >= further || meter.bytes > furtherBytes || told.size > mostColumns)) break;
  }
  const columns = new Set(records.flatMap((record) => Object.keys(record)));
  return { sample: { records, columns, fileName: source.fileName }, broken, fault };
};

type Found = Recognition & { format: NamedFormat };

/** The formats that recognise the records, the surest first. */
export const recogniseFormats = (sample: Sample): Found[] =>
  Object.keys(formats)
    .filter(isNamedFormat)
    .flatMap((format): Found[] => {
      const found = sample.records.length === 0 ? null : formats[format].recognise(sample);
      return found ? [{ format, ...found }] : [];
    })
    .sort((a, b) => b.confidence - a.confidence);

const named = (container: FileContainer, { format, columns }: { format: NamedFormat; columns: Recognition["columns"] }): Reading => ({
  container,
  format,
  columns,
  mapping: null,
  annotator: null,
  members: null,
});

/** What a file is, and the numbers that its choices are written as: its own few may decide less than those of a whole folder. */
type DetectedFile = Detected & { codes: readonly string[] };

/** Cells of some columns from the file's beginning on, further than one looks at what a file is. */
const lookOn = async (source: FileSource, container: FileContainer, columns: readonly string[]): Promise<Record<string, unknown>[]> => {
  const cells: Record<string, unknown>[] = [];
  let looked = 0;
  const meter = { bytes: 0 };
  for await (const read of readRecords(source, container, meter)) {
    if (read.ok) cells.push(Object.fromEntries(columns.map((column) => [column, valueAt(read.record, column)])));
    looked += 1;
    if (looked >= codesLooked || meter.bytes > codesBytes) break;
  }
  return cells;
};

/** The mapping that columns and first rows suggest; where its choices are numbers, many more rows than the first are asked. */
const guessFrom = async (source: FileSource, container: FileContainer, columns: string[], { records }: Sample) => {
  const first = guessMapping(columns, records);
  if (first.codes.length === 0 || records.length < recordsWanted) return first;
  return guessMapping(columns, records, await lookOn(source, container, answerColumns(first.mapping)));
};

const detectRecords = async (
  source: FileSource,
  container: FileContainer,
  { sample }: Looked,
  wanted: ImportFormatName | null,
): Promise<DetectedFile> => {
  const codes: string[] = [];
  const found = recogniseFormats(sample);
  const columns = [...sample.columns].slice(0, mostColumns);
  const others = found.map(({ format, confidence }) => ({ format, confidence }));
  if (wanted !== null && wanted !== "columns") {
    const own = found.find(({ format }) => format === wanted);
    const match = own?.columns ?? matchSome(sample, formats[wanted].fields);
    const lacking = formats[wanted].fields.some(({ name, required }) => required && Object.keys(match).length > 0 && match[name] === null);
    return {
      reading: named(container, { format: wanted, columns: match }),
      confidence: own?.confidence ?? 0,
      others: others.filter(({ format }) => format !== wanted),
      columns,
      needsMapping: lacking,
      scale: null,
      codes,
    };
  }
  const [best] = found;
  if (wanted === null && best && best.confidence >= leastConfidence)
    return {
      reading: named(container, best),
      confidence: best.confidence,
      others: others.slice(1),
      columns,
      needsMapping: false,
      scale: null,
      codes,
    };
  // Lines that are all broken are named one by one when the file is read, as rows of ours.
  if (sample.records.length === 0)
    return {
      reading: named(container, { format: "plumbline", columns: {} }),
      confidence: 0,
      others: [],
      columns,
      needsMapping: false,
      scale: null,
      codes,
    };
  const { mapping, complete, scale, codes: numbers } = await guessFrom(source, container, columns, sample);
  return {
    reading: { container, format: "columns", columns: {}, mapping, annotator: null, members: null },
    confidence: complete ? 0.6 : 0.1,
    others,
    columns,
    needsMapping: !complete,
    scale,
    codes: numbers,
  };
};

const firstLineHasTabs = async (source: FileSource): Promise<boolean> => {
  for await (const read of readRecords(source, "tsv", { bytes: 0 })) return read.ok && Object.keys(read.record).length > 1;
  return false;
};

const detectFile = async (
  source: FileSource,
  container: FileContainer,
  wanted: ImportFormatName | null,
  further = furtherLooked,
): Promise<DetectedFile> => {
  const looked = await look(source, container, further);
  if (container !== "csv") return detectRecords(source, container, looked, wanted);
  if (await firstLineHasTabs(source).catch(() => false)) {
    // Where quotes are text, a table that is read with quotes breaks at the first of them.
    const plain = await look(source, "tsv", further);
    const best = wanted !== null && isNamedFormat(wanted) ? wanted : recogniseFormats(plain.sample)[0]?.format;
    if ((best !== undefined && formats[best].plainTables) || (looked.broken > 0 && plain.broken === 0))
      return detectRecords(source, "tsv", plain, wanted);
  }
  if (looked.sample.records.length === 0) {
    const { fault } = looked;
    throw refused(
      source,
      fault ? `no row can be read. Line ${fault.line} ${fault.reason}.` : "the file has a header line at most, and no row below it.",
    );
  }
  return detectRecords(source, container, looked, wanted);
};

/**
 * Whether two files are read in one way: as one format, or by columns that have the same names or seem to be the same things. What
 * their first rows happen to hold (who answered, say) makes no other file.
 */
const isAlike = (a: Detected, b: Detected): boolean => {
  const told = ({ reading: { mapping } }: Detected): string => JSON.stringify(mapping && { ...mapping, choiceBase: null, zeroIsTie: true });
  const names = ({ columns }: Detected): string => JSON.stringify([...columns].sort());
  return a.reading.format === b.reading.format && (told(a) === told(b) || (a.reading.format === "columns" && names(a) === names(b)));
};

/** What is read without a word goes before what has to be told, and what holds items before what holds none. */
const barrenness = ({ needsMapping, reading: { format } }: Detected): number =>
  needsMapping ? 2 : format !== "columns" && formats[format].peopleAlone ? 1 : 0;

/** The files of a folder that are read together: those of the format that is surest, or of which there is most. */
const detectMembers = async (source: FileSource, wanted: ImportFormatName | null): Promise<Detected> => {
  const members = await openMembers(source, source.isFolder === true);
  try {
    const looked: { member: Member; detected: DetectedFile }[] = [];
    for (const member of members.files) {
      const { source: file, release } = await member.fetch();
      try {
        const container = await containerOf(file);
        if (container === null || typeof container === "object" || container === "folder") continue;
        const further = Math.floor(furtherLooked / members.files.length);
        const detected = await detectFile(file, container, wanted, further).catch((error: unknown) => {
          if (error instanceof AppError && error.code === "refused") return null;
          throw error;
        });
        if (detected) looked.push({ member, detected });
      } finally {
        await release();
      }
    }
    const order = members.files.map(({ config }) => config);
    const [best] = looked.sort(
      (a, b) =>
        barrenness(a.detected) - barrenness(b.detected) ||
        order.indexOf(a.member.config) - order.indexOf(b.member.config) ||
        b.detected.confidence - a.detected.confidence,
    );
    if (!best) throw refused(source, "the folder holds no file of rows (JSONL, JSON, CSV, TSV, Parquet or Arrow).");
    const { reading, columns } = best.detected;
    const together = looked.filter(({ member, detected }) => member.config === best.member.config && isAlike(best.detected, detected));
    // Codes of one file may leave open what those of another decide.
    const codes = [...new Set(together.flatMap(({ detected }) => detected.codes))];
    // Files of one format may be laid out in several ways; each bears the columns of its own.
    const layouts = together.map(({ detected }) => detected.reading.columns);
    const named = Object.fromEntries(
      Object.entries(reading.columns).map(([name, column]) => [name, column ?? layouts.map((other) => other[name]).find(Boolean) ?? null]),
    );
    const mapping = reading.mapping && { ...reading.mapping, ...baseOf(columns, codes, reading.mapping.responses) };
    const files = together.map(({ member: { name, split } }) => ({ name, split })).sort((a, b) => (a.name < b.name ? -1 : 1));
    return { ...best.detected, reading: { ...reading, columns: named, mapping, container: "folder", members: files } };
  } finally {
    await members.close();
  }
};

/**
 * How to read a file, from its first records. A wanted format is taken as given and the records are looked at only for columns.
 * @throws AppError refused for a file in which there is nothing to read
 */
export const detectReading = async (source: FileSource, wanted: WantedFormat): Promise<Detected> => {
  const forced = importContainerSchema.exclude(["folder"]).safeParse(wanted);
  const format = importFormatSchema.safeParse(wanted).data ?? null;
  const container = source.isFolder === true ? "folder" : forced.success ? forced.data : await containerOf(source);
  if (container === null) throw refused(source, "the file is empty.");
  if (typeof container === "object") throw refused(source, `the file ${container.reason}.`);
  if (container === "folder") return detectMembers(source, format);
  try {
    return await detectFile(source, container, format);
  } catch (error) {
    if (error instanceof AppError && error.code === "refused" && !error.userMessage.startsWith(source.fileName))
      throw refused(source, error.userMessage);
    throw error;
  }
};
