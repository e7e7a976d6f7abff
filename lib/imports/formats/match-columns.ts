import { z } from "zod";
import { isBlank, listCell } from "@/lib/imports/formats/cells";
import type { FormatField, Recognition, Sample } from "@/lib/imports/formats/contract";

const flat = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

/** The columns that bear a format's names; null for those that are not there. */
export const matchSome = (sample: Sample, fields: FormatField[]): Recognition["columns"] => {
  const byName = new Map([...sample.columns].map((column) => [flat(column), column]));
  const find = ({ name, aliases = [] }: FormatField): string | null =>
    sample.columns.has(name)
      ? name
      : ([name, ...aliases].map((other) => byName.get(flat(other))).find((found) => found !== undefined) ?? null);
  return Object.fromEntries(fields.map((field) => [field.name, find(field)]));
};

/** The same, or null where one is missing that the format cannot do without. */
export const matchColumns = (sample: Sample, fields: FormatField[]): Recognition["columns"] | null => {
  const columns = matchSome(sample, fields);
  return fields.some(({ name, required }) => required && columns[name] === null) ? null : columns;
};

/** Whether all of some columns are there, under exactly these names. */
export const hasColumns = (sample: Sample, ...names: string[]): boolean => names.every((name) => sample.columns.has(name));

/** The share of the sample's records of which something holds. */
export const shareOf = (sample: Sample, holds: (record: Record<string, unknown>) => boolean): number =>
  sample.records.length === 0 ? 0 : sample.records.filter(holds).length / sample.records.length;

const entries = listCell(z.looseObject({}));

/** Whether most records list answers in their cell “answers”, each with all of some keys: formats go by these names. */
export const listsAnswers = (sample: Sample, ...keys: string[]): boolean =>
  shareOf(sample, ({ answers }) => {
    const list = entries.safeParse(answers);
    return list.success && list.data.length > 0 && list.data.every((entry) => keys.every((key) => key in entry));
  }) > 0.5;

/** Recognised where all required columns are there, with a confidence that the caller reckons. */
export const byColumns = (
  sample: Sample,
  fields: FormatField[],
  confidence: (columns: Recognition["columns"]) => number,
): Recognition | null => {
  const columns = matchColumns(sample, fields);
  return columns && { confidence: confidence(columns), columns };
};

/** Whether several rows bear one id and differ in some columns. */
export const isShared = (records: readonly Record<string, unknown>[], id: string, columns: readonly string[]): boolean => {
  const known = new Map<unknown, string>();
  return records.some((record) => {
    if (isBlank(record[id])) return false;
    const told = JSON.stringify(columns.map((column) => record[column]));
    const before = known.get(record[id]) ?? told;
    known.set(record[id], before);
    return before !== told;
  });
};

/**
 * Whether rows of the same content have ids of their own, each by somebody else: those of the answers. Items that went by them would
 * have an answer each, and nobody would have judged what another judged.
 */
export const isOfAnswers = (records: readonly Record<string, unknown>[], id: string, content: readonly string[], by: string): boolean => {
  const told = new Map<string, Set<unknown>>();
  const rows = new Map<string, number>();
  for (const record of records) {
    const key = JSON.stringify(content.map((column) => record[column]));
    told.set(key, (told.get(key) ?? new Set()).add(record[by]));
    rows.set(key, (rows.get(key) ?? 0) + 1);
  }
  const isSingle = new Set(records.map((record) => record[id])).size === records.length && records.every((record) => !isBlank(record[id]));
  return isSingle && [...rows].some(([key, count]) => count > 1 && told.get(key)?.size === count);
};

/** An id that several rows of other content bear names the prompt, not the row: it is kept beside the item. */
export const withoutSharedId = (sample: Sample, found: Recognition, content: string[]): Recognition => {
  const id = found.columns.id ?? null;
  if (id === null) return found;
  const columns = content.flatMap((name) => found.columns[name] ?? []);
  return isShared(sample.records, id, columns) ? { ...found, columns: { ...found.columns, id: null } } : found;
};
