import { isBlank, isRecord, jsonCell } from "@/lib/imports/formats/cells";
import { gradedSide } from "@/lib/imports/formats/read-words";

/**
 * JSON_MIN and CSV of Label Studio: one record an annotation. The task's data come first, then its id, then the results under the
 * names of their questions, then who annotated and when. A single choice and a single text are written bare; all else is a list.
 */

type Fields = Readonly<Record<string, unknown>>;
type MinTask = { id: unknown; data: Record<string, unknown>; annotations: Record<string, unknown>[]; predictions: [] };

const ownKeys = new Set(["id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time", "agreement"]);
const types: Record<string, string> = {
  selected: "pairwise",
  ranker: "ranker",
  rating: "rating",
  number: "number",
  choices: "choices",
  labels: "labels",
  text: "textarea",
};

const isResult = (value: unknown): value is Record<string, unknown> => isRecord(value) && Object.keys(types).some((key) => key in value);

const asksForWords = /comment|reason|rational|expla|note|why|feedback|critique|correct|rewrit|edit/i;
const longestChoice = 60;

/** A bare text is a choice unless its question asks for words or it is longer than any choice. */
const bareValue = (name: string, text: string): Record<string, unknown> =>
  asksForWords.test(name) || text.length > longestChoice ? { text: [text] } : { choices: [text] };

/** The results under one name; null where what stands there is a part of the task. */
const resultsOf = (name: string, value: unknown, bareIsResult: boolean): Record<string, unknown>[] | null => {
  const cell = jsonCell(value);
  if (Array.isArray(cell) && cell.length > 0 && cell.every(isResult))
    return cell.map((result) => ({
      from_name: name,
      type: Object.entries(types).find(([key]) => key in result)?.[1] ?? null,
      value: result,
    }));
  if (typeof cell !== "string" || !(bareIsResult || asksForWords.test(name) || gradedSide(cell) !== undefined)) return null;
  return isBlank(cell) ? [] : [{ from_name: name, type: null, value: bareValue(name, cell) }];
};

export const isMinimal = (record: Fields): boolean =>
  "annotation_id" in record && "annotator" in record && !("annotations" in record) && !("data" in record);

/** The annotations of one task, which follow each other, as the task that the full export would have. */
export const minimalTask = (records: Fields[]): MinTask => {
  const data: Record<string, unknown> = {};
  const annotations = records.map((record) => {
    const names = Object.keys(record);
    // Where the task had an id of its own among its data, or a table's columns stand by the alphabet, the place of the id tells nothing.
    const sorted = names.every((name, i) => i === 0 || (names[i - 1] ?? "") < name);
    const resultsFrom = !sorted && names.indexOf("id") > 0 ? names.indexOf("id") : Number.POSITIVE_INFINITY;
    const result: Record<string, unknown>[] = [];
    for (const [at, name] of names.entries()) {
      if (ownKeys.has(name)) continue;
      const found = resultsOf(name, record[name], at > resultsFrom);
      if (found) result.push(...found);
      else data[name] = record[name];
    }
    const seconds = Number(record.lead_time);
    return {
      result,
      completed_by: jsonCell(record.annotator),
      ...(isBlank(record.lead_time) || Number.isNaN(seconds) ? {} : { lead_time: seconds }),
    };
  });
  return { id: records[0]?.id, data, annotations, predictions: [] };
};
