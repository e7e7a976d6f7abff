import { codesIn } from "@/lib/imports/count-base";
import type { FileSource } from "@/lib/imports/containers/file-source";
import { jsonCell } from "@/lib/imports/formats/cells";
import { answerColumns, baseOf } from "@/lib/imports/guess-mapping";
import { readPlain } from "@/lib/imports/read-rows";
import type { Reading } from "@/lib/imports/schema";
import { valueAt } from "@/lib/imports/value-at";

/** How far it is looked for what a choice's numbers count from. */
export const codesLooked = 10_000;
export const codesBytes = 50_000_000;

/**
 * A reading whose columns somebody named and left open what its numbers for a side count from: decided where the file's numbers
 * decide it, as for columns that are guessed.
 */
export const settleBase = async (source: FileSource, reading: Reading): Promise<Reading> => {
  const { mapping } = reading;
  if (reading.format !== "columns" || mapping === null || mapping.choiceBase !== null || mapping.scale !== null) return reading;
  const answers = answerColumns(mapping);
  if (answers.length === 0) return reading;
  const codes = new Set<string>();
  const columns = new Set<string>();
  const meter = { bytes: 0 };
  let looked = 0;
  for await (const read of readPlain(source, reading, meter)) {
    if (read.ok) {
      for (const column of Object.keys(read.record)) columns.add(column);
      for (const code of codesIn(answers.flatMap((column) => jsonCell(valueAt(read.record, column))))) codes.add(code);
    }
    looked += 1;
    if (looked >= codesLooked || meter.bytes > codesBytes) break;
  }
  const open = [...codes].filter((code) => !Object.hasOwn(mapping.words, code));
  return { ...reading, mapping: { ...mapping, ...baseOf([...columns], open, mapping.responses) } };
};
