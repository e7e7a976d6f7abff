import { AppError } from "@/lib/errors";
import { readLines } from "@/lib/imports/containers/read-lines";
import type { ReadLine } from "@/lib/imports/containers/read-lines";
import type { FileSource, Meter } from "@/lib/imports/containers/file-source";
import { limits } from "@/lib/imports/row-schema";
import { recordSplitter, separatorOf } from "@/lib/imports/containers/split-record";

export type CsvRecord = { line: number; record: Record<string, string>; text: string } | { line: number; reason: string; excerpt: string };

/** A column without a name, as the row numbers of a data frame are written, is called by its place. */
const columnsOf = (names: string[]): string[] => {
  const trimmed = names.map((name, i) => (name.trim() === "" ? `column ${i + 1}` : name.trim()));
  if (names.every((name) => name.trim() === "")) throw new AppError("refused", { userMessage: "The header line names no column." });
  const twice = trimmed.find((name, i) => trimmed.indexOf(name) !== i);
  if (twice === undefined) return trimmed;
  throw new AppError("refused", { userMessage: `The header line names “${twice}” twice. Give each column a name of its own.` });
};

const maxColumns = 1_000;

const plainSplitter =
  (separator: string): ReturnType<typeof recordSplitter> =>
  (line) => ({ state: "done", fields: (line.endsWith("\r") ? line.slice(0, -1) : line).split(separator) });

const headerFault = (reason: string): AppError => new AppError("refused", { userMessage: `The header line ${reason}.` });

/** What Excel writes, and reads, above the header line. */
const toldSeparator = /^"?sep=([^"])"?\s*$/i;
/** Line breaks of old Macintosh programs: the whole file is then one line. */
const bareReturns = /^[^"\r]*\r[^\r]/;

const neverClosed = (line: number): string =>
  `opens a quote on line ${line} that is never closed: close it, or leave quotes out of a field that does not begin with one`;

const excerptOf = (read: ReadLine): string => ("text" in read ? read.text : read.excerpt);

/**
 * Records of a CSV file by column name, each with the line on which it starts. The first line names the columns.
 * A broken record costs its own first line only: reading goes on behind it, so a stray quote cannot swallow its neighbours. Where quotes mean nothing (`quoted: false`), each line is a record and tabs part it.
 */
export async function* readCsv(source: FileSource, meter: Meter, quoted = true): AsyncGenerator<CsvRecord> {
  let columns: string[] | null = null;
  let separator = quoted ? "," : "\t";
  const splitterFor = (): ReturnType<typeof recordSplitter> =>
    quoted ? recordSplitter(separator, columns?.length ?? maxColumns) : plainSplitter(separator);
  let split = splitterFor();
  // Lines of a record that is still open; they are looked at again one by one if it turns out broken.
  let held: ReadLine[] = [];
  let heldChars = 0;
  /** the line on which the field that is open began */
  let openedOn = 0;

  const reset = (): void => {
    held = [];
    heldChars = 0;
    split = splitterFor();
  };
  const closeHeld = function* (reason: string): Generator<CsvRecord> {
    const [head, ...rest] = held;
    reset();
    if (!head) return;
    if (!columns) throw headerFault(reason);
    yield { line: head.line, reason, excerpt: excerptOf(head) };
    for (const read of rest) yield* take(read);
  };

  function* take(read: ReadLine): Generator<CsvRecord> {
    if ("reason" in read) {
      if (held.length > 0) yield* closeHeld(`opens a quote on line ${openedOn} that is not closed before a line that cannot be read`);
      if (!columns) throw headerFault(read.reason);
      yield read;
      return;
    }
    if (held.length === 0 && read.text.trim() === "") return;
    held.push(read);
    heldChars += read.text.length;
    const state = split(read.text);
    if (state.state === "open") {
      if (state.anew) openedOn = read.line;
      if (heldChars > limits.lineBytes) yield* closeHeld(neverClosed(openedOn));
      return;
    }
    if (state.state === "broken") {
      yield* closeHeld(state.reason);
      return;
    }
    const { fields } = state;
    const line = held[0]?.line ?? read.line;
    const text = held.map(excerptOf).join("\n");
    if (!columns) {
      columns = columnsOf(fields);
    } else if (fields.length !== columns.length) {
      yield { line, reason: `has ${fields.length} columns where the header has ${columns.length}`, excerpt: text };
    } else if (fields.some((field) => field !== "")) {
      // A record of nothing but separators is a blank line of the sheet that it came from.
      yield { line, record: Object.fromEntries(columns.map((column, i) => [column, fields[i] ?? ""])), text };
    }
    reset();
  }

  let told: string | null = null;
  for await (const batch of readLines(source, meter)) {
    for (const read of batch) {
      if (quoted && !columns && held.length === 0 && "text" in read) {
        const own = read.line === 1 ? toldSeparator.exec(read.text)?.[1] : undefined;
        if (own !== undefined) {
          told = own;
          continue;
        }
        if (bareReturns.test(read.text)) throw headerFault("and all others end in a carriage return alone: save the file with line feeds");
        separator = told ?? separatorOf(read.text);
        reset();
      }
      yield* take(read);
    }
  }
  while (held.length > 0) yield* closeHeld(neverClosed(openedOn));
}
