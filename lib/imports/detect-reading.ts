import { AppError } from "@/lib/errors";
import { readCsv } from "@/lib/imports/read-csv";
import { readLines } from "@/lib/imports/read-lines";
import type { FileSource } from "@/lib/imports/read-lines";
import type { ImportFormat, Mapping, Reading } from "@/lib/imports/schema";

/** What a file's first rows look like. Columns are empty where rows are in our own schema. */
export type Detected = { reading: Reading; columns: string[]; needsMapping: boolean };

const rowsLooked = 100;

const flat = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

/** Names that columns of public preference files carry, most telling first. */
const names = {
  id: ["id", "itemid", "rowid", "questionid", "uid", "index"],
  prompt: ["prompt", "question", "instruction", "input", "query", "context", "text"],
  choice: ["winner", "choice", "label", "preference", "preferred", "vote", "answer"],
  annotator: ["annotator", "annotatorid", "worker", "workerid", "rater", "raterid", "judge", "user"],
  rationale: ["rationale", "reason", "comment", "explanation"],
};

const responsePairs = [
  ["responsea", "responseb"],
  ["response1", "response2"],
  ["response0", "response1"],
  ["completiona", "completionb"],
  ["outputa", "outputb"],
  ["output1", "output2"],
  ["answera", "answerb"],
  ["texta", "textb"],
  ["response", "response2"],
];

const modelPairs = [
  ["modela", "modelb"],
  ["model1", "model2"],
  ["model0", "model1"],
];

/** A mapping guessed from column names and first rows, and whether it can be used as it stands. */
export const guessMapping = (columns: string[], rows: ReadonlyMap<string, unknown>[]): { mapping: Mapping; complete: boolean } => {
  const byName = new Map(columns.map((column) => [flat(column), column]));
  const find = (wanted: string[]): string | null => wanted.map((name) => byName.get(name)).find((column) => column !== undefined) ?? null;
  const pairOf = (pairs: string[][]): string[] =>
    pairs
      .map((pair) => pair.map((name) => byName.get(name)))
      .map((pair) => pair.filter((column) => column !== undefined))
      .find((pair) => pair.length === 2) ?? [];
  const preferred = pairOf([["chosen", "rejected"]]);
  const numbered = columns.filter((column) => /^(response|completion|output|candidate)[_ -]?([0-9]+|[a-z])$/i.test(column));
  const pair = preferred.length === 2 ? preferred : numbered.length > 2 ? numbered : pairOf(responsePairs);
  const single = find(["response", "completion", "output", "answer"]);
  const responses = pair.length > 0 ? pair : single ? [single] : [];
  const models = preferred.length === 2 ? pairOf([["chosenmodel", "rejectedmodel"]]) : pairOf(modelPairs);
  const prompt = find(names.prompt.filter((name) => !responses.some((column) => flat(column) === name)));
  const choice = preferred.length === 2 ? null : find(names.choice.filter((name) => !responses.some((column) => flat(column) === name)));
  const numbers = choice ? rows.map((row) => String(row.get(choice) ?? "").trim()).filter((text) => /^\d+$/.test(text)) : [];
  const mapping: Mapping = {
    id: find(names.id),
    prompt,
    responses: responses.length > 0 ? responses : columns.filter((column) => column !== prompt).slice(0, 2),
    models: responses.map((_, i) => models[i] ?? (responses.length === 1 ? find(["model"]) : null)),
    chosenFirst: preferred.length === 2,
    choice,
    // Counting from one shows itself by a number that counting from zero has no response for.
    choiceBase: !numbers.includes("0") && numbers.includes(String(responses.length)) ? 1 : 0,
    annotator: find(names.annotator),
    annotatorName: "file",
    annotatorKind: "human",
    rationale: find(names.rationale),
  };
  // Preference rows may carry the prompt inside the two conversations.
  return { mapping, complete: responses.length > 0 && (prompt !== null || preferred.length === 2) };
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

const firstJsonRecords = async (source: FileSource): Promise<{ records: Record<string, unknown>[]; first: string | null }> => {
  const records: Record<string, unknown>[] = [];
  let first: string | null = null;
  for await (const batch of readLines(source, { bytes: 0 })) {
    for (const read of batch) {
      if (!("text" in read) || read.text.trim() === "") continue;
      first ??= read.text.trim();
      try {
        const value: unknown = JSON.parse(read.text);
        if (isRecord(value)) records.push(value);
      } catch {
        continue; // named with its line when the file is read in earnest
      }
      if (records.length >= rowsLooked) return { records, first };
    }
    if (records.length === 0 && first !== null && !first.startsWith("{")) break;
  }
  return { records, first };
};

const detectCsv = async (source: FileSource): Promise<Detected> => {
  const rows: Map<string, unknown>[] = [];
  for await (const read of readCsv(source, { bytes: 0 })) {
    if ("record" in read) rows.push(read.record);
    if (rows.length >= rowsLooked) break;
  }
  const columns = [...(rows[0]?.keys() ?? [])];
  if (columns.length === 0) throw new AppError("refused", { userMessage: "The file has a header line at most, and no row that fits it." });
  const { mapping, complete } = guessMapping(columns, rows);
  return { reading: { format: "csv", mapping }, columns, needsMapping: !complete };
};

/** How to read a file, from its first rows. A wanted format is taken as given and its rows are looked at only for columns. */
export const detectReading = async (source: FileSource, wanted: ImportFormat | "auto"): Promise<Detected> => {
  if (wanted === "csv") return detectCsv(source);
  const { records, first } = await firstJsonRecords(source);
  if (first === null) throw new AppError("refused", { userMessage: "The file holds no row." });
  if (wanted === "auto" && !first.startsWith("{")) {
    if (first.startsWith("[")) {
      throw new AppError("refused", { userMessage: "The file is one JSON list. Write one JSON object a line instead (JSON Lines)." });
    }
    return detectCsv(source);
  }
  // One row in our schema settles it; broken rows among them are named when the file is read.
  if (records.length === 0 || records.some((record) => "responses" in record)) {
    return { reading: { format: "jsonl", mapping: null }, columns: [], needsMapping: false };
  }
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))].slice(0, 200);
  const { mapping, complete } = guessMapping(
    columns,
    records.map((record) => new Map(Object.entries(record))),
  );
  return { reading: { format: "jsonl", mapping }, columns, needsMapping: !complete };
};
