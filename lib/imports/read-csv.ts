import { AppError } from "@/lib/errors";
import { readLines } from "@/lib/imports/read-lines";
import type { FileSource, Meter, ReadLine } from "@/lib/imports/read-lines";
import { limits } from "@/lib/imports/schema";
import { recordSplitter, separatorOf } from "@/lib/imports/split-record";

export type CsvRecord = { line: number; record: Map<string, unknown>; text: string } | { line: number; reason: string; excerpt: string };

const columnsOf = (names: string[]): string[] => {
  const trimmed = names.map((name) => name.trim());
  const twice = trimmed.find((name, i) => name === "" || trimmed.indexOf(name) !== i);
  if (twice === undefined) return trimmed;
  throw new AppError("refused", {
    userMessage: twice === "" ? "The header line has a column without a name." : `The header line names “${twice}” twice.`,
  });
};

const maxColumns = 1_000;

const headerFault = (reason: string): AppError => new AppError("refused", { userMessage: `The header line ${reason}.` });

const excerptOf = (read: ReadLine): string => ("text" in read ? read.text : read.excerpt);

/**
 * Records of a CSV file by column name, each with the line on which it starts. The first line names the columns.
 * A broken record costs its own first line only: reading goes on behind it, so a stray quote cannot swallow its neighbours.
 */
export async function* readCsv(source: FileSource, meter: Meter): AsyncGenerator<CsvRecord> {
  let columns: string[] | null = null;
  let separator = ",";
  const splitterFor = (): ReturnType<typeof recordSplitter> => recordSplitter(separator, columns?.length ?? maxColumns);
  let split = splitterFor();
  // Lines of a record that is still open; they are looked at again one by one if it turns out broken.
  let held: ReadLine[] = [];
  let heldChars = 0;

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
      if (held.length > 0) yield* closeHeld("opens a quote that is not closed before a line that cannot be read");
      if (!columns) throw headerFault(read.reason);
      yield read;
      return;
    }
    if (held.length === 0 && read.text.trim() === "") return;
    held.push(read);
    heldChars += read.text.length;
    const state = split(read.text);
    if (state.state === "open") {
      if (heldChars > limits.lineBytes) yield* closeHeld("opens a quote that is not closed");
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
    } else {
      yield { line, record: new Map(columns.map((column, i) => [column, fields[i] ?? ""])), text };
    }
    reset();
  }

  for await (const batch of readLines(source, meter)) {
    for (const read of batch) {
      if (!columns && held.length === 0 && "text" in read) {
        separator = separatorOf(read.text);
        reset();
      }
      yield* take(read);
    }
  }
  while (held.length > 0) yield* closeHeld("opens a quote that is never closed");
}
