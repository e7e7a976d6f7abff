import type { FileAnnotator } from "@/lib/imports/schema";

/**
 * What a format of preference data is: how its records are recognised, and what items and labels they hold. One folder a format;
 * pure, so that it can be tried on records of any container. Rows it gives are checked against the import schema afterwards.
 */

export type FormatField = {
  /** the format's own name for it, and the column's where the file keeps to it */
  name: string;
  title: string;
  required: boolean;
  /** other names of the same column */
  aliases?: string[];
};

/** The first records of a file. */
export type Sample = { records: Record<string, unknown>[]; columns: Set<string>; fileName: string };

/** `confidence` is 0 … 1; `columns` as in a reading. */
export type Recognition = { confidence: number; columns: Record<string, string | null> };

/** A record under the format's own names; `rest` is what it holds besides. */
export type FormatRecord = { fields: Record<string, unknown>; rest: Record<string, unknown> };

export type FormatRow = Record<string, unknown>;
/** Somebody who annotated, and what they told of themselves. */
export type Person = { name: string; profile: Record<string, string> };
/** No rows: the record says nothing that is an item; it is counted, and what it tells of people is kept as theirs. */
export type FormatResult = { rows: FormatRow[]; people?: Person[] } | { reason: string };

export type ReadContext = { annotator: FileAnnotator };

export type ImportFormat = {
  title: string;
  /** what one record is, in a sentence */
  about: string;
  fields: FormatField[];
  recognise: (sample: Sample) => Recognition | null;
  /** Records that follow each other with one key are read together; null for those that stand by themselves. */
  groupKey?: (record: FormatRecord) => string | null;
  read: (records: FormatRecord[], context: ReadContext) => FormatResult;
  /** who gave labels that name nobody; null where every label names somebody */
  annotator: FileAnnotator | null;
  /** tables in this format are parted by tabs, and their quotes are text */
  plainTables?: boolean;
  /** its records tell of people, and none is an item */
  peopleAlone?: boolean;
};

/** Records of a format beside the rows that they must give: what its test runs. */
export type FormatFixture = { about: string; records: Record<string, unknown>[]; rows: FormatRow[]; people?: Person[] };
