import { readFile } from "node:fs/promises";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { formats } from "@/lib/imports/formats/registry";
import type { SavedMapping } from "@/lib/imports/mapping-store";
import { columnSchema, mappingSchema } from "@/lib/imports/mapping-schema";
import { importFormatSchema } from "@/lib/imports/schema";
import type { Reading } from "@/lib/imports/schema";

/** Which column is what, and what it is called by whoever told it. */
export type NamedReading = Pick<SavedMapping, "name" | "reading">;

/** A file that says how others are read: which column is what, or which column has which of a format's own names. */
const columnsOfFormatSchema = z.strictObject({
  format: importFormatSchema.exclude(["columns"]),
  columns: z.record(z.string(), columnSchema.nullable()),
});

const isOfFormat = (value: unknown): boolean => typeof value === "object" && value !== null && "columns" in value;

const wordsOf = (issue: z.core.$ZodIssue, known: readonly string[]): string => {
  if (issue.code === "unrecognized_keys")
    return `it has no use for ${issue.keys.map((key) => `“${key}”`).join(", ")}. Its keys: ${known.join(", ")}`;
  const place = issue.path.length === 0 ? "" : `${issue.path.join(".")}: `;
  return issue.code === "invalid_type" ? `${place}must be a ${issue.expected}` : `${place}${issue.message}`;
};

/** Why a format has no such columns; null where it has. */
const misnamed = ({ format, columns }: z.infer<typeof columnsOfFormatSchema>): string | null => {
  const { fields } = formats[format];
  const named = fields.map(({ name }) => name);
  const unknown = Object.keys(columns).filter((name) => !named.includes(name));
  if (unknown.length > 0) return `columns: ${format} has no ${unknown.join(", ")}. It has ${named.join(", ")}`;
  const lacking = fields.flatMap(({ name, required }) => (required && (columns[name] ?? null) === null ? [name] : []));
  return lacking.length > 0 ? `columns: ${format} needs ${lacking.join(", ")}` : null;
};

/** What a file has of itself (what it is packed as, which files of a folder) is put in when it is read. */
const readingOf = (own: Pick<Reading, "format" | "columns" | "mapping">): Reading => ({
  container: "jsonl",
  annotator: null,
  members: null,
  ...own,
});

/**
 * The reading that a JSON file describes.
 * @throws AppError refused, with the key that is wrong
 */
export const readMapFile = async (file: string): Promise<NamedReading> => {
  const refuse = (what: string): AppError => new AppError("refused", { userMessage: `${file}: ${what}.` });
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new AppError("not_found", { userMessage: `There is no readable file ${file}.`, cause });
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw refuse(`it is no JSON (${cause instanceof Error ? cause.message : "unknown fault"})`);
  }
  const schema = isOfFormat(value) ? columnsOfFormatSchema : mappingSchema.strict();
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    throw refuse(parsed.error.issues.map((issue) => wordsOf(issue, Object.keys(schema.shape)).replace(/\.$/, "")).join("; "));
  const { data } = parsed;
  if (!("columns" in data)) return { name: file, reading: readingOf({ format: "columns", columns: {}, mapping: data }) };
  const fault = misnamed(data);
  if (fault !== null) throw refuse(fault);
  return { name: file, reading: readingOf({ ...data, mapping: null }) };
};
